"""A story: the entries of one case by school day, with places for the pupils still to be cast."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.entries import Payload

NOBODY = -1
# A date in a story counts school days from here; casting turns it into a day of the calendar.
DAY_0 = date(2000, 1, 1)


def story_date(day: int) -> date:
    """The date that stands for a school day of a story."""
    return DAY_0 + timedelta(days=day)


@dataclass(frozen=True)
class Line:
    """One entry to be: when it happened and was recorded, who wrote it, about whom.

    The pupil that a measure is for is a place in the cast, written as a digit.
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
class Moment:
    """How the case stands after an act: what a closing would have to say."""

    is_closed: bool
    count_open_aftercare: int


@dataclass(frozen=True)
class Story:
    """`cast` are the parts at the first mention; `standing[n]` holds after line n."""

    cast: tuple[str, ...]
    lines: tuple[Line, ...]
    standing: tuple[Moment, ...]
    elsewhere: frozenset[int] = frozenset()
    leaves_on: int | None = None
