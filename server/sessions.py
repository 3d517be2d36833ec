"""Who is signed in: sessions in memory, ended by sign-out, by time, or with the account.

A restart signs everyone out; nothing is lost by that, because drafts are stored.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from casework.identity import Proof, Standing

Clock = Callable[[], datetime]
Closer = Callable[[], None]

DEFAULT_IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
MOST_PER_PERSON = 5
MOST_FORMER = 5000


@dataclass(frozen=True)
class Session:
    """One person at one browser; `public_id` is what pages see, it opens nothing by itself.

    `has_second_step`: it was begun with a code of an app besides the password, or at a provider.
    """

    public_id: str
    staff_id: str
    created_at: datetime
    last_seen_at: datetime
    confirmed_at: datetime
    """When this person last proved who it is: at the sign-in, or later."""
    has_second_step: bool = False
    proof: Proof | None = None
    roles: frozenset[tuple[str, str]] | None = None
    """What the session rests on, so that it ends when that is gone; None before the first look."""
    device: str = ""
    """The kind of device, in plain words."""
    is_by_password: bool = False
    """Whether an own password alone proved it, so that it ends where those are switched off."""


@dataclass
class _OpenSession:
    session: Session
    closers: set[Closer] = field(default_factory=set)


def _nothing(_session: Session) -> None:
    """Nobody looks."""


def _now() -> datetime:
    return datetime.now(UTC)


class Sessions:
    """All sessions of this process; every method may be called from any thread."""

    def __init__(self, clock: Clock = _now, idle_after: timedelta = DEFAULT_IDLE) -> None:
        self.idle_after = idle_after
        self.has_providers = False
        """Whether people can sign in with a school account here, as the school's IT has set it."""
        self.on_begin: Callable[[Session], object] = _nothing
        """Called with each new session: what it rests on is looked at at once."""
        self._clock = clock
        self._lock = threading.RLock()
        self._by_hash: dict[str, _OpenSession] = {}
        self._hash_of: dict[str, str] = {}
        # Of a session that ended without a sign-out: whether that was because nobody did anything.
        self._was_idle: OrderedDict[str, bool] = OrderedDict()

    def now(self) -> datetime:
        """The moment by this registry's clock, in UTC."""
        return self._clock()

    def begin(
        self,
        staff_id: str,
        *,
        has_second_step: bool = False,
        is_by_password: bool = False,
        proof: Proof | None = None,
        device: str = "",
    ) -> tuple[str, Session]:
        """Start a session and return its secret token (for the cookie only) and the session.

        `proof` is what was proven, where that was looked at before the sign-in.
        """
        token, now = secrets.token_urlsafe(32), self._clock()
        session = Session(
            public_id_of(token),
            staff_id,
            created_at=now,
            last_seen_at=now,
            confirmed_at=now,
            has_second_step=has_second_step,
            proof=proof,
            device=device,
            is_by_password=is_by_password,
        )
        with self._lock:
            self._by_hash[_hash(token)] = _OpenSession(session)
            self._hash_of[session.public_id] = _hash(token)
            surplus = self._sessions_of(staff_id)[:-MOST_PER_PERSON]
        for old in surplus:
            self.end_public(old.public_id)
        self.on_begin(session)
        return token, session

    def find(self, token: str) -> Session | None:
        """The session of this cookie when it is still good; finding does not prolong it."""
        return self._good(_hash(token))

    def find_public(self, public_id: str) -> Session | None:
        """The session behind the id that the gate hands to the pages, when still good."""
        with self._lock:
            hashed = self._hash_of.get(public_id, "")
        return self._good(hashed)

    def was_idle(self, token: str) -> bool:
        """Whether the session of this cookie ended not long ago because nobody did anything."""
        with self._lock:
            return self._was_idle.get(_hash(token), False)

    def touch(self, token: str) -> Session | None:
        """The session of this cookie, marked as used just now."""
        hashed = _hash(token)
        with self._lock:
            if self._good(hashed) is None:
                return None
            opened = self._by_hash[hashed]
            opened.session = replace(opened.session, last_seen_at=self._clock())
            return opened.session

    def confirm(self, public_id: str) -> None:
        """Whoever holds this session just proved who it is."""
        self._change(public_id, confirmed_at=self._clock())

    def rest_on(self, public_id: str, standing: Standing) -> None:
        """The session rests on this from now on."""
        self._change(public_id, proof=standing.proof, roles=standing.roles)

    def _change(self, public_id: str, **changes: Any) -> None:
        with self._lock:
            opened = self._by_hash.get(self._hash_of.get(public_id, ""))
            if opened is not None:
                opened.session = replace(opened.session, **changes)

    def seconds_left(self, session: Session) -> int:
        """Whole seconds before this session ends when nothing more is done."""
        return max(0, int((self._ends_at(session) - self._clock()).total_seconds()))

    def end(self, token: str) -> None:
        """End the session of this cookie and close its open sockets."""
        self._drop(_hash(token))
        with self._lock:
            self._was_idle.pop(_hash(token), None)

    def end_public(self, public_id: str) -> None:
        """End the session with this public id and close its open sockets."""
        with self._lock:
            hashed = self._hash_of.get(public_id, "")
        self._drop(hashed)

    def end_all(self, staff_id: str | None = None) -> int:
        """End every session of this person (of everybody without an id); returns how many."""
        with self._lock:
            sessions = self._sessions_of(staff_id)
        for session in sessions:
            self.end_public(session.public_id)
        return len(sessions)

    def sweep(self) -> int:
        """End what has been open or unused for too long; returns how many sessions ended."""
        now = self._clock()
        with self._lock:
            over = [session for session in self._sessions_of(None) if self._ends_at(session) <= now]
        for session in over:
            self.end_public(session.public_id)
        return len(over)

    def staff_ids(self) -> frozenset[str]:
        """Everybody who is signed in now."""
        return frozenset(session.staff_id for session in self.of())

    def of(self, staff_id: str | None = None) -> list[Session]:
        """The sessions of this person (of everybody without an id), the oldest first."""
        with self._lock:
            return self._sessions_of(staff_id)

    def on_end(self, public_id: str, closer: Closer) -> bool:
        """Call `closer` once when this session ends; False when it has ended already."""
        with self._lock:
            opened = self._by_hash.get(self._hash_of.get(public_id, ""))
            if opened is None:
                return False
            opened.closers.add(closer)
            return True

    def forget(self, public_id: str, closer: Closer) -> None:
        """The socket behind `closer` is gone by itself."""
        with self._lock:
            opened = self._by_hash.get(self._hash_of.get(public_id, ""))
            if opened is not None:
                opened.closers.discard(closer)

    def _good(self, hashed: str) -> Session | None:
        with self._lock:
            opened = self._by_hash.get(hashed)
            if opened is None:
                return None
            good = self._ends_at(opened.session) > self._clock()
        if good:
            return opened.session
        self._drop(hashed)
        return None

    def _ends_at(self, session: Session) -> datetime:
        return min(session.last_seen_at + self.idle_after, session.created_at + LONGEST)

    def _sessions_of(self, staff_id: str | None) -> list[Session]:
        sessions = (opened.session for opened in self._by_hash.values())
        return [one for one in sessions if staff_id in (None, one.staff_id)]

    def _drop(self, hashed: str) -> None:
        with self._lock:
            opened = self._by_hash.pop(hashed, None)
            if opened is None:
                return
            self._hash_of.pop(opened.session.public_id, None)
            is_idle = opened.session.last_seen_at + self.idle_after <= self._clock()
            self._was_idle[hashed] = is_idle
            while len(self._was_idle) > MOST_FORMER:
                self._was_idle.popitem(last=False)
        for closer in opened.closers:
            closer()


def public_id_of(token: str) -> str:
    """The public id of the session of this cookie: also of one that this process never knew."""
    return _hash(f"public {token}")[:32]


def sign_in_name(public_id: str) -> str:
    """A name for this sign-in that can be kept: it leads to no session."""
    return _hash(public_id)[:32]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
