"""The daily digest: on a school day, how many things wait on Vandaag for who asked for that."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from casework.desk import Access, Desk
from casework.errors import NotHere
from casework.words import AMSTERDAM
from data.store import Store

NO_LONGER_NEWS = timedelta(hours=4)
"""A server that stood still all morning sends no digest in the afternoon."""


def _now() -> datetime:
    return datetime.now(UTC)


class DigestMaker:
    """Puts the digests of a day in the outbox, each once."""

    def __init__(
        self, store: Callable[[], Store | None], now: Callable[[], datetime] = _now
    ) -> None:
        self._store = store
        self._now = now

    def add_due(self) -> None:
        """The digests of today, from the time that the school chose."""
        store = self._store()
        if store is None or not store.outbox.is_on:
            return
        at = store.school.digest_time()
        here = self._now().astimezone(AMSTERDAM)
        if at is None or not _is_time(here, at) or not _is_school_day(store, here.date()):
            return
        for staff_id in store.outbox.digest_readers(here.date()):
            values = self._values(store, staff_id, here.date())
            store.outbox.add_digest(staff_id, values, here.date(), self._now())

    def _values(self, store: Store, staff_id: str, today: date) -> dict[str, str] | None:
        """What the digest says; None where there is nothing to say, or nobody to say it to."""
        actor = store.school.actor(staff_id, today)
        if actor is None or not store.outbox.address_of(staff_id):
            return None
        desk = Desk(Access(actor, store, today, self._now, lambda: str(uuid4())))
        try:
            count, late = desk.agenda.count_waiting()
        except NotHere:
            return None
        return {"count": str(count), "late": str(late)} if count else None


def _is_time(here: datetime, at: time) -> bool:
    begins = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return begins <= here < begins + NO_LONGER_NEWS


def _is_school_day(store: Store, day: date) -> bool:
    return store.school.school_days().is_school_day(day)
