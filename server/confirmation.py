"""Whoever holds a session proves again who it is: with the password, and a code where there is one.

It is as slow for guessers as the sign-in, each session apart.
"""

from collections.abc import Callable
from dataclasses import dataclass

from casework.errors import InputRefused, NotSignedIn
from data.store import Store
from server.sessions import Session, Sessions, sign_in_name
from server.standing import may_use_password
from server.waiting import waiting_words

PASSWORD, CODE = "password", "code"
WRONG = "Dit wachtwoord klopt niet. Probeer het nog eens."
BY_SCHOOL_ACCOUNT = "Je meldt je hier aan met je schoolaccount. Bevestig daarmee dat jij het bent."
WRONG_CODE = (
    "Deze code klopt niet, of is al gebruikt. Wacht tot de app een nieuwe code laat zien en typ "
    "die over."
)


@dataclass(frozen=True)
class Needed:
    """With what somebody can prove it here; without a password only by signing in again."""

    has_password: bool
    has_code: bool


class Confirmation:
    """Checks the proof, and notes in the session that it was given."""

    def __init__(self, sessions: Sessions, store: Callable[[], Store | None]) -> None:
        self._sessions = sessions
        self._store = store

    def needed(self, public_id: str) -> Needed:
        """What is asked of who holds this session."""
        store, session = self._holder(public_id)
        return Needed(
            self._has_password(store, session), store.second_factors.is_on(session.staff_id)
        )

    def prove(self, public_id: str, password: str, code: str = "") -> None:
        """InputRefused for a proof that is not right; else the session is confirmed now."""
        self.check_password(public_id, password)
        store, session = self._holder(public_id)
        if store.second_factors.is_on(session.staff_id):
            now = self._sessions.now()
            result = store.second_factors.check(session.staff_id, code, now)
            if not result.is_right:
                wait = result.wait_seconds
                raise InputRefused(waiting_words(wait) if wait else WRONG_CODE, CODE)
        self._sessions.confirm(public_id)

    def check_password(self, public_id: str, password: str) -> None:
        """InputRefused for what is not the present password of who holds this session."""
        store, session = self._holder(public_id)
        if not self._has_password(store, session):
            raise InputRefused(BY_SCHOOL_ACCOUNT, PASSWORD)
        name = sign_in_name(public_id)
        now = self._sessions.now()
        verdict = store.accounts.confirm(session.staff_id, password, now, name)
        if verdict.staff_id is None:
            wait = verdict.wait_seconds
            raise InputRefused(waiting_words(wait) if wait else WRONG, PASSWORD)

    def _has_password(self, store: Store, session: Session) -> bool:
        """A password that opens nothing here proves nothing either."""
        has_one = session.staff_id not in store.accounts.without_password()
        return has_one and may_use_password(store, self._sessions, session.staff_id)

    def _holder(self, public_id: str) -> tuple[Store, Session]:
        store, session = self._store(), self._sessions.find_public(public_id)
        if store is None or session is None:
            raise NotSignedIn
        return store, session
