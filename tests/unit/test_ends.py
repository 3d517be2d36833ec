"""Ends beside one another, groups compared, the flow: by hand and by brute force."""

import math

import pytest
from hypothesis import given, settings

from analytics.aftercare import completion_by_month, completion_by_month_shown
from analytics.ends import ENDS, compared, compared_shown, competing_ends, competing_ends_shown
from analytics.escalation import OUTCOMES, flow, flow_shown
from analytics.period import Period
from analytics.resolution import shown, time_to_stopped
from analytics.statistics import cumulative_incidence, logrank
from tests.unit.small_schools import END, FIRST, LAST, START, after, periods, school, schools
from tests.unit.test_resolution import settled

SEEN = Period(FIRST, END, LAST)


def case(stopped=None, closed=None, ending=None, **more):
    row = {"opened_on": FIRST, "stopped_on": stopped, "closed_on": closed, "ending": ending}
    return {**row, **more}


def asked(small, period=SEEN):
    resolution = time_to_stopped(
        small.cases, small.calendar, period.start, period.end, period.observed_on
    )
    return competing_ends(small.cases, small.calendar, period), resolution


def test_every_end_has_its_own_share_beside_the_others():
    cases = [
        case(stopped=after(10)),
        case(closed=after(20), ending="no_bullying"),
        case(closed=after(20), ending="moved"),
        case(),
    ]
    answer, _ = asked(school(cases=cases))
    last = answer.frame.groupby("end")["incidence"].last().to_dict()
    assert last == {"stopped": 0.25, "no_bullying": 0.25, "left_school": 0, "other": 0.25}
    assert answer.frame["time"].unique().tolist()[:2] == [10, 20]
    assert answer.count == 4


def test_dates_that_cannot_be_are_left_out_and_counted():
    answer, _ = asked(school(cases=[case(closed=after(9), ending="stopped")]))
    assert (answer.count, answer.left_out) == (0, {"undated": 1})
    assert answer.frame.empty


def test_who_may_not_open_the_cases_sees_an_end_only_when_it_is_of_no_few():
    many = [case(stopped=after(10 + n)) for n in range(12)]
    others = [case(closed=after(20), ending="no_bullying") for _ in range(8)]
    told = competing_ends_shown(*asked(school(cases=[*many, *others])))
    assert told.frame["end"].tolist() == list(ENDS)
    assert told.frame["incidence"].tolist() == [0.6, 0.4, 0, 0]
    few = competing_ends_shown(*asked(school(cases=[*many, *others[:2]])))
    assert few.frame.empty


def test_two_groups_of_cases_are_held_beside_each_other():
    fast = school(cases=[case(stopped=after(4 + n)) for n in range(12)])
    slow = school(cases=[case(stopped=after(40 + n)) for n in range(12)])
    groups = {"this year": asked(fast)[1], "last year": asked(slow)[1]}
    found = compared(groups)
    assert found.frame["group"].tolist() == ["this year", "last year"]
    assert found.frame["median"].tolist() == [9, 45]
    assert found.logrank.p_value < 0.001
    assert not found.is_few
    told = compared_shown(groups)
    assert (told.logrank.p_value, told.is_hidden) == (0, True)
    assert math.isnan(told.logrank.statistic)
    assert told.frame["median"].tolist() == [10, 45]


def test_groups_of_which_one_is_small_or_hidden_are_not_compared_as_if_nothing_were_wrong():
    one = asked(school(cases=[case(stopped=after(5))]))[1]
    none = asked(school())[1]
    found = compared({"a": one, "b": none})
    assert found.is_few
    assert math.isnan(found.logrank.p_value)
    assert math.isnan(found.frame["median"].iloc[1])
    with pytest.raises(ValueError, match="two groups"):
        compared({"a": one})
    with pytest.raises(ValueError, match="exact"):
        compared({"a": one, "b": shown(one)})


@settings(deadline=None)
@given(schools, periods)
def test_the_ends_equal_counting_one_by_one(small, period):
    names = ("opened_on", "stopped_on", "closed_on", "ending")
    durations, causes, groups, undated = [], [], [], 0
    for row in small.all("cases"):
        if not START <= row["opened_on"] <= period.last_day:
            continue
        days, outcome = settled([row[name] for name in names], period.observed_on)
        if outcome is None:
            undated += 1
            continue
        end = row["ending"] if outcome == "other_end" else outcome
        end = "other" if end not in (*ENDS, "open") else end
        durations.append(days)
        causes.append(0 if end == "open" else 1 + ENDS.index(end))
        groups.append(row["team_id"])
    answer, _ = asked(small, period)
    wanted = cumulative_incidence(durations, causes)
    told = answer.frame[answer.frame["end"].isin([ENDS[c - 1] for c in wanted["cause"].unique()])]
    assert told["incidence"].tolist() == pytest.approx(wanted["incidence"].tolist())
    assert told["time"].tolist() == wanted["time"].tolist()
    assert (answer.count, answer.left_out) == (len(durations), {"undated": undated})
    if len(set(groups)) == 2:
        found = compared({team: asked_of_team(small, team, period) for team in ("t1", "t2")})
        test = logrank(durations, [cause == 1 for cause in causes], groups)
        assert found.logrank.statistic == pytest.approx(test.statistic, nan_ok=True)


def asked_of_team(small, team, period):
    part = school(cases=[row for row in small.all("cases") if row["team_id"] == team])
    return asked(part, period)[1]


# --- flow -----------------------------------------------------------------------------------------


def streams(*cases, period=SEEN):
    frame = flow(school(cases=list(cases)).cases, period).frame
    found = frame[frame["count_cases"] > 0]
    return {(row.level, row.outcome): row.count_cases for row in found.itertuples()}


def test_a_case_flows_from_its_level_to_how_it_stands():
    assert streams(
        case(),
        case(level_2_on=after(5), stopped=after(9)),
        case(level_3_on=after(5), closed=after(9), ending="left_school"),
        case(closed=after(9), ending="moved"),
    ) == {
        (1, "running"): 1,
        (2, "stopped"): 1,
        (3, "closed_left_school"): 1,
        (1, "closed_other"): 1,
    }


def test_levels_and_ends_after_the_day_of_looking_are_not_known_yet():
    later = case(level_2_on=after(9), stopped=after(9), closed=after(9), ending="stopped")
    assert streams(later, period=Period(FIRST, END, after(8))) == {(1, "running"): 1}


def test_who_may_not_open_the_cases_sees_no_small_stream():
    answer = flow(school(cases=[case()] * 11 + [case(stopped=after(9))] * 2).cases, SEEN)
    told = flow_shown(answer)
    assert not told.frame["count_cases"].dropna().between(1, 4).any()
    assert told.frame["is_small_count_cases"].sum() == 1


@settings(deadline=None)
@given(schools, periods)
def test_the_flow_equals_counting_one_by_one(small, period):
    seen = period.observed_on

    def known(day):
        return day is not None and day <= seen

    wanted = {}
    for row in small.all("cases"):
        if not START <= row["opened_on"] <= period.last_day:
            continue
        level = 3 if known(row["level_3_on"]) else 2 if known(row["level_2_on"]) else 1
        if known(row["closed_on"]):
            outcome = f"closed_{row['ending']}"
        else:
            outcome = "stopped" if known(row["stopped_on"]) else "running"
        wanted[level, outcome] = wanted.get((level, outcome), 0) + 1
    answer = flow(small.cases, period)
    told = {(r.level, r.outcome): r.count_cases for r in answer.frame.itertuples()}
    assert told == {(n, end): wanted.get((n, end), 0) for n in (1, 2, 3) for end in OUTCOMES}
    assert answer.count == sum(wanted.values())


# --- nazorg per month -----------------------------------------------------------------------------


def moment(due, done=None):
    return {"kind": "target", "due_on": due, "window_ends_on": due, "done_on": done}


def test_nazorg_is_told_in_the_month_in_which_it_was_due():
    rows = [moment(after(10), after(10)), moment(after(30)), moment(after(30), after(40))]
    small = school(aftercare=[{**row, "set_aside": False} for row in rows])
    answer = completion_by_month(small.aftercare, SEEN)
    assert [month.month for month in answer.frame["month"]] == [9, 10]
    assert answer.frame["count_in_window"].tolist() == [1, 0]
    assert answer.frame["count_due"].tolist() == [1, 2]
    assert (answer.count, answer.is_few) == (3, True)


def test_who_may_not_open_the_cases_sees_the_share_of_a_month_with_enough_nazorg():
    rows = [moment(after(10), after(10))] * 8 + [moment(after(11))] * 4 + [moment(after(30))] * 4
    small = school(aftercare=[{**row, "set_aside": False} for row in rows])
    told = completion_by_month_shown(completion_by_month(small.aftercare, SEEN))
    assert told.frame["share"].iloc[0] == 0.7
    assert math.isnan(told.frame["share"].iloc[1])
    assert told.frame["count_due"].isna().all()


@settings(deadline=None)
@given(schools, periods)
def test_nazorg_per_month_equals_counting_one_by_one(small, period):
    due = [
        row
        for row in small.all("aftercare")
        if START <= row["due_on"] <= period.last_day and not row["set_aside"]
    ]
    months = sorted({row["due_on"].replace(day=1) for row in due})
    answer = completion_by_month(small.aftercare, period)
    assert list(answer.frame["month"]) == months
    for row in answer.frame.itertuples():
        mine = [one for one in due if one["due_on"].replace(day=1) == row.month]
        in_window = [
            one
            for one in mine
            if one["done_on"] and one["done_on"] <= min(period.observed_on, one["window_ends_on"])
        ]
        assert (row.count_due, row.count_in_window) == (len(mine), len(in_window))
        assert row.share == pytest.approx(len(in_window) / len(mine))
    assert answer.count == len(due)
