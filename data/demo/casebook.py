"""Which cases happen where and when: openings over the years, each with its story and pupils."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, repeat
from random import Random

from casework import entries as kinds
from casework.action_card import ActionCard
from casework.entries import Entry
from data.demo.casting import CARD_VERSION, Casting, Opening, Roles, moment
from data.demo.clock import SchoolClock
from data.demo.plans import any_plan, plain_plan
from data.demo.school import POSITIONS, DemoSchool
from data.demo.showcase import Staged, staged_cases
from data.demo.story import Story
from data.demo.telling import tell
from data.demo.words import said

POOL = 3000  # stories a year; beyond that they come back with other pupils and on other days
FULL_SHARE = 0.05  # of the stories in such a large store; the others leave much unwritten
# More in autumn, when groups form; few in the last weeks. By month, from August on.
SEASON = {8: 0.6, 9: 1.4, 10: 1.6, 11: 1.6, 12: 1.1, 1: 1.0, 2: 1.0, 3: 1.0, 4: 0.8, 5: 0.8, 6: 0.6}
YEAR_GROUP_WEIGHT = {1: 1.3, 2: 1.5, 3: 1.2, 4: 0.8, 5: 0.5, 6: 0.3}
YEAR_GROUPS = tuple(position.year_group for position in POSITIONS)
CALM_CLASSES = ("2B", "3H2")  # where the first people to be work: not more than is staged
CALM_SCHOOL_DAYS = 100


@dataclass(frozen=True)
class Slot:
    """A case to be: the school day it opens, its label, its school, and what is staged."""

    opened: int
    label: str
    school: int
    staged: Staged | None = None


def slots(rng: Random, clock: SchoolClock, cases: int, schools: int) -> list[list[Slot]]:
    """Per school its cases in order of opening; labels count through all schools."""
    staged = [(_placed(found, clock), 0, found) for found in staged_cases()][:cases]
    drawn = opening_days(rng, clock, cases - len(staged))
    others = ((opened, int(rng.random() * schools), None) for opened in drawn)
    every: list[tuple[int, int, Staged | None]] = [*staged, *others]
    every.sort(key=lambda found: found[0])
    dealt: list[list[Slot]] = [[] for _ in range(schools)]
    sequence = [0] * len(clock.years)
    for opened, school, found in every:
        year = clock.year_index(opened)
        sequence[year] += 1
        label = f"{clock.years[year].starts_on.year}-{sequence[year]:03d}"
        dealt[school].append(Slot(opened, label, school, found))
    return dealt


def opening_days(rng: Random, clock: SchoolClock, count: int) -> list[int]:
    """School days on which cases open, by season; the first week of a year is left alone."""
    weights = []
    for number in range(clock.latest + 1):
        settled = number - clock.first_number(clock.year_index(number)) >= 5
        weights.append(SEASON.get(clock.day(number).month, 0.2) if settled else 0.05)
    return rng.choices(range(len(weights)), cum_weights=list(accumulate(weights)), k=count)


def _placed(staged: Staged, clock: SchoolClock) -> int:
    if staged.over_the_turn:
        turn = clock.first_number(max(clock.year_index(clock.latest), 1))
        return max(min(turn, clock.latest) - 6, 0)
    return min(max(clock.present - staged.age, 0), clock.latest)


class Stories:
    """Stories on request: each a new one, until there are so many that they come round again."""

    def __init__(self, rng: Random, card: ActionCard, count: int) -> None:
        self.rng = rng
        self.card = card
        self._pools: dict[int, list[Story]] = {}
        self._is_large = count > POOL
        self._most = min(count, POOL)

    def fresh(self, year_index: int, years: int) -> Story:
        """A story of the kind of this year; nazorg comes in time a little more often each year."""
        pool = self._pools.setdefault(year_index, [])
        if len(pool) < self._most:
            era = year_index / max(years - 1, 1)
            plain = self._is_large and self.rng.random() >= FULL_SHARE
            plan = plain_plan(self.rng, era) if plain else any_plan(self.rng, era)
            pool.append(tell(plan, self.card, self.rng))
            return pool[-1]
        return pool[int(self.rng.random() * len(pool))]

    def staged(self, found: Staged) -> Story:
        """The story of a staged case."""
        return tell(found.plan, self.card, self.rng)


class Casebook:
    """The cases and mentor hours of one school, as entries."""

    def __init__(self, school: DemoSchool, stories: Stories, rng: Random) -> None:
        self.school = school
        self.clock = school.clock
        self.rng = rng
        self.stories = stories
        self.casting = Casting(school, rng)
        self.roles = Roles(school, rng)
        self._weights = [
            list(accumulate(rng.gammavariate(2, 1) * YEAR_GROUP_WEIGHT[g] for g in YEAR_GROUPS))
            for _ in self.clock.years
        ]
        self._last_case: dict[int, int] = {}
        self._calm = set(self._now_in(CALM_CLASSES)) if school.number == 1 else set()

    def histories(self, slots: Sequence[Slot]) -> Iterator[list[Entry]]:
        """One list of entries per case, in order of opening."""
        for slot in slots:
            if slot.staged:
                story = self.stories.staged(slot.staged)
            else:
                year = self.clock.year_index(slot.opened)
                story = self.stories.fresh(year, len(self.clock.years))
            pupils = self._pupils(slot, story)
            self._last_case[pupils[0]] = slot.opened
            opening = Opening(self.school.new_id(), slot.label, slot.opened, pupils)
            yield self.casting.entries(story, opening)

    def mentor_hours(self) -> Iterator[list[Entry]]:
        """Per class the preventive mentor hours, a few in a school year."""
        for index, found in enumerate(self.school.classes):
            first, end = self._year(found.school_year)
            if end > first:
                count = min(1 + int(self.rng.random() * 5), end - first)
                numbers = sorted(self.rng.sample(range(first, end), count))
                yield [self._mentor_hour(index, n, at) for n, at in enumerate(numbers, start=1)]

    def _year(self, school_year: str) -> tuple[int, int]:
        year = [held.school_year for held in self.clock.years].index(school_year)
        later = year + 1 < len(self.clock.years)
        end = self.clock.first_number(year + 1) if later else self.clock.latest + 1
        return self.clock.first_number(year), min(end, self.clock.latest + 1)

    def _mentor_hour(self, class_index: int, number: int, at: int) -> Entry:
        theme = self.rng.choice(sorted(self.stories.card.lists["themes"]))
        day = self.clock.day(at)
        return Entry(
            subject_id=self.school.classes[class_index].class_id,
            number=number,
            payload=kinds.MentorHourHeld(theme=theme, note=said(self.rng, "mentor_hour", theme)),
            happened_on=day,
            recorded_at=moment(day, 14 * 60 + int(self.rng.random() * 45)),
            recorded_by=self.school.mentor(class_index, day),
            card_version=CARD_VERSION,
            step="mentor_hour",
        )

    # --- who ----------------------------------------------------------------------------------

    def _pupils(self, slot: Slot, story: Story) -> tuple[int, ...]:
        day = self.clock.day(slot.opened)
        wanted = slot.staged.class_name if slot.staged else ""
        for strict in (*repeat(True, 40), *repeat(False, 400)):
            target = self._target(slot, day, wanted if strict else "", strict)
            pupils = self.roles.cast(story, target, day) if target is not None else None
            if pupils:
                return pupils
        raise RuntimeError("no class is large enough for this story")

    def _target(self, slot: Slot, day: date, wanted: str, strict: bool) -> int | None:
        if wanted:
            return self._one_of([n for n in self._now_in([wanted]) if self._was_here(n, day)])
        year = self.clock.year_index(slot.opened)
        at = bisect_left(self._weights[year], self.rng.random() * self._weights[year][-1])
        target = self._one_of(self.school.roster(self.school.class_index[year][at], day))
        if target is None or (strict and self._is_left_alone(target, slot.opened)):
            return None
        return target

    def _is_left_alone(self, pupil: int, opened: int) -> bool:
        recent = opened - self._last_case.get(pupil, -1000) < 120
        calm = pupil in self._calm and self.clock.present - opened < CALM_SCHOOL_DAYS
        return calm or (recent and self.rng.random() < 0.9)

    def _one_of(self, pupils: Sequence[int]) -> int | None:
        return pupils[int(self.rng.random() * len(pupils))] if pupils else None

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

    def _was_here(self, pupil: int, day: date) -> bool:
        return self.school.pupils[pupil].is_here(day)
