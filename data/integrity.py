"""The check that everything is as it was written, done beside the work; its outcome is kept."""

import threading
from collections.abc import Callable

from casework.errors import StoreError
from casework.integrity import IntegrityState
from data.register import Clock

NOT_FINISHED = "De controle kon niet worden afgemaakt. Morgen gebeurt het opnieuw."


class Integrity:
    """Implements `casework.ports.change_log.Integrity`: `check` says what is wrong."""

    def __init__(self, check: Callable[[], list[str]], now: Clock) -> None:
        self._check = check
        self._now = now
        self._turn = threading.Lock()
        self._last: IntegrityState | None = None

    @property
    def last(self) -> IntegrityState | None:
        """The outcome of the last check; None while the first is being done."""
        return self._last

    def run(self) -> IntegrityState:
        """Check everything now. What is wrong is looked at a second time before it is said."""
        with self._turn:
            findings = self._findings() and self._findings()
            self._last = IntegrityState(self._now(), tuple(findings))
            return self._last

    def _findings(self) -> list[str]:
        try:
            return self._check()
        except StoreError as fault:
            return [NOT_FINISHED, fault.sentence]
