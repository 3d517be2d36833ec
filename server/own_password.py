"""The page on which everybody changes the own password: the present one is asked."""

from collections.abc import Callable
from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import InputRefused, NotHere
from casework.identity import LONGEST_PASSWORD
from data.store import Store
from server import forms
from server.assets import address
from server.confirmation import Confirmation
from server.entrance import Entrance, Way
from server.gate import CHANGE_PAGE
from server.invitations import CHOICES_AT_ONCE, HOW_TO_CHOOSE
from server.request import session_token
from server.sessions import Session, Sessions
from server.templating import TO_ACCOUNT, FormField, Notice, fault, page

ADDRESS = CHANGE_PAGE
PRESENT, NEW = "huidig", "wachtwoord"
NONE_HERE = "Je meldt je niet met een wachtwoord aan, dus er is hier niets te veranderen."
CHANGED = (
    "Je wachtwoord is veranderd. Op andere apparaten ben je nu uitgelogd; meld je daar aan met het "
    "nieuwe."
)


class OwnPassword:
    """The route /wachtwoord; who is not signed in has nothing to change."""

    def __init__(
        self, sessions: Sessions, store: Callable[[], Store | None], entrance: Entrance
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._entrance = entrance
        self._confirmation = Confirmation(sessions, store)
        self._choices = anyio.CapacityLimiter(CHOICES_AT_ONCE)

    def routes(self) -> list[Route]:
        """What the door answers itself."""
        return [
            Route(ADDRESS, self.show, methods=["GET"]),
            Route(ADDRESS, self.change, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form, with the user name for a password manager."""
        session = self._sessions.find(session_token(request.scope))
        if session is None:
            return RedirectResponse("/aanmelden?reden=opnieuw&naar=/account", 303)
        return await run_in_threadpool(self._page, session)

    async def change(self, request: Request) -> Response:
        """Another password: every other session ends, and this one goes on under a new token."""
        fields = await forms.read(request)
        session = self._sessions.touch(session_token(request.scope))
        if session is None:
            return RedirectResponse("/aanmelden?reden=opnieuw&naar=/account", 303)
        change = partial(self._change, session, fields.get(PRESENT, ""), fields.get(NEW, ""))
        try:
            await anyio.to_thread.run_sync(change, limiter=self._choices)
        except InputRefused as refusal:
            return await run_in_threadpool(self._page, session, refusal)
        response = page("changed", "Wachtwoord veranderd", notice=Notice(CHANGED))
        way = Way.of(session, has_second_step=session.has_second_step)
        self._entrance.begin_session(request, response, session.staff_id, way)
        return response

    def _change(self, session: Session, present: str, new: str) -> None:
        store = self._store()
        if store is None or not self._confirmation.needed(session.public_id).has_password:
            raise NotHere(NONE_HERE)
        self._confirmation.check_password(session.public_id, present)
        if present == new:
            raise InputRefused("Dit is je huidige wachtwoord. Kies een ander.", "password")
        try:
            store.accounts.change_own(session.staff_id, new)
        except InputRefused as refusal:
            raise InputRefused(refusal.sentence, NEW) from None

    def _page(self, session: Session, refusal: InputRefused | None = None) -> Response:
        store = self._store()
        if store is None or not self._confirmation.needed(session.public_id).has_password:
            return page("message", "Wachtwoord", notice=Notice(NONE_HERE), way=TO_ACCOUNT)
        at, words = (refusal.field, refusal.sentence) if refusal else ("", "")
        present = FormField(
            "Je wachtwoord van nu",
            PRESENT,
            kind="password",
            autocomplete="current-password",
            fault=words if at != NEW else "",
            has_focus=True,
        )
        new = FormField(
            "Je nieuwe wachtwoord",
            NEW,
            hint=HOW_TO_CHOOSE,
            kind="password",
            autocomplete="new-password",
            fault=words if at == NEW else "",
            longest=LONGEST_PASSWORD,
        )
        return page(
            "own_password",
            "Wachtwoord veranderen",
            status=422 if refusal else 200,
            notice=fault(""),
            script=address("/password.js"),
            user_name=store.accounts.user_name(session.staff_id),
            fields=[present, new],
        )
