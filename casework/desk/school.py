"""The school as everybody who works there may know it: its years, classes and class lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.desk.access import Room
from casework.people import Action, Role
from casework.records import Pupil, SchoolClass, SchoolYear
from casework.school_years import with_days_between, year_of

SHORTEST = 2
LONGEST = 80
MOST_FOUND = 8
MOST_LOOKED_AT = 60


@dataclass(frozen=True)
class SchoolRoom(Room):
    """Years, classes and the names in them; no case, not even a count."""

    def years(self) -> list[SchoolYear]:
        """Every school year that the school knows, oldest first, each until the next begins."""
        return with_days_between(self._access.school_years(), self._access.today)

    def vacations_known_until(self) -> date:
        """The last day of which the vacations are known: a term beyond it may end later."""
        return self._access.store.school.vacations_known_until()

    def is_this_year(self, day: date) -> bool:
        """Whether that day belongs to the school year of today."""
        return year_of(self.years(), day) == year_of(self.years(), self._access.today)

    def classes(self) -> list[SchoolClass]:
        """All classes of this school year; the own ones first, then by name."""
        own, own_ids = self.own_classes(), self._own()
        classes = self._access.store.school.classes(self._access.school_year.school_year)
        # They come by year group and name already.
        return own + [held for held in classes if held.class_id not in own_ids]

    def own_classes(self) -> list[SchoolClass]:
        """The classes of which this person is mentor."""
        self._access.require(Action.SEE_CARD)
        index = self._access.store.school.class_index(self._access.school_year.school_year)
        own = [index[class_id] for class_id in self._own() if class_id in index]
        return sorted(own, key=lambda c: c.order)

    def class_name(self, class_id: str) -> str:
        """The name of a class of this school year; empty when it has none with that id."""
        self._access.require(Action.SEE_CARD)
        index = self._access.store.school.class_index(self._access.school_year.school_year)
        return index[class_id].name if class_id in index else ""

    def classes_without_mentor(self) -> list[SchoolClass]:
        """Classes with pupils but without a mentor, whose cases nobody may be looking at.

        For the leerlingcoördinator those of the own year groups, for the beheerder all. Whether
        there is a case in such a class is not told.
        """
        self._access.require(Action.SEE_CARD)
        year, school = self._access.year_to_prepare, self._access.store.school
        day = max(self._access.today, year.starts_on)
        own = self._access.actor.reach(Action.SEE_CASE).year_groups
        is_every = self._access.actor.may(Action.ADMINISTER)
        if not (is_every or own):
            return []
        classes = school.classes(year.school_year)
        near = [c for c in classes if is_every or c.year_group in own]
        sizes = school.class_sizes(day)
        terms = school.mentor_terms([c.class_id for c in near])
        mentored = {term.class_id for term in terms if term.holds_on(day)}
        return [c for c in near if sizes.get(c.class_id) and c.class_id not in mentored]

    def class_list(self, class_id: str, day: date | None = None) -> list[Pupil]:
        """The pupils of one class today or that day, by name: everybody at school may pick them."""
        self._access.require(Action.SIGNAL)
        return self._access.class_list(class_id, day)

    def pupils(self, pupil_ids: Iterable[str], day: date | None = None) -> dict[str, Pupil]:
        """Pupils who were picked before, in the order of the ids; without whom left the school.

        With `day` as they were that day: in the class of then, and with whoever left since.
        """
        self._access.require(Action.SIGNAL)
        ids = list(pupil_ids)
        known = self._access.pupils(ids, day) if ids else {}
        return {one: known[one] for one in ids if one in known and known[one].left_on is None}

    def find_pupils(self, typed: str, day: date | None = None) -> list[Pupil]:
        """Pupils of today by a part of the name or by class, whoever asks; the own classes first.

        With `day` those of that day, in the classes of then.

        Accents and capitals need not be typed. A few of them at most: whoever sees too many types
        on. Of a class that is typed whole, everybody.
        """
        classes = self.find_classes(typed, day)
        if classes:
            return [pupil for one in classes for pupil in self.class_list(one.class_id, day)]
        words = typed[:LONGEST].split()
        name = " ".join(word for word in words if not _is_class(word))
        if len(name) < SHORTEST:
            return []
        finder = self._access.store.school.pupil_finder(day or self._access.today)
        near = self.pupils(finder.find(name)[:MOST_LOOKED_AT], day).values()
        own, in_class = self._own(), [word.casefold() for word in words if _is_class(word)]
        hits = [p for p in near if all(p.class_name.casefold().startswith(c) for c in in_class)]
        return sorted(hits, key=lambda pupil: pupil.class_id not in own)[:MOST_FOUND]

    def find_classes(self, typed: str, day: date | None = None) -> list[SchoolClass]:
        """The classes that are called just this, of this school year or of that day's."""
        self._access.require(Action.SIGNAL)
        name = typed.strip().casefold()
        year = year_of(self._access.school_years(), day) if day else self._access.school_year
        classes = self._access.store.school.classes(year.school_year) if year else []
        return [one for one in classes if one.name.casefold() == name]

    def _own(self) -> frozenset[str]:
        return self._access.actor.scopes(Role.MENTOR, Action.REPORT)


def _is_class(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
