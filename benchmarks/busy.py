"""Our own server at which a colleague elsewhere writes a note, each time the process is told to.

What is kept in memory is worth nothing at a school that writes all day, if it goes with each write.
"""

import os
import signal
import sys
import threading
from types import FrameType
from uuid import uuid4

import app
from benchmarks.school import desk_of, today
from casework import entries as kinds
from casework.entries import NewEntry
from server import serve, state

COLLEAGUE = "HANDELINGSKAART_BENCHMARK_COLLEAGUE"
"""In the environment: the id of who writes, and of the case."""


class Colleague:
    """Writes a note when told to, in a thread: a signal may come in the middle of anything."""

    def __init__(self, staff_id: str, case_id: str) -> None:
        self._staff_id = staff_id
        self._case_id = case_id
        self._is_told = threading.Event()

    def tell(self, _number: int, _frame: FrameType | None) -> None:
        """Write one note soon."""
        self._is_told.set()

    def work(self) -> None:
        """Write a note each time."""
        while True:
            self._is_told.wait()
            self._is_told.clear()
            store = state.current()
            if store is not None:
                desk = desk_of(store, self._staff_id)
                seen = desk.cases.open(self._case_id).case.last_number
                note = NewEntry(kinds.Noted(note="Even gebeld."), today())
                desk.cases.record(self._case_id, [note], seen=seen, form_key=str(uuid4()))


def launcher() -> serve.Launcher:
    """The app as it is, with a colleague."""
    colleague = Colleague(*os.environ[COLLEAGUE].split())
    signal.signal(signal.SIGUSR2, colleague.tell)
    threading.Thread(target=colleague.work, name="colleague", daemon=True).start()
    return serve.Launcher(app.app, app.application)


if __name__ == "__main__":
    sys.exit(serve.main(sys.argv[1:], launcher))
