"""Ends the sessions that rest on what is gone: a password, an account, a role.

And those that lack what is required by now: a second step, since somebody got another role; a
school account, since the school switched passwords off.
"""

from collections.abc import Callable
from datetime import datetime

from casework.identity import NO_PROOF, Standing
from casework.people import Role
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
        if standing is None or not allows or self._lacks(store, session, now):
            self._sessions.end_public(session.public_id)
            return False
        if standing != Standing(session.roles or frozenset(), session.proof or NO_PROOF):
            self._sessions.rest_on(session.public_id, standing)
        return True

    def _lacks(self, store: Store, session: Session, now: datetime) -> bool:
        """What was enough when the session began, and is not by now."""
        if session.is_by_password and not may_use_password(store, self._sessions, session.staff_id):
            return True
        return not session.has_second_step and must_have_second_step(store, session.staff_id, now)


def has_passwords(store: Store, sessions: Sessions) -> bool:
    """Whether people sign in with a password here; they do where there is nothing else."""
    return not sessions.has_providers or store.school.has_own_accounts()


def may_use_password(store: Store, sessions: Sessions, staff_id: str) -> bool:
    """A beheerder always may: a provider that is down keeps no school out."""
    if has_passwords(store, sessions):
        return True
    actor = store.school.actor(staff_id, local_day(sessions.now()))
    return actor is not None and actor.has(Role.ADMIN)


def must_have_second_step(store: Store, staff_id: str, now: datetime) -> bool:
    """Whether the school requires a second step of this person; of nobody in a made-up school."""
    return not store.is_demo and store.second_factors.is_required(staff_id, local_day(now))
