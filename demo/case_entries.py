"""A story with real dates and pupils: the entries of one case, cut off at today."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from casework import entries as kinds
from casework.entries import Entry, Payload
from demo.clock import SchoolClock
from demo.roster.school import DemoClass, DemoSchool
from demo.scripts.case_script import DAY_0, NOBODY, Line, Moment, Story
from demo.words import said

WITH_HOME = (kinds.CaseOpened, kinds.Reported, kinds.PupilInvolved)


@dataclass(frozen=True)
class Opening:
    """Where and when a story takes place: the school day it opens and the pupils in it."""

    case_id: str
    label: str
    opened: int
    pupils: tuple[int, ...]


@dataclass
class Casting:
    """Turns stories into entries for one school."""

    school: DemoSchool
    rng: Random
    _blanks: dict[int, "tuple[Line, Blanks]"] = field(default_factory=dict)

    @property
    def clock(self) -> SchoolClock:
        """The calendar of the school."""
        return self.school.clock

    def entries(self, story: Story, opening: Opening) -> list[Entry]:
        """The entries up to the latest school day; a target who leaves takes the case along."""
        number = bisect_left(
            story.lines, self.clock.latest + 1 - opening.opened, key=lambda line: line.recorded
        )
        left_on = self.school.pupils[opening.pupils[0]].left_on
        gone = self._gone_at(story, opening, left_on)
        kept = story.lines[: min(number, gone)]
        entries = [self._entry(n, line, opening) for n, line in enumerate(kept, start=1)]
        if gone < number and left_on is not None:
            entries.extend(self._left(entries, story.standing[gone - 1], opening, left_on))
        elif story.leaves_on is not None and opening.opened + story.leaves_on <= self.clock.latest:
            last_day = self.clock.day(opening.opened + story.leaves_on)
            self.school.pupils[opening.pupils[0]].leave(last_day)
        return entries

    def _gone_at(self, story: Story, opening: Opening, left_on: date | None) -> int:
        """How many lines were recorded before the target left."""
        if left_on is None or story.leaves_on is not None:
            return len(story.lines)
        last = self.clock.number(left_on) - opening.opened
        return bisect_left(story.lines, last + 1, key=lambda line: line.recorded)

    def _left(
        self, entries: Sequence[Entry], standing: Moment, opening: Opening, left_on: date
    ) -> Iterator[Entry]:
        number = self.clock.number(left_on)
        if standing.is_closed or number > self.clock.latest:
            return
        name = self.school.pupils[opening.pupils[0]].name.given
        reason = said(self.rng, "close", "left_school", t=0).format(name)
        closed = kinds.Closed(
            ending="left_school",
            count_open_aftercare=standing.count_open_aftercare,
            reason=reason,
        )
        at = max(moment(self.clock.day(number), 15 * 60), entries[-1].recorded_at)
        yield Entry(
            subject_id=opening.case_id,
            number=len(entries) + 1,
            payload=closed,
            happened_on=self.clock.day(number),
            recorded_at=at,
            recorded_by=self._mentor(opening.pupils[0], self.clock.day(number)),
            card_version=self.clock.card_version(opening.opened),
        )

    def _entry(self, number: int, line: Line, opening: Opening) -> Entry:
        recorded_on = self.clock.day(opening.opened + line.recorded)
        about = line.pupil != NOBODY and not isinstance(
            line.payload, kinds.CaseOpened | kinds.Reported
        )
        return Entry(
            subject_id=opening.case_id,
            number=number,
            payload=self._payload(line, opening),
            happened_on=self.clock.day(opening.opened + line.happened),
            recorded_at=moment(recorded_on, line.minute),
            recorded_by=self._writer(line, opening, recorded_on),
            card_version=self.clock.card_version(opening.opened),
            step=line.step,
            pupil_id=self.school.pupils[opening.pupils[line.pupil]].pupil_id if about else "",
        )

    # --- filling in ---------------------------------------------------------------------------

    def _payload(self, line: Line, opening: Opening) -> Payload:
        blanks = self._blanks_of(line)
        filled: dict[str, Any] = {
            name: self._day(name, day, line, opening) for name, day in blanks.days
        }
        if blanks.words:
            names = [self.school.pupils[pupil].name.given for pupil in opening.pupils]
            filled.update((name, text.format(*names)) for name, text in blanks.words)
        if isinstance(line.payload, kinds.MeasureAgreed) and line.payload.for_pupil:
            place = int(line.payload.for_pupil)
            filled["for_pupil"] = self.school.pupils[opening.pupils[place]].pupil_id
        if isinstance(line.payload, WITH_HOME):
            filled.update(self._home(line, opening))
        return line.payload.model_copy(update=filled) if filled else line.payload

    def _blanks_of(self, line: Line) -> "Blanks":
        held = self._blanks.get(id(line))
        if held is None or held[0] is not line:
            held = self._blanks[id(line)] = (line, blanks_of(line.payload))
        return held[1]

    def _day(self, name: str, day: int, line: Line, opening: Opening) -> date:
        number = opening.opened + day
        if name == "incident_on":
            this_year = self.clock.year_index(opening.opened + line.happened)
            number = max(number, self.clock.first_number(this_year))
        return self.clock.day(number)

    def _home(self, line: Line, opening: Opening) -> dict[str, Any]:
        number = opening.opened + line.happened
        found = self.school.home(opening.pupils[line.pupil], self.clock.day(number))
        home = {
            "class_id": found.class_id,
            "year_group": found.year_group,
            "team_id": found.team_id,
        }
        if isinstance(line.payload, kinds.CaseOpened):
            home["label"] = opening.label
            home["school_year"] = self.clock.years[self.clock.year_index(number)].school_year
        return home

    # --- who wrote it -------------------------------------------------------------------------

    def _writer(self, line: Line, opening: Opening, day: date) -> str:
        by = line.by
        if by == "mentor":
            return self._mentor(opening.pupils[0], day)
        home = self.school.home(opening.pupils[0], day)
        return self.school.colleague(by, home)

    def _mentor(self, pupil: int, day: date) -> str:
        return self.school.mentor(self.school.pupils[pupil].seat(day), day)


@dataclass(frozen=True)
class Blanks:
    """What is still to be filled in: dates by school day, words with places for names."""

    days: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, str], ...]


def blanks_of(payload: Payload) -> Blanks:
    """Where a payload of a story has dates and names to be filled in."""
    values = [(name, getattr(payload, name)) for name in type(payload).model_fields]
    days = [(name, (value - DAY_0).days) for name, value in values if isinstance(value, date)]
    words = [(name, value) for name, value in values if isinstance(value, str) and "{" in value]
    return Blanks(tuple(days), tuple(words))


def moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minute)


class Roles:
    """Chooses the pupils of a story: the target's classmates, and sometimes another class."""

    def __init__(self, school: DemoSchool, rng: Random) -> None:
        self.school = school
        self.rng = rng

    def cast(
        self, story: Story, target: int, day: date, spared: Collection[int] = ()
    ) -> tuple[int, ...] | None:
        """A pupil for every place in the cast, or None when the class is too small.

        Those who are `spared` only have a part where there is nobody else.
        """
        home = self.school.home(target, day)
        near = [n for n in self.school.roster(self._index(target, day), day) if n != target]
        if len(near) < len(story.cast):
            return None
        free = [n for n in near if n not in spared]
        near = free if len(free) >= len(story.cast) else near
        chosen = self.rng.sample(near, len(story.cast) - 1)
        for place in story.elsewhere:
            far = self._elsewhere(home, day, spared)
            if far is not None:
                chosen[place - 1] = far
        return (target, *chosen)

    def _index(self, pupil: int, day: date) -> int:
        return self.school.pupils[pupil].seat(day)

    def _elsewhere(self, home: DemoClass, day: date, spared: Collection[int]) -> int | None:
        others = [
            index
            for index, found in enumerate(self.school.classes)
            if found.school_year == home.school_year
            and found.year_group == home.year_group
            and found.class_id != home.class_id
        ]
        roster = self.school.roster(self.rng.choice(others), day) if others else []
        free = [n for n in roster if n not in spared]
        return self.rng.choice(free) if free else None
