"""Ends the sessions that rest on what is gone: a password, an account, a role.

And those that lack what is required by now: a second step, since somebody got another role.
"""

from collections.abc import Callable
from datetime import datetime

from casework.identity import NO_PROOF, Standing
from casework.words import local_day
from data.store import Store
from server.sessions import Session, Sessions


class Guard:
    """Compares sessions with what they rest on now: at each act, each change, and every moment."""

    def __init__(self, sessions: Sessions, store: Callable[[], Store | None]) -> None:
        self._sessions = sessions
        self._store = store

    def end_fallen(self, staff_id: str = "") -> None:
        """End each session of this person (of anybody without an id) that may not go on."""
        store, standings = self._store(), dict[str, Standing | None]()
        if store is None:
            return
        now = self._sessions.now()
        for session in self._sessions.of(staff_id or None):
            if session.staff_id not in standings:
                standings[session.staff_id] = store.accounts.standing(session.staff_id, now)
            self._compare(store, session, standings[session.staff_id], now)

    def stands(self, session: Session, now: datetime | None = None) -> bool:
        """Whether this session may go on; it is ended when not."""
        store = self._store()
        if store is None:
            return False
        now = now or self._sessions.now()
        standing = store.accounts.standing(session.staff_id, now)
        return self._compare(store, session, standing, now)

    def _compare(
        self, store: Store, session: Session, standing: Standing | None, now: datetime
    ) -> bool:
        allows = standing is not None and standing.allows(session.proof, session.roles)
        if standing is None or not allows or _lacks_second_step(store, session, now):
            self._sessions.end_public(session.public_id)
            return False
        if standing != Standing(session.roles or frozenset(), session.proof or NO_PROOF):
            self._sessions.rest_on(session.public_id, standing)
        return True


def must_have_second_step(store: Store, staff_id: str, now: datetime) -> bool:
    """Whether the school requires a second step of this person; of nobody in a made-up school."""
    return not store.is_demo and store.second_factors.is_required(staff_id, local_day(now))


def _lacks_second_step(store: Store, session: Session, now: datetime) -> bool:
    return not session.has_second_step and must_have_second_step(store, session.staff_id, now)
