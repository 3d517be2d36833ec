"""Whether the card is followed: by hand, and by brute force on random schools."""

import math

import pytest
from hypothesis import given, settings

from analytics.adherence import (
    COUNTS,
    MINIMUM_N,
    parents_informed,
    parents_informed_shown,
    steps,
    steps_per_year_group,
    steps_per_year_group_shown,
    steps_shown,
)
from analytics.period import Period
from analytics.statistics import wilson_interval
from tests.unit.small_schools import DAY, END, START, after, periods, school, schools

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
        "due_on": due,
        "in_time_until": due,
        "done_on": done,
        "first_done_on": done if status == "done" else None,
        "closed_on": None,
        "year_group": 2,
    }
    return {**row, **more}


def counted(*rows, period=SEEN):
    """What became of the steps, over all of them; what is zero is left out."""
    small = school(steps=list(rows))
    frame = steps(small.steps, small.card, period).frame
    sums = {name: int(frame[f"count_{name}"].sum()) for name in NAMES}
    return {name: number for name, number in sums.items() if number}


def test_a_step_done_on_its_due_day_is_in_time_and_a_day_later_late():
    assert counted(step("done", DUE)) == {"due": 1, "in_time": 1}
    assert counted(step("done", DUE + DAY)) == {"due": 1, "late": 1}


def test_a_step_that_was_not_done_is_missed_once_its_day_is_over():
    assert counted(step()) == {"due": 1, "missed": 1}
    assert counted(step(), period=Period(START, END, DUE)) == {"due": 1, "open": 1}


def test_a_step_whose_day_has_not_come_is_not_due_although_it_is_done():
    period = Period(START, END, DUE - DAY)
    assert counted(step("done", DUE - DAY), step(), period=period) == {}


def test_nazorg_is_in_time_within_its_window():
    window = {"step": "aftercare", "form": "aftercare_done", "in_time_until": DUE + 7 * DAY}
    assert counted(step("done", DUE + 7 * DAY, **window)) == {"due": 1, "in_time": 1}


def test_a_step_set_aside_or_blocked_is_not_due_and_told_apart():
    assert counted(step("set_aside", DUE)) == {"set_aside": 1}
    assert counted(step("blocked")) == {"blocked": 1}


def test_a_step_that_came_due_after_the_case_was_closed_was_not_asked_but_nazorg_was():
    closed = {"status": "lapsed", "closed_on": DUE - DAY}
    nazorg = {"step": "aftercare", "form": "aftercare_done"}
    assert counted(step(**closed)) == {}
    assert counted(step("lapsed", closed_on=DUE)) == {"due": 1, "missed": 1}
    assert counted(step(**closed, **nazorg)) == {"due": 1, "missed": 1}


def test_what_is_not_required_or_has_no_day_is_not_due():
    assert counted(step(is_required=False), step("done", DUE, due=None)) == {}


def test_what_was_done_or_set_aside_after_the_day_of_looking_is_not_known_yet():
    period = Period(START, END, DUE + DAY)
    later = DUE + 3 * DAY
    assert counted(step("done", later), step("set_aside", later), period=period) == {
        "due": 2,
        "missed": 2,
    }


def test_the_steps_stand_in_the_order_of_the_newest_card_with_older_ones_after():
    gone = step("done", DUE, step="gone")
    small = school(steps=[gone])
    frame = steps(small.steps, small.card, SEEN).frame
    assert frame["step"].tolist() == ["parents", "talk_target", "aftercare", "gone"]
    assert frame["count_due"].tolist() == [0, 0, 0, 1]
    assert math.isnan(frame["share"].iloc[0])
    without = steps(school().steps, small.card, SEEN)
    assert without.frame["step"].tolist() == ["parents", "talk_target", "aftercare"]
    assert (without.count, without.is_few) == (0, True)


def parents(case_id, side, status="done", done=DUE, **more):
    form = {"step": "parents", "form": "parents_informed"}
    return step(status, done, case_id=case_id, side=side, **form, **more)


def informed(*rows):
    answer = parents_informed(school(steps=list(rows)).steps, SEEN)
    row = answer.frame.iloc[0]
    return int(row["count_cases"]), int(row["count_in_time"]), dict(answer.left_out)


NONE_LEFT_OUT = {"one_side": 0, "set_aside": 0, "not_asked": 0}


def test_the_parents_of_both_sides_have_to_be_informed_in_time():
    in_time = [parents("a", "target"), parents("a", "displaying")]
    one_late = [parents("b", "target"), parents("b", "displaying", done=DUE + DAY)]
    assert informed(*in_time, *one_late) == (2, 1, NONE_LEFT_OUT)


def test_a_case_without_a_known_pestende_leerling_is_left_out_and_counted():
    assert informed(parents("a", "target")) == (0, 0, {**NONE_LEFT_OUT, "one_side": 1})


def test_a_case_in_which_parents_were_not_informed_with_a_reason_is_counted_apart():
    rows = [parents("a", "target"), parents("a", "displaying", "set_aside")]
    assert informed(*rows) == (0, 0, {**NONE_LEFT_OUT, "set_aside": 1})


def test_a_case_belongs_to_the_period_in_which_its_last_parents_came_due():
    rows = [parents("a", "target", due=START - DAY, done=START - DAY)]
    assert informed(*rows, parents("a", "displaying")) == (1, 1, NONE_LEFT_OUT)
    assert informed(*rows, parents("a", "displaying", due=END + DAY)) == (0, 0, NONE_LEFT_OUT)


def test_who_may_not_open_the_cases_sees_no_small_number_of_steps():
    rows = [step("done", DUE)] * 12 + [step("done", DUE + DAY)] * 3 + [step("set_aside", DUE)] * 2
    small = school(steps=rows)
    told = steps_shown(steps(small.steps, small.card, SEEN)).frame.set_index("step")
    row = told.loc["talk_target"]
    assert row["count_set_aside"] is not None
    for name in COUNTS:
        assert not told[name].dropna().between(1, 4).any()
    assert row["is_small_count_late"]
    per_year = steps_per_year_group_shown(steps_per_year_group(small.steps, SEEN)).frame
    assert per_year["share"].tolist() == [0.8]
    assert per_year[list(COUNTS)].isna().all(axis=None)


def test_who_may_not_open_the_cases_sees_no_small_number_of_informed_parents():
    rows = [parents(f"c{n}", side) for n in range(9) for side in ("target", "displaying")]
    one = parents_informed(school(steps=[*rows, parents("x", "target")]).steps, SEEN)
    told = parents_informed_shown(one)
    assert (told.count, told.left_out["one_side"]) == (9, None)
    late = [parents("y", side, done=DUE + DAY) for side in ("target", "displaying")]
    told = parents_informed_shown(parents_informed(school(steps=[*rows, *late]).steps, SEEN))
    assert told.frame["count_in_time"].isna().all()
    assert told.frame["share"].isna().all()


def test_a_period_that_ends_before_it_starts_is_refused():
    small = school()
    with pytest.raises(ValueError, match="before it starts"):
        steps(small.steps, small.card, Period(END, START, END))


def fate(row, seen):
    """What one step is, the long way round; nothing when it is not asked."""
    if row["status"] == "set_aside" and row["done_on"] <= seen:
        return "set_aside"
    if row["first_done_on"] and row["first_done_on"] <= seen:
        return "in_time" if row["first_done_on"] <= row["in_time_until"] else "late"
    if row["status"] == "lapsed" and row["closed_on"] <= seen:
        is_over = row["due_on"] > row["closed_on"] and row["form"] != "aftercare_done"
        return "not_asked" if is_over else "missed"
    if row["status"] == "blocked":
        return "blocked"
    return "missed" if row["in_time_until"] < seen else "open"


def asked(small):
    return [
        row
        for row in small.all("steps")
        if row["is_required"] and row["form"] != "reported" and row["due_on"]
    ]


def tally(rows, seen):
    fates = [fate(row, seen) for row in rows]
    counts = {name: fates.count(name) for name in NAMES[1:]}
    due = sum(counts[name] for name in ("in_time", "late", "missed", "open"))
    return [due, *counts.values()]


@settings(deadline=None)
@given(schools, periods)
def test_the_figures_equal_counting_one_by_one(small, period):
    seen = period.observed_on
    due = [row for row in asked(small) if START <= row["due_on"] <= period.last_day]
    answer = steps(small.steps, small.card, period)
    for row in answer.frame.to_dict("records"):
        found = tally([one for one in due if one["step"] == row["step"]], seen)
        assert [row[name] for name in COUNTS] == found
        if found[0]:
            assert row["share"] == pytest.approx(found[1] / found[0])
            assert (row["lower"], row["upper"]) == pytest.approx(wilson_interval(*found[1::-1]))
    per_year = steps_per_year_group(small.steps, period)
    keys = {(one["step"], one["year_group"]) for one in due}
    wanted = {
        key: tally([one for one in due if (one["step"], one["year_group"]) == key], seen)
        for key in keys
    }
    told = {
        (row["step"], row["year_group"]): [row[name] for name in COUNTS]
        for row in per_year.frame.to_dict("records")
    }
    assert told == {key: counts for key, counts in sorted(wanted.items()) if counts[0]}
    assert answer.count == per_year.count == sum(counts[0] for counts in wanted.values())
    assert answer.is_few is (answer.count < MINIMUM_N)


@settings(deadline=None)
@given(schools, periods)
def test_informed_parents_equal_counting_one_by_one(small, period):
    cases = {}
    for row in asked(small):
        if row["form"] == "parents_informed" and row["side"]:
            cases.setdefault(row["case_id"], []).append(row)
    counts = dict.fromkeys(("in", "time", "one_side", "set_aside", "not_asked"), 0)
    for rows in cases.values():
        if not START <= max(row["due_on"] for row in rows) <= period.last_day:
            continue
        fates = [fate(row, period.observed_on) for row in rows]
        if len({row["side"] for row in rows}) < 2:
            counts["one_side"] += 1
        elif "set_aside" in fates:
            counts["set_aside"] += 1
        elif "not_asked" in fates:
            counts["not_asked"] += 1
        else:
            counts["in"] += 1
            counts["time"] += set(fates) == {"in_time"}
    answer = parents_informed(small.steps, period)
    row = answer.frame.iloc[0]
    assert (row["count_cases"], row["count_in_time"]) == (counts["in"], counts["time"])
    assert dict(answer.left_out) == {name: counts[name] for name in NONE_LEFT_OUT}
    assert math.isnan(row["share"]) is (counts["in"] == 0)


def test_the_year_groups_of_a_step_stand_in_order():
    rows = [step("done", DUE, year_group=year) for year in (10, 2, 3)]
    frame = steps_per_year_group(school(steps=rows).steps, SEEN).frame
    assert frame["year_group"].tolist() == [2, 3, 10]
