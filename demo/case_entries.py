"""The entries of one case: its script with real dates and pupils, cut off at today."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.entries import Entry, Payload
from demo.clock import SchoolClock, moment
from demo.lapsed_steps import closing_entries
from demo.roster.school import DemoClass, DemoSchool
from demo.scripts.case_script import NOBODY, SCRIPT_DAY_0, CaseScript, CaseStatus, ScriptLine
from demo.words import note

WITH_HOME = (kinds.CaseOpened, kinds.Reported, kinds.PupilInvolved)


@dataclass(frozen=True)
class CaseStart:
    """Which case a script becomes: its id and number, the school day it opens, its pupils."""

    case_id: str
    label: str
    opened: int
    pupils: tuple[int, ...]


@dataclass
class EntryMaker:
    """Turns scripts into entries for one school."""

    school: DemoSchool
    card: ActionCard
    rng: Random

    @property
    def clock(self) -> SchoolClock:
        """The calendar of the school."""
        return self.school.clock

    def entries(self, script: CaseScript, start: CaseStart) -> list[Entry]:
        """The entries up to the latest school day; a target who leaves takes the case along."""
        number = bisect_left(
            script.lines, self.clock.latest + 1 - start.opened, key=lambda line: line.recorded
        )
        left_on = self.school.pupils[start.pupils[0]].left_on
        count_before_leaving = self._count_before_leaving(script, start, left_on)
        lines = script.lines[: min(number, count_before_leaving)]
        entries = [self._entry(n, line, start) for n, line in enumerate(lines, start=1)]
        if count_before_leaving < number and left_on is not None:
            entries.extend(
                self._closing(entries, script.statuses[count_before_leaving - 1], start, left_on)
            )
        elif script.leaves_on is not None and start.opened + script.leaves_on <= self.clock.latest:
            last_day = self.clock.day(start.opened + script.leaves_on)
            self.school.pupils[start.pupils[0]].leave(last_day)
        return entries

    def _count_before_leaving(
        self, script: CaseScript, start: CaseStart, left_on: date | None
    ) -> int:
        """How many lines were recorded before the target left."""
        if left_on is None or script.leaves_on is not None:
            return len(script.lines)
        last = self.clock.number(left_on) - start.opened
        return bisect_left(script.lines, last + 1, key=lambda line: line.recorded)

    def _closing(
        self, entries: Sequence[Entry], status: CaseStatus, start: CaseStart, left_on: date
    ) -> Iterator[Entry]:
        number = self.clock.number(left_on)
        if status.is_closed or number > self.clock.latest:
            return
        given_name = self.school.pupils[start.pupils[0]].name.given
        reason = note(self.rng, "close", "left_school", t=0).format(given_name)
        closed = kinds.Closed(
            ending="left_school",
            count_open_aftercare=status.count_open_aftercare,
            reason=reason,
        )
        at = max(moment(self.clock.day(number), 15 * 60), entries[-1].recorded_at)
        closing = Entry(
            subject_id=start.case_id,
            number=len(entries) + 1,
            payload=closed,
            happened_on=self.clock.day(number),
            recorded_at=at,
            recorded_by=self._mentor(start.pupils[0], self.clock.day(number)),
            card_version=self.clock.card_version(start.opened),
        )
        yield from closing_entries(entries, closing, self.card)

    def _entry(self, number: int, line: ScriptLine, start: CaseStart) -> Entry:
        recorded_on = self.clock.day(start.opened + line.recorded)
        about = line.pupil != NOBODY and not isinstance(
            line.payload, kinds.CaseOpened | kinds.Reported
        )
        return Entry(
            subject_id=start.case_id,
            number=number,
            payload=self._payload(line, start),
            happened_on=self.clock.day(start.opened + line.happened),
            recorded_at=moment(recorded_on, line.minute),
            recorded_by=self._writer(line, start, recorded_on),
            card_version=self.clock.card_version(start.opened),
            step=line.step,
            pupil_id=self.school.pupils[start.pupils[line.pupil]].pupil_id if about else "",
        )

    # --- filling in ---------------------------------------------------------------------------

    def _payload(self, line: ScriptLine, start: CaseStart) -> Payload:
        blanks = blanks_of(line.payload)
        filled: dict[str, Any] = {
            name: self._day(name, day, line, start) for name, day in blanks.days
        }
        if blanks.words:
            names = [self.school.pupils[pupil].name.given for pupil in start.pupils]
            filled.update((name, text.format(*names)) for name, text in blanks.words)
        if isinstance(line.payload, kinds.MeasureAgreed) and line.payload.for_pupil:
            place = int(line.payload.for_pupil)
            filled["for_pupil"] = self.school.pupils[start.pupils[place]].pupil_id
        if isinstance(line.payload, WITH_HOME):
            filled.update(self._home(line, start))
        return line.payload.model_copy(update=filled) if filled else line.payload

    def _day(self, name: str, day: int, line: ScriptLine, start: CaseStart) -> date:
        number = start.opened + day
        if name == "incident_on":
            this_year = self.clock.year_index(start.opened + line.happened)
            number = max(number, self.clock.first_number(this_year))
        return self.clock.day(number)

    def _home(self, line: ScriptLine, start: CaseStart) -> dict[str, Any]:
        number = start.opened + line.happened
        school_class = self.school.home(start.pupils[line.pupil], self.clock.day(number))
        home = {
            "class_id": school_class.class_id,
            "year_group": school_class.year_group,
            "team_id": school_class.team_id,
        }
        if isinstance(line.payload, kinds.CaseOpened):
            home["label"] = start.label
            home["school_year"] = self.clock.years[self.clock.year_index(number)].school_year
        return home

    # --- who wrote it -------------------------------------------------------------------------

    def _writer(self, line: ScriptLine, start: CaseStart, day: date) -> str:
        if line.by == "mentor":
            return self._mentor(start.pupils[0], day)
        return self.school.colleague(line.by, self.school.home(start.pupils[0], day))

    def _mentor(self, pupil: int, day: date) -> str:
        return self.school.mentor(self.school.pupils[pupil].class_on(day), day)


@dataclass(frozen=True)
class Blanks:
    """What is still to be filled in: dates by school day, words with places for names."""

    days: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, str], ...]


def blanks_of(payload: Payload) -> Blanks:
    """Where a payload of a script has dates and names to be filled in."""
    values = [(name, getattr(payload, name)) for name in type(payload).model_fields]
    days = [
        (name, (value - SCRIPT_DAY_0).days) for name, value in values if isinstance(value, date)
    ]
    words = [(name, value) for name, value in values if isinstance(value, str) and "{" in value]
    return Blanks(tuple(days), tuple(words))


class PupilChooser:
    """Chooses the pupils of a script: the target's classmates, and sometimes another class."""

    def __init__(self, school: DemoSchool, rng: Random) -> None:
        self.school = school
        self.rng = rng

    def choose(
        self, script: CaseScript, target: int, day: date, spared: Collection[int] = ()
    ) -> tuple[int, ...] | None:
        """A pupil for every place in the script, or None when the class is too small.

        Those who are `spared` only have a role where there is nobody else.
        """
        home = self.school.home(target, day)
        class_index = self.school.pupils[target].class_on(day)
        classmates = [n for n in self.school.roster(class_index, day) if n != target]
        if len(classmates) < len(script.roles):
            return None
        free = [n for n in classmates if n not in spared]
        classmates = free if len(free) >= len(script.roles) else classmates
        chosen = self.rng.sample(classmates, len(script.roles) - 1)
        for place in script.elsewhere:
            other = self._elsewhere(home, day, spared)
            if other is not None:
                chosen[place - 1] = other
        return (target, *chosen)

    def _elsewhere(self, home: DemoClass, day: date, spared: Collection[int]) -> int | None:
        others = [
            index
            for index, other in enumerate(self.school.classes)
            if other.school_year == home.school_year
            and other.year_group == home.year_group
            and other.class_id != home.class_id
        ]
        roster = self.school.roster(self.rng.choice(others), day) if others else []
        free = [n for n in roster if n not in spared]
        return self.rng.choice(free) if free else None
