"""Whether the card is followed: by hand, and by brute force on random schools."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings

from analytics.figures.open_steps import LateSteps, late_steps, open_steps_per_team
from analytics.figures.parents_informed import OUTCOMES as OF_PARENTS
from analytics.figures.parents_informed import parents_informed
from analytics.figures.steps import steps
from analytics.figures.steps_per_year_group import steps_per_year_group
from analytics.period import Period
from analytics.result import MINIMUM_N
from analytics.statistics import wilson_interval
from analytics.step_outcomes import APART, COUNTS, OUTCOMES
from analytics.view import View
from casework.figures import FigureFilter
from tests.analytics import test_aftercare
from tests.analytics.case_views import sights
from tests.analytics.cut_schools import cut
from tests.analytics.small_schools import (
    DAY,
    END,
    FIRST,
    START,
    TEAMS,
    after,
    as_known,
    figures_of,
    periods,
    school,
    schools,
    weekdays,
)

SEEN = Period(START, END, END)
DUE = after(20)
NAMES = [name.removeprefix("count_") for name in COUNTS]


def step(status="open", done=None, due=DUE, **more):
    row = {
        "case_id": "a",
        "step": "talk_target",
        "form": "talk_held",
        "side": "target",
        "is_required": True,
        "status": status,
        "asked_on": FIRST,
        "due_on": due,
        "in_time_until": due,
        "done_on": done,
        "first_done_on": done if status == "done" else None,
        "year_group": 2,
        "team_id": "t1",
        "class_id": "c1",
    }
    return {**row, **more}


def case(closed=None, **more):
    ending = "no_bullying" if closed else None
    return {"case_id": "a", "opened_on": FIRST, "closed_on": closed, "ending": ending, **more}


def counted(*rows, period=SEEN, cases=()):
    """What became of the steps, over all of them; what is zero is left out."""
    frame = steps(figures_of(school(steps=list(rows), cases=list(cases))), period).frame
    sums = {name: int(frame[f"count_{name}"].sum()) for name in NAMES}
    return {name: number for name, number in sums.items() if number}


# --- what became of a step ------------------------------------------------------------------------


def test_a_step_done_on_its_due_day_is_in_time_and_a_day_later_late():
    assert counted(step("done", DUE)) == {"due": 1, "in_time": 1}
    assert counted(step("done", DUE + DAY)) == {"due": 1, "late": 1}


def test_a_step_that_was_not_done_is_missed_once_its_day_is_over():
    assert counted(step()) == {"due": 1, "missed": 1}
    assert counted(step(), period=Period(START, END, DUE)) == {"due": 1, "open": 1}


def test_a_step_whose_day_has_not_come_is_not_due_although_it_is_done():
    period = Period(START, END, DUE - DAY)
    assert counted(step("done", DUE - DAY), step(), period=period) == {}


def test_a_step_set_aside_or_blocked_is_not_due_and_counted_apart():
    assert counted(step("set_aside", DUE)) == {"set_aside": 1}
    assert counted(step("blocked")) == {"blocked": 1}


def test_a_step_left_open_when_its_case_was_closed_lapsed_and_is_neither_done_nor_missed():
    before, on_the_day = case(DUE - DAY), case(DUE)
    assert counted(step("lapsed"), cases=[before]) == {}
    assert counted(step("lapsed"), cases=[on_the_day]) == {"due": 1, "lapsed": 1}
    assert counted(step("done", DUE), cases=[before]) == {"due": 1, "in_time": 1}


def test_a_case_that_was_closed_on_the_day_of_looking_was_closed_although_it_opened_again():
    turns = [
        {
            "case_id": "a",
            "number": 2,
            "turn": "closed",
            "happened_on": DUE - DAY,
            "ending": "other",
        },
        {"case_id": "a", "number": 3, "turn": "reopened", "happened_on": DUE + 5 * DAY},
    ]
    small = figures_of(school(steps=[step()], cases=[case()], turns=turns))
    then = steps(small, Period(START, END, DUE + DAY))
    assert then.count == 0
    assert steps(small, SEEN).count == 1


def test_what_is_not_required_or_has_no_day_is_not_due():
    assert counted(step(is_required=False), step("done", DUE, due=None)) == {}


def test_what_was_done_or_set_aside_after_the_day_of_looking_is_not_known_yet():
    period, later = Period(START, END, DUE + DAY), DUE + 3 * DAY
    rows = [step("done", later), step("set_aside", later)]
    assert counted(*rows, period=period) == {"due": 2, "missed": 2}


def test_nazorg_on_the_card_is_what_the_headline_counts_and_never_a_second_rule():
    nazorg = {"step": "aftercare", "form": "aftercare_done"}
    moments = [test_aftercare.moment(day) for day in (after(25), None, after(31), None)]
    moments[1]["extra_on"] = after(19)
    small = figures_of(school(steps=[step("done", DUE, **nazorg)], aftercare=moments))
    row = steps(small, SEEN).frame.set_index("step").loc["aftercare"]
    assert [row[f"count_{name}"] for name in ("due", *OUTCOMES)] == [4, 1, 1, 1, 1, 0, 0]


def test_nazorg_that_a_closing_left_open_lapsed_on_the_card():
    moments = [test_aftercare.moment(None), test_aftercare.moment(after(25))]
    small = figures_of(school(aftercare=moments, cases=[case(after(30))]))
    row = steps(small, SEEN).frame.set_index("step").loc["aftercare"]
    assert (row["count_due"], row["count_lapsed"], row["count_missed"]) == (2, 1, 0)


def test_the_steps_stand_in_the_order_of_the_newest_card_with_older_ones_after():
    small = figures_of(school(steps=[step("done", DUE, step="gone")]))
    frame = steps(small, SEEN).frame
    assert frame["step"].tolist() == ["parents", "talk_target", "aftercare", "gone"]
    assert frame["count_due"].tolist() == [0, 0, 0, 1]
    assert math.isnan(frame["share"].iloc[0])
    without = steps(figures_of(school()), SEEN)
    assert without.frame["step"].tolist() == ["parents", "talk_target", "aftercare"]
    assert (without.count, without.is_few) == (0, True)


def test_a_year_group_has_the_steps_in_the_order_of_the_card():
    rows = [step("done", DUE, step="gone"), step("done", DUE), step("done", DUE, year_group=1)]
    rows.append(step(step="parents", year_group=3))
    frame = steps_per_year_group(figures_of(school(steps=rows)), SEEN).frame
    assert list(zip(frame["step"], frame["year_group"], strict=True)) == [
        *[("parents", 3), ("talk_target", 1), ("talk_target", 2), ("gone", 2)],
    ]
    assert frame["share"].tolist() == [0, 1, 1, 1]


# --- parents of both sides ------------------------------------------------------------------------


def parents(case_id, side, status="done", done=DUE, **more):
    form = {"step": "parents", "form": "parents_informed"}
    return step(status, done, case_id=case_id, side=side, **form, **more)


def informed(*rows, cases=(), period=SEEN):
    answer = parents_informed(figures_of(school(steps=list(rows), cases=list(cases))), period)
    row = answer.frame.iloc[0]
    outcomes = {name: int(row[f"count_{name}"]) for name in OF_PARENTS}
    assert sum(outcomes.values()) == row["count_cases"] == answer.count
    left_out = {name: count for name, count in answer.left_out.items() if count}
    return {name: count for name, count in outcomes.items() if count}, left_out


def test_a_case_is_as_good_as_the_worst_of_its_parents():
    def pair(case_id, *more):
        sides = zip(("target", "displaying"), more, strict=True)
        return [parents(case_id, side, *row) for side, row in sides]

    late, missed, is_open = ("done", DUE + DAY), ("open", None), ("done", DUE)
    rows = [*pair("a", is_open, is_open), *pair("b", is_open, late), *pair("c", late, missed)]
    assert informed(*rows) == ({"in_time": 1, "late": 1, "missed": 1}, {})
    today = replace(SEEN, observed_on=DUE)
    assert informed(*pair("d", is_open, missed), period=today) == ({"open": 1}, {})


def test_a_case_without_a_known_pestende_leerling_is_left_out_and_counted():
    assert informed(parents("a", "target")) == ({}, {"one_side": 1})


def test_a_case_in_which_parents_were_not_informed_with_a_reason_is_counted_apart():
    rows = [parents("a", "target"), parents("a", "displaying", "set_aside")]
    assert informed(*rows) == ({}, {"set_aside": 1})


def test_a_case_that_was_closed_before_its_parents_were_due_is_counted_apart():
    rows = [parents("a", side, "lapsed", None) for side in ("target", "displaying")]
    assert informed(*rows, cases=[case(DUE - DAY)]) == ({}, {"not_asked": 1})


def test_a_case_belongs_to_the_period_in_which_its_last_parents_came_due():
    first = parents("a", "target", due=START - DAY, done=START - DAY)
    assert informed(first, parents("a", "displaying")) == ({"in_time": 1}, {})
    assert informed(first, parents("a", "displaying", due=END + DAY)) == ({}, {})


def test_parents_of_a_pupil_who_came_into_the_case_later_were_not_asked_yet():
    rows = [parents("a", "target"), parents("a", "displaying")]
    later = parents("a", "displaying", "open", None, asked_on=DUE + 5 * DAY, due=DUE + 9 * DAY)
    assert informed(*rows, later, period=replace(SEEN, observed_on=DUE + DAY)) == (
        {"in_time": 1},
        {},
    )
    assert informed(*rows, later) == ({"missed": 1}, {})


# --- work -----------------------------------------------------------------------------------------


def view(day, whole=None, **expected):
    """What is looked at up to a day, of a year that runs to LAST."""
    period = Period(START, END, day)
    return View(FigureFilter(**expected), period=period, school_year=whole or period)


def work(*rows, day=DUE, cases=(), **more):
    small = figures_of(school(steps=list(rows), cases=list(cases), **more))
    frame = open_steps_per_team(small, view(day)).frame.set_index("team_id")
    late = late_steps(small, view(day))
    assert (late.count, late.count_cases) == (
        frame["count_late"].sum(),
        frame["count_late_cases"].sum(),
    )
    return {team: tuple(row) for team, row in frame.drop(columns="team_name").iterrows()}


def test_a_step_is_late_from_the_first_school_day_after_its_due_day():
    friday = after(19)
    assert work(step(due=friday), day=friday + 2 * DAY)["t1"] == (1, 1, 0, 0)
    assert work(step(due=friday), day=friday + 3 * DAY)["t1"] == (1, 1, 1, 1)


def test_a_step_that_waits_for_another_is_open_and_not_late():
    rows = [step("blocked"), step("done", DUE), step("later", due=None, is_required=False)]
    assert work(*rows, day=after(40))["t1"] == (1, 1, 0, 0)


def test_what_lapsed_with_its_case_waits_no_more():
    assert work(step("lapsed"), cases=[case(DUE)], day=after(40))["t1"] == (0, 0, 0, 0)


def test_open_nazorg_is_work_until_its_case_is_closed_or_opens_again():
    open_moment = test_aftercare.moment(team_id="t1", class_id="c1")

    def nazorg(day, **more):
        cases = more.pop("cases", [case()])
        return work(day=day, aftercare=[{**open_moment, **more}], cases=cases)["t1"]

    assert nazorg(after(14)) == (0, 0, 0, 0)
    assert nazorg(after(25)) == (1, 1, 0, 0)
    assert nazorg(after(26)) == (1, 1, 1, 1)
    assert nazorg(after(26), done_on=after(26)) == (0, 0, 0, 0)
    assert nazorg(after(26), set_aside_on=after(26)) == (0, 0, 0, 0)
    assert nazorg(after(26), reopened_on=after(26)) == (0, 0, 0, 0)
    assert nazorg(after(26), cases=[case(after(26))]) == (0, 0, 0, 0)


def test_an_earlier_day_is_a_replay_of_what_waited_then():
    rows = [
        step("done", DUE + 5 * DAY),
        step("lapsed", case_id="b"),
        step(case_id="c", asked_on=DUE + 2 * DAY, due=DUE + 9 * DAY),
    ]
    cases = [case(), case(DUE + 6 * DAY, case_id="b")]
    assert work(*rows, cases=cases, day=DUE)["t1"] == (2, 2, 0, 0)
    assert work(*rows, cases=cases, day=DUE + DAY)["t1"] == (2, 2, 2, 2)
    assert work(*rows, cases=cases, day=DUE + 6 * DAY)["t1"] == (1, 1, 0, 0)


def test_months_that_are_over_are_looked_at_as_they_stood_on_their_last_day():
    small = figures_of(school(steps=[step("done", DUE + 5 * DAY)]))
    whole = Period(START, END, END)
    past = View(FigureFilter(), period=Period(START, DUE + DAY, END), school_year=whole)
    assert late_steps(small, past) == LateSteps({"c1": (1, 1)})
    assert late_steps(small, View(FigureFilter(), whole, whole)) == LateSteps({})


def test_a_team_without_work_is_there_with_zero_and_work_without_a_team_too():
    assert work(step(team_id="t2", class_id="c3")) == {
        "t1": (0, 0, 0, 0),
        "t2": (1, 1, 0, 0),
        "t3": (0, 0, 0, 0),
    }
    small = figures_of(school(steps=[step(team_id="gone", class_id=None)]))
    answer = open_steps_per_team(small, view(after(40)))
    assert answer.frame.set_index("team_name").loc["", "count_late"] == answer.count == 1
    assert late_steps(small, view(after(40))) == LateSteps({"": (1, 1)})


# --- by brute force -------------------------------------------------------------------------------


def test_a_period_that_ends_before_it_starts_is_refused():
    small, wrong = figures_of(school()), Period(END, START, END)
    for figure in (steps, steps_per_year_group, parents_informed):
        with pytest.raises(ValueError, match="before it starts"):
            figure(small, wrong)


def closed_on(small, case_id, seen):
    """The day on which a case was closed, as it was known on a day."""
    settled_steps = [as_known(row, seen) for row in small.all("cases") if row["case_id"] == case_id]
    return next((row["closed_on"] for row in settled_steps if row), None)


def fate(small, row, seen):
    """What one step is, the long way round; nothing when it was not asked yet."""
    if row["asked_on"] > seen:
        return None
    if row["status"] == "set_aside" and row["done_on"] <= seen:
        return "set_aside"
    if row["first_done_on"] and row["first_done_on"] <= seen:
        return "in_time" if row["first_done_on"] <= row["in_time_until"] else "late"
    closed = closed_on(small, row["case_id"], seen)
    if closed:
        return "not_asked" if row["due_on"] > closed else "lapsed"
    if row["status"] == "blocked":
        return "blocked"
    return "missed" if row["in_time_until"] < seen else "open"


def asked(small):
    """The steps that are asked; nazorg is not among them."""
    return [
        row
        for row in small.all("steps")
        if row["is_required"]
        and row["form"] not in ("reported", "aftercare_done")
        and row["due_on"]
    ]


def fates(small, period):
    """Step, year group and fate of everything due in the period, nazorg as the headline says."""
    seen = period.observed_on
    settled_steps = [
        (row["step"], row["year_group"], fate(small, row, seen))
        for row in asked(small)
        if START <= row["due_on"] <= period.last_day
    ]
    for row in small.all("aftercare"):
        due, outcome = test_aftercare.known(row, seen) or (None, None)
        if due and START <= due <= period.last_day:
            named = {"in_window": "in_time"}.get(outcome, outcome)
            if named in ("missed", "open") and closed_on(small, row["case_id"], seen):
                named = "lapsed"
            settled_steps.append(("aftercare", row["year_group"], named))
    return settled_steps


def tally(settled_steps):
    counts = [settled_steps.count(name) for name in (*OUTCOMES, *APART)]
    return [sum(counts[: len(OUTCOMES)]), *counts]


@settings(deadline=None)
@given(schools, periods, sights)
def test_the_figures_equal_counting_one_by_one(whole, period, sight):
    small = cut(whole, *sight)
    settled_steps = fates(small, period)
    answer = steps(figures_of(small), period)
    for row in answer.frame.to_dict("records"):
        expected = tally([one for step_id, _, one in settled_steps if step_id == row["step"]])
        assert [row[name] for name in COUNTS] == expected
        if expected[0]:
            assert row["share"] == pytest.approx(expected[1] / expected[0])
            assert (row["lower"], row["upper"]) == pytest.approx(wilson_interval(*expected[1::-1]))
    per_year = steps_per_year_group(figures_of(small), period)
    keys = {key[:2] for key in settled_steps}
    expected = {
        key: tally([one for *other, one in settled_steps if tuple(other) == key]) for key in keys
    }
    frame = per_year.frame.to_dict("records")
    assert {(row["step"], row["year_group"]): [row[name] for name in COUNTS] for row in frame} == {
        key: counts for key, counts in expected.items() if counts[0]
    }
    assert answer.count == per_year.count == sum(counts[0] for counts in expected.values())
    assert answer.is_few is (answer.count < MINIMUM_N)


@settings(deadline=None)
@given(schools, periods, sights)
def test_informed_parents_equal_counting_one_by_one(whole, period, sight):
    small = cut(whole, *sight)
    cases = {}
    for row in asked(small):
        if (
            row["form"] == "parents_informed"
            and row["side"]
            and fate(small, row, period.observed_on)
        ):
            cases.setdefault(row["case_id"], []).append(row)
    expected = {}
    for rows in cases.values():
        if not START <= max(row["due_on"] for row in rows) <= period.last_day:
            continue
        became = [fate(small, row, period.observed_on) for row in rows]
        if len({row["side"] for row in rows}) < 2:
            outcome = "one_side"
        else:
            now = {"blocked": "open", "lapsed": "missed"}
            became = [now.get(one, one) for one in became]
            order = ("set_aside", "not_asked", "missed", "open", "late", "in_time")
            outcome = min(became, key=order.index)
        expected[outcome] = expected.get(outcome, 0) + 1
    answer = parents_informed(figures_of(small), period)
    row = answer.frame.iloc[0]
    for name in OF_PARENTS:
        assert row[f"count_{name}"] == expected.get(name, 0)
    assert answer.left_out == {
        name: expected.get(name, 0) for name in ("one_side", "set_aside", "not_asked")
    }


def waiting(small, seen):
    """What waited at the end of a day, the long way round: case, class, team and whether late."""
    settled_steps = []
    for row in small.all("steps"):
        is_asked = row["is_required"] and row["asked_on"] and row["asked_on"] <= seen
        if not is_asked or row["form"] in ("reported", "aftercare_done"):
            continue
        is_over = row["done_on"] and row["done_on"] <= seen
        if not is_over and not closed_on(small, row["case_id"], seen):
            is_late = row["status"] != "blocked" and weekdays(row["due_on"], seen) > 0
            settled_steps.append((row, is_late))
    for row in small.all("aftercare"):
        due, outcome = test_aftercare.known(row, seen) or (None, None)
        is_gone = row["reopened_on"] and row["reopened_on"] <= seen
        is_aside = row["set_aside_on"] and row["set_aside_on"] <= seen
        is_over = is_gone or is_aside or closed_on(small, row["case_id"], seen)
        if outcome in ("not_due", "open", "missed") and not is_over:
            settled_steps.append((row, weekdays(due, seen) > 0))
    return settled_steps


@settings(deadline=None)
@given(schools, periods, sights)
def test_waiting_work_equals_counting_one_by_one(whole, period, sight):
    small = cut(whole, *sight)
    settled_steps = waiting(small, period.observed_on)
    read_only = View(FigureFilter(), period=period, school_year=period)
    if read_only.known_on != period.observed_on:
        return
    answer = open_steps_per_team(figures_of(small), read_only)
    own = {row["team_id"] for row in small.all("classes")}
    of_work = {row["team_id"] for row, _ in settled_steps}
    assert dict(zip(answer.frame["team_id"], answer.frame["team_name"], strict=True)) == {
        team: TEAMS[team] if team in own else "" for team in own | of_work
    }
    for row in answer.frame.to_dict("records"):
        mine = [one for one in settled_steps if one[0]["team_id"] == row["team_id"]]
        late = [one["case_id"] for one, is_late in mine if is_late]
        cases = {one["case_id"] for one, _ in mine}
        assert (row["count_open"], row["count_cases"]) == (len(mine), len(cases))
        assert (row["count_late"], row["count_late_cases"]) == (len(late), len(set(late)))
    assert answer.count == len(settled_steps)
    late = [one for one, is_late in settled_steps if is_late]
    assert late_steps(figures_of(small), read_only).by_class == {
        class_id: (
            sum(one["class_id"] == class_id for one in late),
            len({one["case_id"] for one in late if one["class_id"] == class_id}),
        )
        for class_id in {one["class_id"] for one in late}
    }
