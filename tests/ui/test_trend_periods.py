"""The months of Trends: how far a year goes, a part of it, and the same days a year before."""

from datetime import date

import pytest

from analytics.period import Period, a_year_before, month_end, months_of, period_of_months
from casework.records import SchoolYear
from ui.trends.periods import as_far, of_months, year_before, years_until

YEARS = [
    SchoolYear("2024-2025", date(2024, 8, 1), date(2025, 7, 31)),
    SchoolYear("2025-2026", date(2025, 8, 1), date(2026, 7, 31)),
    SchoolYear("2026-2027", date(2026, 8, 1), date(2027, 7, 31)),
]
TODAY = date(2026, 11, 23)
WHOLE = Period(date(2026, 8, 1), date(2027, 7, 31), TODAY)
LAST = Period(date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1))


def test_a_running_year_goes_up_to_today_and_one_that_is_over_up_to_the_day_after() -> None:
    years = years_until(YEARS, TODAY)
    assert list(years) == ["2024-2025", "2025-2026", "2026-2027"]
    assert years["2026-2027"] == WHOLE
    assert years["2025-2026"] == LAST


def test_a_year_that_has_not_begun_is_not_there() -> None:
    assert list(years_until(YEARS, date(2026, 7, 31))) == ["2024-2025", "2025-2026"]
    assert years_until(YEARS[2:], date(2026, 7, 31)) == {}
    assert list(years_until(YEARS[2:], date(2026, 8, 1))) == ["2026-2027"]


def test_the_year_before_the_first_is_not_there() -> None:
    years = years_until(YEARS, TODAY)
    assert year_before(years, "2026-2027") == LAST
    assert year_before(years, "2024-2025") is None


def test_all_months_together_are_the_year_itself() -> None:
    assert of_months(WHOLE, date(2026, 8, 1), date(2026, 11, 1)) == WHOLE
    part = of_months(WHOLE, date(2026, 9, 1), date(2026, 10, 1))
    assert (part.start, part.end) == (date(2026, 9, 1), date(2026, 10, 31))
    assert part.observed_on == WHOLE.observed_on


def test_the_same_days_a_year_before_are_as_they_were_known_then() -> None:
    part = period_of_months(WHOLE, date(2026, 9, 1), date(2026, 10, 1))
    same = as_far(part, LAST)
    assert (same.start, same.end) == (date(2025, 9, 1), date(2025, 10, 31))
    assert same.observed_on == date(2025, 11, 23)
    assert as_far(WHOLE, LAST).last_day == date(2025, 11, 23)


def test_a_year_that_is_over_is_held_beside_a_whole_year() -> None:
    before = Period(date(2024, 8, 1), date(2025, 7, 31), date(2025, 8, 1))
    assert as_far(LAST, before) == before


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2026, 11, 23), date(2025, 11, 23)),
    ],
)
def test_a_year_before_the_end_of_a_month_is_the_end_of_that_month(day: date, before: date) -> None:
    assert a_year_before(day) == before


def test_months_go_on_over_the_turn_of_the_year() -> None:
    months = months_of(Period(date(2026, 11, 16), date(2027, 2, 3), date(2027, 3, 1)))
    assert [day.month for day in months] == [11, 12, 1, 2]
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
