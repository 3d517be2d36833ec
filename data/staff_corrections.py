"""Colleagues put right: their names, and an account that ended opened again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from casework.errors import InputRefused, NotHere
from casework.people import Assignment, PersonName, Role
from data.register import checked_name, checked_text, known_id
from data.staff import plain_user_name
from data.staff_email import StaffEmails

# What opens something for a colleague, and how its end is called in the record of changes.
WAYS_IN = {
    "account": "password_ended",
    "school_account": "school_account_unbound",
    "calendar_address": "calendar_address_stopped",
}


class StaffCorrections(StaffEmails):
    """The part of `casework.ports.school` that puts colleagues and accounts right."""

    def rename_staff(self, staff_id: str, name: PersonName, by: str) -> None:
        """The name of a colleague put right; it is the same person."""
        staff_id, name = known_id(staff_id), checked_name(name)
        with self._changing("staff_renamed", staff_id, by):
            self._refuse_unknown(staff_id)
            sealed = self._sealed_name(self._vault.school_id, name, f"staff:{staff_id}")
            self._database.run(
                "update staff set sealed_name = $2 where staff_id = $1", (staff_id, sealed)
            )

    def change_user_name(self, staff_id: str, user_name: str, by: str) -> None:
        """Another user name, with the same password; InputRefused when somebody else has it."""
        staff_id, user_name = known_id(staff_id), checked_text(user_name, "gebruikersnaam")
        mark = self._vault.fingerprint(plain_user_name(user_name))
        with self._changing("user_name_changed", staff_id, by):
            self._refuse_unknown(staff_id)
            self._refuse_taken_name(mark, staff_id)
            sealed = self._vault.seal(self._vault.school_id, user_name, f"user:{staff_id}")
            self._database.run(
                "update staff set sealed_user_name = $2, user_mark = $3 where staff_id = $1",
                (staff_id, sealed, mark),
            )

    def former_roles(self, staff_id: str) -> list[Assignment]:
        """The roles that ended with an account and would hold today or later; none of who works."""
        staff_id = known_id(staff_id)
        row = self._database.one("select ended_on from staff where staff_id = $1", (staff_id,))
        if row is None or row[0] is None:
            return []
        today = self._now().date()
        return [
            held
            for held in self._held(staff_id)
            if held.role is not Role.STAFF and held.ends_on >= max(row[0], today)
        ]

    def reopen_staff(self, staff_id: str, back: Sequence[Assignment], by: str) -> None:
        """An account that ended works again from today, with those of the former roles.

        The other roles ended with the account; who comes back has what everybody has. What opened
        it before opens nothing any more: whoever comes back gets an invitation.
        """
        staff_id, today = known_id(staff_id), self._now().date()
        with self._changing("staff_reopened", staff_id, by):
            row = self._database.one("select ended_on from staff where staff_id = $1", (staff_id,))
            if row is None:
                raise NotHere()
            if row[0] is None:
                raise InputRefused("Dit account is al open.", "staff")
            former = self.former_roles(staff_id)
            if not set(back) <= set(former):
                raise InputRefused("Deze rollen zijn intussen veranderd. Kies opnieuw.", "roles")
            for held in former:
                self._end_role(staff_id, held, row[0] - timedelta(days=1))
            if row[0] <= today:
                self._end_ways_in(staff_id, by)
            self._database.run("update staff set ended_on = null where staff_id = $1", (staff_id,))
            for held in back:
                again = replace(held, starts_on=max(held.starts_on, today))
                self._give_besides(staff_id, again, by)

    def _end_ways_in(self, staff_id: str, by: str) -> None:
        """In the transaction of a return: the password, school account and agenda of then."""
        for table, kind in WAYS_IN.items():
            sql = f"select 1 from {table} where staff_id = $1"
            if self._database.one(sql, (staff_id,)):
                self._database.run(f"delete from {table} where staff_id = $1", (staff_id,))
                self._on_record(kind, [staff_id], by)
