"""The desk of whoever a session belongs to, for what is asked outside a page."""

from collections.abc import Callable
from uuid import uuid4

from casework.desk import Access, Desk
from casework.errors import NotSignedIn
from casework.words import AMSTERDAM
from data.store import Store
from server.sessions import Session, Sessions, sign_in_name
from server.standing import Guard


class Desks:
    """Makes desks as they are at this moment: what ended since a page was drawn has ended here."""

    def __init__(self, sessions: Sessions, store: Callable[[], Store | None]) -> None:
        self._sessions = sessions
        self._store = store
        self._guard = Guard(sessions, store)

    def of(self, session: Session | None, visit: str = "") -> Desk:
        """The desk of this session; NotSignedIn without one, and for who may not go on.

        `visit` is the page on which something was asked.
        """
        store = self._store()
        if session is None or store is None or not self._is_there(session):
            raise NotSignedIn
        now = self._sessions.now
        today = now().astimezone(AMSTERDAM).date()
        actor = store.school.actor(session.staff_id, today)
        if actor is None:
            raise NotSignedIn
        return Desk(
            Access(
                actor,
                store,
                today,
                now=now,
                new_id=lambda: str(uuid4()),
                visit=visit,
                session=sign_in_name(session.public_id),
                confirmed_at=session.confirmed_at,
            )
        )

    def _is_there(self, session: Session) -> bool:
        """Whether it was not ended since it was looked up, and may go on."""
        is_kept = self._sessions.find_public(session.public_id) is not None
        return is_kept and self._guard.stands(session)
