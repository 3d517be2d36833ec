"""The cases and mentor hours of one school: each opening with its story and its pupils."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, repeat
from random import Random

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.entries import Entry
from demo.case_entries import Casting, Opening, Roles, moment
from demo.openings import Slot, label
from demo.roster.positions import POSITIONS
from demo.roster.school import DemoSchool
from demo.scripts.case_script import Story
from demo.scripts.plans import any_plan
from demo.scripts.writer import tell
from demo.staged_cases import Staged
from demo.words import said

YEAR_GROUP_WEIGHT = {1: 1.3, 2: 1.5, 3: 1.2, 4: 0.8, 5: 0.5, 6: 0.3}
YEAR_GROUPS = tuple(position.year_group for position in POSITIONS)
CALM_CLASSES = ("2B", "3H2")  # where the first people to be work: not more than is staged
CALM_SCHOOL_DAYS = 100


class Casebook:
    """The cases and mentor hours of one school, as entries."""

    def __init__(self, school: DemoSchool, card: ActionCard, rng: Random) -> None:
        self.school = school
        self.card = card
        self.clock = school.clock
        self.rng = rng
        self.casting = Casting(school, rng)
        self.roles = Roles(school, rng)
        self._weights = [
            list(accumulate(rng.gammavariate(2, 1) * YEAR_GROUP_WEIGHT[g] for g in YEAR_GROUPS))
            for _ in self.clock.years
        ]
        self._last_case: dict[int, int] = {}
        self._staged: dict[str, Opening] = {}
        self._shown: set[int] = set()
        self._calm = set(self._now_in(CALM_CLASSES)) if school.number == 1 else set()

    def histories(self, slots: Sequence[Slot]) -> Iterator[list[Entry]]:
        """One list of entries per case, in order of opening."""
        for slot in slots:
            era = slot.year / max(len(self.clock.years) - 1, 1)
            plan = slot.staged.plan if slot.staged else any_plan(self.rng, era)
            story = tell(plan, self.card, self.rng)
            pupils = self._pupils(slot, story)
            self._last_case[pupils[0]] = slot.opened
            case_id, number = self.school.new_id(), label(self.clock, slot)
            opening = Opening(case_id, number, slot.opened, pupils)
            if slot.staged:
                self._shown.update(pupils)
                if slot.staged.name:
                    self._staged[slot.staged.name] = opening
                self._change_register(slot.staged, opening)
            yield self.casting.entries(story, opening)

    def staged(self) -> dict[str, str]:
        """The ids of the cases that have a name in the showcase."""
        return {name: opening.case_id for name, opening in self._staged.items()}

    def _change_register(self, staged: Staged, opening: Opening) -> None:
        """The gepeste moves to another class, or the pestende leerling leaves, in mid-case."""
        if staged.moves_to:
            number = opening.opened + staged.moves_after
            if number <= self.clock.latest:
                self.school.move(opening.pupils[0], staged.moves_to, self.clock.day(number))
        left = staged.plan.displaying_leaves_on
        if left is not None and opening.opened + left <= self.clock.latest:
            leaver = opening.pupils[staged.plan.roles.index("displaying")]
            self.school.pupils[leaver].leave(self.clock.day(opening.opened + left))

    def mentor_hours(self) -> Iterator[list[Entry]]:
        """Per class the preventive mentor hours, a few in a school year."""
        for index, found in enumerate(self.school.classes):
            first, end = self._year(found.school_year)
            if end > first:
                count = min(1 + int(self.rng.random() * 5), end - first)
                numbers = sorted(self.rng.sample(range(first, end), count))
                held = [at for at in numbers if self.school.has_mentor(index, self.clock.day(at))]
                if held:
                    yield [self._mentor_hour(index, n, at) for n, at in enumerate(held, start=1)]

    def _year(self, school_year: str) -> tuple[int, int]:
        year = [held.school_year for held in self.clock.years].index(school_year)
        later = year + 1 < len(self.clock.years)
        end = self.clock.first_number(year + 1) if later else self.clock.latest + 1
        return self.clock.first_number(year), min(end, self.clock.latest + 1)

    def _mentor_hour(self, class_index: int, number: int, at: int) -> Entry:
        theme = self.rng.choice(sorted(self.card.lists["themes"]))
        day = self.clock.day(at)
        return Entry(
            subject_id=self.school.classes[class_index].class_id,
            number=number,
            payload=kinds.MentorHourHeld(theme=theme, note=said(self.rng, "mentor_hour", theme)),
            happened_on=day,
            recorded_at=moment(day, 14 * 60 + int(self.rng.random() * 45)),
            recorded_by=self.school.mentor(class_index, day),
            card_version=self.clock.card_version(at),
            step="mentor_hour",
        )

    # --- who ----------------------------------------------------------------------------------

    def _pupils(self, slot: Slot, story: Story) -> tuple[int, ...]:
        day = self.clock.day(slot.opened)
        wanted = slot.staged.class_name if slot.staged else ""
        if slot.staged and slot.staged.pupils_of in self._staged:
            return self._staged[slot.staged.pupils_of].pupils[: len(story.cast)]
        spared = self._shown if slot.staged else self._shown | self._calm
        for strict in (*repeat(True, 40), *repeat(False, 400)):
            target = self._target(slot, day, wanted if strict else "", strict)
            pupils = self.roles.cast(story, target, day, spared) if target is not None else None
            if pupils:
                return pupils
        raise RuntimeError("no class is large enough for this story")

    def _target(self, slot: Slot, day: date, wanted: str, strict: bool) -> int | None:
        if wanted:
            there = self._of_class(wanted, slot.year, day)
            return self._one_of([n for n in there if n not in self._shown] or there)
        at = bisect_left(self._weights[slot.year], self.rng.random() * self._weights[slot.year][-1])
        target = self._one_of(self.school.roster(self.school.class_index[slot.year][at], day))
        if target is None or (strict and self._is_left_alone(target, slot.opened)):
            return None
        return target

    def _is_left_alone(self, pupil: int, opened: int) -> bool:
        recent = opened - self._last_case.get(pupil, -1000) < 120
        calm = pupil in self._calm and self.clock.present - opened < CALM_SCHOOL_DAYS
        calm = calm or pupil in self._shown
        return calm or (recent and self.rng.random() < 0.9)

    def _one_of(self, pupils: Sequence[int]) -> int | None:
        return pupils[int(self.rng.random() * len(pupils))] if pupils else None

    def _of_class(self, name: str, year: int, day: date) -> list[int]:
        """Who is in this class now and was at school then; else who was in that class then."""
        found = [n for n in self._now_in([name]) if self.school.pupils[n].is_here(day)]
        position = [held.name for held in POSITIONS].index(name)
        return found or self.school.roster(self.school.class_index[year][position], day)

    def _now_in(self, names: Sequence[str]) -> list[int]:
        last = self.school.class_index[-1]
        indexes = [last[n] for n, position in enumerate(POSITIONS) if position.name in names]
        return [
            n
            for index in indexes
            for n in self.school.members[index]
            if self.school.pupils[n].left_on is None
            and self.school.pupils[n].stays[-1].class_index == index
        ]
