"""The ordinals of the school days around a view, read once for the whole first screen."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.period import with_constants
from casework.facts.relations import Relation

_DAYS = """
select day, ordinal
from days_asked
where day between first_day and last_day
order by day
"""

Days = NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class DayOrdinals:
    """Every day from the first to the last, and the number of school days up to and with each."""

    days: Days
    ordinals: NDArray[np.int64]

    def ordinal(self, day: date) -> int:
        """The school days up to and with `day`; a day outside is taken as the nearest one known."""
        return int(self.at(np.array([day], dtype="datetime64[D]"))[0])

    def at(self, days: Days) -> NDArray[np.int64]:
        """As `ordinal`, for each of the days."""
        place = np.searchsorted(self.days, days.astype("datetime64[D]"), side="right") - 1
        return self.ordinals[np.clip(place, 0, len(self.ordinals) - 1)]

    def before(self, day: date) -> int:
        """The school days before `day`."""
        return self.ordinal(day - timedelta(days=1))

    def first_with(self, ordinal: int) -> date | None:
        """The first day by which there were so many school days; None beyond what is known."""
        place = int(np.searchsorted(self.ordinals, ordinal, side="left"))
        return self._day(place) if place < len(self.days) else None

    def window_start(self, day: date, school_days: int) -> date:
        """The first of the last so many school days up to and with `day`."""
        first = self.first_with(self.ordinal(day) - school_days + 1)
        return first or self._day(0)

    def _day(self, place: int) -> date:
        day: date = self.days[place].astype(object)
        return day


def day_ordinals(calendar: Relation, first: date, last: date) -> DayOrdinals:
    """The school days from the day before `first` up to `last`.

    Raises ValueError when the calendar has no day of them.
    """
    asked = with_constants(calendar, first_day=first - timedelta(days=1), last_day=last)
    rows = asked.query("days_asked", _DAYS).fetchnumpy()
    if not len(rows["day"]):
        raise ValueError("the calendar lacks the days that are asked for")
    days = np.asarray(rows["day"], dtype="datetime64[D]")
    return DayOrdinals(days, np.asarray(rows["ordinal"], dtype=np.int64))
