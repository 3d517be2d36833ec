"""Whether one person wants to hear by e-mail, each school day, how many things wait on Vandaag."""

from dataclasses import dataclass
from datetime import time

from casework.desk.access import Room
from casework.errors import InputRefused
from casework.people import Action


@dataclass(frozen=True)
class DigestRoom(Room):
    """The own choice about the daily digest; handed out by Desk.digest."""

    _needs = Action.SEE_CASE

    def sent_at(self) -> time | None:
        """When the school sends it on a school day; None when it sends none."""
        store = self._access.store
        return store.school.digest_time() if store.outbox.is_on else None

    def has_address(self) -> bool:
        """Whether there is an e-mail address of this person."""
        return bool(self._access.store.outbox.address_of(self._access.actor.staff_id))

    def is_wanted(self) -> bool:
        """Whether this person asked for it."""
        return self._access.store.outbox.reads_digest(self._access.actor.staff_id)

    def choose(self, wants: bool) -> None:
        """Get it from now on, or no more; InputRefused without an address to send it to."""
        if wants and not self.has_address():
            raise InputRefused(
                "Er staat nog geen e-mailadres van je in Beheer. Vraag de beheerder het erbij te "
                "zetten."
            )
        self._access.store.outbox.set_reads_digest(self._access.actor.staff_id, wants)
