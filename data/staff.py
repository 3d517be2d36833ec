"""Who works here, by name, and who of them is there on a day."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from uuid import uuid4

from casework.errors import InputRefused
from casework.name_order import given_name_key
from casework.people import Actor, Assignment, PersonName, Role
from casework.records import StaffMember
from casework.staff_search import StaffFinder, StaffKey
from data.ids import is_id, only_ids
from data.register import checked_name, checked_text, known_id
from data.role_giving import RoleGiving

STAFF = "select staff_id, sealed_name, sealed_user_name, ended_on from staff"
MENTORS = """
    select staff_id, sealed_name, sealed_user_name, ended_on from staff
    where staff_id in (
        select staff_id from assignment where role = 'mentor' and scope = $2 and {holds}
    )
"""
SealedStaff = tuple[str, bytes, bytes]


def plain_user_name(text: str) -> str:
    """A user name as it is compared: composed, without case or white space around it."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


class StaffRoom(RoleGiving):
    """The part of `casework.ports.school` about people who work at the school."""

    _unsealed: Mapping[SealedStaff, tuple[StaffMember, StaffKey]] = MappingProxyType({})

    def staff(self, day: date) -> list[StaffMember]:
        """Everybody, also who is gone, with the roles in force that day; by name."""
        return list(self._cached(("staff", day), lambda: self._staff(day)))

    def _staff(self, day: date) -> list[StaffMember]:
        people = [member for member, _ in self._staff_with_keys(day)]
        return sorted(people, key=lambda person: (given_name_key(person.name), person.staff_id))

    def staff_finder(self, day: date) -> StaffFinder:
        """Everybody with the roles of that day, to be found by typing a part of the name."""
        question = ("staff_finder", day)
        return self._cached(question, lambda: StaffFinder(self._staff_with_keys(day)))

    def _staff_with_keys(self, day: date) -> list[tuple[StaffMember, StaffKey]]:
        """Names that were unsealed before are known: at a board somebody changes all day."""
        held = self._assignments(day)
        people: list[tuple[StaffMember, StaffKey]] = []
        unsealed: dict[SealedStaff, tuple[StaffMember, StaffKey]] = {}
        for staff_id, sealed, user_name, ended_on in self._database.rows(STAFF):
            place = (staff_id, bytes(sealed), bytes(user_name))
            known = self._unsealed.get(place) or self._unsealed_member(*place)
            unsealed[place] = known
            works = _works_on(day, ended_on)
            roles = held.get(staff_id, ()) if works else ()
            people.append((replace(known[0], is_active=works, assignments=roles), known[1]))
        self._unsealed = unsealed
        return people

    def _unsealed_member(
        self, staff_id: str, sealed: bytes, user_name: bytes
    ) -> tuple[StaffMember, StaffKey]:
        called = self._vault.unseal(self._vault.school_id, user_name, f"user:{staff_id}") or ""
        name = self._staff_name(staff_id, sealed)
        member = StaffMember(staff_id, name, called, is_active=True)
        return member, StaffKey.from_member(member)

    def count_staff(self) -> int:
        """How many people have an account that did not end."""
        return int(self._rows("select count(*) from staff where ended_on is null")[0][0])

    def staff_names(self, staff_ids: Iterable[str]) -> dict[str, PersonName]:
        """Names by id, also of who is gone; unknown ids are left out."""
        ids = only_ids(staff_ids)
        sql = "select staff_id, sealed_name from staff where staff_id = any($1::uuid[])"
        rows = self._rows(sql, (ids,)) if ids else []
        return {staff_id: self._staff_name(staff_id, sealed) for staff_id, sealed in rows}

    def mentors_of(self, class_id: str, day: date) -> list[StaffMember]:
        """Who is mentor of a class that day, by name."""
        if not is_id(class_id):
            return []
        rows = self._rows(MENTORS.format(holds=self._holds(day)), (day, class_id))
        mentors = [
            StaffMember(
                staff_id,
                self._staff_name(staff_id, sealed),
                self._vault.unseal(self._vault.school_id, user_name, f"user:{staff_id}") or "",
                is_active=True,
                assignments=self._assignments(day, staff_id).get(staff_id, ()),
            )
            for staff_id, sealed, user_name, ended_on in rows
            if _works_on(day, ended_on)
        ]
        return sorted(mentors, key=lambda person: (given_name_key(person.name), person.staff_id))

    def actor(self, staff_id: str, today: date) -> Actor | None:
        """The person with the roles in force today; None for unknown or departed people."""
        if not is_id(staff_id):
            return None
        sql = "select staff_id, sealed_name, ended_on from staff where staff_id = $1"
        rows = self._rows(sql, (staff_id,))
        if not rows or not _works_on(today, rows[0][2]):
            return None
        known_id, sealed, _ = rows[0]
        name = self._staff_name(known_id, sealed)
        held = self._assignments(today, known_id).get(known_id, ())
        acting = self.with_acting(held, today)
        posts = self.posts_with_acting(today)
        return Actor(known_id, name.full, acting, name.given, posts)

    def add_staff(self, name: PersonName, user_name: str, by: str) -> str:
        """A new colleague, who may see the card; InputRefused when the user name is taken."""
        name, user_name = (
            checked_name(name, needs_given=True),
            checked_text(user_name, "gebruikersnaam"),
        )
        staff_id, school_id = str(uuid4()), self._vault.school_id
        mark = self._vault.fingerprint(plain_user_name(user_name))
        with self._changing("staff_added", staff_id, by):
            self._refuse_taken_name(mark)
            self._database.run(
                """
                insert into staff (staff_id, sealed_name, sealed_user_name, user_mark, ended_on)
                values ($1, $2, $3, $4, null)
                """,
                (
                    staff_id,
                    self._sealed_name(school_id, name, f"staff:{staff_id}"),
                    self._vault.seal(school_id, user_name, f"user:{staff_id}"),
                    mark,
                ),
            )
            self._hold(staff_id, Assignment(Role.STAFF))
        return staff_id

    def end_staff(self, staff_id: str, ended_on: date, by: str) -> None:
        """Somebody has left: no sign-in and no role from that day; the name stays in history."""
        staff_id = known_id(staff_id)
        with self._changing("staff_ended", staff_id, by):
            self._refuse_departed(staff_id)
            self._tell_of_ended(self._held(staff_id), staff_id, by)
            self._database.run(
                "update staff set ended_on = $2 where staff_id = $1",
                (staff_id, ended_on),
            )
            self._database.run("delete from invitation where staff_id = $1", (staff_id,))

    def _refuse_taken_name(self, mark: str, staff_id: str = "") -> None:
        others = self._database.rows("select staff_id from staff where user_mark = $1", (mark,))
        if any(other != staff_id for (other,) in others):
            raise InputRefused(
                "Deze gebruikersnaam is al in gebruik. Kies een andere.", "user_name"
            )

    def _staff_name(self, staff_id: str, sealed: bytes) -> PersonName:
        return self._name(self._vault.school_id, sealed, f"staff:{staff_id}")


def _works_on(day: date, ended_on: date | None) -> bool:
    return ended_on is None or day < ended_on
