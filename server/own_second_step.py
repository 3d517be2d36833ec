"""The page on which somebody who is signed in arranges the own second step."""

from collections.abc import Callable, Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import InputRefused
from casework.identity import CONFIRMED_FOR_ACCESS
from casework.words import full_date, local_day
from data.second_factor import new_secret
from data.store import Store
from server import forms
from server.entrance import STEP_LIFETIME, Entrance, Way, set_cookie
from server.request import cookie, session_token
from server.second_step import recovery_codes_page, set_up_page
from server.sessions import Session, Sessions
from server.short_lived import ShortLived
from server.templating import Notice, page

ADDRESS = "/tweede-stap"
APP, CODES, OFF = f"{ADDRESS}/app", f"{ADDRESS}/codes", f"{ADDRESS}/uit"
COOKIE = "handelingskaart-app"
ACCOUNT = "/account"
RECOVERED = (
    "Je bent aangemeld met een herstelcode; die is nu op. Heb je een andere telefoon, stel daar "
    "dan hieronder de app in."
)
Act = Callable[[Request, Store, Session], Response]


class OwnSecondStep:
    """The routes under /tweede-stap; each asks a proof of lately of who is there."""

    def __init__(
        self, sessions: Sessions, store: Callable[[], Store | None], entrance: Entrance
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._entrance = entrance
        # The secret of an app that is being set up, with the session in which that happens.
        self._secrets: ShortLived[tuple[str, str]] = ShortLived(sessions.now, STEP_LIFETIME)

    def routes(self) -> list[Route]:
        """What the door answers itself."""
        return [
            Route(ADDRESS, partial(self._answer, self._show), methods=["GET"]),
            Route(APP, partial(self._answer, self._show_app), methods=["GET"]),
            Route(APP, self.turn_on, methods=["POST"]),
            Route(CODES, partial(self._answer, self._renew_codes), methods=["POST"]),
            Route(OFF, partial(self._answer, self._turn_off), methods=["POST"]),
        ]

    async def _answer(self, act: Act, request: Request) -> Response:
        """Do this for who is signed in and proved lately who it is; else ask that first."""
        opened = self._opened(request)
        if isinstance(opened, Response):
            return opened
        return await run_in_threadpool(act, request, *opened)

    def _opened(self, request: Request) -> tuple[Store, Session] | Response:
        store, session = self._store(), self._sessions.touch(session_token(request.scope))
        if store is None or session is None:
            return RedirectResponse(f"/aanmelden?reden=opnieuw&naar={ADDRESS}", 303)
        if store.is_demo:
            return RedirectResponse(ACCOUNT, 303)
        if self._sessions.now() - session.confirmed_at > CONFIRMED_FOR_ACCESS:
            return RedirectResponse(f"/bevestigen?naar={ADDRESS}", 303)
        return store, session

    def _show(self, request: Request, store: Store, session: Session) -> Response:
        today = local_day(self._sessions.now())
        status = store.second_factors.status(session.staff_id, today)
        is_recovered = request.query_params.get("reden") == "herstelcode"
        return page(
            "own_second_step",
            "Aanmelden in twee stappen",
            notice=Notice(RECOVERED) if is_recovered else None,
            since=full_date(local_day(status.since)) if status.since else "",
            count_codes=status.count_codes,
            is_required=status.is_required,
            target=forms.safe_target(request.query_params.get("naar", ""), or_else=ACCOUNT),
        )

    def _show_app(self, request: Request, store: Store, session: Session) -> Response:
        secret = self._secret(request, session)
        if secret:
            return self._app_page(store, session, secret)
        secret = new_secret()
        response = self._app_page(store, session, secret)
        token = self._secrets.put((session.public_id, secret))
        set_cookie(request, response, COOKIE, token, path=ADDRESS)
        return response

    def _secret(self, request: Request, session: Session) -> str:
        held = self._secrets.find(cookie(request.scope, COOKIE))
        return held[1] if held is not None and held[0] == session.public_id else ""

    def _app_page(self, store: Store, session: Session, secret: str, refusal: str = "") -> Response:
        user_name = store.accounts.user_name(session.staff_id)
        return set_up_page(store, secret, user_name, action=APP, is_required=False, refusal=refusal)

    async def turn_on(self, request: Request) -> Response:
        """With the first right code of the app: on, or on with this app from now on."""
        opened = self._opened(request)
        if isinstance(opened, Response):
            return opened
        code = (await forms.read(request)).get("code", "")
        return await run_in_threadpool(self._turn_on, request, *opened, code)

    def _turn_on(self, request: Request, store: Store, session: Session, code: str) -> Response:
        secret = self._secret(request, session)
        if not secret:
            return RedirectResponse(APP, 303)
        try:
            codes = store.second_factors.turn_on(session.staff_id, secret, code)
        except InputRefused as refusal:
            return self._app_page(store, session, secret, refusal.sentence)
        self._secrets.take(cookie(request.scope, COOKIE))
        return self._codes_page(request, store, session, codes)

    def _renew_codes(self, _request: Request, store: Store, session: Session) -> Response:
        if not store.second_factors.is_on(session.staff_id):
            return RedirectResponse(ADDRESS, 303)
        codes = store.second_factors.make_recovery_codes(session.staff_id)
        return recovery_codes_page(store, codes, ACCOUNT, "De codes van eerder werken niet meer.")

    def _turn_off(self, request: Request, store: Store, session: Session) -> Response:
        today = local_day(self._sessions.now())
        if store.second_factors.is_required(session.staff_id, today):
            return RedirectResponse(ADDRESS, 303)
        store.second_factors.turn_off(session.staff_id, session.staff_id)
        response = RedirectResponse(ACCOUNT, 303)
        way = Way.of(session, has_second_step=False)
        self._entrance.begin_session(request, response, session.staff_id, way)
        return response

    def _codes_page(
        self, request: Request, store: Store, session: Session, codes: Sequence[str]
    ) -> Response:
        """Every session rested on what was before; this browser goes on in a new one."""
        response = recovery_codes_page(store, codes, ACCOUNT)
        way = Way.of(session, has_second_step=True)
        self._entrance.begin_session(request, response, session.staff_id, way)
        return response
