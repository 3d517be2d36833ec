"""Reading that is not as usual, by a few stated rules over the lines of the read log.

A rule says what happened, and never that it was wrong: there mostly is a plain reason.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from casework.read_log import ReadAct, ReadEvent
from casework.words import AMSTERDAM


class Sign(StrEnum):
    """The rules, each by what it says."""

    MANY_CASES = "many_cases"
    AT_NIGHT = "at_night"
    ON_FREE_DAY = "on_free_day"
    WITH_REASON = "with_reason"
    MANY_SEARCHES = "many_searches"
    MANY_FILES = "many_files"
    MANY_READERS = "many_readers"


@dataclass(frozen=True)
class Limits:
    """From which count each rule speaks.

    Many cases: at least so many on a day, and so many times what was usual until then, for that
    person (known after some days of reading) and for colleagues with the same role. The night is
    from `night_begins` to `night_ends`, in hours.
    """

    cases: int = 12
    times_usual: float = 3.0
    known_after: int = 3
    at_night: int = 4
    night_begins: int = 23
    night_ends: int = 6
    on_free_day: int = 6
    with_reason: int = 3
    searches: int = 20
    files: int = 8
    readers: int = 8


LIMITS = Limits()
ONE_DAY = timedelta(days=1)
FOUR_WEEKS = timedelta(days=28)
OPENINGS = frozenset({ReadAct.OPENED, ReadAct.PRINTED, ReadAct.FETCHED})
FILES = frozenset({ReadAct.PRINTED, ReadAct.EXPORTED, ReadAct.FETCHED})
Reader = tuple[str, date]


@dataclass(frozen=True)
class UnusualReading:
    """One thing to look at: by whom or of what, on which day or in which week, and how many.

    `usual` and `peers` are the median of the four weeks before, of that person and of colleagues.
    """

    sign: Sign
    day: date
    count: int
    staff_id: str = ""
    subject_id: str = ""
    usual: float = 0.0
    peers: float = 0.0

    @property
    def key(self) -> str:
        """By this it is known again; ids only."""
        return f"{self.sign}:{self.staff_id or self.subject_id}:{self.day.isoformat()}"


@dataclass(frozen=True)
class _Line:
    """An act of reading on its day at school."""

    event: ReadEvent
    day: date
    hour: int

    @classmethod
    def from_event(cls, event: ReadEvent) -> "_Line":
        at = event.read_at.astimezone(AMSTERDAM)
        return cls(event, at.date(), at.hour)


def unusual_reading(
    events: Iterable[ReadEvent],
    roles: Mapping[str, Collection[str]],
    is_school_day: Callable[[date], bool],
    limits: Limits = LIMITS,
) -> list[UnusualReading]:
    """What the rules say of these lines, the newest first; `roles` are those of each reader."""
    lines = [_Line.from_event(event) for event in events]
    opened = [line for line in lines if line.event.act in OPENINGS]
    night = [one for one in opened if not limits.night_ends <= one.hour < limits.night_begins]
    free = [one for one in opened if not is_school_day(one.day)]
    reasons = [replace(one, day=_monday(one.day)) for one in opened if one.event.has_reason]
    searches = [one for one in lines if one.event.act is ReadAct.SEARCHED]
    files = [one for one in lines if one.event.act in FILES]
    signs = [
        *_many_cases(_subjects(opened), roles, limits),
        *_at_least(limits.at_night, Sign.AT_NIGHT, _subjects(night)),
        *_at_least(limits.on_free_day, Sign.ON_FREE_DAY, _subjects(free)),
        *_at_least(limits.with_reason, Sign.WITH_REASON, _subjects(reasons)),
        *_at_least(limits.searches, Sign.MANY_SEARCHES, _acts(searches)),
        *_at_least(limits.files, Sign.MANY_FILES, _acts(files)),
        *_many_readers(opened, limits),
    ]
    return sorted(signs, key=lambda one: (one.day, one.count, one.key), reverse=True)


def _subjects(lines: Iterable[_Line]) -> Counter[Reader]:
    """How many different cases, signals and pupils each person read on each day."""
    each = {(one.event.staff_id, one.day, one.event.subject_id) for one in lines}
    return Counter((staff_id, day) for staff_id, day, _ in each)


def _acts(lines: Iterable[_Line]) -> Counter[Reader]:
    return Counter((one.event.staff_id, one.day) for one in lines)


def _at_least(least: int, sign: Sign, counts: Counter[Reader]) -> Iterator[UnusualReading]:
    for (staff_id, day), count in counts.items():
        if count >= least:
            yield UnusualReading(sign, day, count, staff_id)


def _many_readers(opened: Iterable[_Line], limits: Limits) -> Iterator[UnusualReading]:
    each = {(one.event.subject_id, _monday(one.day), one.event.staff_id) for one in opened}
    for (subject_id, week), count in Counter((one[0], one[1]) for one in each).items():
        if count >= limits.readers:
            yield UnusualReading(Sign.MANY_READERS, week, count, subject_id=subject_id)


def _many_cases(
    counts: Counter[Reader], roles: Mapping[str, Collection[str]], limits: Limits
) -> Iterator[UnusualReading]:
    """By what was usual before that day: what is said of a day, later days do not take away."""
    days: dict[str, dict[date, int]] = defaultdict(dict)
    for (staff_id, day), count in counts.items():
        days[staff_id][day] = count
    for (staff_id, day), count in counts.items():
        if count < limits.cases:
            continue
        own = _before(day, days[staff_id])
        usual = _median(own) if len(own) >= limits.known_after else 0.0
        others = _peers(staff_id, days, roles)
        peers = _median([n for one in others for n in _before(day + ONE_DAY, days[one])])
        if count >= limits.times_usual * max(usual, peers, 1):
            yield UnusualReading(Sign.MANY_CASES, day, count, staff_id, usual=usual, peers=peers)


def _before(day: date, counts: Mapping[date, int]) -> list[int]:
    """The counts of the four weeks before a day."""
    return [count for read_on, count in counts.items() if day - FOUR_WEEKS <= read_on < day]


def _peers(
    staff_id: str, readers: Iterable[str], roles: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """The others with a role of this person."""
    own = set(roles.get(staff_id, ()))
    return (one for one in readers if one != staff_id and own & set(roles.get(one, ())))


def _median(counts: Sequence[int]) -> float:
    return float(median(counts)) if counts else 0.0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
