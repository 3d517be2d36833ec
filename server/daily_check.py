"""The thread that checks, at start and once a day, that everything is as it was written.

Nobody waits for it: it runs at a lower priority where the system has one for a thread.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from casework.integrity import IntegrityState
from casework.mail import MessageKind
from casework.people import Role
from casework.words import AMSTERDAM
from data.store import Store
from server.log import LOG

SECONDS_BETWEEN_LOOKS = 30.0
A_DAY = timedelta(days=1)
LOWER = 10
TOLD = (Role.ADMIN, Role.PRIVACY)


def _now() -> datetime:
    return datetime.now(UTC)


class DailyCheck:
    """Checks the open school when that was not done for a day, and has it told when it is wrong."""

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
            self._tell(store, state)

    def _tell(self, store: Store, state: IntegrityState) -> None:
        """A message to everybody who can act on it; what is wrong stands on their screen."""
        today = state.checked_at.astimezone(AMSTERDAM).date()
        people = {held[1] for role in TOLD for held in store.school.holders(role, today)}
        for staff_id in sorted(people):
            store.outbox.add(MessageKind.LEDGER_ALARM, staff_id, {}, state.checked_at)


def _be_modest() -> None:
    """On Linux a thread has a priority of its own; elsewhere it is as it is."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWER)
