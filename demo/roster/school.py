"""A demo school: its classes, and pupils who come, move up and leave."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from casework.people import Home, PersonName
from casework.records import SchoolYear
from demo.clock import SchoolClock
from demo.roster.names import pupil_name
from demo.roster.positions import LAST_YEAR_GROUP, POSITIONS, TEAMS, ClassPosition, position_index
from demo.roster.staffing import Period, Staffing, colleagues_by_task, mentors_by_class

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DemoClass:
    class_id: str
    position: int
    name: str
    year_group: int
    team_id: str
    school_year: str

    @property
    def home(self) -> Home:
        """Where a pupil of this class belongs."""
        return Home(self.class_id, self.year_group, self.team_id)


@dataclass(frozen=True)
class Stay:
    """A pupil in a class, from a day until a last day (None: still)."""

    class_index: int
    starts_on: date
    ends_on: date | None


@dataclass
class DemoPupil:
    pupil_id: str
    name: PersonName
    stays: list[Stay]
    left_on: date | None = None

    def class_on(self, day: date) -> int:
        """The class of that day, or the last one before it."""
        at = bisect_right(self.stays, day, key=lambda stay: stay.starts_on) - 1
        return self.stays[max(at, 0)].class_index

    def is_here(self, day: date) -> bool:
        """Whether the pupil goes to this school that day."""
        return self.stays[0].starts_on <= day and (self.left_on is None or day <= self.left_on)

    def leave(self, last_day: date) -> None:
        """The last day at this school; what would have come after it never was."""
        *before, last = [stay for stay in self.stays if stay.starts_on <= last_day]
        self.stays = [*before, Stay(last.class_index, last.starts_on, last_day)]
        self.left_on = last_day


class DemoSchool:
    """One school of some forty classes over a few years; `number` 1 has the personas.

    A large board is many of these: their class and team names carry the number.
    """

    def __init__(self, rng: Random, clock: SchoolClock, number: int, user_names: set[str]) -> None:
        self.rng = rng
        self.clock = clock
        self.number = number
        self.personas: list[str] = []
        self.teams = {team: self.new_id() for team in TEAMS}
        self.classes: list[DemoClass] = []
        self.class_index: list[list[int]] = []
        self.pupils: list[DemoPupil] = []
        self.members: list[list[int]] = []
        self._make_classes()
        self._make_pupils()
        self.staff = Staffing(self, user_names).people
        self.mentors = mentors_by_class(self.staff, self.classes)
        self._colleagues = colleagues_by_task(self.staff)

    def new_id(self) -> str:
        """An id from the fixed seed."""
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def name_here(self, name: str) -> str:
        """A class or team name; in a board of many schools with the school's number."""
        return name if self.number == 1 else f"{name} ({self.number})"

    def team_names(self) -> Iterator[tuple[str, str]]:
        """Team ids with their names."""
        return ((team_id, self.name_here(team)) for team, team_id in self.teams.items())

    def roster(self, class_index: int, day: date) -> list[int]:
        """The pupils in a class that day."""
        return [
            n
            for n in self.members[class_index]
            if self.pupils[n].is_here(day) and self.pupils[n].class_on(day) == class_index
        ]

    def home(self, pupil: int, day: date) -> DemoClass:
        """The class of a pupil that day, or the last one."""
        return self.classes[self.pupils[pupil].class_on(day)]

    def mentor(self, class_index: int, day: date) -> str:
        """Who is mentor of a class that day; outside its year the first or last one.

        Where the mentor of a present class left, the leerlingcoördinator stands in.
        """
        _, ends_on, staff_id = self._period(class_index, day)
        school_class = self.classes[class_index]
        is_left = ends_on < day and school_class.school_year == self.clock.years[-1].school_year
        return self.colleague("coordinator", school_class) if is_left else staff_id

    def has_mentor(self, class_index: int, day: date) -> bool:
        """Whether the class has a mentor that day."""
        starts_on, ends_on, _ = self._period(class_index, day)
        return starts_on <= day <= ends_on

    def _period(self, class_index: int, day: date) -> Period:
        periods = self.mentors[class_index]
        at = bisect_right(periods, day, key=lambda period: period[0]) - 1
        return periods[max(at, 0)]

    def move(self, pupil: int, class_name: str, day: date) -> None:
        """A pupil to another class of the present year from `day` on."""
        if day > self.clock.years[-1].starts_on:
            self._enrol(pupil, len(self.clock.years) - 1, position_index(class_name), day)

    def colleague(self, role: str, home: DemoClass) -> str:
        """The leerlingcoördinator, teamleider or member of the ondersteuningsteam for a class."""
        scope = {"coordinator": str(home.year_group), "team_leader": home.team_id}.get(role, "")
        return self._colleagues[role, scope]

    # --- making -------------------------------------------------------------------------------

    def _make_classes(self) -> None:
        for year in self.clock.years:
            self.class_index.append([])
            for number, position in enumerate(POSITIONS):
                self.class_index[-1].append(len(self.classes))
                self.classes.append(
                    DemoClass(
                        self.new_id(),
                        number,
                        self.name_here(position.name),
                        position.year_group,
                        self.teams[position.team],
                        year.school_year,
                    )
                )
                self.members.append([])

    def _make_pupils(self) -> None:
        for index, year in enumerate(self.clock.years):
            sizes = [0] * len(POSITIONS)
            if index:
                self._move_up(index, year, sizes)
            for number, position in enumerate(POSITIONS):
                if index == 0 or position.year_group == 1:
                    for _ in range(position.size - sizes[number]):
                        self._enrol(self._new_pupil(), index, number, year.starts_on)
            self._change_in_year(index)

    def _new_pupil(self) -> int:
        self.pupils.append(DemoPupil(self.new_id(), pupil_name(self.rng), []))
        return len(self.pupils) - 1

    def _enrol(self, pupil: int, year_index: int, position: int, starts_on: date) -> None:
        stays = self.pupils[pupil].stays
        if stays and stays[-1].ends_on is None:
            last = stays[-1]
            stays[-1] = Stay(last.class_index, last.starts_on, starts_on - ONE_DAY)
        class_index = self.class_index[year_index][position]
        stays.append(Stay(class_index, starts_on, None))
        self.members[class_index].append(pupil)

    def _move_up(self, index: int, year: SchoolYear, sizes: list[int]) -> None:
        for number, pupil in enumerate(self.pupils):
            if pupil.left_on is not None:
                continue
            position = self._next_position(self.classes[pupil.stays[-1].class_index].position)
            if position is None:
                pupil.leave(year.starts_on - ONE_DAY)
                continue
            position = self._with_room(position, sizes)
            sizes[position] += 1
            self._enrol(number, index, position, year.starts_on)

    def _next_position(self, number: int) -> int | None:
        """Where a pupil of this class goes next year; None with a diploma, or elsewhere."""
        now, chance = POSITIONS[number], self.rng.random()
        if chance < 0.02:
            return None
        if chance < 0.05:
            return number
        track = "H" if now.track == "V" and now.year_group in (3, 4) and chance < 0.1 else now.track
        if now.year_group == LAST_YEAR_GROUP[track]:
            track = "H" if now.track == "M" and chance < 0.15 else track
            return None if track == now.track else self._any_of(4, "H")
        return self._likely(now, track)

    def _likely(self, now: ClassPosition, track: str) -> int:
        """The class of the same letter or number, if there is one; else any of that kind."""
        name = f"{now.year_group + 1}{now.name[1:]}"
        same = [n for n, position in enumerate(POSITIONS) if position.name == name]
        if same and track == now.track and self.rng.random() < 0.88:
            return same[0]
        return self._any_of(now.year_group + 1, track)

    def _any_of(self, year_group: int, track: str) -> int:
        return self.rng.choice(_positions_of(year_group, track))

    def _with_room(self, position: int, sizes: list[int]) -> int:
        if sizes[position] < 29:
            return position
        full = POSITIONS[position]
        return min(_positions_of(full.year_group, full.track), key=lambda n: sizes[n])

    def _change_in_year(self, index: int) -> None:
        """A few pupils leave, a few move to another class, a few come in."""
        first, end = self.clock.first_number(index) + 30, self.clock.latest
        if index + 1 < len(self.clock.years):
            end = min(end, self.clock.first_number(index + 1) - 10)
        if end <= first:
            return
        for pupil in self.pupils:
            if pupil.left_on is None and self.rng.random() < 0.012:
                pupil.leave(self.clock.day(self.rng.randrange(first, end)))
        for _ in range(8):
            self._move_class(index, self.clock.day(self.rng.randrange(first, end)))
            newcomer = self._new_pupil()
            position = self.rng.randrange(len(POSITIONS))
            self._enrol(newcomer, index, position, self.clock.day(self.rng.randrange(first, end)))

    def _move_class(self, index: int, day: date) -> None:
        pupil = self.rng.randrange(len(self.pupils))
        moving = self.pupils[pupil]
        if not moving.is_here(day) or moving.left_on or moving.stays[-1].starts_on >= day:
            return
        now = POSITIONS[self.classes[moving.stays[-1].class_index].position]
        other = self._any_of(now.year_group, now.track)
        if POSITIONS[other] != now:
            self._enrol(pupil, index, other, day)


def _positions_of(year_group: int, track: str) -> list[int]:
    """The positions of this year group and track."""
    return [
        n
        for n, position in enumerate(POSITIONS)
        if (position.year_group, position.track) == (year_group, track)
    ]
