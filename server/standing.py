"""Ends the sessions that rest on what is gone: a password, an account, a role."""

from collections.abc import Callable
from datetime import datetime

from casework.identity import NO_PROOF, Standing
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
            self._compare(session, standings[session.staff_id])

    def stands(self, session: Session, now: datetime | None = None) -> bool:
        """Whether this session may go on; it is ended when not."""
        store = self._store()
        if store is None:
            return False
        now = now or self._sessions.now()
        return self._compare(session, store.accounts.standing(session.staff_id, now))

    def _compare(self, session: Session, standing: Standing | None) -> bool:
        if standing is None or not standing.allows(session.proof, session.roles):
            self._sessions.end_public(session.public_id)
            return False
        if standing != Standing(session.roles or frozenset(), session.proof or NO_PROOF):
            self._sessions.rest_on(session.public_id, standing)
        return True
