"""From a password that was right to a session: at once, or after a second step.

Who still has to show a second step has no session: only a token that leads to that step, in a
cookie that no other page gets, and for a few minutes.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.identity import Proof
from casework.people import Role
from casework.words import local_day
from data.accounts import SignInResult
from data.second_factor import new_secret
from data.store import Store
from server.device import device_of
from server.provider_settings import Provider
from server.request import cookie, is_secure, session_cookie_name, session_token
from server.sessions import Sessions
from server.short_lived import ShortLived
from server.standing import must_have_second_step

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


class Entrance:
    """Begins sessions, and knows who is half way."""

    def __init__(self, sessions: Sessions, providers: Sequence[Provider] = ()) -> None:
        """`providers`: where one can sign in with a school account besides."""
        self.providers = providers
        self._sessions = sessions
        self._half_way: ShortLived[HalfWay] = ShortLived(sessions.now, STEP_LIFETIME)

    def has_passwords(self, store: Store) -> bool:
        """Whether people sign in with a password here; they do where there is nothing else."""
        return not self.providers or store.school.has_own_accounts()

    def may_use_password(self, store: Store, staff_id: str) -> bool:
        """A beheerder always may: a provider that is down keeps no school out."""
        actor = store.school.actor(staff_id, local_day(self._sessions.now()))
        return self.has_passwords(store) or (actor is not None and actor.has(Role.ADMIN))

    async def admit(
        self, request: Request, store: Store, verdict: SignInResult, user_name: str, target: str
    ) -> Response:
        """Whose password was right goes in, or on to the second step."""
        books, staff_id, proof = store.second_factors, verdict.staff_id or "", verdict.proof
        if await run_in_threadpool(books.is_on, staff_id):
            return self._send_on(request, CODE, HalfWay(staff_id, user_name, target, proof=proof))
        if await run_in_threadpool(must_have_second_step, store, staff_id, self._sessions.now()):
            halfway = HalfWay(staff_id, user_name, target, new_secret(), proof)
            return self._send_on(request, SET_UP, halfway)
        response = self.let_in(request, staff_id, target, proof=proof)
        self.remember_device(request, response, store, user_name)
        return response

    async def admit_from_provider(
        self, request: Request, store: Store, staff_id: str, proof: Proof, target: str
    ) -> Response:
        """Who proved it at a provider goes in: asking more than a password is up to the provider.

        Unless the school requires our own second step there as well.
        """
        if not store.school.has_own_step_after_provider():
            return self.let_in(request, staff_id, target, has_second_step=True, proof=proof)
        user_name = await run_in_threadpool(store.accounts.user_name, staff_id)
        verdict = SignInResult(staff_id, proof=proof)
        return await self.admit(request, store, verdict, user_name, target)

    def half_way(self, request: Request) -> HalfWay | None:
        """Who this browser belongs to, when it still has to show a second step."""
        return self._half_way.find(cookie(request.scope, STEP_COOKIE))

    def finish(self, request: Request) -> None:
        """The second step was shown: its token leads nowhere any more."""
        self._half_way.take(cookie(request.scope, STEP_COOKIE))

    def turn_back(self, staff_id: str) -> None:
        """Of this person the password or the account is another now: begin again."""
        self._half_way.drop(lambda one: one.staff_id == staff_id)

    def let_in(
        self,
        request: Request,
        staff_id: str,
        target: str,
        *,
        has_second_step: bool = False,
        proof: Proof | None = None,
    ) -> Response:
        """A session for this browser, and on to where somebody was going."""
        response = RedirectResponse(target, 303)
        self.begin_session(
            request, response, staff_id, has_second_step=has_second_step, proof=proof
        )
        return response

    def begin_session(
        self,
        request: Request,
        response: Response,
        staff_id: str,
        *,
        has_second_step: bool,
        proof: Proof | None = None,
    ) -> None:
        """A new session in the place of any that this browser had.

        `proof` is what was proven; the session ends as soon as that is no longer so.
        """
        # A new token each time: one that was planted or overheard before opens nothing.
        self._sessions.end(session_token(request.scope))
        token, _ = self._sessions.begin(
            staff_id,
            has_second_step=has_second_step,
            proof=proof,
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
