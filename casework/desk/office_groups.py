"""The classes, teams and school years of a school: found, put right, taken away when unused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casework import year_groups
from casework.desk.access import Room
from casework.errors import InputRefused
from casework.name_order import fits, given_name_key, text_key
from casework.people import Action, Role
from casework.records import SchoolClass, SchoolYear, Team


@dataclass(frozen=True)
class GroupsRoom(Room):
    """The part of the office about classes, teams and years; no pupil and no case content."""

    _needs = Action.ADMINISTER

    # --- classes --------------------------------------------------------------------------------

    def find_classes(self, school_year: str, typed: str) -> list[SchoolClass]:
        """The classes of a year whose name, team or year group fits; all when nothing is typed."""
        classes = self._access.store.school.classes(school_year)
        words = text_key(typed)
        if not words:
            return classes
        return [held for held in classes if fits(words, _words_of(held))]

    def find_in_every_year(self, typed: str, most: int) -> list[SchoolClass]:
        """So many classes that fit at most: of this year first, then of the newest."""
        present, found = self._access.school_year, list[SchoolClass]()
        years = reversed(self._access.school_years())
        for year in sorted(years, key=lambda year: year.school_year != present.school_year):
            found += self.find_classes(year.school_year, typed)[: most - len(found)]
        return found

    def class_with_id(self, class_id: str) -> SchoolClass | None:
        """A class of any year; None when it is not there any more."""
        school = self._access.store.school
        indexes = (school.class_index(year.school_year) for year in school.school_years())
        return next((index[class_id] for index in indexes if class_id in index), None)

    def mentor_names(self, classes: Iterable[SchoolClass]) -> dict[str, list[str]]:
        """Who is mentor of each of these classes, in its year on the day nearest to today."""
        school, classes = self._access.store.school, list(classes)
        terms = school.mentor_terms(held.class_id for held in classes)
        days = {year.school_year: self._day_in(year) for year in self._access.school_years()}
        day_of = {held.class_id: days[held.school_year] for held in classes}
        held_then = [term for term in terms if term.holds_on(day_of[term.class_id])]
        names = school.staff_names({term.staff_id for term in held_then})
        in_order = sorted(held_then, key=lambda term: given_name_key(names[term.staff_id]))
        mentors: dict[str, list[str]] = {}
        for term in in_order:
            mentors.setdefault(term.class_id, []).append(names[term.staff_id].full)
        return mentors

    def without_mentor(self, school_year: str) -> list[SchoolClass]:
        """The classes of a year that have no mentor on the day in it that is nearest to today."""
        year = next((y for y in self._access.school_years() if y.school_year == school_year), None)
        if year is None:
            return []
        school = self._access.store.school
        without = school.classes_without_mentor(school_year, self._day_in(year))
        return [held for held in school.classes(school_year) if held.class_id in without]

    def _day_in(self, year: SchoolYear) -> date:
        return min(max(self._access.today, year.starts_on), year.ends_on)

    def change_class(self, held: SchoolClass, new: SchoolClass) -> None:
        """The name, year group and team of `new`, for the whole year; `held` is as it was seen."""
        self._access.store.school.change_class(held, new, self._by)

    def remove_class(self, class_id: str) -> None:
        """Take a class away in which nobody ever was; InputRefused says why it cannot."""
        if not class_id:
            raise InputRefused("Kies de klas die weg kan.", "class")
        self._access.store.school.remove_class(class_id, self._by)

    # --- teams and years ------------------------------------------------------------------------

    def teams(self) -> list[Team]:
        """Every team, also one without a class."""
        return self._access.store.school.all_teams()

    def leaders(self) -> Mapping[str, list[str]]:
        """The names of the teamleiders of today by team id."""
        held = self._access.store.school.holders(Role.TEAM_LEADER, self._access.today)
        names = self._access.store.school.staff_names({staff_id for _, staff_id in held})
        in_order = sorted(held, key=lambda one: given_name_key(names[one[1]]))
        leaders: dict[str, list[str]] = {}
        for team_id, staff_id in in_order:
            leaders.setdefault(team_id, []).append(names[staff_id].full)
        return leaders

    def rename_team(self, team_id: str, name: str) -> None:
        """Another name for a team; that of another team is refused, with what to do."""
        self._access.store.school.rename_team(team_id, name, self._by)

    def remove_team(self, team_id: str) -> None:
        """Take a team away that was never used; InputRefused says why it cannot."""
        self._access.store.school.remove_team(team_id, self._by)

    def rename_school_year(self, school_year: str, name: str) -> None:
        """Another name for a school year, also in what was recorded in it."""
        self._access.store.school.rename_school_year(school_year, name, self._by)

    def remove_school_year(self, school_year: str) -> None:
        """Take a school year without classes away."""
        self._access.store.school.remove_school_year(school_year, self._by)

    @property
    def _by(self) -> str:
        return self._access.actor.staff_id


def _words_of(held: SchoolClass) -> str:
    return _class_words(held.name, held.team_name, held.year_group)


@lru_cache(maxsize=50_000)
def _class_words(name: str, team: str, year_group: int) -> str:
    return text_key(f"{name} {team} {year_groups.words(year_group)}")
