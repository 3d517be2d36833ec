"""Clocks that skip weekends, public holidays, vacations and the school's own free days."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
SATURDAY = 5
REGIONS = ("Noord", "Midden", "Zuid")
"""The regions of the school vacations."""


@dataclass(frozen=True)
class SchoolDays:
    """The days on which there is school, between `first` and `last` (both included).

    Outside that range every weekday that is not in `free` counts as a school day, so that a clock
    never stops.
    """

    free: frozenset[date]
    first: date
    last: date

    @cached_property
    def _days(self) -> list[date]:
        span = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=n) for n in range(span))
        return [day for day in days if self.is_school_day(day)]

    def is_school_day(self, day: date) -> bool:
        """Whether there is school that day."""
        return day.weekday() < SATURDAY and day not in self.free

    def after(self, day: date, count: int) -> date:
        """The `count`-th school day after `day`; with 0 the first school day from `day` on."""
        if not self.first <= day <= self.last:
            return self._walk(day, count)
        if count == 0:
            index = bisect_left(self._days, day)
        else:
            index = bisect_right(self._days, day) + count - 1
        if index < len(self._days):
            return self._days[index]
        return self._walk(self.last, index - len(self._days) + 1)

    def _walk(self, day: date, count: int, step: timedelta = ONE_DAY) -> date:
        if count == 0 and self.is_school_day(day):
            return day
        left = max(count, 1)
        while left:
            day += step
            left -= self.is_school_day(day)
        return day

    def before(self, day: date, count: int) -> date:
        """The `count`-th school day before `day`; with 0 the last school day up to `day`."""
        if not self.first <= day <= self.last:
            return self._walk(day, count, -ONE_DAY)
        if count == 0:
            index = bisect_right(self._days, day) - 1
        else:
            index = bisect_left(self._days, day) - count
        if index >= 0:
            return self._days[index]
        return self._walk(self.first, -index, -ONE_DAY)

    def between(self, start: date, end: date) -> int:
        """School days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        inside = range(
            bisect_right(self._days, max(start, self.first - ONE_DAY)),
            bisect_right(self._days, min(end, self.last)),
        )
        return len(inside) + self._outside(start, end)

    def _outside(self, start: date, end: date) -> int:
        early = self._counted(start, min(end, self.first - ONE_DAY))
        late = self._counted(max(start, self.last), end)
        return early + late

    def _counted(self, start: date, end: date) -> int:
        span = max((end - start).days, 0)
        return sum(self.is_school_day(start + timedelta(days=n)) for n in range(1, span + 1))
