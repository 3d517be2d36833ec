"""Escalation: by hand on a small school, and by brute force on random ones."""

import math
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.escalation import MINIMUM_N, levels_reached, open_cases_by_level, too_few
from analytics.statistics import wilson_interval

# Monday 31 August 2026; the calendar of these tests knows weekends, and one week off.
FIRST = date(2026, 8, 31)
WEEK_OFF = [date(2026, 10, 19) + timedelta(days=count) for count in range(7)]
START, END, SEEN = date(2026, 9, 1), date(2026, 12, 18), date(2026, 12, 31)
COLUMNS = ("opened_on", "level_2_on", "level_3_on", "support_asked_on", "stopped_on", "closed_on")

days = st.integers(0, 150).map(lambda count: FIRST + timedelta(days=count))
maybe = st.none() | days


def is_school_day(day):
    return day.weekday() < 5 and day not in WEEK_OFF


def school_days(first, last):
    """School days after the first day, up to and including the last; counted one by one."""
    span = (last - first).days
    between = [min(first, last) + timedelta(days=count) for count in range(1, abs(span) + 1)]
    return int(math.copysign(1, span)) * sum(map(is_school_day, between))


def school(*cases, last=date(2027, 3, 1)):
    """case_fact with the columns of this figure, and the calendar."""
    cursor = duckdb.connect().cursor()
    cursor.execute(f"create table case_fact ({', '.join(f'{name} date' for name in COLUMNS)})")
    for case in cases:
        row = [*case, *[None] * (len(COLUMNS) - len(case))]
        cursor.execute("insert into case_fact values (?, ?, ?, ?, ?, ?)", row)
    cursor.execute("create table calendar (day date, ordinal integer)")
    all_days = [FIRST + timedelta(days=count) for count in range((last - FIRST).days + 1)]
    ordinal, rows = 0, []
    for day in all_days:
        ordinal += is_school_day(day)
        rows.append((day, ordinal))
    if rows:
        values = ", ".join("(?, ?)" for _ in rows)
        flat = [value for row in rows for value in row]
        cursor.execute(f"insert into calendar values {values}", flat)
    return cursor.table("case_fact"), cursor.table("calendar")


def counts(frame):
    return dict(zip(frame["rung"], frame["count_reached"], strict=True))


def test_every_open_case_stands_at_the_highest_level_it_reached():
    cases, _ = school(
        (START,),
        (START, START),
        (START, START, START),
        (START, None, START),
    )
    frame = open_cases_by_level(cases, SEEN)
    assert frame["level"].tolist() == [1, 2, 3]
    assert frame["count_cases"].tolist() == [1, 1, 2]


def test_a_stopped_case_is_open_until_it_is_closed():
    cases, _ = school(
        (START, None, None, None, START),
        (START, None, None, None, START, SEEN + timedelta(days=1)),
        (START, None, None, None, START, SEEN),
        (START,),
    )
    first = open_cases_by_level(cases, SEEN).iloc[0]
    assert (first["count_cases"], first["count_stopped"], first["count_running"]) == (3, 2, 1)


def test_what_happened_after_the_day_of_looking_is_not_known_yet():
    later = SEEN + timedelta(days=1)
    cases, _ = school((later,), (START, later, later, None, later, later))
    frame = open_cases_by_level(cases, SEEN)
    assert frame["count_cases"].tolist() == [1, 0, 0]
    assert frame["count_running"].tolist() == [1, 0, 0]


def test_a_school_without_cases_has_every_level_with_zero():
    cases, calendar = school()
    assert open_cases_by_level(cases, SEEN)["count_cases"].tolist() == [0, 0, 0]
    frame = levels_reached(cases, calendar, START, END, SEEN)
    assert frame["count_followed"].tolist() == [0, 0, 0]
    assert frame[["share", "lower", "upper"]].isna().all(axis=None)
    assert too_few(frame)


def test_of_four_followed_cases_one_reached_level_two():
    cases, calendar = school((START,), (START,), (START,), (START, date(2026, 9, 10)))
    frame = levels_reached(cases, calendar, START, END, SEEN)
    assert frame["rung"].tolist() == ["level_2", "level_3", "support_team"]
    assert frame["count_reached"].tolist() == [1, 0, 0]
    assert frame["share"].tolist() == [0.25, 0, 0]
    # Wilson, 1 of 4, by hand: (1/4 + 0,4802 ± 0,7208) / 1,9604.
    row = frame.iloc[0]
    assert (row["lower"], row["upper"]) == pytest.approx((0.0456, 0.6994), abs=1e-4)


def test_a_case_counts_once_sixty_school_days_have_passed():
    # From 1 September: 33 school days to 16 October, a week off, 60 on 1 December.
    for seen, followed in ((date(2026, 11, 30), 0), (date(2026, 12, 1), 1)):
        cases, calendar = school((START,))
        frame = levels_reached(cases, calendar, START, END, seen)
        assert frame["count_followed"].tolist() == [followed] * 3
        assert frame["count_too_recent"].tolist() == [1 - followed] * 3


def test_a_level_reached_after_the_follow_up_does_not_count():
    for reached, count in ((date(2026, 12, 1), 1), (date(2026, 12, 2), 0)):
        cases, calendar = school((START, reached, None, reached))
        frame = levels_reached(cases, calendar, START, END, SEEN)
        assert counts(frame) == {"level_2": count, "level_3": 0, "support_team": count}


def test_who_reached_level_three_passed_level_two():
    cases, calendar = school((START, None, date(2026, 9, 20)))
    frame = levels_reached(cases, calendar, START, END, SEEN)
    assert counts(frame) == {"level_2": 1, "level_3": 1, "support_team": 0}


def test_fewer_followed_cases_than_the_minimum_are_too_few():
    for count, answer in ((MINIMUM_N - 1, True), (MINIMUM_N, False)):
        cases, calendar = school(*[(START,)] * count)
        assert too_few(levels_reached(cases, calendar, START, END, SEEN)) is answer


def test_a_question_that_cannot_be_answered_is_refused():
    cases, calendar = school((START,), last=date(2026, 10, 1))
    with pytest.raises(ValueError, match="calendar lacks a day that 1 cases need"):
        levels_reached(cases, calendar, START, END, SEEN)
    with pytest.raises(ValueError, match="before it starts"):
        levels_reached(cases, calendar, END, START, SEEN)
    with pytest.raises(ValueError, match="number of school days"):
        levels_reached(cases, calendar, START, END, SEEN, follow_up=-1)


def is_reached(case, reached_on, seen, follow_up):
    return (
        reached_on is not None
        and reached_on <= seen
        and school_days(case[0], reached_on) <= follow_up
    )


@settings(deadline=None)
@given(
    st.lists(st.tuples(days, maybe, maybe, maybe, maybe, maybe), max_size=8),
    days,
    st.sampled_from([0, 5, 20, 60]),
)
def test_the_figures_equal_counting_one_by_one(cases, seen, follow_up):
    relation, calendar = school(*cases)
    frame = levels_reached(relation, calendar, START, END, seen, follow_up)
    of_period = [case for case in cases if START <= case[0] <= min(END, seen)]
    followed = [case for case in of_period if school_days(case[0], seen) >= follow_up]
    for row in frame.itertuples():
        dates = {"level_2": (1, 2), "level_3": (2,), "support_team": (3,)}[row.rung]
        reached = sum(
            any(is_reached(case, case[place], seen, follow_up) for place in dates)
            for case in followed
        )
        assert (row.count_followed, row.count_reached) == (len(followed), reached)
        assert row.count_too_recent == len(of_period) - len(followed)
        if followed:
            assert row.share == pytest.approx(reached / len(followed))
            limits = wilson_interval(reached, len(followed))
            assert (row.lower, row.upper) == pytest.approx(limits)
    expected = {1: 0, 2: 0, 3: 0}
    for opened, second, third, _, _, closed in cases:
        if opened <= seen and not (closed and closed <= seen):
            level = 3 if third and third <= seen else 2 if second and second <= seen else 1
            expected[level] += 1
    assert open_cases_by_level(relation, seen)["count_cases"].tolist() == list(expected.values())
