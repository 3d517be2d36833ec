"""The school years of Trends, up to today, and ranges of whole months in them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from analytics.period import Period, a_year_before, period_of_months
from analytics.view import View
from casework.desk import Desk
from casework.records import SchoolYear


def years_until(years: Iterable[SchoolYear], today: date) -> dict[str, Period]:
    """Each school year that has begun, the oldest first, as far as it is known today.

    A year that is over is looked at as it was known the day after.
    """
    return {
        year.school_year: Period(
            year.starts_on, year.ends_on, min(today, year.ends_on + timedelta(days=1))
        )
        for year in sorted(years, key=lambda year: year.starts_on)
        if year.starts_on <= today
    }


def year_before(years: Mapping[str, Period], school_year: str) -> Period | None:
    """The school year before this one; None when the school has none."""
    names = list(years)
    position = names.index(school_year)
    return years[names[position - 1]] if position else None


def of_months(whole: Period, first: date, last: date) -> Period:
    """The months from first to last, up to today; the whole itself when that is all of it."""
    part = period_of_months(whole, first, last)
    is_all = part.start == whole.start and part.last_day == whole.last_day
    return whole if is_all else part


def as_far(period: Period, whole: Period) -> Period:
    """The same days a year before, as they were known as far in that year."""
    start = max(a_year_before(period.start), whole.start)
    end = min(a_year_before(period.end), whole.end)
    seen = min(a_year_before(period.observed_on), whole.observed_on)
    return replace(whole, start=min(start, end), end=end, observed_on=seen)


def month(code: str) -> date:
    """The first day of a month like 2026-09."""
    return date.fromisoformat(f"{code}-01")


def school_year_of(desk: Desk, view: View) -> str:
    """The name of the school year of a view: "2026-2027"."""
    start = view.school_year.start
    return next(year.school_year for year in desk.school.years() if year.starts_on == start)
