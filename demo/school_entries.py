"""The cases and mentor hours of one school, as entries: each opening with its script and pupils."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, repeat
from random import Random

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.entries import Entry
from demo.case_entries import CaseStart, EntryMaker, PupilChooser
from demo.clock import moment
from demo.openings import Slot, label
from demo.roster.positions import POSITIONS, position_index
from demo.roster.school import DemoSchool
from demo.scripts.case_script import CaseScript
from demo.scripts.plans import any_plan
from demo.scripts.writer import write_script
from demo.staged_cases import StagedCase
from demo.words import note

YEAR_GROUP_WEIGHT = {1: 1.3, 2: 1.5, 3: 1.2, 4: 0.8, 5: 0.5, 6: 0.3}
YEAR_GROUPS = tuple(position.year_group for position in POSITIONS)
CALM_CLASSES = ("2B", "3H2")  # where the first people to be work: not more than is staged
CALM_SCHOOL_DAYS = 100


class SchoolEntries:
    """The cases and mentor hours of one school, as entries."""

    def __init__(self, school: DemoSchool, card: ActionCard, rng: Random) -> None:
        self.school = school
        self.card = card
        self.clock = school.clock
        self.rng = rng
        self.entry_maker = EntryMaker(school, card, rng)
        self.pupil_chooser = PupilChooser(school, rng)
        self._weights = [
            list(accumulate(rng.gammavariate(2, 1) * YEAR_GROUP_WEIGHT[g] for g in YEAR_GROUPS))
            for _ in self.clock.years
        ]
        self._last_case: dict[int, int] = {}
        self._staged: dict[str, CaseStart] = {}
        self._staged_pupils: set[int] = set()
        self._spared_pupils = set(self._now_in(CALM_CLASSES)) if school.number == 1 else set()

    def histories(self, slots: Sequence[Slot]) -> Iterator[list[Entry]]:
        """One list of entries per case, in order of opening."""
        for slot in slots:
            era = slot.year / max(len(self.clock.years) - 1, 1)
            plan = slot.staged.plan if slot.staged else any_plan(self.rng, era)
            script = write_script(plan, self.card, self.rng)
            pupils = self._pupils(slot, script)
            self._last_case[pupils[0]] = slot.opened
            case_id, number = self.school.new_id(), label(self.clock, slot)
            start = CaseStart(case_id, number, slot.opened, pupils)
            if slot.staged:
                self._staged_pupils.update(pupils)
                if slot.staged.name:
                    self._staged[slot.staged.name] = start
                self._change_register(slot.staged, start)
            yield self.entry_maker.entries(script, start)

    def staged(self) -> dict[str, str]:
        """The ids of the staged cases that have a name."""
        return {name: start.case_id for name, start in self._staged.items()}

    def _change_register(self, staged: StagedCase, start: CaseStart) -> None:
        """The gepeste moves to another class, or the pestende leerling leaves, in mid-case."""
        if staged.moves_to:
            number = start.opened + staged.moves_after
            if number <= self.clock.latest:
                self.school.move(start.pupils[0], staged.moves_to, self.clock.day(number))
        left = staged.plan.displaying_leaves_on
        if left is not None and start.opened + left <= self.clock.latest:
            leaver = start.pupils[staged.plan.roles.index("displaying")]
            self.school.pupils[leaver].leave(self.clock.day(start.opened + left))

    def mentor_hours(self) -> Iterator[list[Entry]]:
        """Per class the preventive mentor hours, a few in a school year."""
        for index, school_class in enumerate(self.school.classes):
            first, end = self._year(school_class.school_year)
            if end > first:
                count = min(1 + int(self.rng.random() * 5), end - first)
                numbers = sorted(self.rng.sample(range(first, end), count))
                mentored = [n for n in numbers if self.school.has_mentor(index, self.clock.day(n))]
                if mentored:
                    yield [self._mentor_hour(index, n, at) for n, at in enumerate(mentored, 1)]

    def _year(self, school_year: str) -> tuple[int, int]:
        year = [year.school_year for year in self.clock.years].index(school_year)
        later = year + 1 < len(self.clock.years)
        end = self.clock.first_number(year + 1) if later else self.clock.latest + 1
        return self.clock.first_number(year), min(end, self.clock.latest + 1)

    def _mentor_hour(self, class_index: int, number: int, at: int) -> Entry:
        theme = self.rng.choice(sorted(self.card.lists["themes"]))
        day = self.clock.day(at)
        return Entry(
            subject_id=self.school.classes[class_index].class_id,
            number=number,
            payload=kinds.MentorHourHeld(theme=theme, note=note(self.rng, "mentor_hour", theme)),
            happened_on=day,
            recorded_at=moment(day, 14 * 60 + int(self.rng.random() * 45)),
            recorded_by=self.school.mentor(class_index, day),
            card_version=self.clock.card_version(at),
            step="mentor_hour",
        )

    # --- who ----------------------------------------------------------------------------------

    def _pupils(self, slot: Slot, script: CaseScript) -> tuple[int, ...]:
        day = self.clock.day(slot.opened)
        class_name = slot.staged.class_name if slot.staged else ""
        if slot.staged and slot.staged.pupils_of in self._staged:
            return self._staged[slot.staged.pupils_of].pupils[: len(script.roles)]
        spared = self._staged_pupils if slot.staged else self._staged_pupils | self._spared_pupils
        for strict in (*repeat(True, 40), *repeat(False, 400)):
            target = self._target(slot, day, class_name if strict else "", strict)
            pupils = (
                self.pupil_chooser.choose(script, target, day, spared)
                if target is not None
                else None
            )
            if pupils:
                return pupils
        raise RuntimeError("no class is large enough for this script")

    def _target(self, slot: Slot, day: date, class_name: str, strict: bool) -> int | None:
        if class_name:
            pupils = self._of_class(class_name, slot.year, day)
            return self._one_of([n for n in pupils if n not in self._staged_pupils] or pupils)
        at = bisect_left(self._weights[slot.year], self.rng.random() * self._weights[slot.year][-1])
        target = self._one_of(self.school.roster(self.school.class_index[slot.year][at], day))
        if target is None or (strict and self._is_left_alone(target, slot.opened)):
            return None
        return target

    def _is_left_alone(self, pupil: int, opened: int) -> bool:
        recent = opened - self._last_case.get(pupil, -1000) < 120
        calm = pupil in self._spared_pupils and self.clock.present - opened < CALM_SCHOOL_DAYS
        calm = calm or pupil in self._staged_pupils
        return calm or (recent and self.rng.random() < 0.9)

    def _one_of(self, pupils: Sequence[int]) -> int | None:
        return pupils[int(self.rng.random() * len(pupils))] if pupils else None

    def _of_class(self, name: str, year: int, day: date) -> list[int]:
        """Who is in this class now and was at school then; else who was in that class then."""
        pupils = [n for n in self._now_in([name]) if self.school.pupils[n].is_here(day)]
        position = position_index(name)
        return pupils or self.school.roster(self.school.class_index[year][position], day)

    def _now_in(self, names: Sequence[str]) -> list[int]:
        indexes = [self.school.class_index[-1][n] for n in sorted(map(position_index, names))]
        return [
            n
            for index in indexes
            for n in self.school.members[index]
            if self.school.pupils[n].left_on is None
            and self.school.pupils[n].stays[-1].class_index == index
        ]
