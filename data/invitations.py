"""Invitations: a link that works once and ends, of which only a keyed fingerprint is kept."""

import hmac
import re
import secrets
from datetime import datetime, timedelta

from casework.errors import InvitationOver, NotHere
from casework.identity import INVITATION_DAYS, Invitation, Invited
from casework.words import local_day
from data.database import Database
from data.ids import is_id
from data.register import known_id, on_record, written_detail
from data.rows import shown_moment, stored_moment
from data.school import School
from data.vault import Vault

TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class Invitations:
    """One open invitation a person: a part of `casework.ports.accounts.AccountBook`."""

    def __init__(self, database: Database, vault: Vault, school: School) -> None:
        self._database = database
        self._vault = vault
        self._school = school

    def make(
        self,
        staff_id: str,
        by: str,
        now: datetime,
        *,
        is_handed_out: bool = True,
        days: int = INVITATION_DAYS,
    ) -> Invitation:
        """A new invitation, in the place of an earlier one; NotHere for who does not work here.

        `is_handed_out`: whether `by` gets the link to see, so that it says nothing of who uses it.
        """
        staff_id = known_id(staff_id)
        if self._school.actor(staff_id, local_day(now)) is None:
            raise NotHere
        token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), now + timedelta(days=days)
        at, who = stored_moment(now), by if is_id(by) else None
        ends = stored_moment(expires_at)
        with self._database.write():
            typed_by = "" if is_handed_out else self._school.note_mailed(staff_id, by)
            is_in_hand = is_handed_out or bool(typed_by)
            self._database.run(
                """
                insert into invitation
                    (staff_id, mark, made_at, expires_at, made_by, is_handed_out)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (staff_id) do update set
                    mark = excluded.mark, made_at = excluded.made_at,
                    expires_at = excluded.expires_at, made_by = excluded.made_by,
                    is_handed_out = excluded.is_handed_out
                """,
                (staff_id, self._mark(token), at, ends, typed_by or who, is_in_hand),
            )
            kind = "invitation_handed_out" if is_handed_out else "invitation_mailed"
            detail = written_detail(by, {})
            on_record(self._database, at, who, kind, staff_id, detail=detail)
            if is_handed_out and by:
                self._school.note_handed_out(staff_id, by)
        return Invitation(token, expires_at, is_mailed=not is_handed_out)

    def owner(self, token: str, now: datetime) -> Invited:
        """Whom this invitation is for; InvitationOver for any that does not work (any more).

        Used, expired, replaced and never made are the same to who has the link.
        """
        for staff_id, kept, expires_at in self._open(now) if TOKEN.fullmatch(token) else ():
            if hmac.compare_digest(kept, self._mark(token)):
                return self._invited(staff_id, shown_moment(expires_at), now)
        raise InvitationOver

    def _open(self, now: datetime) -> list[tuple[str, str, datetime]]:
        sql = "select staff_id, mark, expires_at from invitation where expires_at > $1"
        rows = self._database.rows(sql, (stored_moment(now),))
        return [(staff_id, mark, expires_at) for staff_id, mark, expires_at in rows]

    def _invited(self, staff_id: str, expires_at: datetime, now: datetime) -> Invited:
        for member in self._school.staff(local_day(now)):
            if member.staff_id == staff_id and member.is_active:
                return Invited(staff_id, member.name.full, member.user_name, expires_at)
        raise InvitationOver

    def use(self, token: str, now: datetime) -> None:
        """The invitation is used, in the transaction of what it was used for; only once.

        InvitationOver when it does not work any more.
        """
        staff_id, at = self.owner(token, now).staff_id, stored_moment(now)
        sql = "select made_by, is_handed_out from invitation where staff_id = $1"
        made_by, is_handed_out = self._database.rows(sql, (staff_id,))[0]
        self._database.run("delete from invitation where staff_id = $1", (staff_id,))
        self._database.run(
            """
            insert into account_origin (staff_id, redeemed_at, handed_out_by) values ($1, $2, $3)
            on conflict (staff_id) do update set
                redeemed_at = excluded.redeemed_at, handed_out_by = excluded.handed_out_by
            """,
            (staff_id, at, made_by if is_handed_out else None),
        )
        on_record(self._database, at, staff_id, "invitation_used", staff_id)

    def open_until(self, now: datetime) -> dict[str, datetime]:
        """Until when each open invitation works, by staff id."""
        return {staff_id: shown_moment(ends) for staff_id, _, ends in self._open(now)}

    def handed_out_by(self, staff_id: str) -> str | None:
        """Who handed out the invitation of this account; None when it went by e-mail, or none."""
        sql = "select handed_out_by from account_origin where staff_id = $1"
        row = self._database.one(sql, (known_id(staff_id),))
        return str(row[0]) if row and row[0] else None

    def _mark(self, token: str) -> str:
        return self._vault.fingerprint(f"invitation:{token}")
