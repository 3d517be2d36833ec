"""The pages of an invitation: who it is for, choosing a password of one's own, and being let in."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import InputRefused, InvitationOver
from casework.identity import LONGEST_PASSWORD, SHORTEST_PASSWORD, Invited
from casework.words import local_day, long_date
from data.accounts import SignInResult
from data.store import Store
from server import forms
from server.assets import address
from server.entrance import Entrance
from server.gate import INVITATIONS
from server.provider_settings import address_of
from server.templating import TO_SIGN_IN, FormField, fault, page

HOW_TO_CHOOSE = (
    f"Minstens {SHORTEST_PASSWORD} tekens; hoofdletters, cijfers of tekens hoeven niet. Een "
    "zinnetje van vier woorden onthoud je makkelijk. Plakken uit een wachtwoordkluis mag."
)
CHOICES_AT_ONCE = 2


class InvitationPages:
    """Everything under /uitnodiging/: looking changes nothing, only the sent form uses it up."""

    def __init__(self, store: Callable[[], Store | None], entrance: Entrance) -> None:
        self._store = store
        self._entrance = entrance
        self._choices = anyio.CapacityLimiter(CHOICES_AT_ONCE)

    def routes(self) -> list[Route]:
        """The whole folder, so that nothing in it ever reaches the screens."""
        path = f"{INVITATIONS}{{token:path}}"
        return [
            Route(path, self.show, methods=["GET"]),
            Route(path, self.choose, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Who is invited, and the form; a program that looks into a mail uses nothing up."""
        store = self._store()
        if store is None:
            return RedirectResponse("/begin", 303)
        try:
            token = request.path_params["token"]
            invited = await run_in_threadpool(store.accounts.invited, token, datetime.now(UTC))
        except InvitationOver as refusal:
            return _over(refusal)
        return await self._form(store, token, invited)

    async def choose(self, request: Request) -> Response:
        """The password is chosen: whoever did that is signed in, and every other session ends."""
        store = self._store()
        if store is None:
            return RedirectResponse("/begin", 303)
        token, accounts = request.path_params["token"], store.accounts
        try:
            invited = await run_in_threadpool(accounts.invited, token, datetime.now(UTC))
            if not await self._may_use_password(store, invited):
                return await self._form(store, token, invited)
            fields = await forms.read(request)
            password = fields.get("wachtwoord", "")
            redeem = partial(accounts.redeem, token, password, datetime.now(UTC))
            staff_id = await anyio.to_thread.run_sync(redeem, limiter=self._choices)
        except InvitationOver as refusal:
            return _over(refusal)
        except InputRefused as refusal:
            return await self._form(store, token, invited, refusal.sentence)
        verdict = SignInResult(staff_id)
        return await self._entrance.admit(request, store, verdict, invited.user_name, "/")

    async def _may_use_password(self, store: Store, invited: Invited) -> bool:
        may = self._entrance.may_use_password
        return await run_in_threadpool(may, store, invited.staff_id)

    async def _form(
        self, store: Store, token: str, invited: Invited, refusal: str = ""
    ) -> Response:
        """With a school account, where there are, or with a password, where there are."""
        providers = [
            (one.label, f"{address_of(one.key)}?uitnodiging={token}")
            for one in self._entrance.providers
        ]
        return page(
            "invitation",
            "Welkom" if providers else "Kies je wachtwoord",
            status=422 if refusal else 200,
            school=store.school.school_name(),
            name=invited.name,
            user_name=invited.user_name,
            until=long_date(local_day(invited.expires_at)),
            password=_password_field(refusal),
            providers=providers,
            has_passwords=await self._may_use_password(store, invited),
            script=address("/password.js"),
        )


def _over(refusal: InvitationOver) -> Response:
    return page(
        "message", "Uitnodiging", status=404, notice=fault(refusal.sentence), way=TO_SIGN_IN
    )


def _password_field(refusal: str) -> FormField:
    return FormField(
        "Jouw nieuwe wachtwoord",
        "wachtwoord",
        hint=HOW_TO_CHOOSE,
        fault=refusal,
        kind="password",
        autocomplete="new-password",
        has_focus=True,
        longest=LONGEST_PASSWORD,
    )
