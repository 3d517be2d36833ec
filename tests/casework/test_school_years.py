"""The school year of a day: every day from the first known year on belongs to one year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import InputRefused
from casework.records import SchoolYear
from casework.school_years import check_known, with_days_between, year_of

# Two years of a school in region Noord, with the first and last day of lessons as their edges:
# the summer vacation of 2026 there is 4 July to 16 August.
FIRST = SchoolYear("2025-2026", date(2025, 8, 25), date(2026, 7, 3))
SECOND = SchoolYear("2026-2027", date(2026, 8, 17), date(2027, 7, 9))
YEARS = [SECOND, FIRST]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(2025, 8, 24), "", id="before the first"),
        pytest.param(date(2025, 8, 25), "2025-2026", id="first day"),
        pytest.param(date(2026, 7, 3), "2025-2026", id="last day"),
        pytest.param(date(2026, 7, 9), "2025-2026", id="between"),
        pytest.param(date(2026, 8, 16), "2025-2026", id="day before the next"),
        pytest.param(date(2026, 8, 17), "2026-2027", id="first day of the next"),
        pytest.param(date(2027, 7, 20), "2026-2027", id="after the last"),
    ],
)
def test_a_day_between_two_years_belongs_to_the_one_before(day: date, name: str) -> None:
    year = year_of(YEARS, day)

    assert (year.school_year if year else "") == name


def test_years_are_counted_up_to_the_day_before_the_next_begins() -> None:
    days = [(y.starts_on, y.ends_on) for y in with_days_between(YEARS, date(2026, 7, 9))]

    assert days == [
        (date(2025, 8, 25), date(2026, 8, 16)),
        (date(2026, 8, 17), date(2027, 7, 9)),
    ]


def test_the_last_year_goes_on_until_another_one_is_made() -> None:
    last = with_days_between(YEARS, date(2027, 8, 30))[-1]

    assert (last.school_year, last.ends_on) == ("2026-2027", date(2027, 8, 30))


def test_a_day_before_the_first_year_is_refused_with_the_year_that_is_the_first() -> None:
    with pytest.raises(InputRefused) as refusal:
        check_known(date(2025, 8, 24), YEARS, "Laat de dag leeg.", "day")

    assert refusal.value.sentence == (
        "Het eerste schooljaar in dit programma, 2025-2026, begint op 25-8-2025; verder terug "
        "gaat het niet. Laat de dag leeg."
    )
    check_known(date(2026, 7, 20), YEARS, "Laat de dag leeg.", "day")


@given(
    st.lists(st.tuples(st.integers(200, 360), st.integers(0, 80)), min_size=1, max_size=5),
    st.integers(0, 2_000),
)
def test_no_day_from_the_first_year_on_is_of_two_years_or_of_none(
    lengths: list[tuple[int, int]], later: int
) -> None:
    """`lengths`: the days of each year, and the days between it and the next."""
    years, start = [], date(2022, 8, 1)
    for number, (length, between) in enumerate(lengths):
        years.append(SchoolYear(f"year {number}", start, start + timedelta(length - 1)))
        start += timedelta(length + between)
    day = years[0].starts_on + timedelta(later)

    whole = [y for y in with_days_between(years, day) if y.starts_on <= day <= y.ends_on]

    year = year_of(years, day)
    assert year is not None
    assert [one.school_year for one in whole] == [year.school_year]
    check_known(day, years, "", "day")
