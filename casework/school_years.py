"""The school year of a day: from the first known year on, every day belongs to exactly one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from casework.errors import InputRefused
from casework.records import SchoolYear
from casework.words import numeric_date

ONE_DAY = timedelta(days=1)


def in_order(years: Iterable[SchoolYear]) -> list[SchoolYear]:
    """The school years, the oldest first."""
    return sorted(years, key=lambda year: year.starts_on)


def year_of(years: Iterable[SchoolYear], day: date) -> SchoolYear | None:
    """The school year to which a day belongs; None before the first known one.

    A day between two years belongs to the one before it: the pupils are in its classes until the
    next one begins.
    """
    begun = [year for year in years if year.starts_on <= day]
    return max(begun, key=lambda year: year.starts_on, default=None)


def last_year_began_on(years: Iterable[SchoolYear], today: date) -> date:
    """The first day of the school year before that of today; the earliest day where none is known.

    What was over before it is history.
    """
    begun = [year for year in in_order(years) if year.starts_on <= today]
    return begun[-2].starts_on if len(begun) > 1 else date.min


def with_days_between(years: Iterable[SchoolYear], today: date) -> list[SchoolYear]:
    """The school years, each up to the day before the next begins; the last up to today at least.

    What is counted per school year is counted in these: no day falls between two of them.
    """
    ordered = in_order(years)
    ends = [following.starts_on - ONE_DAY for following in ordered[1:]]
    ends += [max(year.ends_on, today) for year in ordered[-1:]]
    return [replace(year, ends_on=end) for year, end in zip(ordered, ends, strict=True)]


def check_known(day: date, years: Sequence[SchoolYear], sentence: str, field: str) -> None:
    """Refuse a day before the first known school year; `sentence` says what to do instead."""
    if year_of(years, day) is None:
        first = in_order(years)[0]
        raise InputRefused(
            f"Het eerste schooljaar in dit programma, {first.school_year}, begint op "
            f"{numeric_date(first.starts_on)}; verder terug gaat het niet. {sentence}",
            field,
        )
