"""The school years of Trends as far as they may be told, and ranges of whole months in them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from analytics.period import Period, a_year_before, part_of
from analytics.release import period_of
from casework.store import SchoolYear


def told_years(years: Iterable[SchoolYear], today: date, *, is_open: bool) -> dict[str, Period]:
    """Each school year that has begun, the oldest first, as far as it is told.

    A year that is over is told as it was known the day after. The running year is told up to
    today for who may open all cases, and else up to its last whole month.
    """
    found = {}
    for year in years:
        until = _until_today(year, today) if is_open else period_of(year, today)
        if until is not None:
            found[year.school_year] = until
    return found


def year_before(years: Mapping[str, Period], school_year: str) -> Period | None:
    """The school year before this one, as far as it is told; None when there is none."""
    names = list(years)
    position = names.index(school_year)
    return years[names[position - 1]] if position else None


def of_months(whole: Period, first: date, last: date) -> Period:
    """The months from first to last; the whole itself when that is all of it."""
    part = part_of(whole, first, last)
    is_all = part.start == whole.start and part.last_day == whole.last_day
    return whole if is_all else part


def as_far(period: Period, whole: Period) -> Period:
    """The same months of the year before, as they were known as far in that year."""
    start = max(a_year_before(period.start), whole.start)
    end = min(a_year_before(period.end), whole.end)
    seen = min(a_year_before(period.observed_on), whole.observed_on)
    return replace(whole, start=min(start, end), end=end, observed_on=seen)


def month(code: str) -> date:
    """The first day of a month like 2026-09."""
    return date.fromisoformat(f"{code}-01")


def _until_today(year: SchoolYear, today: date) -> Period | None:
    if year.starts_on > today:
        return None
    seen = min(today, year.ends_on + timedelta(days=1))
    return Period(year.starts_on, year.ends_on, seen)
