"""Which files are on offer to which session: each is made when it is fetched, and once.

An offer holds no content. Whoever is not the session that it was made for never learns that it is
there.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from casework.desk import Desk

Make = Callable[[Desk], bytes]

VALID_FOR = timedelta(hours=1)
MOST_PER_SESSION = 200


@dataclass(frozen=True)
class FileOffer:
    """One file for one session, made at a desk of the moment at which it is fetched.

    `slot` is the button that offers it, on one screen of one browser; `visit` the page it is on.
    `has_people`: what is in it is about people, so that who fetches it proves first who it is.
    `is_logged`: making it puts a line of its own in the read log; else the road does.
    """

    slot: str
    file_name: str
    media_type: str
    make: Make
    visit: str = ""
    has_people: bool = True
    is_logged: bool = False


@dataclass(frozen=True)
class _Offered:
    offer: FileOffer
    offered_at: datetime
    is_spent: bool = False


class FileOffers:
    """All offers of this process; every method may be called from any thread.

    `on_end` has something done when a session ends, and says whether it is still there.
    """

    def __init__(
        self,
        on_end: Callable[[str, Callable[[], None]], bool],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._on_end = on_end
        self._now = now
        self._lock = threading.Lock()
        self._sessions: dict[str, OrderedDict[str, _Offered]] = {}

    def offer(self, session: str, offer: FileOffer) -> str:
        """The id under which this session, by its public id, can fetch the file.

        A button that is drawn again keeps its id until its file was fetched.
        """
        with self._lock:
            if session not in self._sessions:
                if not self._on_end(session, lambda: self._forget(session)):
                    return ""
                self._sessions[session] = OrderedDict()
            offers = self._sessions[session]
            file_id = self._id_of(offers, offer.slot) or secrets.token_urlsafe(24)
            offers[file_id] = _Offered(offer, self._now())
            offers.move_to_end(file_id)
            while len(offers) > MOST_PER_SESSION:
                offers.popitem(last=False)
            return file_id

    def take(self, session: str, file_id: str) -> FileOffer | None:
        """What is offered under this id to this session, for once; None for all else."""
        with self._lock:
            offers = self._offers_of(session)
            offered = offers.get(file_id)
            if offered is None or offered.is_spent:
                return None
            if self._now() - offered.offered_at > VALID_FOR:
                del offers[file_id]
                return None
            offers[file_id] = replace(offered, is_spent=True)
            return offered.offer

    def renewed(self, session: str, file_id: str) -> str:
        """The next id of the button with a spent one; "" for what is not of this session."""
        with self._lock:
            offered = self._offers_of(session).get(file_id)
        return self.offer(session, offered.offer) if offered and offered.is_spent else ""

    def count(self, session: str) -> int:
        """How many offers this session has."""
        with self._lock:
            return len(self._offers_of(session))

    def _offers_of(self, session: str) -> OrderedDict[str, _Offered]:
        return self._sessions.get(session, OrderedDict())

    def _id_of(self, offers: OrderedDict[str, _Offered], slot: str) -> str:
        ids = (
            file_id
            for file_id, offered in offers.items()
            if offered.offer.slot == slot and not offered.is_spent
        )
        return next(ids, "")

    def _forget(self, session: str) -> None:
        with self._lock:
            self._sessions.pop(session, None)
