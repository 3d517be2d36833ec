"""Which account at a provider (Entra ID, Google) belongs to whom: by a keyed hash, no e-mail."""

import hmac
from datetime import datetime

from casework.errors import InputRefused
from data.register import Register, known_id
from data.rows import shown_moment, stored_moment

SCHOOL_ACCOUNTS = "select staff_id, provider, identity_mark, bound_at from school_account"


class SchoolAccounts(Register):
    """One account at a provider for each person; `identity` is what the provider proved."""

    def owner(self, identity: str) -> str | None:
        """Whose account this is; None when it was bound to nobody."""
        mark, owner_id = self._mark(identity), None
        for staff_id, _, kept, _ in self._rows(SCHOOL_ACCOUNTS):
            if hmac.compare_digest(kept, mark):
                owner_id = staff_id
        return owner_id

    def bind(self, staff_id: str, provider: str, identity: str) -> None:
        """From now on this person signs in with it, and with no other; InputRefused when taken."""
        staff_id = known_id(staff_id)
        with self._changing("school_account_bound", staff_id, staff_id):
            if self.owner(identity) not in (None, staff_id):
                raise InputRefused(
                    "Dit schoolaccount is al van iemand anders in Handelingskaart. Kies bij het "
                    "aanmelden je eigen account, of vraag het de beheerder."
                )
            self._database.run(
                """
                insert into school_account (staff_id, provider, identity_mark, bound_at)
                values ($1, $2, $3, $4)
                on conflict (staff_id) do update set
                    provider = excluded.provider, identity_mark = excluded.identity_mark,
                    bound_at = excluded.bound_at
                """,
                (staff_id, provider, self._mark(identity), stored_moment(self._now())),
            )

    def unbind(self, staff_id: str, by: str) -> None:
        """It opens nothing any more; nothing happens when there was none."""
        if self.since(staff_id) is None:
            return
        staff_id = known_id(staff_id)
        with self._changing("school_account_unbound", staff_id, by):
            self._database.run("delete from school_account where staff_id = $1", (staff_id,))

    def since(self, staff_id: str) -> datetime | None:
        """Since when this person signs in with an account at a provider; None when not."""
        bound = (at for owner, _, _, at in self._rows(SCHOOL_ACCOUNTS) if owner == staff_id)
        return next((shown_moment(at) for at in bound), None)

    def owners(self) -> set[str]:
        """The ids of who signs in with an account at a provider."""
        return {staff_id for staff_id, *_ in self._rows(SCHOOL_ACCOUNTS)}

    def _mark(self, identity: str) -> str:
        return self._vault.fingerprint(f"school account:{identity}")
