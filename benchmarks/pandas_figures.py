"""The figures of analytics computed with pandas, from the same rows: what they are held beside.

Each function takes the frames by name and a period, and gives the columns that are compared with
ours. The formulas on the small result (limits, curves, charts) are those of analytics.statistics
in both; what is compared is the road from the rows to it. Written as somebody who knows pandas
would: whole columns at a time, and no row is walked.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analytics.period import Period
from analytics.statistics import (
    design_effect,
    followed_part,
    incidence_table,
    poisson_limits,
    quantile_time,
    survival_table,
    wilson_limits,
)

Frames = Mapping[str, pd.DataFrame]
Twin = Callable[[Frames, Period], pd.DataFrame]
ENDS = ("stopped", "no_bullying", "left_school", "other")
CLASS = ["class_name", "year_group", "school_year"]
DUE = ("in_time", "late", "ahead", "missed", "lapsed", "open")
OF_NAZORG = ["in_window", "late", "ahead", "missed", "open"]
COLUMNS = ["case_id", "step", "form", "side", "year_group", "due_on"]


def _within(days: pd.Series, first: object, last: object) -> pd.Series:
    return days.between(pd.Timestamp(first), pd.Timestamp(last))


def _until(days: pd.Series, last: object) -> pd.Series:
    return days.where(days <= pd.Timestamp(last))


def _ordinals(frames: Frames) -> pd.Series:
    return frames["calendar"].set_index("day")["ordinal"]


def _counted(keys: list[pd.Series], columns: list[str]) -> pd.DataFrame:
    """How often each pair occurs, the second as columns."""
    table = pd.Series(1, index=keys[0].index).groupby(keys).size().unstack(fill_value=0)
    return table.reindex(columns=columns, fill_value=0).sort_index()


# --- cases ---------------------------------------------------------------------------------------


def _known(frames: Frames, period: Period) -> pd.DataFrame:
    """The cases as they were known on observed_on: analytics.as_of.cases_as_of."""
    cases, turns = frames["cases"], frames["turns"]
    cases = cases[cases["opened_on"] <= pd.Timestamp(period.observed_on)]
    turns = turns[turns["happened_on"] <= pd.Timestamp(period.observed_on)].sort_values("number")
    last = turns.groupby("case_id").last()
    stops = turns[turns["turn"] == "stopped"].groupby("case_id").last()
    again = turns[turns["turn"] == "reopened"].groupby("case_id")["number"].max()
    ids = cases["case_id"]
    is_closed = ids.map(last["turn"]) == "closed"
    stands = ids.map(stops["number"]) > ids.map(again).fillna(0)
    days = ("level_2_on", "level_3_on", "support_asked_on", "first_talk_on", "first_measure_on")
    return cases.assign(
        stopped_on=ids.map(stops["happened_on"]).where(stands),
        closed_on=ids.map(last["happened_on"]).where(is_closed),
        ending=ids.map(last["ending"]).where(is_closed),
        **{name: _until(cases[name], period.observed_on) for name in days},
    )


def _begun(frames: Frames, period: Period) -> pd.DataFrame:
    cases = _known(frames, period)
    return cases[_within(cases["opened_on"], period.start, period.last_day)]


def _settled(frames: Frames, period: Period) -> tuple[pd.Series, pd.Series]:
    """Of the cases that began in the period: how each ended, and after how many school days."""
    cases = _begun(frames, period)
    stopped, closed, ending = (cases[name] for name in ("stopped_on", "closed_on", "ending"))
    is_stopped = stopped.notna() & ending.ne("no_bullying")
    other = ending.where(ending.isin(("no_bullying", "left_school")), "other")
    outcome = other.where(closed.notna(), "open").mask(is_stopped, "stopped")
    outcome = outcome.mask(ending.eq("stopped") & stopped.isna(), "undated")
    ended = closed.mask(outcome == "stopped", stopped)
    ended = ended.mask(outcome == "open", pd.Timestamp(period.observed_on))
    outcome = outcome.mask(ended < cases["opened_on"], "undated")
    ordinal = _ordinals(frames)
    return outcome, ended.map(ordinal) - cases["opened_on"].map(ordinal)


def time_to_stopped(frames: Frames, period: Period) -> pd.DataFrame:
    """The curve of figures.resolution."""
    outcome, days = _settled(frames, period)
    is_dated = outcome != "undated"
    table = _counted([days[is_dated], outcome[is_dated]], ["open", *ENDS])
    waiting = table.drop(columns="stopped").sum(axis=1)
    return survival_table(table.index.to_numpy(float), table["stopped"], waiting)


def competing_ends(frames: Frames, period: Period) -> pd.DataFrame:
    """The incidences of figures.ends, as far as enough cases are followed."""
    outcome, days = _settled(frames, period)
    is_dated = outcome != "undated"
    table = _counted([days[is_dated], outcome[is_dated]], ["open", *ENDS])
    events = {cause: table[end].to_numpy() for cause, end in enumerate(ENDS, start=1)}
    times = table.index.to_numpy(float)
    rows = incidence_table(times, events, table["open"].to_numpy())
    curve = survival_table(times, table[list(ENDS)].sum(axis=1), table["open"])
    until = followed_part(curve, len(outcome[is_dated]))["time"].max()
    return rows.loc[rows["time"] <= until, ["time", "incidence"]]


def delays(frames: Frames, period: Period) -> pd.DataFrame:
    """The legs of figures.delays."""
    cases, ordinal = _begun(frames, period), _ordinals(frames)
    talk, measure = cases["first_talk_on"], cases["first_measure_on"]
    followed = cases["closed_on"].fillna(pd.Timestamp(period.observed_on)).map(ordinal)
    opened, talked = cases["opened_on"].map(ordinal), talk.map(ordinal)
    has_incident = cases["incident_on"].notna()
    has_talk, measured = talk.notna(), measure.map(ordinal).fillna(followed)
    legs = (
        (opened - cases["incident_on"].map(ordinal), has_incident, has_incident),
        (talked.fillna(followed) - opened, has_talk, np.ones(len(cases), dtype=bool)),
        ((measured - talked)[has_talk], measure.notna()[has_talk], has_talk[has_talk]),
    )
    return pd.DataFrame([_leg(*leg) for leg in legs])


def _leg(days: pd.Series, is_seen: pd.Series, is_told: pd.Series) -> dict[str, float]:
    is_known = is_told & (days >= 0)
    seen, waiting = days[is_known & is_seen], days[is_known & ~is_seen]
    counts = pd.concat([seen.value_counts(), waiting.value_counts()], axis=1).fillna(0).sort_index()
    curve = survival_table(counts.index.to_numpy(float), counts.iloc[:, 0], counts.iloc[:, 1])
    median = quantile_time(curve, 0.5)
    return {
        "median": np.nan if median is None else median,
        "count_seen": len(seen),
        "count_waiting": len(waiting),
        "count_missing": int((~is_told).sum()),
        "count_impossible": int((is_told & ~is_known).sum()),
    }


def open_cases(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.open_cases."""
    cases = _known(frames, period)
    cases = cases[cases["closed_on"].isna()]
    level = np.select([cases["level_3_on"].notna(), cases["level_2_on"].notna()], [3, 2], 1)
    is_stopped = cases["stopped_on"].notna()
    rows = is_stopped.groupby(level).agg(["size", "sum"]).reindex([1, 2, 3], fill_value=0)
    return pd.DataFrame(
        {
            "level": rows.index,
            "count_cases": rows["size"].to_numpy(),
            "count_stopped": rows["sum"].to_numpy(),
        }
    )


def levels_reached(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts and limits of figures.reached, within 60 school days."""
    cases, ordinal = _begun(frames, period), _ordinals(frames)
    seen = pd.Timestamp(period.observed_on)
    opened = cases["opened_on"].map(ordinal)
    followed = ordinal[seen] - opened >= 60
    second = cases[["level_2_on", "level_3_on"]].min(axis=1)
    reached = []
    for day in (second, cases["level_3_on"], cases["support_asked_on"]):
        within = day.map(ordinal) - opened <= 60
        reached.append(int((followed & within).sum()))
    lower, upper = wilson_limits(reached, [int(followed.sum())] * 3)
    counts = {"count_followed": int(followed.sum()), "count_reached": reached}
    return pd.DataFrame({**counts, "lower": lower, "upper": upper})


def flow(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.flow that are not 0."""
    cases = _begun(frames, period)
    level = np.select([cases["level_3_on"].notna(), cases["level_2_on"].notna()], [3, 2], 1)
    is_known = cases["ending"].isin(("stopped", "no_bullying", "left_school"))
    closed = "closed_" + cases["ending"].where(is_known, "other")
    open_as = np.where(cases["stopped_on"].notna(), "stopped", "running")
    outcome = closed.where(cases["closed_on"].notna(), open_as)
    rows = outcome.groupby([level, outcome]).size()
    rows.index.names = ["level", "outcome"]
    return rows.rename("count_cases").reset_index()


# --- meldingen -----------------------------------------------------------------------------------


def _meldingen(frames: Frames, period: Period) -> pd.DataFrame:
    reports = frames["reports"]
    return reports[_within(reports["reported_on"], period.start, period.last_day)]


def _enrolled(frames: Frames, period: Period) -> pd.DataFrame:
    pupils, start = frames["enrolments"], pd.Timestamp(period.start)
    ends = pupils["ends_on"].fillna(pd.Timestamp(period.last_day))
    is_there = pupils["starts_on"] <= pd.Timestamp(period.last_day)
    return pupils[is_there & (ends >= pupils["starts_on"].clip(lower=start))]


def reports_per_class(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts and limits of reports.reports_per_class."""
    counts = _meldingen(frames, period).groupby("class_id").size().rename("count_reports")
    pupils = _enrolled(frames, period).groupby("class_id")["pupil_number"].nunique()
    frame = _by_name(frames["classes"]).set_index("class_id")[CLASS]
    frame = frame.join(counts).join(pupils.rename("count_pupils")).fillna(0)
    per_100 = 100 / frame["count_pupils"].where(frame["count_pupils"] > 0)
    lower, upper = poisson_limits(frame["count_reports"].to_numpy(int))
    frame = frame.assign(lower=lower * per_100, upper=upper * per_100)
    return frame.reset_index()


def overall_rate(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of reports.overall_rate."""
    pupils = _enrolled(frames, period)["pupil_number"].nunique()
    counts = {"count_reports": len(_meldingen(frames, period)), "count_pupils": pupils}
    return pd.DataFrame([counts])


def place_by_moment(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of place_by_moment."""
    rows = _meldingen(frames, period)[["places", "day_part"]].explode("places").fillna("unknown")
    counts = rows.groupby(["places", "day_part"]).size().rename("count_reports")
    return counts.reset_index().rename(columns={"places": "place"})


def kind_by_month(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of kind_by_month."""
    rows = _meldingen(frames, period)[["reported_on", "kinds"]].explode("kinds")
    rows = rows.fillna({"kinds": "unknown"})
    month = rows["reported_on"].dt.to_period("M").dt.to_timestamp().rename("month")
    counts = rows.groupby([month, "kinds"]).size().rename("count_reports")
    return counts.reset_index().rename(columns={"kinds": "kind"})


def reports_per_month(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts and the exposure of report_rates.reports_per_month, by month."""
    days = frames["calendar"].set_index("day")["ordinal"].diff().gt(0)
    days = days[str(period.start) : str(period.last_day)]
    pupils, start = _enrolled(frames, period), pd.Timestamp(period.start)
    came = pupils["starts_on"].clip(lower=start).value_counts()
    left = (pupils["ends_on"] + pd.Timedelta(days=1)).value_counts()
    enrolled = came.sub(left, fill_value=0).reindex(days.index, fill_value=0).cumsum()
    per_month = pd.DataFrame({"school_days": days, "pupil_days": enrolled.where(days, 0)})
    per_month = per_month.groupby(days.index.to_period("M")).sum()
    month = _meldingen(frames, period)["reported_on"].dt.to_period("M")
    counts = month.value_counts().reindex(per_month.index, fill_value=0)
    per_month["count_reports"] = counts
    per_month["exposure"] = per_month["pupil_days"] / 2000
    return per_month[["school_days", "count_reports", "exposure"]]


def days_between(frames: Frames, period: Period) -> pd.DataFrame:
    """The gaps of report_rates.days_between."""
    rows = _meldingen(frames, period)[["reported_on", "case_id", "number"]]
    rows = rows.sort_values(["reported_on", "case_id", "number"])
    gaps = rows["reported_on"].map(_ordinals(frames)).diff().iloc[1:]
    return gaps.rename("gap").to_frame()


# --- nazorg and what the gepeste says ------------------------------------------------------------


def _planned(frames: Frames, period: Period) -> pd.DataFrame:
    """The moments as they were known: aftercare_moments, of which none here was moved twice."""
    moments, seen = frames["aftercare"], pd.Timestamp(period.observed_on)
    moments = moments[moments["planned_on"] <= seen]
    move = moments["moves"].str[0]
    moved = {
        name: pd.to_datetime(move.str.get(name))
        for name in ("moved_on", "due_on", "window_ends_on")
    }
    is_moved = moved["moved_on"] <= seen
    days = ("extra_on", "done_on", "set_aside_on", "reopened_on")
    return moments.drop(columns=["moves", "outcome"]).assign(
        due_on=moments["first_due_on"].mask(is_moved, moved["due_on"]),
        window_ends_on=moments["first_window_ends_on"].mask(is_moved, moved["window_ends_on"]),
        **{name: _until(moments[name], period.observed_on) for name in days},
    )


def _moments(frames: Frames, period: Period) -> pd.DataFrame:
    moments, seen = _planned(frames, period), pd.Timestamp(period.observed_on)
    moments = moments[_within(moments["due_on"], period.start, period.end)]
    done, due, ends = (moments[name] for name in ("done_on", "due_on", "window_ends_on"))
    extra = moments["extra_on"].notna()
    outcome = np.select(
        [
            done.notna() & (due > seen),
            done <= ends,
            done.notna(),
            due > seen,
            moments["set_aside_on"].notna() | (moments["reopened_on"] <= ends),
            ends >= seen,
            extra,
        ],
        ["to_come", "in_window", "late", "not_due", "set_aside", "open", "ahead"],
        "missed",
    )
    return moments.assign(outcome=outcome)


def _completed(rows: pd.DataFrame, key: pd.Series) -> pd.DataFrame:
    table = _counted([key, rows["outcome"]], [*OF_NAZORG, "set_aside", "to_come"])
    table.insert(0, "due", table[OF_NAZORG].sum(axis=1))
    return table.add_prefix("count_")


def completion(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts and limits of figures.aftercare."""
    rows = _moments(frames, period)
    table = _completed(rows, rows["kind"]).reindex(["target", "displaying", "parents"])
    table.loc["all"] = table.sum()
    lower, upper = wilson_limits(table["count_in_window"], table["count_due"])
    return table.assign(lower=lower, upper=upper).rename_axis("kind").reset_index()


def completion_by_month(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.aftercare_by_month."""
    rows = _moments(frames, period)
    months = rows["due_on"].dt.to_period("M")
    table = _completed(rows, months)
    return table[table["count_due"] > 0].reset_index(drop=True)


def clustering(frames: Frames, period: Period) -> pd.DataFrame:
    """The clustering of figures.aftercare."""
    rows = _moments(frames, period)
    is_due = rows["outcome"].isin(OF_NAZORG)
    parts = (rows["outcome"] == "in_window").groupby(rows["case_id"]).sum()
    wholes = is_due.groupby(rows["case_id"]).sum()
    return pd.DataFrame({"effect": [design_effect(parts, wholes)]})


def outcomes(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.outcomes."""
    moments = frames["aftercare"]
    answers = moments[(moments["kind"] == "target")]
    answers = answers[_within(answers["done_on"], period.start, period.last_day)]
    answers = answers.sort_values(["done_on", "number"])
    last = answers.groupby(["case_id", "pupil_in_case"])["outcome"].last()
    counts = last.value_counts().reindex(["stopped", "less", "same", "worse"], fill_value=0)
    return counts.rename("count_targets").rename_axis("outcome").reset_index()


def safety_change(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts and medians of figures.safety_change."""
    scores = frames["scores"]
    target_scores = scores[
        scores["role"].eq("target") & (scores["said_on"] <= str(period.last_day))
    ]
    target_scores = target_scores.sort_values(["said_on", "number"])
    groups = target_scores.groupby(["case_id", "pupil_in_case"])
    pupils = groups.agg(
        first=("score", "first"),
        last=("score", "last"),
        answered_on=("said_on", "max"),
        n=("score", "size"),
    )
    pairs = pupils[(pupils["answered_on"] >= str(period.start)) & (pupils["n"] > 1)]
    change = pairs["last"] - pairs["first"]
    return pd.DataFrame(
        {
            "count_pairs": [len(pairs)],
            "first_median": [pairs["first"].median()],
            "last_median": [pairs["last"].median()],
            "count_rose": [int((change > 0).sum())],
            "count_fell": [int((change < 0).sum())],
        }
    )


def time_to_return(frames: Frames, period: Period) -> pd.DataFrame:
    """The curve of figures.recurrence."""
    closings, ordinal = frames["closings"], _ordinals(frames)
    closings = closings[_within(closings["closed_on"], period.start, period.last_day)]
    closings = closings[closings["ending"] == "stopped"]
    back = _until(closings["next_report_on"], period.observed_on)
    until = closings["followed_until"].fillna(pd.Timestamp(period.observed_on))
    until = until.clip(upper=pd.Timestamp(period.observed_on))
    until = until.where(until >= closings["closed_on"], closings["closed_on"])
    is_back = back <= until
    days = back.where(is_back, until).map(ordinal) - closings["closed_on"].map(ordinal)
    table = _counted([days, is_back], [False, True])
    return survival_table(table.index.to_numpy(float), table[True], table[False])


# --- the card, prevention and work ---------------------------------------------------------------


def _asked(frames: Frames, period: Period) -> pd.DataFrame:
    """The steps without nazorg that were asked, with the closing of their case as known then."""
    steps, seen = frames["steps"], pd.Timestamp(period.observed_on)
    closed_on = _known(frames, period).set_index("case_id")["closed_on"]
    is_asked = steps["is_required"] & ~steps["form"].isin(("reported", "aftercare_done"))
    steps = steps[is_asked & (steps["asked_on"] <= seen)]
    return steps.assign(closed_on=steps["case_id"].map(closed_on))


def _steps(frames: Frames, period: Period) -> pd.DataFrame:
    steps, seen = _asked(frames, period), pd.Timestamp(period.observed_on)
    steps = steps[steps["due_on"].notna()]
    done = steps["first_done_on"] <= seen
    outcome = np.select(
        [
            steps["status"].eq("set_aside") & (steps["done_on"] <= seen),
            done & (steps["first_done_on"] <= steps["in_time_until"]),
            done,
            steps["due_on"] > steps["closed_on"],
            steps["closed_on"].notna(),
            steps["status"].eq("blocked"),
            steps["in_time_until"] < seen,
        ],
        ["set_aside", "in_time", "late", "not_asked", "lapsed", "blocked", "missed"],
        "open",
    )
    return steps[COLUMNS].assign(outcome=outcome)


def _due(frames: Frames, period: Period) -> pd.DataFrame:
    moments = _moments(frames, period).assign(form="aftercare_done", side=None)
    closed_on = moments["case_id"].map(_known(frames, period).set_index("case_id")["closed_on"])
    is_lapsed = moments["outcome"].isin(("missed", "open")) & closed_on.notna()
    outcome = moments["outcome"].mask(is_lapsed, "lapsed").replace("in_window", "in_time")
    moments = moments.assign(outcome=outcome)
    rows = pd.concat([_steps(frames, period), moments[[*COLUMNS, "outcome"]]])
    return rows[_within(rows["due_on"], period.start, period.last_day)]


def steps(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.steps."""
    rows = _due(frames, period)
    table = _counted([rows["step"], rows["outcome"]], [*DUE, "set_aside"]).add_prefix("count_")
    return table.reset_index()


def steps_per_year_group(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.steps_per_year_group."""
    rows = _due(frames, period)
    counts = rows.groupby(["step", "year_group", "outcome"]).size().unstack(fill_value=0)
    return counts.reindex(columns=DUE, fill_value=0).add_prefix("count_").reset_index()


def parents_informed(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.parents_informed."""
    rows = _steps(frames, period)
    rows = rows[rows["form"].eq("parents_informed") & rows["side"].isin(("target", "displaying"))]
    rows = rows.assign(
        is_aside=rows["outcome"].eq("set_aside"),
        is_not_asked=rows["outcome"].eq("not_asked"),
        is_in_time=rows["outcome"].eq("in_time"),
    )
    cases = rows.groupby("case_id").agg(
        sides=("side", "nunique"),
        due_on=("due_on", "max"),
        is_aside=("is_aside", "any"),
        is_not_asked=("is_not_asked", "any"),
        is_in_time=("is_in_time", "all"),
    )
    cases = cases[_within(cases["due_on"], period.start, period.last_day)]
    cases = cases[cases["sides"].eq(2) & ~cases["is_aside"] & ~cases["is_not_asked"]]
    counts = {"count_cases": len(cases), "count_in_time": int(cases["is_in_time"].sum())}
    return pd.DataFrame([counts])


def open_steps_per_team(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of figures.work."""
    seen, ordinal = pd.Timestamp(period.observed_on), _ordinals(frames)
    steps = _asked(frames, period)
    is_over = steps["status"].isin(("done", "set_aside")) & (steps["done_on"] <= seen)
    steps = steps[steps["closed_on"].isna() & ~is_over]
    moments = _planned(frames, period)
    moments = moments[moments[["done_on", "set_aside_on", "reopened_on"]].isna().all(axis=1)]
    closed_on = _known(frames, period).set_index("case_id")["closed_on"]
    moments = moments[moments["case_id"].map(closed_on).isna()].assign(status="open")
    names = ["case_id", "team_id", "status", "due_on"]
    waiting = pd.concat([steps[names], moments[names]])
    is_late = waiting["status"].ne("blocked") & (waiting["due_on"].map(ordinal) < ordinal[seen])
    late_cases = waiting["case_id"].where(is_late)
    counts = (
        waiting.assign(is_late=is_late, late_case=late_cases)
        .groupby("team_id")
        .agg(
            count_cases=("case_id", "nunique"),
            count_open=("case_id", "size"),
            count_late=("is_late", "sum"),
            count_late_cases=("late_case", "nunique"),
        )
    )
    teams = frames["classes"][["team_id", "team_name"]].drop_duplicates()
    return teams.merge(counts, on="team_id", how="left").fillna(0).drop(columns="team_name")


def hours_per_class(frames: Frames, period: Period) -> pd.DataFrame:
    """The counts of prevention.hours_per_class."""
    hours = frames["prevention"]
    hours = hours[_within(hours["held_on"], period.start, period.last_day)]
    counts = hours.groupby("class_id").size()
    classes = _by_name(frames["classes"])[["class_id", *CLASS]]
    return classes.assign(count_hours=classes["class_id"].map(counts).fillna(0))


def _by_name(classes: pd.DataFrame) -> pd.DataFrame:
    """In the order of their names, 2B before 10A, as ours are."""
    parts = classes["class_name"].str.extract(r"^(\d*)(\D*)(\d*)$")
    keys = parts.assign(year=classes["school_year"]).astype({0: "Int64", 2: "Int64"})
    return classes.loc[keys.sort_values([0, 1, 2, "year"]).index]
