"""What the server tells open screens by itself: look again at your forms, or that it will stop."""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from uuid import uuid4

LOOK = "look"
STOP = "stop"
# A line now and then, by which either side notices that the other is gone.
SECONDS_BETWEEN_LINES = 20.0
SECONDS_TO_ANSWER = 5.0
MS_TO_RECONNECT = 4000


class _Listener:
    """One open screen of one person."""

    def __init__(self, staff_id: str) -> None:
        self.staff_id = staff_id
        self.id = uuid4().hex
        self.lines: asyncio.Queue[str] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def send(self, line: str) -> None:
        # The loop may be gone already when the server stops.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.lines.put_nowait, line)


class DraftMessages:
    """All screens that listen; `send` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[_Listener] = set()
        self._answers: set[str] = set()
        self.is_stopping = False

    def send(self, what: str, staff_id: str) -> None:
        """Send to every screen of this person."""
        for listener in self._all():
            if listener.staff_id == staff_id:
                listener.send(_event(what))

    async def stream(self, staff_id: str, is_signed_in: Callable[[], bool]) -> AsyncIterator[str]:
        """The lines for one screen, until it goes, the session ends or the server stops."""
        listener = _Listener(staff_id)
        with self._lock:
            self._listeners.add(listener)
        try:
            yield f"retry: {MS_TO_RECONNECT}\n\n"
            while is_signed_in():
                line = ": \n\n"
                with contextlib.suppress(TimeoutError):
                    line = await asyncio.wait_for(listener.lines.get(), SECONDS_BETWEEN_LINES)
                if not line:
                    return
                yield line
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def note_answer(self, listener_id: str) -> None:
        """This screen has heard that the server stops, and sent what was typed."""
        self._answers.add(listener_id)

    async def stop(self, is_hurried: Callable[[], bool] = lambda: False) -> None:
        """Say that the server stops, and wait until each screen has sent what was typed in it.

        Not longer than a few seconds, and not when the person who stops it asks a second time.
        """
        self.is_stopping = True
        told = self._all()
        for listener in told:
            listener.send(_event(STOP, listener.id))
        until = time.monotonic() + SECONDS_TO_ANSWER
        while time.monotonic() < until and not is_hurried():
            with self._lock:
                waiting = self._listeners & told
            if all(listener.id in self._answers for listener in waiting):
                break
            await asyncio.sleep(0.05)
        for listener in self._all():
            listener.send("")

    def _all(self) -> set[_Listener]:
        with self._lock:
            return set(self._listeners)


def _event(name: str, words: str = "") -> str:
    return f"event: {name}\ndata: {words}\n\n"
