"""The thread that checks, at start and once a day, that everything is as it was written.

Nobody waits for it: it runs at a lower priority where the system has one for a thread.
"""

import os
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from casework.desk.unusual import waiting_unusual
from casework.mail import MessageKind
from casework.people import Role
from casework.words import AMSTERDAM
from data.store import Store
from server.log import LOG

SECONDS_BETWEEN_LOOKS = 30.0
A_DAY = timedelta(days=1)
LOWER = 10
ALARMED = (Role.ADMIN, Role.PRIVACY)


def _now() -> datetime:
    return datetime.now(UTC)


class DailyCheck:
    """Checks the open school when that was not done for a day, and tells who can act on it."""

    def __init__(
        self, store: Callable[[], Store | None], now: Callable[[], datetime] = _now
    ) -> None:
        self._store = store
        self._now = now

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        _be_modest()
        while not stop.wait(SECONDS_BETWEEN_LOOKS):
            try:
                self.check_when_due()
            except Exception as problem:
                # Whatever it is, the next round must come.
                LOG.warning("the data could not be checked", exc_info=problem)

    def check_when_due(self) -> None:
        """Check, unless that was done in the last day."""
        store = self._store()
        if store is None:
            return
        last = store.integrity.last
        if last is not None and self._now() - last.checked_at < A_DAY:
            return
        state = store.integrity.run()
        if not state.is_whole:
            LOG.error("the daily check found %d faults", len(state.findings))
            self._tell(store, MessageKind.LEDGER_ALARM, ALARMED)
        yesterday = self._today() - A_DAY
        if any(one.day >= yesterday for one in waiting_unusual(store, self._today())):
            self._tell(store, MessageKind.UNUSUAL_READING, (Role.PRIVACY,))

    def _today(self) -> date:
        return self._now().astimezone(AMSTERDAM).date()

    def _tell(self, store: Store, kind: MessageKind, roles: Collection[Role]) -> None:
        """A message to who can act on it, without a word of what it is: that is on the screen."""
        people = {held[1] for role in roles for held in store.school.holders(role, self._today())}
        for staff_id in sorted(people):
            store.outbox.add(kind, staff_id, {}, self._now())


def _be_modest() -> None:
    """On Linux a thread has a priority of its own; elsewhere it is as it is."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWER)
