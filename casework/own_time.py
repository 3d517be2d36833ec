"""When a colleague works, and who stands in: a term stays one, and is seen before it is late.

A term ends on the same day whoever works when. What is due on a day on which its owner does not
work is shown on the last day before it on which the owner does (docs/decisions/0069).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.errors import InputRefused
from casework.school_days import SchoolDays

ONE_DAY = timedelta(days=1)
ALL_WEEK = frozenset(range(5))
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
LONGEST_LOOK = 60
LONGEST_AWAY = 400


@dataclass(frozen=True)
class Away:
    """Days on which somebody is not there, the last one included; never why."""

    first: date
    last: date

    def holds_on(self, day: date) -> bool:
        """Whether somebody is away that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class WorkingTime:
    """The weekdays (0 is Monday) on which somebody works, and the days away."""

    weekdays: frozenset[int] = ALL_WEEK
    away: tuple[Away, ...] = field(default=())

    def works_on(self, day: date) -> bool:
        """Whether somebody works that day, when there is school."""
        return day.weekday() in self.weekdays and not any(one.holds_on(day) for one in self.away)

    def last_day_for(self, due_on: date, days: SchoolDays) -> date | None:
        """The last day up to the due date on which somebody works; None when it is far away."""
        day = due_on
        for _ in range(LONGEST_LOOK):
            if days.is_school_day(day) and self.works_on(day):
                return day
            day -= ONE_DAY
        return None

    def next_day_from(self, day: date, days: SchoolDays) -> date | None:
        """The first day from `day` on on which somebody works; None when it is far away."""
        for _ in range(LONGEST_LOOK):
            if days.is_school_day(day) and self.works_on(day):
                return day
            day += ONE_DAY
        return None


@dataclass(frozen=True)
class StandIn:
    """Somebody who is mentor of a class for somebody else, first and last day included."""

    staff_id: str
    class_id: str
    for_staff_id: str
    starts_on: date
    ends_on: date

    def holds_on(self, day: date) -> bool:
        """Whether it is so that day."""
        return self.starts_on <= day <= self.ends_on


def checked_days(first: date | None, last: date | None) -> tuple[date, date]:
    """First and last day of an absence or a stand-in; each refusal says which day to choose."""
    if first is None:
        raise InputRefused("Kies de eerste dag.", "first")
    if last is None:
        raise InputRefused(
            "Kies de laatste dag. Weet je die nog niet? Kies een dag over een paar weken; je kunt "
            "hem later veranderen.",
            "last",
        )
    if last < first:
        raise InputRefused("De laatste dag ligt voor de eerste.", "last")
    if (last - first).days > LONGEST_AWAY:
        raise InputRefused("Kies een laatste dag binnen een jaar.", "last")
    return first, last
