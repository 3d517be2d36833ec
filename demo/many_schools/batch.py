"""A batch of schools, for very large demo stores: each of the same shape, with other people."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from casework.people import Assignment, PersonName, Role
from demo.clock import SchoolClock
from demo.roster.names import new_user_name, pupil_name, staff_name
from demo.roster.positions import POSITIONS, TEAMS
from demo.roster.staffing import DemoStaff

Numbers = npt.NDArray[np.int64]
Ids = npt.NDArray[np.object_]

ONE_DAY = timedelta(days=1)
AWAY = -1
COUNT_NAMES = 5000
COORDINATORS = ("1", "2", "3", "4", "56")
YEAR_GROUP_OF = np.array([position.year_group for position in POSITIONS])
TEAM_OF = np.array([TEAMS.index(position.team) for position in POSITIONS])
# Where classes of the first years go on: 2A becomes 3M1.
STREAMS = dict(zip("ABCDEFGH", ("M1", "M2", "H1", "H2", "H3", "V1", "V2", "V3"), strict=True))


def fresh_ids(generator: np.random.Generator, count: int) -> Ids:
    """Made-up ids in the form of UUIDs, the same for the same seed."""
    text = generator.bytes(16 * count).hex()
    ids = np.empty(count, dtype=object)
    for n in range(count):
        part = text[32 * n : 32 * n + 32]
        ids[n] = f"{part[:8]}-{part[8:12]}-4{part[13:16]}-a{part[17:20]}-{part[20:]}"
    return ids


@dataclass(frozen=True)
class Cohorts:
    """Which class every pupil of a school is in, year by year; the same for each school.

    `positions` has a row per pupil and a column per year: the position, or AWAY. `last_class` is
    `year * 40 + position` of that year or, for who has left, of the last one.
    """

    positions: Numbers
    last_class: Numbers
    rosters: tuple[tuple[Numbers, ...], ...]

    @classmethod
    def over(cls, count_years: int) -> "Cohorts":
        """The cohorts of a school that exists for `count_years` years."""
        columns: list[list[int]] = [[n for n, p in enumerate(POSITIONS) for _ in range(p.size)]]
        following = np.array([_next_position(n) for n in range(len(POSITIONS))] + [AWAY])
        intake = [n for n, p in enumerate(POSITIONS) if p.year_group == 1 for _ in range(p.size)]
        for _ in range(count_years - 1):
            columns.append([*following[columns[-1]].tolist(), *intake])
        positions = np.full((len(columns[-1]), count_years), AWAY)
        for year, column in enumerate(columns):
            positions[: len(column), year] = column
        return cls(positions, _last_class(positions), _rosters(positions))

    @cached_property
    def sizes(self) -> Numbers:
        """How many pupils are in each class, by year and position."""
        return np.array([[len(roster) for roster in rosters] for rosters in self.rosters])

    @cached_property
    def roster_table(self) -> Numbers:
        """The pupils of each class, by year, position and number; filled up with 0."""
        table = np.zeros((*self.sizes.shape, int(self.sizes.max())), dtype=np.int64)
        for year, rosters in enumerate(self.rosters):
            for position, roster in enumerate(rosters):
                table[year, position, : len(roster)] = roster
        return table


def _next_position(number: int) -> int:
    now = POSITIONS[number]
    tail = STREAMS[now.name[1:]] if now.year_group == 2 else now.name[1:]
    names = [position.name for position in POSITIONS]
    following = f"{now.year_group + 1}{tail}"
    return names.index(following) if following in names else AWAY


def _last_class(positions: Numbers) -> Numbers:
    first_of_year = np.arange(positions.shape[1]) * len(POSITIONS)
    here = np.where(positions >= 0, first_of_year + positions, AWAY)
    return np.maximum.accumulate(here, axis=1).clip(min=0)


def _rosters(positions: Numbers) -> tuple[tuple[Numbers, ...], ...]:
    return tuple(
        tuple(np.flatnonzero(positions[:, year] == n) for n in range(len(POSITIONS)))
        for year in range(positions.shape[1])
    )


class SchoolBatch:
    """The classes, pupils and staff of the schools with these numbers."""

    def __init__(
        self,
        generator: np.random.Generator,
        clock: SchoolClock,
        cohorts: Cohorts,
        people: "NamePool",
        numbers: range,
        pupil_ids: Ids,
    ) -> None:
        self.generator = generator
        self.clock = clock
        self.cohorts = cohorts
        self.people = people
        self.numbers = numbers
        count, years = len(numbers), len(clock.years)
        self.count_pupils = len(cohorts.positions)
        self.team_ids = fresh_ids(generator, count * len(TEAMS)).reshape(count, -1)
        self.class_ids = fresh_ids(generator, count * years * len(POSITIONS)).reshape(count, -1)
        self.pupil_ids = pupil_ids
        self.pupil_names = generator.integers(0, COUNT_NAMES, len(self.pupil_ids))
        self.mentors = fresh_ids(generator, count * len(POSITIONS)).reshape(count, -1)
        self.coordinators = fresh_ids(generator, count * len(COORDINATORS)).reshape(count, -1)
        self.team_leaders = fresh_ids(generator, count * len(TEAMS)).reshape(count, -1)
        self.support = fresh_ids(generator, count)
        self.left_on: dict[int, date] = {}

    # --- as rows ------------------------------------------------------------------------------

    def teams(self) -> list[tuple[str, str]]:
        """Team ids with their names."""
        return [
            (self.team_ids[n, t], f"{team} ({number})")
            for n, number in enumerate(self.numbers)
            for t, team in enumerate(TEAMS)
        ]

    def classes(self) -> list[tuple[Any, ...]]:
        """The rows of the table of classes."""
        return [
            (
                self.class_ids[n, year * len(POSITIONS) + p],
                f"{position.name} ({number})",
                position.year_group,
                self.team_ids[n, TEAM_OF[p]],
                dates.school_year,
            )
            for n, number in enumerate(self.numbers)
            for year, dates in enumerate(self.clock.years)
            for p, position in enumerate(POSITIONS)
        ]

    def last_days(self) -> list[date | None]:
        """Per pupil the last day at school, if that has come."""
        ends = [year.ends_on for year in self.clock.years]
        away = self.cohorts.positions == AWAY
        last_year = self.cohorts.last_class[:, -1] // len(POSITIONS)
        of_school = [
            ends[last] if gone else None for last, gone in zip(last_year, away[:, -1], strict=True)
        ]
        days = of_school * len(self.numbers)
        for pupil, day in self.left_on.items():
            days[pupil] = min(day, days[pupil] or day)
        return days

    def enrolments(self) -> list[tuple[str, str, date, date | None]]:
        """Pupil, class, first day, last day or None."""
        last = len(self.clock.years) - 1
        rows: list[tuple[str, str, date, date | None]] = []
        for n in range(len(self.numbers)):
            for year, dates in enumerate(self.clock.years):
                positions = self.cohorts.positions[:, year]
                until = dates.ends_on if year < last else None
                for t in np.flatnonzero(positions >= 0).tolist():
                    pupil = n * self.count_pupils + t
                    ends_on = until
                    if pupil in self.left_on:
                        day = self.left_on[pupil]
                        if day < dates.starts_on:
                            continue
                        ends_on = min(day, until or day)
                    class_id = self.class_ids[n, year * len(POSITIONS) + positions[t]]
                    rows.append((self.pupil_ids[pupil], class_id, dates.starts_on, ends_on))
        return rows

    def staff(self, rng: Random, user_names: set[str]) -> list[DemoStaff]:
        """Everybody with a task in these schools."""
        return [
            person for n in range(len(self.numbers)) for person in self._staff(n, rng, user_names)
        ]

    def _staff(self, n: int, rng: Random, user_names: set[str]) -> list[DemoStaff]:
        people: list[tuple[str, list[Assignment]]] = [
            (self.mentors[n, p], self._mentor_of(n, p)) for p in range(len(POSITIONS))
        ]
        for who, groups in zip(self.coordinators[n], COORDINATORS, strict=True):
            people.append((who, [Assignment(Role.COORDINATOR, group) for group in groups]))
        for who, team in zip(self.team_leaders[n], self.team_ids[n], strict=True):
            people.append((who, [Assignment(Role.TEAM_LEADER, team)]))
        people.append((self.support[n], [Assignment(Role.SUPPORT_TEAM)]))
        names = [staff_name(rng) for _ in people]
        return [
            DemoStaff(who, name, new_user_name(name, user_names), [Assignment(Role.STAFF), *tasks])
            for (who, tasks), name in zip(people, names, strict=True)
        ]

    def _mentor_of(self, n: int, position: int) -> list[Assignment]:
        years = self.clock.years
        return [
            Assignment(
                Role.MENTOR,
                self.class_ids[n, year * len(POSITIONS) + position],
                dates.starts_on,
                dates.ends_on if year + 1 < len(years) else date.max,
            )
            for year, dates in enumerate(years)
        ]


class NamePool:
    """A few thousand made-up names, to be dealt out by number."""

    def __init__(self, rng: Random) -> None:
        self.names: Sequence[PersonName] = [pupil_name(rng) for _ in range(COUNT_NAMES)]
        # Given names as they stand inside a JSON text.
        self.given = [json.dumps(name.given, ensure_ascii=False)[1:-1] for name in self.names]
