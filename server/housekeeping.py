"""What is done while nobody waits: ending old sessions, and collecting garbage."""

import asyncio
import gc
import itertools
import time
from collections.abc import Callable
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.store import Store
from server.log import LOG
from server.sessions import Sessions
from server.standing import Guard

SWEEP_SECONDS = 5.0
ROUNDS_BETWEEN_TERMS = 720
QUIET_SECONDS = 2.0
# With visitors without a pause, garbage still has to go now and then.
LONGEST_SECONDS = 60.0


class Activity:
    """When a browser last sent something, and when garbage was last collected."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = self._collected = clock()

    def note(self) -> None:
        """Somebody is there now."""
        self._last = self._clock()

    def is_time_to_collect(self) -> bool:
        """Something happened since the last time, and nobody is waiting (or it is overdue)."""
        now = self._clock()
        if self._last <= self._collected:
            return False
        return now - self._last >= QUIET_SECONDS or now - self._collected >= LONGEST_SECONDS

    def collect(self) -> None:
        """Collect garbage now."""
        gc.collect()
        self._collected = self._clock()


class ActivityMiddleware:
    """Notes every request and every message of a browser."""

    def __init__(self, app: ASGIApp, activity: Activity) -> None:
        self._app = app
        self._activity = activity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note it and pass it on."""

        async def receive_and_note() -> Message:
            message = await receive()
            self._activity.note()
            return message

        self._activity.note()
        await self._app(scope, receive_and_note, send)


def freeze() -> None:
    """After start: what is there now stays, so the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def keep_house(
    activity: Activity, sessions: Sessions, store: Callable[[], Store | None]
) -> None:
    """Runs beside the server until it is cancelled."""
    for round_number in itertools.count():
        await asyncio.sleep(SWEEP_SECONDS)
        sessions.sweep()
        if round_number % ROUNDS_BETWEEN_TERMS == 0:
            await _quietly("old drafts", drop_old_drafts, sessions, store())
        await _quietly("accounts", end_fallen, sessions, store())
        if activity.is_time_to_collect():
            activity.collect()


async def _quietly(
    what: str,
    act: Callable[[Sessions, Store | None], object],
    sessions: Sessions,
    store: Store | None,
) -> None:
    try:
        await run_in_threadpool(act, sessions, store)
    except Exception as problem:
        # Whatever it is, the next round must come: it also ends the sessions.
        LOG.warning("%s could not be checked", what, exc_info=problem)


def drop_old_drafts(sessions: Sessions, store: Store | None) -> int:
    """Forget the forms that nobody typed in for as long as the school says; how many there were.

    Nor does one stay that is about what was erased.
    """
    if store is None:
        return 0
    term = timedelta(days=store.school.draft_days())
    return store.drafts.drop_older(sessions.now() - term) + store.drafts.drop_erased()


def end_fallen(sessions: Sessions, store: Store | None) -> None:
    """End the sessions of whose account ended, or a role: by a date nothing else happens."""
    Guard(sessions, lambda: store).end_fallen()
