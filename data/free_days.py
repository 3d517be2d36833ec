"""The days without school: public holidays, the vacations of the region, the school's own days."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from casework.free_periods import FreePeriod
from casework.school_days import REGIONS, SchoolDays

VACATION = "vakantie"
MOST_YEARS_AHEAD = 40


def school_days(region: str, own: Iterable[FreePeriod], first: date, last: date) -> SchoolDays:
    """The school days from `first` to `last` in a region ("" = public holidays only)."""
    return _school_days(region, tuple(own), first, last)


@lru_cache(maxsize=32)
def _school_days(region: str, own: tuple[FreePeriod, ...], first: date, last: date) -> SchoolDays:
    """Counted once a process, and shared by whoever opens a store with this calendar."""
    free = {*calendar_days(region, first, last)}
    free.update(day for start, end, _ in own for day in _days(start, end))
    return SchoolDays(frozenset(free), first, last)


def calendar_days(region: str, first: date, last: date) -> dict[date, str]:
    """Public holidays and vacations with their Dutch names, from the `holidays` library."""
    named: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        named.update(_year(region, year))
    return {day: name for day, name in sorted(named.items()) if first <= day <= last}


@cache
def _year(region: str, year: int) -> dict[date, str]:
    public = holidays.country_holidays("NL", categories="public", language="nl", years=year)
    if region not in REGIONS:
        return dict(public.items())
    vacation = holidays.country_holidays(
        "NL", subdiv=region, categories="school", language="nl", years=year
    )
    return {**dict(vacation.items()), **dict(public.items())}


def vacations_known_until(region: str, own: Iterable[FreePeriod], from_day: date) -> date:
    """The last day of which the vacations are known: of the region, or beyond that of the school.

    The library knows whole calendar years, some ahead; what a school calls a vacation counts on.
    """
    year = from_day.year
    while year < from_day.year + MOST_YEARS_AHEAD and _has_vacations(region, year):
        year += 1
    known = date(year - 1, 12, 31)
    return max([known, *(last for _, last, name in own if VACATION in name.casefold())])


@cache
def _has_vacations(region: str, year: int) -> bool:
    return any(VACATION in name.casefold() for name in _year(region, year).values())


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
