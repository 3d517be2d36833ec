"""The secret addresses of agendas: one a person, of which only a keyed fingerprint is kept."""

import hmac
import re
import secrets
from datetime import datetime

from data.ids import is_id
from data.register import Register, known_id
from data.rows import shown_moment, stored_moment

TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
ADDRESSES = "select staff_id, mark, made_at from calendar_address"


class Calendars(Register):
    """Implements `casework.ports.calendar_addresses`, and the check at the door."""

    def make(self, staff_id: str) -> str:
        """The token of a new address, told this once; an earlier address is useless from now on."""
        staff_id, token = known_id(staff_id), secrets.token_urlsafe(TOKEN_BYTES)
        with self._changing("calendar_address_made", staff_id, staff_id):
            self._database.run(
                """
                insert into calendar_address (staff_id, mark, made_at) values ($1, $2, $3)
                on conflict (staff_id) do update
                set mark = excluded.mark, made_at = excluded.made_at
                """,
                (staff_id, self._mark(token), stored_moment(self._now())),
            )
        return token

    def stop(self, staff_id: str) -> None:
        """The address is useless from now on; nothing happens when there is none."""
        if self.since(staff_id) is None:
            return
        staff_id = known_id(staff_id)
        with self._changing("calendar_address_stopped", staff_id, staff_id):
            self._database.run("delete from calendar_address where staff_id = $1", (staff_id,))

    def since(self, staff_id: str) -> datetime | None:
        """When the present address was made; None when there is none."""
        owner_id = staff_id.lower() if is_id(staff_id) else ""
        made = (made_at for owner, _, made_at in self._rows(ADDRESSES) if owner == owner_id)
        return next((shown_moment(at) for at in made), None)

    def owner(self, token: str) -> str | None:
        """Whose address this is; None for anything else.

        A guess costs one hash and no question to the database. Whatever is compared is a keyed
        hash, and all of them are, so that the time it takes tells nothing.
        """
        if TOKEN.fullmatch(token) is None:
            return None
        mark, owner_id = self._mark(token), None
        for staff_id, kept, _ in self._rows(ADDRESSES):
            if hmac.compare_digest(kept, mark):
                owner_id = staff_id
        return owner_id

    def _mark(self, token: str) -> str:
        return self._vault.fingerprint(f"calendar:{token}")
