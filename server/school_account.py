"""Signing in with a school account: to the provider, back with a proof, and on to our own session.

Nothing of the provider stays: no token, no cookie. From here on our own rules say how long.
"""

import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from functools import partial
from urllib.parse import quote

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import InputRefused, InvitationOver
from casework.identity import CONFIRMED_FOR_ACCESS
from data.store import Store
from server import forms
from server import school_account_answers as answers
from server.entrance import Entrance, Way, set_cookie
from server.gate import INVITATIONS
from server.log import LOG
from server.oidc import Client, NotProven, ProviderDown, Question
from server.provider_settings import FOLDER, Provider, address_of
from server.request import cookie, session_token
from server.sessions import Session, Sessions
from server.short_lived import ShortLived

RETURN = f"{FOLDER}/terug"
COOKIE = "handelingskaart-schoolaccount"
ACCOUNT = "/account"
LIFETIME = timedelta(minutes=10)
BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")
# Anybody can begin one: few would let a stranger push out those of the school.
MOST_JOURNEYS = 20_000
# Entra ID packs all that it will say of somebody into the code.
LONGEST_CODE = 8_000
# Each waits for the provider; more at once would keep everybody else's threads.
ANSWERS_AT_ONCE = 4


class Purpose(Enum):
    """What somebody went to the provider for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    CONFIRM = "confirm"
    BIND = "bind"


@dataclass(frozen=True)
class Journey:
    """Somebody who is at the provider: with which question, for what, and where to go afterwards.

    `browser` is the secret of the browser that asked, the same in each of its tabs; `session` is
    the public id of the session that is confirmed or gets a school account.
    """

    provider: str
    question: Question
    purpose: Purpose
    target: str
    invitation: str = ""
    session: str = ""
    browser: str = field(default="", repr=False)


class SchoolAccountPages:
    """A route for each provider that is set, and the one to which all of them send back."""

    def __init__(
        self,
        sessions: Sessions,
        store: Callable[[], Store | None],
        entrance: Entrance,
        clients: Mapping[str, Client],
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._entrance = entrance
        self._clients = clients
        self._journeys: ShortLived[Journey] = ShortLived(sessions.now, LIFETIME, MOST_JOURNEYS)
        self._answers = anyio.CapacityLimiter(ANSWERS_AT_ONCE)

    def routes(self) -> list[Route]:
        """Nothing at all when no provider is set."""
        if not self._clients:
            return []
        starts = [
            Route(address_of(key), partial(self._start, key), methods=["GET"])
            for key in self._clients
        ]
        return [*starts, Route(RETURN, self.come_back, methods=["GET"])]

    async def _start(self, key: str, request: Request) -> Response:
        """Send the browser to the provider, with a question that only it can bring back."""
        store, client = self._store(), self._clients[key]
        if store is None or store.is_demo:
            return RedirectResponse(FOLDER, 303)
        journey = self._journey(request, key)
        if journey is None:
            return RedirectResponse(FOLDER, 303)
        if journey.purpose is not Purpose.SIGN_IN and not _is_from_here(request):
            return RedirectResponse(_page_of(journey), 303)
        try:
            address = await anyio.to_thread.run_sync(
                client.address, journey.question, limiter=self._answers
            )
        except ProviderDown as problem:
            return answers.down(client.provider, problem, journey.invitation)
        response = RedirectResponse(address, 303)
        # "lax": the way back begins at the provider, and the cookie has to come along.
        browser = cookie(request.scope, COOKIE)
        if not BROWSER.fullmatch(browser):
            browser = secrets.token_urlsafe(32)
        self._journeys.keep(journey.question.state, replace(journey, browser=browser))
        set_cookie(request, response, COOKIE, browser, path=FOLDER)
        return response

    def _journey(self, request: Request, key: str) -> Journey | None:
        """What this browser goes to the provider for; None when it has no right to that."""
        asked = request.query_params
        target, invitation = forms.safe_target(asked.get("naar", "/")), asked.get("uitnodiging", "")
        if invitation:
            return Journey(key, Question(), Purpose.INVITATION, "/", invitation[:200])
        if asked.get("doel") not in ("bevestigen", "koppelen"):
            return Journey(key, Question(), Purpose.SIGN_IN, target)
        session = self._sessions.find(session_token(request.scope))
        if session is None:
            return None
        if asked["doel"] == "bevestigen":
            question = Question(is_fresh=True)
            return Journey(key, question, Purpose.CONFIRM, target, session=session.public_id)
        if not is_confirmed(session, self._sessions):
            return None
        return Journey(key, Question(), Purpose.BIND, target, session=session.public_id)

    async def come_back(self, request: Request) -> Response:
        """The provider sent the browser back: each question has one answer, and it counts once."""
        store = self._store()
        answer = request.query_params
        journey = self._asked_by(request, answer.get("state", ""))
        if store is None or journey is None:
            return answers.over()
        client = self._clients[journey.provider]
        if answer.get("iss", client.provider.issuer) != client.provider.issuer:
            return answers.over()
        if "code" not in answer:
            LOG.info("signing in at the provider was broken off")
            error = answer.get("error", "")
            return answers.without_code(client.provider, error, journey.invitation)
        ask = partial(client.identity, journey.question, answer["code"][:LONGEST_CODE])
        try:
            identity = await anyio.to_thread.run_sync(ask, limiter=self._answers)
        except ProviderDown as problem:
            return answers.down(client.provider, problem, journey.invitation)
        except NotProven as problem:
            LOG.warning("a provider's answer was refused: %s", problem)
            if journey.purpose is Purpose.CONFIRM:
                return answers.unconfirmed()
            return answers.not_proven(client.provider, problem, journey.invitation)
        return await self._proven(request, store, journey, identity)

    def _asked_by(self, request: Request, state: str) -> Journey | None:
        """The journey with this state, when this browser began it; it counts once.

        An answer that is shown to another browser uses nothing up.
        """
        journey, browser = self._journeys.find(state), cookie(request.scope, COOKIE)
        if journey is None or not hmac.compare_digest(browser.encode(), journey.browser.encode()):
            return None
        return self._journeys.take(state)

    async def _proven(
        self, request: Request, store: Store, journey: Journey, identity: str
    ) -> Response:
        provider = self._clients[journey.provider].provider
        accounts = store.school_accounts
        if journey.purpose is Purpose.INVITATION:
            return await self._redeemed(request, store, journey, identity)
        if journey.purpose is Purpose.SIGN_IN:
            owner = await run_in_threadpool(accounts.owner, identity)
            return await self._signed_in(request, store, owner, provider, journey.target)
        session = self._sessions.find(session_token(request.scope))
        if session is None or session.public_id != journey.session:
            return answers.over()
        if journey.purpose is Purpose.BIND:
            return await self._bound(request, store, journey, session, identity)
        if await run_in_threadpool(accounts.owner, identity) != session.staff_id:
            return answers.unconfirmed()
        self._sessions.confirm(session.public_id)
        return RedirectResponse(journey.target, 303)

    async def _redeemed(
        self, request: Request, store: Store, journey: Journey, identity: str
    ) -> Response:
        """The invitation binds this school account to who was invited, once."""
        provider = self._clients[journey.provider].provider

        def bind(staff_id: str) -> None:
            store.school_accounts.bind(staff_id, provider.key, identity)

        redeem = partial(store.accounts.redeem_by, journey.invitation, bind, self._sessions.now())
        try:
            staff_id = await run_in_threadpool(redeem)
        except (InvitationOver, InputRefused) as refusal:
            return answers.message("Uitnodiging", refusal.sentence, 409, journey.invitation)
        return await self._signed_in(request, store, staff_id, provider, journey.target)

    async def _bound(
        self, request: Request, store: Store, journey: Journey, session: Session, identity: str
    ) -> Response:
        """Somebody who is signed in signs in with this school account as well from now on."""
        bind = partial(store.school_accounts.bind, session.staff_id, journey.provider, identity)
        try:
            await run_in_threadpool(bind)
        except InputRefused as refusal:
            return answers.message("Schoolaccount koppelen", refusal.sentence, 409)
        # What this session rested on is another now, and so it has ended.
        way = Way(session.has_second_step, is_by_password=False)
        return self._entrance.let_in(request, session.staff_id, journey.target, way)

    async def _signed_in(
        self, request: Request, store: Store, owner: str | None, provider: Provider, target: str
    ) -> Response:
        now = self._sessions.now()
        standing = None
        if owner is not None:
            standing = await run_in_threadpool(store.accounts.standing, owner, now)
        if owner is None or standing is None:
            return answers.unknown(provider)
        await run_in_threadpool(store.accounts.note_sign_in, owner, now)
        return await self._entrance.admit_from_provider(
            request, store, owner, standing.proof, target
        )


def _is_from_here(request: Request) -> bool:
    """Whether somebody pressed this on a page of ours; a browser that does not say so is old."""
    return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _page_of(journey: Journey) -> str:
    """Where this journey begins: there stands whose invitation or account it is.

    A link of somebody else could make an account of that person's, of who follows it.
    """
    is_invited = journey.purpose is Purpose.INVITATION
    return f"{INVITATIONS}{quote(journey.invitation, safe='')}" if is_invited else ACCOUNT


def clients(providers: tuple[Provider, ...], public_address: str) -> dict[str, Client]:
    """Who talks to each provider, by its key."""
    redirect_uri = f"{public_address}{RETURN}"
    return {provider.key: Client(provider, redirect_uri) for provider in providers}


def is_confirmed(session: Session, sessions: Sessions) -> bool:
    """Whether whoever holds this session proved lately who it is."""
    return sessions.now() - session.confirmed_at <= CONFIRMED_FOR_ACCESS
