"""School days by number, so that a case can be written first and dated later."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from casework.records import SchoolYear
from casework.school_days import SchoolDays

DAYS_AHEAD = 250
CARD_CHANGES_AFTER = 20


class SchoolClock:
    """The school days of some years and a while ahead, numbered from 0.

    `present` is the last school day up to and including today; `latest` the last one before
    today: what is made up happened then at the latest, so nothing lies in the future.
    """

    def __init__(self, school_days: SchoolDays, years: Sequence[SchoolYear], today: date) -> None:
        first = years[0].starts_on
        span = (today - first).days + DAYS_AHEAD
        days = (first + timedelta(days=n) for n in range(span))
        self.years = tuple(years)
        self.days = [day for day in days if school_days.is_school_day(day)]
        self.present = bisect_right(self.days, today) - 1
        self.latest = bisect_left(self.days, today) - 1
        self._first_numbers = [bisect_left(self.days, year.starts_on) for year in years]

    def day(self, number: int) -> date:
        """The date of a school day; numbers before the first one give the first."""
        return self.days[max(number, 0)]

    def number(self, day: date) -> int:
        """The number of the last school day up to and including `day`."""
        return bisect_right(self.days, day) - 1

    def year_index(self, number: int) -> int:
        """Which of the school years this school day lies in."""
        return bisect_right(self._first_numbers, number) - 1

    def first_number(self, year_index: int) -> int:
        """The first school day of a school year."""
        return self._first_numbers[year_index]

    @property
    def second_card_from(self) -> int:
        """The school day this year on which the school began to use a card of its own."""
        return self.first_number(self.year_index(self.present)) + CARD_CHANGES_AFTER

    def card_version(self, opened: int) -> int:
        """Which version of the card a case follows that opened on this school day."""
        return 1 if opened < self.second_card_from else 2


def moment(day: date, minute: int) -> datetime:
    """A moment of a day in UTC; `minute` counts from midnight."""
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minute)


def school_years(today: date, years: int) -> list[SchoolYear]:
    """The school year of `today` and those before, oldest first; at least two."""
    present = today.year if today.month >= 8 else today.year - 1
    return [
        SchoolYear(f"{start}-{start + 1}", date(start, 8, 1), date(start + 1, 7, 31))
        for start in range(present - max(years, 2) + 1, present + 1)
    ]
