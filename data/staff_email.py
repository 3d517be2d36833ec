"""E-mail addresses of colleagues: sealed, for invitations and what they ask to be told."""

from casework.email_address import tidy_email
from data.register import known_id
from data.staff import StaffRoom

PLACE = "email"


class StaffEmails(StaffRoom):
    """The part of `casework.ports.school` about the addresses of who works there."""

    def email_of(self, staff_id: str) -> str:
        """The address of a colleague; empty when none is known."""
        sql = "select sealed_email from staff_email where staff_id = $1"
        row = self._database.one(sql, (known_id(staff_id),))
        return self._email(staff_id, row[0]) if row else ""

    def all_emails(self) -> dict[str, str]:
        """Every address that is known, by staff id."""
        rows = self._database.rows("select staff_id, sealed_email from staff_email")
        return {staff_id: self._email(staff_id, sealed) for staff_id, sealed in rows}

    def set_email(self, staff_id: str, email: str, by: str) -> str:
        """Another address, or none; gives it as it is kept. InputRefused when it cannot be one."""
        staff_id, email = known_id(staff_id), tidy_email(email)
        with self._changing("staff_email_set", staff_id, by):
            self._refuse_departed(staff_id)
            if email != self.email_of(staff_id):
                # A link that went to the address of before, or would go to the other one yet.
                sql = "delete from invitation where staff_id = $1 and not is_handed_out"
                self._database.run(sql, (staff_id,))
            if not email:
                self._database.run("delete from staff_email where staff_id = $1", (staff_id,))
                return email
            sealed = self._vault.seal(self._vault.school_id, email, f"{PLACE}:{staff_id}")
            self._database.run(
                """
                insert into staff_email (staff_id, sealed_email) values ($1, $2)
                on conflict (staff_id) do update set sealed_email = excluded.sealed_email
                """,
                (staff_id, sealed),
            )
        return email

    def _email(self, staff_id: str, sealed: bytes) -> str:
        return self._vault.unseal(self._vault.school_id, sealed, f"{PLACE}:{staff_id}") or ""
