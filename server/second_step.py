"""The second step of signing in: the code of an app, or setting one up where the school asks it."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import quote

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import InputRefused
from casework.second_factor import CodeResult
from data.second_factor import app_address
from data.store import Store
from server import forms
from server.entrance import CODE, DEVICE_COOKIE, SET_UP, Entrance, HalfWay, Way
from server.qr_code import qr_code
from server.request import cookie
from server.sessions import Sessions
from server.templating import FormField, Notice, fault, page
from server.waiting import waiting_words

WRONG = (
    "Deze code klopt niet, of is al gebruikt. Wacht tot de app een nieuwe code laat zien en typ "
    "die over."
)
WRONG_RECOVERY = "Deze herstelcode klopt niet, of is al gebruikt. Kijk of je alles hebt overgetypt."
AGAIN = "/aanmelden?reden=stap"
TURNED_ON = "Aanmelden in twee stappen staat aan."
OWN_PAGE = "/tweede-stap"
BY_RECOVERY = "herstelcode"
SECRET_GROUP = 4


class SecondStep:
    """The routes /aanmelden/code and /aanmelden/instellen."""

    def __init__(
        self, sessions: Sessions, store: Callable[[], Store | None], entrance: Entrance
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._entrance = entrance

    def routes(self) -> list[Route]:
        """What the door answers to who is half way."""
        return [
            Route(CODE, self.ask_code, methods=["GET"]),
            Route(CODE, self.check_code, methods=["POST"]),
            Route(SET_UP, self.show_set_up, methods=["GET"]),
            Route(SET_UP, self.set_up, methods=["POST"]),
        ]

    async def ask_code(self, request: Request) -> Response:
        """The page that asks a code of the app, or a recovery code."""
        if self._entrance.half_way(request) is None:
            return RedirectResponse(AGAIN, 303)
        return code_page(request.query_params.get("met") == BY_RECOVERY)

    async def check_code(self, request: Request) -> Response:
        """Let in with the right code; a wrong one makes that person wait sooner or later."""
        store, halfway = self._store(), self._entrance.half_way(request)
        if store is None or halfway is None or halfway.secret:
            return RedirectResponse(AGAIN, 303)
        fields = await forms.read(request)
        is_recovery = fields.get("met") == BY_RECOVERY
        result = await self._checked(store, request, halfway, fields.get("code", ""))
        if not result.is_right:
            return refused_code(result, is_recovery)
        standing = partial(store.accounts.standing, halfway.staff_id, self._sessions.now())
        if await run_in_threadpool(standing) is None:
            return RedirectResponse(AGAIN, 303)
        self._entrance.finish(request)
        response = self._entrance.let_in(
            request,
            halfway.staff_id,
            _after_recovery(halfway.target) if is_recovery else halfway.target,
            Way(True, halfway.is_by_password, halfway.proof),
        )
        self._entrance.remember_device(request, response, store, halfway.user_name)
        return response

    async def _checked(
        self, store: Store, request: Request, halfway: HalfWay, typed: str
    ) -> CodeResult:
        device = store.accounts.known_device(
            halfway.user_name, cookie(request.scope, DEVICE_COOKIE)
        )
        check = partial(
            store.second_factors.check, halfway.staff_id, typed, self._sessions.now(), device
        )
        return await anyio.to_thread.run_sync(check)

    async def show_set_up(self, request: Request) -> Response:
        """How to set up an app, before anything of the school opens."""
        store, halfway = self._store(), self._entrance.half_way(request)
        if store is None or halfway is None or not halfway.secret:
            return RedirectResponse(AGAIN, 303)
        return set_up_page(
            store, halfway.secret, halfway.user_name, action=SET_UP, is_required=True
        )

    async def set_up(self, request: Request) -> Response:
        """With the first right code the app is set up, and this person is in."""
        store, halfway = self._store(), self._entrance.half_way(request)
        if store is None or halfway is None or not halfway.secret:
            return RedirectResponse(AGAIN, 303)
        code = (await forms.read(request)).get("code", "")
        try:
            codes = await run_in_threadpool(self._turned_on, store, halfway, code)
        except InputRefused as refusal:
            return set_up_page(
                store,
                halfway.secret,
                halfway.user_name,
                action=SET_UP,
                is_required=True,
                refusal=refusal.sentence,
            )
        self._entrance.finish(request)
        if codes is None:
            return RedirectResponse(AGAIN, 303)
        response = recovery_codes_page(store, codes, halfway.target)
        way = Way(True, halfway.is_by_password)
        self._entrance.begin_session(request, response, halfway.staff_id, way)
        self._entrance.remember_device(request, response, store, halfway.user_name)
        return response

    def _turned_on(self, store: Store, halfway: HalfWay, code: str) -> list[str] | None:
        """The recovery codes; None when the password or the account is another by now."""
        standing = store.accounts.standing(halfway.staff_id, self._sessions.now())
        if standing is None or not standing.allows(halfway.proof, None):
            return None
        return store.second_factors.turn_on(halfway.staff_id, halfway.secret, code)


def _after_recovery(target: str) -> str:
    """Whoever has no phone any more sees first how many recovery codes are left."""
    return f"{OWN_PAGE}?reden={BY_RECOVERY}&naar={quote(target, safe='')}"


def code_page(is_recovery: bool, refusal: str = "", status: int = 200) -> Response:
    """Asks a code of the app, or one of the recovery codes."""
    if is_recovery:
        hint = "24 letters en cijfers van je lijst. Streepjes en hoofdletters maken niet uit."
        field = FormField("Herstelcode", "code", hint=hint, has_focus=True)
    else:
        hint = "Zes cijfers, uit de app op je telefoon."
        field = _app_code_field(hint)
    return page(
        "second_step",
        "Nog één stap",
        status=status,
        notice=fault(refusal),
        code=field,
        is_recovery=is_recovery,
    )


def refused_code(result: CodeResult, is_recovery: bool) -> Response:
    """A code was wrong, or it is too soon after wrong ones."""
    if result.wait_seconds <= 0:
        return code_page(is_recovery, WRONG_RECOVERY if is_recovery else WRONG, 422)
    response = code_page(is_recovery, waiting_words(result.wait_seconds), 429)
    response.headers["Retry-After"] = str(result.wait_seconds)
    return response


def set_up_page(
    store: Store,
    secret: str,
    user_name: str,
    *,
    action: str,
    is_required: bool,
    refusal: str = "",
) -> Response:
    """The QR code, the same in letters, and a field for the first code."""
    address = app_address(secret, user_name, store.school.school_name())
    starts = range(0, len(secret), SECRET_GROUP)
    return page(
        "second_step_set_up",
        "Aanmelden in twee stappen",
        status=422 if refusal else 200,
        notice=fault(refusal),
        action=action,
        is_required=is_required,
        qr=qr_code(address),
        address=address,
        secret=" ".join(secret[start : start + SECRET_GROUP] for start in starts),
        # Else a phone would show the field at once, and not what to do before it.
        code=_app_code_field("Zes cijfers, die de app laat zien na het scannen.", bool(refusal)),
    )


def recovery_codes_page(
    store: Store, codes: Sequence[str], target: str, sentence: str = TURNED_ON
) -> Response:
    """The codes for who lost the phone, on the screen this once."""
    return page(
        "recovery_codes",
        "Bewaar deze herstelcodes",
        notice=Notice(sentence),
        school=store.school.school_name(),
        codes=codes,
        target=target,
    )


def _app_code_field(hint: str, has_focus: bool = True) -> FormField:
    return FormField(
        "Code",
        "code",
        hint=hint,
        autocomplete="one-time-code",
        keyboard="numeric",
        has_focus=has_focus,
    )
