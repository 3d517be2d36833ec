"""The days without school: public holidays, the vacations of the region, the school's own days."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from casework.school_days import REGIONS, SchoolDays

FreePeriod = tuple[date, date, str]


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


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
