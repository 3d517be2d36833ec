"""Handing over in bulk: classes to other mentors, and the pupils of a school year to the next."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.errors import InputRefused
from casework.people import Action
from casework.records import MentorChange, SchoolClass, SchoolYear
from casework.year_groups import YEARS, years_of

LEAVES = "leaves"
LATER = "later"


@dataclass(frozen=True)
class ClassTurn:
    """A class of the year that ends: who still waits for a class, and where they seem to go.

    `proposed` is the id of a class of the next year, LEAVES, or LATER when the names say nothing.
    """

    held: SchoolClass
    count_waiting: int
    proposed: str


@dataclass(frozen=True)
class YearTurn:
    """From one school year to the next: the classes, and how many pupils the new ones have."""

    ending: SchoolYear
    following: SchoolYear
    classes: tuple[ClassTurn, ...]
    offered: tuple[SchoolClass, ...]
    sizes: Mapping[str, int]

    @property
    def count_waiting(self) -> int:
        """How many pupils have no class in the next year yet."""
        return sum(turn.count_waiting for turn in self.classes)


@dataclass(frozen=True)
class HandoverRoom(Room):
    """The part of the office that moves many at once; no case content, not even a count."""

    _needs = Action.ADMINISTER

    # --- mentors ------------------------------------------------------------------------------

    def mentors_on(self, classes: Iterable[SchoolClass], day: date) -> list[tuple[str, str]]:
        """Class id and staff id of who is mentor that day; a class without one has an empty id."""
        class_ids = [school_class.class_id for school_class in classes]
        terms = self._access.store.school.mentor_terms(class_ids)
        held = [(t.class_id, t.staff_id) for t in terms if t.holds_on(day)]
        mentored = {class_id for class_id, _ in held}
        rows = [*held, *((class_id, "") for class_id in class_ids if class_id not in mentored)]
        place = {class_id: number for number, class_id in enumerate(class_ids)}
        return sorted(rows, key=lambda row: (place[row[0]], row[1]))

    @confirmed()
    def change_mentors(self, changes: Sequence[MentorChange], first_day: date | None) -> None:
        """Other mentors from a day on, all of them or none; running cases go along."""
        if first_day is None:
            raise InputRefused("Kies de eerste dag van de nieuwe mentor.", "starts_on")
        if not changes:
            raise InputRefused("Kies bij minstens één klas de nieuwe mentor.")
        self._access.store.school.hand_over(changes, first_day, self._access.actor.staff_id)

    # --- the turn of the year -----------------------------------------------------------------

    def year_turns(self) -> list[YearTurn]:
        """The turns near today: into the present year, and from it to the next.

        The first is the one to do now: the earliest with pupils who still wait, else the last.
        """
        years = self._access.school_years()
        ahead = [year for year in years if year.ends_on >= self._access.today]
        last = years.index(ahead[0]) if ahead else len(years) - 1
        pairs = list(pairwise(years))[max(0, last - 1) : last + 1]
        turns = [self._turn(ending, following) for ending, following in pairs]
        return sorted(turns, key=lambda turn: not turn.count_waiting)

    def _turn(self, ending: SchoolYear, following: SchoolYear) -> YearTurn:
        school = self._access.store.school
        waiting = school.waiting_pupils(ending.school_year)
        offered = school.classes(following.school_year)
        sizes = school.class_sizes(
            min(max(self._access.today, following.starts_on), following.ends_on)
        )
        return YearTurn(
            ending,
            following,
            tuple(
                ClassTurn(
                    school_class,
                    len(waiting[school_class.class_id]),
                    proposed_class(school_class, offered),
                )
                for school_class in school.classes(ending.school_year)
                if school_class.class_id in waiting
            ),
            tuple(offered),
            {
                school_class.class_id: sizes.get(school_class.class_id, 0)
                for school_class in offered
            },
        )

    def turn_year(self, school_year: str, chosen: Mapping[str, str]) -> dict[str, int]:
        """Move the pupils of a year to the next, all or nothing: class id to id, LEAVES or LATER.

        Gives how many pupils went, by the class they came from.
        """
        to = {c: "" if place == LEAVES else place for c, place in chosen.items() if place != LATER}
        if not to:
            raise InputRefused("Kies bij minstens één klas waar de leerlingen heen gaan.")
        return self._access.store.school.turn_year(school_year, to, self._access.actor.staff_id)


def proposed_class(held: SchoolClass, offered: Sequence[SchoolClass]) -> str:
    """Where a class seems to go by its name: 2B to 3B; from the highest year: LEAVES.

    Of a combined class a part goes on and of a department nobody can say: LATER.
    """
    if held.year_group not in YEARS:
        return LATER
    name = _next_name(held).casefold()
    for candidate in offered:
        if candidate.name.casefold() == name and candidate.year_group == held.year_group + 1:
            return candidate.class_id
    highest = max((year for one in offered for year in years_of(one.year_group)), default=0)
    is_last = highest > 0 and held.year_group in range(highest, YEARS[-1] + 1)
    return LEAVES if is_last else LATER


def _next_name(held: SchoolClass) -> str:
    """The name a year later: the year group in it, where it stands first, is one higher."""
    own, following = str(held.year_group), str(held.year_group + 1)
    return re.sub(rf"(?<!\d){own}(?!\d)", following, held.name, count=1)
