"""School years, classes, pupils and who sits where."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from casework.errors import InputRefused, NotHere
from casework.masking import NameBook
from casework.name_order import given_name_key
from casework.people import Home, PersonName, Reach
from casework.pupil_search import PupilFinder
from casework.records import Pupil, SchoolClass, SchoolYear
from casework.year_groups import is_year_group
from data.ids import is_id, only_ids
from data.register import Register, checked_name, checked_text, known_id

ONE_DAY = timedelta(days=1)
NAME = "name"

CLASSES = """
    select c.class_id, c.name, c.year_group, c.team_id, t.name, c.school_year
    from school_class c join team t on t.team_id = c.team_id
"""
ENROLMENTS = """
    select e.pupil_id, e.starts_on, e.ends_on, c.class_id, c.name, c.year_group, c.team_id
    from enrolment e join school_class c on c.class_id = e.class_id
"""
ENROLLED = """
    select cast(p.pupil_id as varchar), p.sealed_name
    from enrolment e
    join pupil p on p.pupil_id = e.pupil_id
    where e.starts_on <= $1 and (e.ends_on is null or e.ends_on >= $1)
        and (p.left_on is null or p.left_on >= $1)
"""


class Roster(Register):
    """The part of `casework.ports.SchoolRegister` about years, classes and pupils."""

    _found_before: tuple[Mapping[str, bytes], PupilFinder] = ({}, PupilFinder(()))

    def school_years(self) -> list[SchoolYear]:
        """All school years, the oldest first."""
        return list(self._cached("school_years", self._school_years))

    def _school_years(self) -> list[SchoolYear]:
        sql = "select school_year, starts_on, ends_on from school_year order by starts_on"
        return [SchoolYear(*row) for row in self._database.rows(sql)]

    def add_school_year(self, year: SchoolYear, by: str) -> None:
        """One more school year; InputRefused when it exists, overlaps or ends too early."""
        name = checked_text(year.school_year, "schooljaar")
        if year.ends_on <= year.starts_on:
            raise InputRefused("Het schooljaar eindigt voordat het begint.", "ends_on")
        with self._changing("school_year_added", name, by):
            for held in self.school_years():
                if held.school_year == name:
                    raise InputRefused(f"Schooljaar {name} is er al.", "school_year")
                if held.starts_on <= year.ends_on and year.starts_on <= held.ends_on:
                    raise InputRefused(
                        f"Dit schooljaar overlapt met {held.school_year}.", "starts_on"
                    )
            self._database.run(
                "insert into school_year (school_year, starts_on, ends_on) values ($1, $2, $3)",
                (name, year.starts_on, year.ends_on),
            )

    def teams(self) -> list[tuple[str, str]]:
        """Team ids and names, by name."""
        rows = self._database.rows("select team_id, name from team order by name")
        return [(team_id, name) for team_id, name in rows]

    def classes(self, school_year: str) -> list[SchoolClass]:
        """The classes of one school year, by year group and name."""
        return list(
            self._kept_of_classes(("classes", school_year), lambda: self._classes(school_year))
        )

    def classes_within(self, reach: Reach, school_year: str) -> list[SchoolClass]:
        """The classes of that year that somebody with this reach sees as a whole, the own first."""
        question = ("classes_within", reach, school_year)
        return list(
            self._kept_of_classes(question, lambda: self._classes_within(reach, school_year))
        )

    def _classes_within(self, reach: Reach, school_year: str) -> list[SchoolClass]:
        classes = [
            school_class
            for school_class in self.classes(school_year)
            if school_class.class_id in reach.classes
            or school_class.year_group in reach.year_groups
            or school_class.team_id in reach.teams
        ]
        return sorted(classes, key=lambda c: c.class_id not in reach.classes)

    def _classes(self, school_year: str) -> list[SchoolClass]:
        rows = self._database.rows(f"{CLASSES} where c.school_year = $1", (school_year,))
        return sorted((SchoolClass(*row) for row in rows), key=lambda c: c.order)

    def class_index(self, school_year: str) -> Mapping[str, SchoolClass]:
        """The classes of one school year by id; not to be changed, since it is kept."""
        return self._kept_of_classes(
            ("class_index", school_year),
            lambda: {held.class_id: held for held in self._classes(school_year)},
        )

    def all_classes(self) -> list[SchoolClass]:
        """The classes of every school year, the oldest year first, then by year group and name."""
        return list(self._kept_of_classes(("all_classes",), self._all_classes))

    def _all_classes(self) -> list[SchoolClass]:
        return [c for year in self.school_years() for c in self.classes(year.school_year)]

    def add_class(self, name: str, year_group: int, team: str, school_year: str, by: str) -> str:
        """A new class; the team is found by name, or made. The id of the class."""
        name, team = checked_text(name, "klas"), checked_text(team, "team")
        if not is_year_group(year_group):
            raise InputRefused("Kies een leerjaar uit de lijst.", "year_group")
        class_id = str(uuid4())
        with self._changing("class_added", class_id, by):
            self._year(school_year)
            held = {known.name.casefold() for known in self.classes(school_year)}
            if name.casefold() in held:
                raise InputRefused(f"In {school_year} is er al een klas {name}.", "name")
            self._database.run(
                """
                insert into school_class (class_id, name, year_group, team_id, school_year)
                values ($1, $2, $3, $4, $5)
                """,
                (class_id, name, year_group, self._team(team), school_year),
            )
        return class_id

    def class_list(self, class_id: str, day: date) -> list[Pupil]:
        """The pupils in a class that day, by given name; nobody for an unknown class."""
        if not is_id(class_id):
            return []
        sql = f"""
            {ENROLMENTS} where e.class_id = $1 and e.starts_on <= $2
            and (e.ends_on is null or e.ends_on >= $2)
        """
        rows = self._rows(sql, (class_id, day))
        people = self.pupils([row[0] for row in rows], day)
        here = [pupil for pupil in people.values() if pupil.class_id == class_id.lower()]
        return sorted(here, key=lambda pupil: (given_name_key(pupil.name), pupil.pupil_id))

    def members(self, class_ids: Iterable[str], day: date) -> set[str]:
        """The ids of the pupils in these classes that day."""
        ids = only_ids(class_ids)
        sql = """
            select pupil_id from enrolment where class_id = any($1::uuid[])
            and starts_on <= $2 and (ends_on is null or ends_on >= $2)
        """
        return {str(pupil_id) for (pupil_id,) in self._rows(sql, (ids, day))} if ids else set()

    def pupils(self, pupil_ids: Iterable[str], day: date) -> dict[str, Pupil]:
        """Pupils by id, in the class of that day or else the last one; unknown ids left out.

        `left_on` is given only when the pupil has left by that day.
        """
        ids = only_ids(pupil_ids)
        sql = "select pupil_id, sealed_name, left_on from pupil where pupil_id = any($1::uuid[])"
        rows = self._rows_by_pupil(sql, ids)
        seats = self._seats(ids, day)
        self._vault.recall(ids)
        pupils = {}
        for pupil_id, sealed, left_on in rows:
            class_id, class_name = seats[pupil_id][3:5] if pupil_id in seats else ("", "")
            gone = left_on if left_on is not None and left_on < day else None
            name = self._name(pupil_id, sealed, NAME)
            pupils[pupil_id] = Pupil(pupil_id, name, class_id, class_name, gone)
        return pupils

    def homes(self, pupil_ids: Iterable[str], day: date) -> dict[str, Home]:
        """Where pupils belong: the class of that day, or else the last one."""
        seats = self._seats(only_ids(pupil_ids), day)
        return {pupil_id: Home(*seat[3:4], *seat[5:7]) for pupil_id, seat in seats.items()}

    def name_book(self) -> NameBook:
        """The names of all pupils that the school ever had, to find them in a text."""
        return self._cached("name_book", self._name_book)

    def _name_book(self) -> NameBook:
        rows = self._database.rows("select pupil_id, sealed_name from pupil")
        self._vault.recall(pupil_id for pupil_id, _ in rows)
        return NameBook((pupil_id, self._name(pupil_id, sealed, NAME)) for pupil_id, sealed in rows)

    def pupil_finder(self, day: date) -> PupilFinder:
        """Who is in a class that day, to be found by typing a part of the name."""
        return self._cached(("pupil_finder", day), lambda: self._pupil_finder(day))

    def _pupil_finder(self, day: date) -> PupilFinder:
        """Made from the former one: of a board, unsealing and spelling all names takes long."""
        people: dict[str, bytes] = dict(self._database.rows(ENROLLED, (day,)))
        known, former = self._found_before
        fresh = [one for one, sealed in people.items() if known.get(one) != sealed]
        self._vault.recall(fresh)
        named = [(one, self._name(one, people[one], NAME)) for one in fresh]
        finder = former.renewed(people.keys() - set(fresh), named)
        self._found_before = (people, finder)
        return finder

    def add_pupil(self, name: PersonName, class_id: str, starts_on: date, by: str) -> str:
        """A new pupil in a class from a day on; the pupil's id."""
        name, pupil_id = checked_name(name), str(uuid4())
        self._vault.make_key(pupil_id)
        with self._changing("pupil_added", pupil_id, by):
            self._check_start(class_id, starts_on)
            self._database.run(
                "insert into pupil (pupil_id, sealed_name, left_on) values ($1, $2, null)",
                (pupil_id, self._sealed_name(pupil_id, name, NAME)),
            )
            self._enrol(pupil_id, class_id, starts_on)
        return pupil_id

    def add_pupils(
        self, names: Sequence[PersonName], class_id: str, starts_on: date, by: str
    ) -> list[str]:
        """New pupils in one class from a day on, all of them or none; their ids."""
        with self._database.write():
            return [self.add_pupil(name, class_id, starts_on, by) for name in names]

    def rename_pupil(self, pupil_id: str, name: PersonName, by: str) -> None:
        """Another name for a pupil."""
        pupil_id, name = known_id(pupil_id), checked_name(name)
        with self._changing("pupil_renamed", pupil_id, by):
            self._refuse_unknown_pupil(pupil_id)
            self._database.run(
                "update pupil set sealed_name = $2 where pupil_id = $1",
                (pupil_id, self._sealed_name(pupil_id, name, NAME)),
            )

    def move_pupil(self, pupil_id: str, class_id: str, starts_on: date, by: str) -> None:
        """To another class from a day on; the old class ends the day before."""
        pupil_id = known_id(pupil_id)
        with self._changing("pupil_moved", pupil_id, by):
            self._refuse_unknown_pupil(pupil_id)
            self._check_start(class_id, starts_on)
            self._end_enrolments(pupil_id, starts_on - ONE_DAY)
            self._enrol(pupil_id, class_id, starts_on)
            self._database.run("update pupil set left_on = null where pupil_id = $1", (pupil_id,))

    def pupil_leaves(self, pupil_id: str, last_day: date, by: str) -> None:
        """The pupil's last day at this school; cases stay where they are."""
        pupil_id = known_id(pupil_id)
        with self._changing("pupil_left", pupil_id, by):
            self._refuse_unknown_pupil(pupil_id)
            first = self._database.one(
                "select min(starts_on) from enrolment where pupil_id = $1", (pupil_id,)
            )
            if first and first[0] and last_day < first[0]:
                raise InputRefused("De laatste dag ligt voor de eerste dag op school.", "last_day")
            self._end_enrolments(pupil_id, last_day)
            self._database.run(
                "update pupil set left_on = $2 where pupil_id = $1", (pupil_id, last_day)
            )

    def load_pupils(self, pupils: Sequence[tuple[str, PersonName, date | None]]) -> None:
        """Many pupils at once, for the demo school and imports: id, name, last day or None."""
        self._vault.make_keys(pupil_id for pupil_id, _, _ in pupils)
        rows = [
            (pupil_id, self._sealed_name(pupil_id, name, NAME), left_on)
            for pupil_id, name, left_on in pupils
        ]
        with self._changing("pupils_loaded", str(len(rows)), ""):
            self._database.load("pupil", rows)

    def load_enrolments(self, enrolments: Sequence[tuple[str, str, date, date | None]]) -> None:
        """Many enrolments at once: pupil, class, first day, last day or None."""
        with self._changing("enrolments_loaded", str(len(enrolments)), ""):
            self._database.load("enrolment", enrolments)

    def _year(self, school_year: str) -> SchoolYear:
        for held in self.school_years():
            if held.school_year == school_year:
                return held
        raise InputRefused("Dit schooljaar is er niet. Voeg het eerst toe.", "school_year")

    def _team(self, name: str) -> str:
        for team_id, held in self.teams():
            if held.casefold() == name.casefold():
                return team_id
        team_id = str(uuid4())
        self._database.run("insert into team (team_id, name) values ($1, $2)", (team_id, name))
        return team_id

    def _class(self, class_id: str) -> SchoolClass:
        sql = f"{CLASSES} where c.class_id = $1"
        row = self._database.one(sql, (class_id,)) if is_id(class_id) else None
        if row is None:
            raise InputRefused("Deze klas is er niet (meer). Kies een klas uit de lijst.", "class")
        return SchoolClass(*row)

    def _check_start(self, class_id: str, starts_on: date) -> None:
        year = self._year(self._class(class_id).school_year)
        if not year.starts_on <= starts_on <= year.ends_on:
            raise InputRefused(
                f"De eerste dag ligt niet in schooljaar {year.school_year}.", "starts_on"
            )

    def _refuse_unknown_pupil(self, pupil_id: str) -> None:
        if not self._database.one("select 1 from pupil where pupil_id = $1", (pupil_id,)):
            raise NotHere()

    def _enrol(self, pupil_id: str, class_id: str, starts_on: date) -> None:
        self._database.run(
            """
            insert into enrolment (pupil_id, class_id, starts_on, ends_on)
            values ($1, $2, $3, null)
            """,
            (pupil_id, class_id, starts_on),
        )

    def _end_enrolments(self, pupil_id: str, last_day: date) -> None:
        """No class after `last_day`: later ones never were, running ones end then."""
        self._database.run(
            "delete from enrolment where pupil_id = $1 and starts_on > $2", (pupil_id, last_day)
        )
        self._database.run(
            """
            update enrolment set ends_on = $2
            where pupil_id = $1 and (ends_on is null or ends_on > $2)
            """,
            (pupil_id, last_day),
        )

    def _seats(self, ids: list[str], day: date) -> dict[str, tuple[Any, ...]]:
        sql = f"{ENROLMENTS} where e.pupil_id = any($1::uuid[]) order by e.starts_on"
        seats: dict[str, tuple[Any, ...]] = {}
        for row in sorted(self._rows_by_pupil(sql, ids), key=lambda row: row[1]):
            if row[0] not in seats or row[1] <= day:
                seats[row[0]] = row
        return seats
