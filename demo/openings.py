"""When cases open over the years, in which school, and under which number."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from demo.clock import SchoolClock
from demo.staged_cases import StagedCase, staged_cases

# More in autumn, when groups form; few in the last weeks. By month, from August on.
SEASON = {8: 0.6, 9: 1.4, 10: 1.6, 11: 1.6, 12: 1.1, 1: 1.0, 2: 1.0, 3: 1.0, 4: 0.8, 5: 0.8, 6: 0.6}
LATE_SEASON = 0.2
SETTLING_SCHOOL_DAYS, SETTLING = 5, 0.05


@dataclass(frozen=True)
class Slot:
    """A case to be: the school day it opens, its number in its year, and what is staged."""

    opened: int
    year: int
    sequence: int
    staged: StagedCase | None = None


def slots(rng: Random, clock: SchoolClock, cases: int, schools: int) -> list[list[Slot]]:
    """Per school its cases in order of opening; numbers count through all schools.

    What is staged is in the first school, and is left out from the end when `cases` is small.
    """
    staged = [(_opening_day(case, clock), 0, case) for case in staged_cases()][:cases]
    drawn = opening_days(rng, clock, cases - len(staged))
    openings: list[tuple[int, int, StagedCase | None]] = [
        *staged,
        *((opened, int(rng.random() * schools), None) for opened in drawn),
    ]
    openings.sort(key=lambda opening: opening[0])
    slots_of_schools: list[list[Slot]] = [[] for _ in range(schools)]
    sequence = [0] * len(clock.years)
    years = [clock.year_index(number) for number in range(clock.latest + 1)]
    for opened, school, case in openings:
        year = years[opened]
        sequence[year] += 1
        slots_of_schools[school].append(Slot(opened, year, sequence[year], case))
    return slots_of_schools


def label(clock: SchoolClock, slot: Slot) -> str:
    """The number of a case as people use it: "2026-044"."""
    return f"{clock.years[slot.year].starts_on.year}-{slot.sequence:03d}"


def opening_days(rng: Random, clock: SchoolClock, count: int) -> Sequence[int]:
    """School days on which cases open, by season; the first week of a year is left alone."""
    weights = []
    for number in range(clock.latest + 1):
        is_settled = number - clock.first_number(clock.year_index(number)) >= SETTLING_SCHOOL_DAYS
        weight = SEASON.get(clock.day(number).month, LATE_SEASON)
        weights.append(weight if is_settled else SETTLING)
    return rng.choices(range(len(weights)), cum_weights=list(accumulate(weights)), k=count)


def _opening_day(staged: StagedCase, clock: SchoolClock) -> int:
    if staged.over_the_turn:
        turn = clock.first_number(max(clock.year_index(clock.latest), 1))
        return max(min(turn, clock.latest) - 6, 0)
    return min(max(clock.present - staged.age, 0), clock.latest)
