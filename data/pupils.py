"""Pupils, and in which class they are on which day."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from casework.errors import InputRefused, NotHere
from casework.name_order import given_name_key
from casework.people import Home, PersonName
from casework.pupil_identity import Enrolment, NewPupil, PupilDetails
from casework.pupil_search import NO_FORMER, FindablePupil, PupilFinder
from casework.records import Pupil
from data.ids import is_id, only_ids
from data.pupil_details import NOTHING, PupilDetailBook
from data.pupil_names import NAME, newest_name
from data.register import checked_name, known_id
from data.roster import ONE_DAY, Roster

ENROLMENTS = """
    select e.pupil_id, e.starts_on, e.ends_on, c.class_id, c.name, c.year_group, c.team_id
    from pupil_enrolment e join school_class c on c.class_id = e.class_id
"""
PRESENT = """
    select pupil_id, sealed_name, left_on from present_pupil where pupil_id = any($1::uuid[])
"""
ENROLLED = """
    select cast(p.pupil_id as varchar) as pupil_id, p.sealed_name
    from pupil_enrolment e
    join present_pupil p on p.pupil_id = e.pupil_id
    where e.starts_on <= $1 and (e.ends_on is null or e.ends_on >= $1)
        and (p.left_on is null or p.left_on >= $1)
"""

GONE = f"""
    select cast(pupil_id as varchar), sealed_name from present_pupil
    where cast(pupil_id as varchar) not in (select enrolled.pupil_id from ({ENROLLED}) enrolled)
"""
USED = """
    select 1 from entry where pupil_id = any($1::uuid[]) or contains(coded, $2) limit 1
"""
IN_A_CASE = (
    "Deze leerling staat in een zaak, een signaal of een overleg en blijft daarom bekend. Is het "
    "een dubbele inschrijving? Voeg die dan samen met de goede. Is de leerling weg? Leg dan het "
    "vertrek vast."
)
MERGED = (
    "Deze leerling is samengevoegd met een andere inschrijving. Haal die eerst uit elkaar; daarna "
    "kun je weghalen wat er te veel is."
)


class PupilBook(Roster, PupilDetailBook):
    """The part of `casework.ports.school` about pupils and their classes."""

    _finders_before: Mapping[str, tuple[dict[str, Hashable], PupilFinder]] = {}

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
            select pupil_id from pupil_enrolment where class_id = any($1::uuid[])
            and starts_on <= $2 and (ends_on is null or ends_on >= $2)
        """
        return {str(pupil_id) for (pupil_id,) in self._rows(sql, (ids, day))} if ids else set()

    def pupils(self, pupil_ids: Iterable[str], day: date) -> dict[str, Pupil]:
        """Pupils by id, in the class of that day or else the last one; unknown ids left out.

        `left_on` is given only when the pupil has left by that day.
        """
        ids = only_ids(pupil_ids)
        rows = self._rows_by_pupil(PRESENT, ids)
        seats = self._seats(ids, day)
        self._vault.recall(ids)
        later = self._later_names()
        pupils = {}
        for pupil_id, sealed, left_on in rows:
            class_id, class_name = seats[pupil_id][3:5] if pupil_id in seats else ("", "")
            gone = left_on if left_on is not None and left_on < day else None
            name = self._name(pupil_id, newest_name(later.get(pupil_id), sealed), NAME)
            pupils[pupil_id] = Pupil(pupil_id, name, class_id, class_name, gone)
        return pupils

    def homes(self, pupil_ids: Iterable[str], day: date) -> dict[str, Home]:
        """Where pupils belong: the class of that day, or else the last one."""
        seats = self._seats(only_ids(pupil_ids), day)
        return {pupil_id: Home(*seat[3:4], *seat[5:7]) for pupil_id, seat in seats.items()}

    def pupil_finder(self, day: date) -> PupilFinder:
        """Who is in a class that day, to be found by typing a part of the name."""
        return self._cached(("pupil_finder", day), lambda: self._finder("here", ENROLLED, day))

    def former_pupil_finder(self, day: date) -> PupilFinder:
        """Everybody else whom the school ever had."""
        return self._cached(("former_finder", day), lambda: self._finder("gone", GONE, day))

    def _finder(self, which: str, sql: str, day: date) -> PupilFinder:
        """Made from the one before: of a board, unsealing and spelling all names takes long."""
        first_names: dict[str, bytes] = dict(self._database.rows(sql, (day,)))
        later, kept = self._later_names(), set(self.merged_pupils().values())
        people: dict[str, Hashable] = {**first_names}
        for one in first_names.keys() & (later.keys() | kept):
            people[one] = (len(later.get(one, ())), *self._records([one]))
        known, before = self._finders_before.get(which, ({}, PupilFinder(())))
        fresh = [one for one, names in people.items() if known.get(one) != names]
        self._vault.recall(fresh)
        former = self.former_names(fresh)
        present = {one: newest_name(later.get(one), first_names[one]) for one in fresh}
        finder = before.renewed(
            people.keys() - set(fresh),
            [
                FindablePupil(one, self._name(one, sealed, NAME), former.get(one, NO_FORMER))
                for one, sealed in present.items()
            ],
        )
        self._finders_before = {**self._finders_before, which: (people, finder)}
        return finder

    def enrolments_of(self, pupil_id: str) -> list[Enrolment]:
        """The classes of a pupil over time, the last one first."""
        sql = """
            select c.class_id, c.name, c.school_year, e.starts_on, e.ends_on
            from pupil_enrolment e join school_class c on c.class_id = e.class_id
            where e.pupil_id = $1 order by e.starts_on desc
        """
        return [Enrolment(*row) for row in self._database.rows(sql, (known_id(pupil_id),))]

    def add_pupil(
        self,
        name: PersonName,
        class_id: str,
        starts_on: date,
        by: str,
        details: PupilDetails = NOTHING,
    ) -> str:
        """A new pupil in a class from a day on; the pupil's id."""
        return self.enter_pupils([NewPupil(name, class_id, starts_on, details)], by)[0]

    def add_pupils(
        self, names: Sequence[PersonName], class_id: str, starts_on: date, by: str
    ) -> list[str]:
        """New pupils in one class from a day on, all of them or none; their ids."""
        return self.enter_pupils([NewPupil(name, class_id, starts_on) for name in names], by)

    def enter_pupils(self, pupils: Sequence[NewPupil], by: str) -> list[str]:
        """New pupils, all of them or none; their ids in the same order."""
        names = [checked_name(new.name) for new in pupils]
        ids = [str(uuid4()) for _ in pupils]
        self._vault.make_keys(ids)
        new = list(zip(ids, names, pupils, strict=True))
        with self._changing_each("pupil_added", ids, by):
            for start in {(one.class_id, one.starts_on) for one in pupils}:
                self._check_start(*start)
            self._database.load(
                "pupil", [(one, self._sealed_name(one, name, NAME), None) for one, name, _ in new]
            )
            self._database.load(
                "enrolment", [(one, to.class_id, to.starts_on, None) for one, _, to in new]
            )
            self.load_pupil_details({one: pupil.details for one, _, pupil in new})
        return ids

    def move_pupil(self, pupil_id: str, class_id: str, starts_on: date, by: str) -> None:
        """To another class from a day on; the old class ends the day before."""
        pupil_id = known_id(pupil_id)
        with self._changing("pupil_moved", pupil_id, by):
            self._refuse_unknown_pupil(pupil_id)
            self._check_start(class_id, starts_on)
            self._end_enrolments([pupil_id], starts_on - ONE_DAY)
            self._database.run(
                """
                insert into enrolment (pupil_id, class_id, starts_on, ends_on)
                values ($1, $2, $3, null)
                """,
                (pupil_id, class_id, starts_on),
            )
            self._set_left([pupil_id], None)

    def pupil_leaves(self, pupil_id: str, last_day: date, by: str) -> None:
        """The pupil's last day at this school; cases stay where they are."""
        pupil_id = known_id(pupil_id)
        with self._changing("pupil_left", pupil_id, by):
            self._refuse_unknown_pupil(pupil_id)
            first = self._database.one(
                "select min(starts_on) from pupil_enrolment where pupil_id = $1", (pupil_id,)
            )
            if first and first[0] and last_day < first[0]:
                raise InputRefused("De laatste dag ligt voor de eerste dag op school.", "last_day")
            self._end_enrolments([pupil_id], last_day)
            self._set_left([pupil_id], last_day)

    def pupil_stays(self, pupil_id: str, by: str) -> None:
        """The leaving is taken back: the class that ended with it goes on."""
        pupil_id = known_id(pupil_id)
        with self._changing("pupil_stays", pupil_id, by):
            row = self._database.one(
                "select left_on from present_pupil where pupil_id = $1", (pupil_id,)
            )
            if row is None:
                raise NotHere()
            if row[0] is None:
                raise InputRefused("Deze leerling is niet van school; er is niets terug te nemen.")
            records = self._records([pupil_id])
            self._database.run(
                """
                update enrolment set ends_on = null
                where pupil_id = any($1::uuid[]) and ends_on = $2
                """,
                (records, row[0]),
            )
            self._set_left([pupil_id], None)

    def remove_pupil(self, pupil_id: str, by: str) -> None:
        """A pupil who was entered by mistake is gone, names and key and all.

        InputRefused, with why, for one who is named in anything that was ever recorded.
        """
        pupil_id = known_id(pupil_id)
        with self._changing("pupil_removed", pupil_id, by):
            self._refuse_unknown_pupil(pupil_id)
            if len(self._records([pupil_id])) > 1:
                raise InputRefused(MERGED)
            if self._database.rows(USED, ([pupil_id], pupil_id)):
                raise InputRefused(IN_A_CASE)
            for table in ("enrolment", "pupil_name", "pupil_detail", "pupil"):
                self._database.run(f"delete from {table} where pupil_id = $1", (pupil_id,))
            self._database.run(
                "delete from pupil_merge where pupil_id = $1 or into_id = $1", (pupil_id,)
            )
            self._database.after_commit(self._forget_identity)
            self._database.after_commit(partial(self._vault.erase, pupil_id))

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

    def _refuse_unknown_pupil(self, pupil_id: str) -> None:
        if not self._database.one("select 1 from present_pupil where pupil_id = $1", (pupil_id,)):
            raise NotHere()

    def _end_enrolments(self, ids: Sequence[str], last_day: date) -> None:
        """No class after `last_day`: later ones never were, running ones end then."""
        records = self._records(ids)
        self._database.run(
            "delete from enrolment where pupil_id = any($1::uuid[]) and starts_on > $2",
            (records, last_day),
        )
        self._database.run(
            """
            update enrolment set ends_on = $2
            where pupil_id = any($1::uuid[]) and (ends_on is null or ends_on > $2)
            """,
            (records, last_day),
        )

    def _set_left(self, ids: Sequence[str], day: date | None) -> None:
        self._database.run(
            "update pupil set left_on = $2 where pupil_id = any($1::uuid[])",
            (self._records(ids), day),
        )

    def _seats(self, ids: list[str], day: date) -> dict[str, tuple[Any, ...]]:
        sql = f"{ENROLMENTS} where e.pupil_id = any($1::uuid[]) order by e.starts_on"
        seats: dict[str, tuple[Any, ...]] = {}
        for row in sorted(self._rows_by_pupil(sql, ids), key=lambda row: row[1]):
            if row[0] not in seats or row[1] <= day:
                seats[row[0]] = row
        return seats
