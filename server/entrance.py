"""From a password that was right to a session: at once, or after a second step.

Who still has to show a second step has no session: only a token that leads to that step, in a
cookie that no other page gets, and for a few minutes.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.identity import Proof
from data.accounts import SignInResult
from data.second_factor import new_secret
from data.store import Store
from server.device import device_of
from server.provider_settings import Provider
from server.request import cookie, is_secure, session_cookie_name, session_token
from server.sessions import Session, Sessions
from server.short_lived import ShortLived
from server.standing import has_passwords, may_use_password, must_have_second_step

DEVICE_COOKIE = "handelingskaart-device"
DEVICE_SECONDS = 180 * 24 * 3600
STEP_COOKIE = "handelingskaart-stap"
# Long enough to find a phone, and to put an app on it.
STEP_LIFETIME = timedelta(minutes=15)
CODE, SET_UP = "/aanmelden/code", "/aanmelden/instellen"


@dataclass(frozen=True)
class HalfWay:
    """Somebody whose password was right; `secret` is for a new app, of who has none yet."""

    staff_id: str
    user_name: str
    target: str
    secret: str = ""
    proof: Proof | None = None
    is_by_password: bool = True


@dataclass(frozen=True)
class Way:
    """In which way somebody proved who it is; a session ends as soon as that is no longer so."""

    has_second_step: bool
    is_by_password: bool
    proof: Proof | None = None

    @classmethod
    def of(cls, session: Session, *, has_second_step: bool) -> "Way":
        """The way of a session that goes on under a new token; its proof is another by now."""
        return cls(has_second_step, session.is_by_password)


class Entrance:
    """Begins sessions, and knows who is half way."""

    def __init__(self, sessions: Sessions, providers: Sequence[Provider] = ()) -> None:
        """`providers`: where one can sign in with a school account besides."""
        self.providers = providers
        self._sessions = sessions
        self._half_way: ShortLived[HalfWay] = ShortLived(sessions.now, STEP_LIFETIME)

    def has_passwords(self, store: Store) -> bool:
        """Whether people sign in with a password here; they do where there is nothing else."""
        return has_passwords(store, self._sessions)

    def may_use_password(self, store: Store, staff_id: str) -> bool:
        """A beheerder always may: a provider that is down keeps no school out."""
        return may_use_password(store, self._sessions, staff_id)

    async def admit(
        self, request: Request, store: Store, verdict: SignInResult, user_name: str, target: str
    ) -> Response:
        """Whose password was right goes in, or on to the second step."""
        halfway = HalfWay(verdict.staff_id or "", user_name, target, proof=verdict.proof)
        return await self._admit(request, store, halfway)

    async def _admit(self, request: Request, store: Store, halfway: HalfWay) -> Response:
        books, staff_id = store.second_factors, halfway.staff_id
        if await run_in_threadpool(books.is_on, staff_id):
            return self._send_on(request, CODE, halfway)
        if await run_in_threadpool(must_have_second_step, store, staff_id, self._sessions.now()):
            return self._send_on(request, SET_UP, replace(halfway, secret=new_secret()))
        way = Way(False, halfway.is_by_password, halfway.proof)
        response = self.let_in(request, staff_id, halfway.target, way)
        self.remember_device(request, response, store, halfway.user_name)
        return response

    async def admit_from_provider(
        self, request: Request, store: Store, staff_id: str, proof: Proof, target: str
    ) -> Response:
        """Who proved it at a provider goes in: asking more than a password is up to the provider.

        Unless the school requires our own second step there as well.
        """
        if not store.school.has_own_step_after_provider():
            return self.let_in(request, staff_id, target, Way(True, False, proof))
        user_name = await run_in_threadpool(store.accounts.user_name, staff_id)
        halfway = HalfWay(staff_id, user_name, target, proof=proof, is_by_password=False)
        return await self._admit(request, store, halfway)

    def half_way(self, request: Request) -> HalfWay | None:
        """Who this browser belongs to, when it still has to show a second step."""
        return self._half_way.find(cookie(request.scope, STEP_COOKIE))

    def finish(self, request: Request) -> None:
        """The second step was shown: its token leads nowhere any more."""
        self._half_way.take(cookie(request.scope, STEP_COOKIE))

    def let_in(self, request: Request, staff_id: str, target: str, way: Way) -> Response:
        """A session for this browser, and on to where somebody was going."""
        response = RedirectResponse(target, 303)
        self.begin_session(request, response, staff_id, way)
        return response

    def begin_session(self, request: Request, response: Response, staff_id: str, way: Way) -> None:
        """A new session in the place of any that this browser had."""
        # A new token each time: one that was planted or overheard before opens nothing.
        self._sessions.end(session_token(request.scope))
        token, _ = self._sessions.begin(
            staff_id,
            has_second_step=way.has_second_step,
            is_by_password=way.is_by_password,
            proof=way.proof,
            device=device_of(request.headers.get("user-agent", "")),
        )
        set_cookie(request, response, session_cookie_name(request.scope), token, path="/")

    def remember_device(
        self, request: Request, response: Response, store: Store, name: str
    ) -> None:
        """Strangers who guess at a name cannot hold up the device that this person uses."""
        response.set_cookie(
            DEVICE_COOKIE,
            store.accounts.remembered_device(name, secrets.token_hex(16)),
            max_age=DEVICE_SECONDS,
            path="/aanmelden",
            secure=is_secure(request.scope),
            httponly=True,
            samesite="strict",
        )

    def _send_on(self, request: Request, path: str, halfway: HalfWay) -> Response:
        response = RedirectResponse(path, 303)
        token = self._half_way.put(halfway)
        set_cookie(request, response, STEP_COOKIE, token, path="/aanmelden")
        return response


def set_cookie(request: Request, response: Response, name: str, value: str, *, path: str) -> None:
    """A cookie that no script reads, sent by this browser to this path."""
    response.set_cookie(
        name,
        value,
        path=path,
        secure=is_secure(request.scope),
        httponly=True,
        samesite="lax",
    )
