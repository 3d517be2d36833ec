"""The page on which whoever is signed in proves again who it is, for what has an address."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import quote

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import InputRefused
from data.store import Store
from server import forms
from server.confirmation import CODE, PASSWORD, Confirmation, Needed
from server.provider_settings import Provider, address_of
from server.request import session_token
from server.sessions import Session, Sessions
from server.templating import FormField, fault, page

ADDRESS = "/bevestigen"
CHECKS_AT_ONCE = 2


class ProvingPage:
    """The route /bevestigen; who is not signed in has to do that, which proves it as well."""

    def __init__(
        self,
        sessions: Sessions,
        store: Callable[[], Store | None],
        providers: Sequence[Provider] = (),
    ) -> None:
        """`providers`: where whoever has no password here can prove it."""
        self._providers = providers
        self._sessions = sessions
        self._store = store
        self._confirmation = Confirmation(sessions, store)
        self._checks = anyio.CapacityLimiter(CHECKS_AT_ONCE)

    def routes(self) -> list[Route]:
        """What the door answers itself."""
        return [
            Route(ADDRESS, self.show, methods=["GET"]),
            Route(ADDRESS, self.check, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The question; at the demo school nobody has anything to prove it with."""
        target = forms.safe_target(request.query_params.get("naar", "/"))
        session, store = self._sessions.find(session_token(request.scope)), self._store()
        if session is None or store is None:
            where = quote(target, safe="")
            return RedirectResponse(f"/aanmelden?reden=opnieuw&naar={where}", 303)
        if store.is_demo:
            return RedirectResponse(target, 303)
        return await self._page(session, target)

    async def check(self, request: Request) -> Response:
        """On to where somebody was going, with the right answer."""
        fields = await forms.read(request)
        target = forms.safe_target(fields.get("naar", "/"))
        session = self._sessions.find(session_token(request.scope))
        if session is None:
            return RedirectResponse("/aanmelden?reden=opnieuw", 303)
        password, code = fields.get("wachtwoord", ""), fields.get("code", "")
        prove = partial(self._confirmation.prove, session.public_id, password, code)
        try:
            await anyio.to_thread.run_sync(prove, limiter=self._checks)
        except InputRefused as refusal:
            return await self._page(session, target, refusal)
        return RedirectResponse(target, 303)

    async def _page(
        self, session: Session, target: str, refusal: InputRefused | None = None
    ) -> Response:
        needed = await run_in_threadpool(self._confirmation.needed, session.public_id)
        return page(
            "proving",
            "Bevestig dat jij het bent",
            status=422 if refusal else 200,
            notice=fault(refusal.sentence if refusal and not refusal.field else ""),
            fields=_fields(needed, refusal),
            has_password=needed.has_password,
            providers=[(one.label, address_of(one.key)) for one in self._providers],
            target=target,
        )


def _fields(needed: Needed, refusal: InputRefused | None) -> list[FormField]:
    at, words = (refusal.field, refusal.sentence) if refusal else ("", "")
    password = FormField(
        "Je wachtwoord",
        "wachtwoord",
        kind="password",
        autocomplete="current-password",
        fault=words if at == PASSWORD else "",
        has_focus=True,
    )
    code = FormField(
        "Code uit de app op je telefoon",
        "code",
        autocomplete="one-time-code",
        keyboard="numeric",
        fault=words if at == CODE else "",
    )
    return [password, *([code] if needed.has_code else [])]
