"""The script of a case: its entries by school day, with places where pupils are to be filled in."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.entries import Payload

NOBODY = -1
# A date in a script counts school days from here; `case_entries` makes it a day of the calendar.
SCRIPT_DAY_0 = date(2000, 1, 1)


def script_date(day: int) -> date:
    """The date that stands for a school day of a script."""
    return SCRIPT_DAY_0 + timedelta(days=day)


@dataclass(frozen=True)
class ScriptLine:
    """One entry to be: when it happened and was recorded, who wrote it, about whom.

    `happened` and `recorded` are school days since the opening; `act` is what it was written in
    one go with. The pupil that a measure is for is a place, written as a digit.
    """

    payload: Payload
    happened: int
    recorded: int
    act: int
    step: str = ""
    pupil: int = NOBODY
    by: str = "mentor"
    minute: int = 0


@dataclass(frozen=True)
class CaseStatus:
    """How the case stands after an act: what a closing would have to say."""

    is_closed: bool
    count_open_aftercare: int


@dataclass(frozen=True)
class CaseScript:
    """The lines of one case, without dates and names.

    `roles` has the role of each pupil at the first mention; `statuses[n]` holds after line n;
    `elsewhere` are the places of pupils of another class; `leaves_on` is the school day on which
    the first gepeste leaves the school.
    """

    roles: tuple[str, ...]
    lines: tuple[ScriptLine, ...]
    statuses: tuple[CaseStatus, ...]
    elsewhere: frozenset[int] = frozenset()
    leaves_on: int | None = None
