"""The first start: look at the demo school, or set up an own one, before anybody can sign in."""

import asyncio
import hmac
import secrets
import threading
from collections.abc import Callable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import CaseworkError
from data.store import Store
from server import asking, forms, html, setup_form, setup_page
from server.school import Schools

ENTRY_COOKIE = "handelingskaart-begin"
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
MOST_TRIES = 20
FAILED = "De demoschool kon niet worden gemaakt. Probeer het nog eens."


class FirstStart:
    """The routes under /begin; `use` makes a store the open one, `say` prints on the console."""

    def __init__(
        self,
        schools: Schools,
        current: Callable[[], Store | None],
        use: Callable[[Store | None], None],
        say: Callable[[str], None],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._schools = schools
        self._current = current
        self._use = use
        self._say = say
        self._today = today
        self._code = ""
        self._entry = ""
        self._tries = 0
        self._making = threading.Lock()
        self._problem = ""

    def routes(self) -> list[Route]:
        """What the door answers before there is a school."""
        return [
            Route("/begin", self.choose, methods=["GET"]),
            Route("/begin/code", self.enter, methods=["POST"]),
            Route("/begin/demo", self.begin_demo, methods=["POST"]),
            Route("/begin/wachten", self.wait, methods=["GET"]),
            Route("/begin/school", self.show_form, methods=["GET"]),
            Route("/begin/school", self.set_up, methods=["POST"]),
            Route("/begin/openen", self.open_own, methods=["POST"]),
            Route("/begin/weggooien", self.discard, methods=["POST"]),
        ]

    def announce(self) -> None:
        """Print the code that a browser on another machine needs."""
        self._code = "".join(secrets.choice(READABLE) for _ in range(10))
        self._entry, self._tries = "", 0
        self._say(f"Beginnen vanaf een andere computer? De code is {self._code}")

    async def choose(self, request: Request) -> Response:
        """The two choices of a first start."""
        away = self._away(request)
        if away is not None:
            return away
        own = "open_own" if self._schools.has_school() else "own_choice"
        return html.page(
            "Welkom",
            html.render("begin", said=html.notice("fault", self._problem), own=html.render(own)),
            width="wide",
        )

    async def enter(self, request: Request) -> Response:
        """Weigh the one-time code of the console."""
        if self._current() is not None:
            return RedirectResponse("/aanmelden", 303)
        given = (await forms.read(request)).get("code", "").strip().lower()
        self._tries += 1
        await asyncio.sleep(0.5)
        right = bool(self._code) and hmac.compare_digest(given.encode(), self._code.encode())
        if not right or self._tries > MOST_TRIES:
            return _code_page("Deze code klopt niet. De code staat in het venster van de server.")
        self._code, self._entry = "", secrets.token_urlsafe(32)
        answer = RedirectResponse("/begin", 303)
        answer.set_cookie(
            ENTRY_COOKIE,
            self._entry,
            path="/begin",
            httponly=True,
            secure=asking.is_secure(request.scope),
            samesite="lax",
        )
        return answer

    async def begin_demo(self, request: Request) -> Response:
        """Start making the demo school, and wait for it on a page of its own."""
        away = self._away(request)
        if away is not None:
            return away
        if self._making.acquire(blocking=False):
            self._problem = ""
            threading.Thread(target=self._make_demo, name="demo", daemon=True).start()
        return RedirectResponse("/begin/wachten", 303)

    def _make_demo(self) -> None:
        try:
            self._use(self._schools.open_demo())
        except CaseworkError as refusal:
            self._problem = refusal.sentence
        except BaseException:
            self._problem = FAILED
            raise
        finally:
            self._making.release()

    async def wait(self, _request: Request) -> Response:
        """A calm page that looks again by itself until the demo school is there."""
        if self._current() is not None:
            return RedirectResponse("/aanmelden?reden=demo", 303)
        if not self._making.locked():
            return RedirectResponse("/begin", 303)
        return html.page("Een ogenblik", html.render("waiting"), reload_after=2)

    async def show_form(self, request: Request) -> Response:
        """The form for an own school."""
        away = self._away(request) or self._taken()
        return away or setup_page.form_page(setup_form.empty(self._today()), self._today())

    async def set_up(self, request: Request) -> Response:
        """Make the own school, or show the form again with every mistake beside its field."""
        away = self._away(request) or self._taken()
        if away is not None:
            return away
        form, wanted = setup_form.weigh(await forms.read(request), self._today())
        if wanted is None:
            return setup_page.form_page(form, self._today(), status=422)
        if not self._making.acquire(blocking=False):
            return RedirectResponse("/begin/wachten", 303)
        try:
            store = await run_in_threadpool(self._schools.set_up, wanted)
        except CaseworkError as refusal:
            beside = form.refuse(getattr(refusal, "field", ""), refusal.sentence)
            said = "" if beside else refusal.sentence
            return setup_page.form_page(form, self._today(), said, status=422)
        finally:
            self._making.release()
        self._use(store)
        return setup_page.done_page(self._schools)

    async def open_own(self, request: Request) -> Response:
        """From the choices to the own school that is there already."""
        away = self._away(request)
        if away is not None or not self._schools.has_school():
            return away or RedirectResponse("/begin", 303)
        try:
            self._use(await run_in_threadpool(self._schools.open_school))
        except CaseworkError as refusal:
            self._problem = refusal.sentence
            return RedirectResponse("/begin", 303)
        return RedirectResponse("/aanmelden", 303)

    async def discard(self, request: Request) -> Response:
        """Throw the demo school away; only from this machine, and never an own school."""
        store = self._current()
        if store is None or not store.is_demo or not asking.is_local(request.scope):
            return RedirectResponse("/aanmelden", 303)
        self._use(None)
        try:
            await run_in_threadpool(store.throw_away)
        except CaseworkError as refusal:
            self._problem = refusal.sentence
        self.announce()
        return RedirectResponse("/begin", 303)

    def _away(self, request: Request) -> Response | None:
        """Where to go instead, when this is not the moment or not the place to begin."""
        if self._current() is not None:
            return RedirectResponse("/aanmelden", 303)
        entry = asking.cookie(request.scope, ENTRY_COOKIE)
        known = bool(self._entry) and hmac.compare_digest(entry.encode(), self._entry.encode())
        if known or asking.is_local(request.scope):
            return None
        return _code_page("")

    def _taken(self) -> Response | None:
        return RedirectResponse("/begin", 303) if self._schools.has_school() else None


def _code_page(fault: str) -> Response:
    field = html.field(
        "Code", "code", hint="Tien letters en cijfers, uit het venster van de server.", focus=True
    )
    body = html.render("code", said=html.notice("fault", fault), field=field)
    return html.page("Beginnen", body, status=422 if fault else 200)
