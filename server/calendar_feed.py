"""The own agenda for calendar programs: they bring no cookie, only the secret address."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from casework.desk import Access, Desk
from casework.errors import NotHere
from casework.words import AMSTERDAM
from data.store import Store
from server.gate import FEEDS

SUFFIX = ".ics"
MEDIA_TYPE = "text/calendar; charset=utf-8"
# However many ask at once, the people at their screens keep the rest of the computer.
ANSWERS_AT_ONCE = 2
MOST_CACHED = 500


def _now() -> datetime:
    return datetime.now(UTC)


class CalendarFeed:
    """Everything under /agenda/: a calendar file for a valid address, 404 for all else."""

    def __init__(
        self, store: Callable[[], Store | None], now: Callable[[], datetime] = _now
    ) -> None:
        self._store = store
        self._now = now
        self._limit = anyio.CapacityLimiter(ANSWERS_AT_ONCE)
        self._lock = threading.Lock()
        self._cache: OrderedDict[bytes, tuple[int, date, bytes]] = OrderedDict()

    def routes(self) -> list[Route]:
        """The whole folder, so that nothing in it ever reaches the screens."""
        return [Route(f"{FEEDS}{{name:path}}", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The agenda of whoever owns this address, as it is now."""
        name = request.path_params["name"]
        content = await anyio.to_thread.run_sync(self._file, name, limiter=self._limit)
        if content is None:
            return PlainTextResponse("Niet gevonden.", 404)
        return Response(content, media_type=MEDIA_TYPE)

    def _file(self, name: str) -> bytes | None:
        store = self._store()
        if store is None or not name.endswith(SUFFIX):
            return None
        token = name.removesuffix(SUFFIX)
        # Read first: what changes from here on makes the answer out of date, never wrong.
        version = store.facts.version
        staff_id = store.calendars.owner(token)
        today = self._now().astimezone(AMSTERDAM).date()
        actor = store.school.actor(staff_id, today) if staff_id else None
        if actor is None:
            return None
        desk = Desk(Access(actor, store, today, self._now, _new_id))
        return self._content(desk, hashlib.sha256(token.encode()).digest(), version)

    def _content(self, desk: Desk, secret: bytes, version: int) -> bytes:
        cached = self._cache.get(secret)
        if cached is not None and cached[:2] == (version, desk.today):
            return cached[2]
        content = _calendar(desk, secret)
        self._keep(secret, (version, desk.today, content))
        return content

    def _keep(self, secret: bytes, entry: tuple[int, date, bytes]) -> None:
        with self._lock:
            self._cache.pop(secret, None)
            self._cache[secret] = entry
            while len(self._cache) > MOST_CACHED:
                self._cache.popitem(last=False)


def _calendar(desk: Desk, secret: bytes) -> bytes:
    # Loaded when first used: it takes a while, and no screen needs it.
    from exchange.calendar import calendar_file

    try:
        items = desk.agenda.items()
    except NotHere:
        # A role ended, the account did not: an empty file takes the old tasks away.
        items = []
    return calendar_file(items, today=desk.today, made_at=desk.now(), secret=secret)


def _new_id() -> str:
    return str(uuid4())
