"""Time until it stopped: by hand on a small school, and by brute force on random ones."""

import math
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.resolution import MINIMUM_N, time_to_stopped, too_few
from analytics.statistics import kaplan_meier

# Every weekday is a school day here; FIRST is a Monday.
FIRST = date(2026, 8, 31)
START, END, SEEN = FIRST, date(2027, 1, 31), date(2027, 2, 26)

days = st.integers(0, 170).map(lambda count: FIRST + timedelta(days=count))
maybe = st.none() | days
endings = st.sampled_from(["stopped", "no_bullying", "left_school", "other"])


def school(*cases, last=date(2027, 4, 1)):
    """case_fact: (opened, stopped, closed, ending), and the calendar."""
    cursor = duckdb.connect().cursor()
    cursor.execute(
        "create table case_fact (opened_on date, stopped_on date, closed_on date, ending varchar)"
    )
    for case in cases:
        row = [*case, *[None] * (4 - len(case))]
        cursor.execute("insert into case_fact values (?, ?, ?, ?)", row)
    cursor.execute(
        """
        create table calendar as
        with days as (
            select day::date as day from generate_series(?::timestamp, ?, interval 1 day) as s(day)
        )
        select day, (count(*) filter (isodow(day) < 6) over (order by day))::integer as ordinal
        from days
        """,
        [FIRST, last],
    )
    return cursor.table("case_fact"), cursor.table("calendar")


def after(weekdays):
    """The day that comes that many weekdays after FIRST (a Monday)."""
    weeks, rest = divmod(weekdays, 5)
    return FIRST + timedelta(weeks=weeks, days=rest)


def weekdays(first, last):
    return sum(
        (first + timedelta(days=count)).weekday() < 5 for count in range(1, (last - first).days + 1)
    )


def test_three_stops_and_one_open_case_give_the_curve_of_the_textbook():
    cases, calendar = school(
        (FIRST, after(10)), (FIRST, after(20)), (FIRST, after(20)), (FIRST, None)
    )
    found = time_to_stopped(cases, calendar, START, END, SEEN)
    assert found.curve["time"].tolist() == [10, 20, weekdays(FIRST, SEEN)]
    assert found.curve["survival"].tolist() == [0.75, 0.25, 0.25]
    assert found.curve["censored"].tolist() == [0, 0, 1]
    assert found.median == 20
    assert (found.count, found.count_stopped, found.count_censored) == (4, 3, 1)
    assert found.milestones["school_days"].tolist() == [20, 40, 60]
    assert found.milestones["share"].tolist() == [0.75, 0.75, 0.75]


def test_the_share_stopped_has_the_limits_of_the_curve_turned_round():
    cases, calendar = school((FIRST, after(10)), (FIRST, after(20)), (FIRST, None))
    found = time_to_stopped(cases, calendar, START, END, SEEN)
    row, milestone = found.curve.iloc[1], found.milestones.iloc[0]
    assert milestone["lower"] == pytest.approx(1 - row["upper"])
    assert milestone["upper"] == pytest.approx(1 - row["lower"])
    assert milestone["lower"] < milestone["share"] < milestone["upper"]


def test_weekends_do_not_make_a_case_longer():
    friday = FIRST + timedelta(days=4)
    cases, calendar = school((friday, friday + timedelta(days=3)))
    assert time_to_stopped(cases, calendar, START, END, SEEN).curve["time"].tolist() == [1]


def test_the_median_is_not_reached_when_less_than_half_has_stopped():
    cases, calendar = school((FIRST, after(5)), (FIRST, None), (FIRST, None))
    found = time_to_stopped(cases, calendar, START, END, SEEN)
    assert found.median is None
    assert found.median_upper is None


def test_other_ends_are_not_a_stop_and_are_counted_apart():
    cases, calendar = school(
        (FIRST, None, after(5), "no_bullying"),
        (FIRST, None, after(7), "left_school"),
        (FIRST, None, after(9), "other"),
        (FIRST, after(12), after(30), "stopped"),
    )
    found = time_to_stopped(cases, calendar, START, END, SEEN)
    assert (found.count_other_ends, found.count_stopped, found.count_censored) == (3, 1, 0)
    assert found.curve["time"].tolist() == [5, 7, 9, 12]
    assert found.curve["events"].tolist() == [0, 0, 0, 1]


def test_a_pupil_who_left_after_it_had_stopped_is_a_stop_but_no_bullying_never_is():
    cases, calendar = school(
        (FIRST, after(5), after(20), "left_school"), (FIRST, after(5), after(20), "no_bullying")
    )
    found = time_to_stopped(cases, calendar, START, END, SEEN)
    assert found.curve["time"].tolist() == [5, 20]
    assert found.curve["events"].tolist() == [1, 0]


def test_a_stop_after_the_day_of_looking_is_not_known_yet():
    cases, calendar = school((FIRST, after(30), after(40), "stopped"))
    found = time_to_stopped(cases, calendar, START, END, after(29))
    assert (found.count_stopped, found.count_censored) == (0, 1)
    assert found.curve["time"].tolist() == [29]


def test_only_cases_that_began_in_the_period_are_followed():
    day = timedelta(days=1)
    cases, calendar = school((END, END + day), (END + day, END + 2 * day))
    assert time_to_stopped(cases, calendar, START, END, SEEN).count == 1


def test_dates_that_cannot_be_are_left_out_and_counted():
    cases, calendar = school(
        (after(5), after(2)), (FIRST, None, after(9), "stopped"), (FIRST, after(9))
    )
    found = time_to_stopped(cases, calendar, START, END, SEEN)
    assert (found.count, found.count_left_out) == (1, 2)
    assert found.curve["time"].tolist() == [9]


def test_shares_beyond_the_follow_up_are_unknown():
    cases, calendar = school((FIRST, after(5)), (FIRST, None))
    found = time_to_stopped(cases, calendar, START, END, after(30))
    assert found.milestones["share"].isna().tolist() == [False, True, True]


def test_a_school_without_cases_has_an_empty_curve():
    found = time_to_stopped(*school(), START, END, SEEN)
    assert found.curve.empty
    assert (found.count, found.median) == (0, None)
    assert found.milestones["share"].isna().all()
    assert too_few(found)


def test_fewer_cases_than_the_minimum_are_too_few():
    for count, answer in ((MINIMUM_N - 1, True), (MINIMUM_N, False)):
        facts = school(*[(FIRST, after(5))] * count)
        assert too_few(time_to_stopped(*facts, START, END, SEEN)) is answer


def test_a_question_that_cannot_be_answered_is_refused():
    cases, calendar = school((FIRST, None), last=after(20))
    with pytest.raises(ValueError, match="calendar lacks a day"):
        time_to_stopped(cases, calendar, START, END, SEEN)
    with pytest.raises(ValueError, match="before it starts"):
        time_to_stopped(cases, calendar, END, START, SEEN)


def settled(case, seen):
    """One case as (school days, outcome) the long way round; outcome None: left out."""
    opened, stopped, closed, ending = case
    stopped = stopped if stopped and stopped <= seen else None
    closed = closed if closed and closed <= seen else None
    if closed and ending == "stopped" and not stopped:
        return 0, None
    if stopped and not (closed and ending == "no_bullying"):
        ended, outcome = stopped, "stopped"
    elif closed:
        ended, outcome = closed, "other_end"
    else:
        ended, outcome = seen, "open"
    return (0, None) if ended < opened else (weekdays(opened, ended), outcome)


@settings(deadline=None)
@given(st.lists(st.tuples(days, maybe, maybe, endings), max_size=10), days)
def test_the_figure_equals_counting_one_by_one(rows, seen):
    cases = [(*row[:3], row[3] if row[2] else None) for row in rows]
    found = time_to_stopped(*school(*cases), START, END, seen)
    of_period = [settled(case, seen) for case in cases if START <= case[0] <= min(END, seen)]
    kept = [(length, outcome) for length, outcome in of_period if outcome]
    outcomes = [outcome for _, outcome in kept]
    assert found.count == len(kept)
    assert found.count_left_out == len(of_period) - len(kept)
    assert found.count_stopped == outcomes.count("stopped")
    assert found.count_censored == outcomes.count("open")
    assert found.count_other_ends == outcomes.count("other_end")
    curve = kaplan_meier([length for length, _ in kept], [end == "stopped" for end in outcomes])
    assert found.curve.equals(curve)
    for row in found.milestones.itertuples():
        followed = any(length >= row.school_days for length, _ in kept)
        all_stopped = bool(kept) and curve["survival"].iloc[-1] == 0
        assert math.isnan(row.share) == (not followed and not all_stopped)
