"""The school as everybody who works there may know it: its years, classes and class lists."""

from dataclasses import dataclass

from casework.desk.access import Room
from casework.people import Action, Role
from casework.records import Pupil, SchoolClass, SchoolYear


@dataclass(frozen=True)
class SchoolRoom(Room):
    """Years, classes and the names in them; no case, not even a count."""

    def years(self) -> list[SchoolYear]:
        """Every school year that the school knows, oldest first."""
        return self._access.school_years()

    def classes(self) -> list[SchoolClass]:
        """All classes of this school year; the own ones first, then by name."""
        self._access.require(Action.SEE_CARD)
        own = self._own()
        classes = self._access.store.school.classes(self._access.school_year.school_year)
        return sorted(classes, key=lambda c: (c.class_id not in own, c.year_group, c.name))

    def own_classes(self) -> list[SchoolClass]:
        """The classes of which this person is mentor."""
        own = self._own()
        return [school_class for school_class in self.classes() if school_class.class_id in own]

    def classes_without_mentor(self) -> list[SchoolClass]:
        """Classes with pupils but without a mentor, whose cases nobody may be looking at.

        For the leerlingcoördinator those of the own year groups, for the beheerder all. Whether
        there is a case in such a class is not told.
        """
        self._access.require(Action.SEE_CARD)
        year, school = self._access.school_year, self._access.store.school
        day = max(self._access.today, year.starts_on)
        own = self._access.actor.scopes(Role.COORDINATOR, Action.SEE_CASE)
        is_every = self._access.actor.may(Action.ADMINISTER)
        classes = school.classes(year.school_year)
        near = [c for c in classes if is_every or str(c.year_group) in own]
        sizes = school.class_sizes(day)
        terms = school.mentor_terms([c.class_id for c in near])
        mentored = {term.class_id for term in terms if term.holds_on(day)}
        return [c for c in near if sizes.get(c.class_id) and c.class_id not in mentored]

    def class_list(self, class_id: str) -> list[Pupil]:
        """The pupils of one class today, by name: everybody at school may pick them by name."""
        self._access.require(Action.SIGNAL)
        return self._access.store.school.class_list(class_id, self._access.today)

    def _own(self) -> frozenset[str]:
        return self._access.actor.scopes(Role.MENTOR, Action.REPORT)
