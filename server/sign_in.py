"""Signing in and out, and in the demo school: choosing who to be."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from data.store import Store
from server import asking, forms, html
from server.personas import PersonaChoice, parts
from server.sessions import Sessions

REASONS = {
    "afgemeld": "Je bent afgemeld. Tot de volgende keer.",
    "tijd": "Je scherm is gesloten omdat je een tijd niet bezig was. Je concepten zijn bewaard.",
    "klaar": "De school is ingericht. Meld je aan met de naam en het wachtwoord van zojuist.",
    "demo": "De demoschool staat klaar. Kies wie je wilt zijn.",
}
WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog eens."
DEVICE_COOKIE = "handelingskaart-device"
DEVICE_SECONDS = 180 * 24 * 3600
# Each check takes memory and a processor for a moment; more at once would slow down the school.
CHECKS_AT_ONCE = 2


class SignIn:
    """The routes /aanmelden, /afmelden and /aanwezig."""

    def __init__(self, sessions: Sessions, store: Callable[[], Store | None]) -> None:
        self._sessions = sessions
        self._store = store
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
        if self._sessions.find(asking.token(request.scope)) is not None:
            return RedirectResponse(target, 303)
        said = html.notice("kind", REASONS.get(request.query_params.get("reden", ""), ""))
        if store.is_demo:
            return await self._demo_page(store, request, said, target)
        return self._form_page(store, said, target)

    async def check(self, request: Request) -> Response:
        """Weigh a name and a password; a known and an unknown name look the same."""
        store = self._store()
        if store is None:
            return RedirectResponse("/begin", 303)
        given = await forms.read(request)
        name, target = given.get("naam", "").strip()[:200], forms.safe_target(given.get("naar", ""))
        weigh = partial(
            store.accounts.check,
            name,
            given.get("wachtwoord", ""),
            datetime.now(UTC),
            asking.cookie(request.scope, DEVICE_COOKIE),
        )
        verdict = await anyio.to_thread.run_sync(weigh, limiter=self._checks)
        if verdict.staff_id is not None:
            answer = self._let_in(request, verdict.staff_id, target)
            self._know_device(request, answer, store, name)
            return answer
        fault = _wait(verdict.wait_seconds) if verdict.wait_seconds > 0 else WRONG
        page = self._form_page(store, html.notice("fault", fault), target, name)
        page.status_code = 429 if verdict.wait_seconds > 0 else 422
        if verdict.wait_seconds > 0:
            page.headers["Retry-After"] = str(verdict.wait_seconds)
        return page

    async def become(self, request: Request) -> Response:
        """Be one of the made-up people; there is no such door in a real school."""
        store = self._store()
        given = await forms.read(request)
        groups = await run_in_threadpool(parts, store, _today()) if store else []
        known = {one.staff_id for _, people in groups for one in people}
        if given.get("wie") not in known:
            return RedirectResponse("/aanmelden", 303)
        return self._let_in(request, given["wie"], forms.safe_target(given.get("naar", "")))

    async def ask_to_leave(self, request: Request) -> Response:
        """A link cannot sign anybody out; a button can."""
        if self._sessions.find(asking.token(request.scope)) is None:
            return RedirectResponse("/aanmelden", 303)
        return html.page("Afmelden", html.render("sign_out"))

    async def leave(self, request: Request) -> Response:
        """End the session and close its open screens."""
        self._sessions.end(asking.token(request.scope))
        answer = RedirectResponse("/aanmelden?reden=afgemeld", 303)
        answer.delete_cookie(
            asking.cookie_name(request.scope),
            path="/",
            secure=asking.is_secure(request.scope),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def presence(self, request: Request) -> Response:
        """How many seconds this screen stays open; a POST says that somebody is there."""
        token = asking.token(request.scope)
        find = self._sessions.touch if request.method == "POST" else self._sessions.find
        session = find(token)
        if session is None:
            return JSONResponse({"seconds": 0}, 401)
        return JSONResponse({"seconds": self._sessions.seconds_left(session)})

    def _let_in(self, request: Request, staff_id: str, target: str) -> Response:
        # A new token each time: one that was planted or overheard before opens nothing.
        self._sessions.end(asking.token(request.scope))
        token, _ = self._sessions.begin(staff_id)
        answer = RedirectResponse(target, 303)
        answer.set_cookie(
            asking.cookie_name(request.scope),
            token,
            path="/",
            secure=asking.is_secure(request.scope),
            httponly=True,
            samesite="lax",
        )
        return answer

    def _know_device(self, request: Request, answer: Response, store: Store, name: str) -> None:
        # Strangers who guess at a name cannot hold up the device that this person uses.
        answer.set_cookie(
            DEVICE_COOKIE,
            store.accounts.remembered_device(name, secrets.token_hex(16)),
            max_age=DEVICE_SECONDS,
            path="/aanmelden",
            secure=asking.is_secure(request.scope),
            httponly=True,
            samesite="strict",
        )

    def _form_page(self, store: Store, said: html.Markup, target: str, name: str = "") -> Response:
        fields = [
            html.field("Gebruikersnaam", "naam", value=name, complete="username", focus=not name),
            html.field(
                "Wachtwoord",
                "wachtwoord",
                kind="password",
                complete="current-password",
                focus=bool(name),
            ),
        ]
        body = html.render(
            "sign_in",
            said=said,
            school=store.school.school_name(),
            target=target,
            fields=html.join(fields),
        )
        return html.page("Aanmelden", body)

    async def _demo_page(
        self, store: Store, request: Request, said: html.Markup, target: str
    ) -> Response:
        groups = await run_in_threadpool(parts, store, _today())
        body = html.render(
            "personas",
            said=said,
            school=store.school.school_name(),
            groups=html.join([_group(title, people, target) for title, people in groups]),
            discard=html.render("discard") if asking.is_local(request.scope) else "",
        )
        return html.page("Wie wil je zijn?", body, width="wide")


def _group(title: str, people: list[PersonaChoice], target: str) -> html.Markup:
    buttons = [
        html.render("persona", staff_id=one.staff_id, name=one.name, what=one.what, target=target)
        for one in people
    ]
    return html.render("persona_group", title=title, buttons=html.join(buttons))


def _today() -> date:
    return datetime.now(UTC).date()


def _wait(seconds: int) -> str:
    minutes = -(-seconds // 60)
    span = f"{seconds} seconden" if seconds < 60 else f"{minutes} minuten"
    span = {"1 seconden": "1 seconde", "1 minuten": "1 minuut"}.get(span, span)
    return (
        f"Het is een paar keer niet gelukt. Wacht {span} en probeer het dan opnieuw. "
        "Wachtwoord kwijt? De beheerder kan een nieuw wachtwoord geven."
    )
