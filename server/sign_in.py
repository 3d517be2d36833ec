"""Signing in and out, and in the demo school: choosing who to be."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from casework.words import clock_or_day
from data.store import Store
from server import forms
from server.entrance import DEVICE_COOKIE, Entrance, Way
from server.personas import persona_groups
from server.provider_settings import address_of
from server.request import cookie, is_local, is_secure, session_cookie_name, session_token
from server.sessions import Sessions, public_id_of, sign_in_name
from server.streamlit_inside.dutch import streamlit_in_dutch
from server.templating import FormField, Notice, fault, page
from server.waiting import waiting_words

REASONS = {
    "afgemeld": "Je bent afgemeld. Tot de volgende keer.",
    "tijd": "Je bent afgemeld omdat je een tijd niet bezig was. Meld je aan; je gaat dan verder "
    "waar je was.",
    "opnieuw": "Je bent niet meer aangemeld. Meld je opnieuw aan; je gaat dan verder waar je was.",
    "stap": "Dat duurde te lang. Typ je naam en wachtwoord nog een keer.",
    "klaar": "De school is ingericht. Meld je aan met de naam en het wachtwoord van zojuist.",
    "demo": "De demoschool staat klaar. Kies wie je wilt zijn.",
}
WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog eens."
WITH_SCHOOL_ACCOUNT = "Ben je geen beheerder, meld je dan aan met je schoolaccount."
WARN_SECONDS = 120
"""How long before its end somebody who sits still is warned; sooner where the limit is short."""
# Each check takes memory and a processor for a moment; more at once would slow down the school.
CHECKS_AT_ONCE = 2
# Five seconds of checks: a whole school signs in within that, and a flood makes nobody wait longer.
MOST_WAITING = 100
BUSY_SECONDS = 5
BUSY = (
    "Er melden zich nu veel mensen tegelijk aan. Wacht een paar tellen en probeer het dan opnieuw."
)


class SignIn:
    """The routes /aanmelden, /afmelden and /aanwezig."""

    def __init__(
        self, sessions: Sessions, store: Callable[[], Store | None], entrance: Entrance
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._entrance = entrance
        self._checks = anyio.CapacityLimiter(CHECKS_AT_ONCE)

    def routes(self) -> list[Route]:
        """What the door answers itself."""
        return [
            Route("/aanmelden", self.show, methods=["GET"]),
            Route("/aanmelden", self.check, methods=["POST"]),
            Route("/aanmelden/demo", self.become, methods=["POST"]),
            Route("/afmelden", self.ask_to_leave, methods=["GET"]),
            Route("/afmelden", self.leave, methods=["POST"]),
            Route("/aanwezig", self.presence, methods=["GET", "POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The sign-in page; who is signed in already goes on to where they were going."""
        target = forms.safe_target(request.query_params.get("naar", "/"))
        store = self._store()
        if store is None:
            return RedirectResponse("/begin", 303)
        if self._sessions.find(session_token(request.scope)) is not None:
            return RedirectResponse(target, 303)
        reason = request.query_params.get("reden", "")
        notice = await self._notice(request, store, reason) if reason in REASONS else None
        if store.is_demo:
            return await self._demo_page(store, request, notice, target)
        return self._form_page(store, notice, target)

    async def _notice(self, request: Request, store: Store, reason: str) -> Notice:
        """Why one has to sign in; and what is kept of what was typed, as it is in the store."""
        token = session_token(request.scope)
        if not token or reason not in ("tijd", "opnieuw"):
            return Notice(REASONS[reason])
        # Only what was typed in the sign-in of this very browser: also after a restart its cookie
        # leads to it, and nothing else does.
        sign_in = sign_in_name(public_id_of(token))
        kept = await run_in_threadpool(store.drafts.of_sign_in, sign_in)
        return Notice(f"{REASONS[reason]} {drafts_kept(kept, _today())}".strip())

    async def check(self, request: Request) -> Response:
        """Check a name and a password; a known and an unknown name look the same."""
        store = self._store()
        if store is None:
            return RedirectResponse("/begin", 303)
        fields = await forms.read(request)
        name = fields.get("naam", "").strip()[:200]
        target = forms.safe_target(fields.get("naar", ""))
        if self._checks.statistics().tasks_waiting >= MOST_WAITING:
            return self._slowed(store, name, target, BUSY, BUSY_SECONDS)
        check = partial(
            store.accounts.check,
            name,
            fields.get("wachtwoord", ""),
            datetime.now(UTC),
            cookie(request.scope, DEVICE_COOKIE),
        )
        verdict = await anyio.to_thread.run_sync(check, limiter=self._checks)
        may_use = self._entrance.may_use_password
        staff_id = verdict.staff_id
        if staff_id is not None and await run_in_threadpool(may_use, store, staff_id):
            return await self._entrance.admit(request, store, verdict, name, target)
        return self._refused(store, name, target, verdict.wait_seconds)

    def _refused(self, store: Store, name: str, target: str, wait_seconds: int) -> Response:
        if wait_seconds <= 0:
            # The same for everybody, also with a right password: it opens nothing here.
            words = (
                WRONG if self._entrance.has_passwords(store) else f"{WRONG} {WITH_SCHOOL_ACCOUNT}"
            )
            return self._form_page(store, fault(words), target, name, status=422)
        return self._slowed(store, name, target, _wait(wait_seconds), wait_seconds)

    def _slowed(
        self, store: Store, name: str, target: str, sentence: str, wait_seconds: int
    ) -> Response:
        response = self._form_page(store, fault(sentence), target, name, status=429)
        response.headers["Retry-After"] = str(wait_seconds)
        return response

    async def become(self, request: Request) -> Response:
        """Be one of the made-up people; there is no such door in a real school."""
        store = self._store()
        fields = await forms.read(request)
        groups = await run_in_threadpool(persona_groups, store, _today()) if store else []
        staff_ids = {persona.staff_id for _, personas in groups for persona in personas}
        if fields.get("wie") not in staff_ids:
            return RedirectResponse("/aanmelden", 303)
        target = forms.safe_target(fields.get("naar", ""))
        way = Way(has_second_step=False, is_by_password=False)
        return self._entrance.let_in(request, fields["wie"], target, way)

    async def ask_to_leave(self, request: Request) -> Response:
        """A link cannot sign anybody out; a button can."""
        if self._sessions.find(session_token(request.scope)) is None:
            return RedirectResponse("/aanmelden", 303)
        return page("sign_out", "Afmelden")

    async def leave(self, request: Request) -> Response:
        """End the session and close its open screens."""
        self._sessions.end(session_token(request.scope))
        response = RedirectResponse("/aanmelden?reden=afgemeld", 303)
        response.delete_cookie(
            session_cookie_name(request.scope),
            path="/",
            secure=is_secure(request.scope),
            httponly=True,
            samesite="lax",
        )
        return response

    async def presence(self, request: Request) -> Response:
        """How many seconds this screen stays open; a POST says that somebody is there."""
        token = session_token(request.scope)
        find = self._sessions.touch if request.method == "POST" else self._sessions.find
        session = find(token)
        if session is None:
            reason = "tijd" if self._sessions.was_idle(token) else "opnieuw"
            return JSONResponse({"seconds": 0, "reason": reason}, 401)
        warn_at = min(WARN_SECONDS, int(self._sessions.idle_after.total_seconds() / 3))
        seconds = self._sessions.seconds_left(session)
        return JSONResponse({"seconds": seconds, "warn_at": warn_at})

    def _form_page(
        self, store: Store, notice: Notice | None, target: str, name: str = "", status: int = 200
    ) -> Response:
        fields = [
            FormField(
                "Gebruikersnaam",
                "naam",
                value=name,
                autocomplete="username",
                has_focus=not name and not self._entrance.providers,
            ),
            FormField(
                "Wachtwoord",
                "wachtwoord",
                kind="password",
                autocomplete="current-password",
                has_focus=bool(name),
            ),
        ]
        return page(
            "sign_in",
            "Aanmelden",
            status=status,
            notice=notice,
            ahead=streamlit_in_dutch().asked_ahead,
            school=store.school.school_name(),
            target=target,
            fields=fields,
            providers=[(one.label, address_of(one.key)) for one in self._entrance.providers],
            has_passwords=self._entrance.has_passwords(store),
            is_refused=status != 200,
        )

    async def _demo_page(
        self, store: Store, request: Request, notice: Notice | None, target: str
    ) -> Response:
        return page(
            "personas",
            "Wie wil je zijn?",
            is_wide=True,
            notice=notice,
            ahead=streamlit_in_dutch().asked_ahead,
            school=store.school.school_name(),
            groups=await run_in_threadpool(persona_groups, store, _today()),
            target=target,
            can_discard=is_local(request.scope),
        )


def drafts_kept(kept: Sequence[datetime], today: date) -> str:
    """How many forms wait, by when each was last typed in; nothing when there are none."""
    if not kept:
        return ""
    at = clock_or_day(kept[0], today)
    if len(kept) == 1:
        return f"Je concept van {at} is bewaard."
    return f"Je {len(kept)} concepten zijn bewaard; het laatste is van {at}."


def _today() -> date:
    return datetime.now(UTC).date()


def _wait(seconds: int) -> str:
    return (
        f"{waiting_words(seconds)} Wachtwoord kwijt? Vraag de beheerder om een nieuwe uitnodiging."
    )
