"""A clock counts days on which there is school, and nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.school_days import SchoolDays
from tests.histories import SCHOOL_DAYS

# November 2026: the 2nd is a Monday. The autumn vacation is 17 to 25 October, Christmas 19
# December to 3 January.
WEEKDAYS = SchoolDays(frozenset(), date(2026, 8, 1), date(2027, 7, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 2), 1, date(2026, 11, 3)),
        (date(2026, 11, 2), 4, date(2026, 11, 6)),
        (date(2026, 11, 2), 5, date(2026, 11, 9)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        (date(2026, 11, 8), 1, date(2026, 11, 9)),
        (date(2026, 11, 2), 20, date(2026, 11, 30)),
    ],
)
def test_weekends_do_not_count(start: date, count: int, end: date) -> None:
    assert SCHOOL_DAYS.after(start, count) == end


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 10, 16), 1, date(2026, 10, 26)),
        (date(2026, 10, 14), 3, date(2026, 10, 26)),
        (date(2026, 10, 20), 2, date(2026, 10, 27)),
        (date(2026, 12, 18), 1, date(2027, 1, 4)),
        (date(2026, 12, 16), 10, date(2027, 1, 13)),
    ],
)
def test_a_vacation_does_not_count(start: date, count: int, end: date) -> None:
    assert SCHOOL_DAYS.after(start, count) == end


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 4), date(2026, 11, 4)),
        (date(2026, 11, 7), date(2026, 11, 9)),
        (date(2026, 10, 19), date(2026, 10, 26)),
    ],
)
def test_within_no_days_means_today_or_the_first_school_day(day: date, due: date) -> None:
    assert SCHOOL_DAYS.after(day, 0) == due


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), 0),
        (date(2026, 11, 2), date(2026, 11, 6), 4),
        (date(2026, 11, 6), date(2026, 11, 8), 0),
        (date(2026, 11, 6), date(2026, 11, 9), 1),
        (date(2026, 11, 9), date(2026, 11, 6), -1),
        (date(2026, 10, 16), date(2026, 10, 25), 0),
        (date(2026, 10, 16), date(2026, 10, 30), 5),
        (date(2026, 12, 14), date(2027, 1, 8), 9),
    ],
)
def test_between_two_days_lie_the_school_days_up_to_and_including_the_last(
    start: date, end: date, count: int
) -> None:
    assert SCHOOL_DAYS.between(start, end) == count


def test_before_and_after_the_known_years_every_weekday_counts() -> None:
    # 1 August 2026 is a Saturday, 31 July 2027 too.
    assert SCHOOL_DAYS.after(date(2026, 7, 27), 5) == date(2026, 8, 3)
    assert SCHOOL_DAYS.after(date(2027, 7, 29), 3) == date(2027, 8, 3)
    assert SCHOOL_DAYS.after(date(2027, 8, 6), 1) == date(2027, 8, 9)
    assert SCHOOL_DAYS.between(date(2026, 7, 24), date(2026, 8, 4)) == 7
    assert SCHOOL_DAYS.between(date(2027, 7, 29), date(2027, 8, 4)) == 4


def test_a_free_day_beyond_the_known_years_is_free_both_ways() -> None:
    party = date(2027, 8, 2)
    days = SchoolDays(frozenset({party}), date(2026, 8, 1), date(2027, 7, 31))

    assert days.after(date(2027, 7, 30), 1) == date(2027, 8, 3)
    assert days.between(date(2027, 7, 30), date(2027, 8, 3)) == 1


def test_a_calendar_in_which_everything_is_free_still_ends() -> None:
    one_week = SchoolDays(
        frozenset(date(2026, 11, 2) + timedelta(days=n) for n in range(7)),
        date(2026, 11, 2),
        date(2026, 11, 8),
    )

    assert one_week.after(date(2026, 11, 2), 0) == date(2026, 11, 9)
    assert one_week.after(date(2026, 11, 2), 2) == date(2026, 11, 10)
    assert one_week.between(date(2026, 11, 2), date(2026, 11, 8)) == 0


DAYS = st.dates(date(2026, 5, 1), date(2027, 11, 30))
FREE = st.frozensets(st.dates(date(2026, 7, 1), date(2027, 9, 30)), max_size=40)


@st.composite
def calendars(draw: st.DrawFn) -> SchoolDays:
    first = draw(st.dates(date(2026, 8, 1), date(2026, 12, 1)))
    last = first + timedelta(days=draw(st.integers(0, 200)))
    return SchoolDays(draw(FREE), first, last)


@given(calendars(), DAYS, st.integers(1, 60))
def test_counting_on_and_counting_between_are_each_others_inverse(
    days: SchoolDays, start: date, count: int
) -> None:
    end = days.after(start, count)

    assert days.is_school_day(end)
    assert days.between(start, end) == count


@given(calendars(), DAYS, DAYS)
def test_between_counts_the_days_one_by_one(days: SchoolDays, start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    span = (last - first).days
    counted = sum(days.is_school_day(first + timedelta(days=n)) for n in range(1, span + 1))

    assert days.between(first, last) == counted
    assert days.between(last, first) == -counted


@given(calendars(), DAYS, DAYS, st.integers(0, 40))
def test_a_later_start_is_never_due_earlier(
    days: SchoolDays, one: date, other: date, count: int
) -> None:
    assert days.after(min(one, other), count) <= days.after(max(one, other), count)


@given(calendars(), DAYS, st.integers(0, 40))
def test_a_longer_term_is_never_due_earlier(days: SchoolDays, start: date, count: int) -> None:
    assert start <= days.after(start, count) <= days.after(start, count + 1)


@given(DAYS, st.integers(0, 40))
def test_a_vacation_never_brings_a_due_date_forward(start: date, count: int) -> None:
    assert SCHOOL_DAYS.after(start, count) >= WEEKDAYS.after(start, count)


@pytest.mark.parametrize(
    ("day", "count", "earlier"),
    [
        (date(2026, 11, 6), 4, date(2026, 11, 2)),
        (date(2026, 11, 9), 1, date(2026, 11, 6)),
        (date(2026, 11, 8), 1, date(2026, 11, 6)),
        (date(2026, 10, 26), 1, date(2026, 10, 16)),
        (date(2026, 10, 20), 2, date(2026, 10, 15)),
        (date(2027, 1, 13), 8, date(2026, 12, 18)),
        (date(2026, 11, 7), 0, date(2026, 11, 6)),
        (date(2026, 11, 6), 0, date(2026, 11, 6)),
    ],
)
def test_looking_back_skips_weekends_and_vacations(day: date, count: int, earlier: date) -> None:
    assert SCHOOL_DAYS.before(day, count) == earlier


def test_looking_back_goes_on_before_the_first_day_that_is_known() -> None:
    assert SCHOOL_DAYS.before(date(2026, 8, 4), 2) == date(2026, 7, 31)
    assert SCHOOL_DAYS.before(date(2026, 8, 4), 4) == date(2026, 7, 29)
    assert SCHOOL_DAYS.before(date(2026, 7, 8), 2) == date(2026, 7, 6)


@given(calendars(), DAYS, st.integers(0, 40))
def test_looking_back_finds_the_school_day_that_a_term_began_on(
    days: SchoolDays, day: date, count: int
) -> None:
    school_day = days.after(day, 0)
    assert days.before(days.after(school_day, count), count) == school_day


@given(calendars(), DAYS, st.integers(1, 40))
def test_looking_back_passes_that_many_school_days(days: SchoolDays, day: date, count: int) -> None:
    earlier = days.before(day, count)
    span = range(1, (day - earlier).days)
    assert days.is_school_day(earlier)
    assert sum(days.is_school_day(earlier + timedelta(days=n)) for n in span) == count - 1
