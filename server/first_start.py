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
from server import forms, setup_form, setup_page
from server.request import cookie, is_local, is_secure
from server.schools import Schools
from server.templating import FormField, fault, page

ENTRY_COOKIE = "handelingskaart-begin"
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
FAILED = "De demoschool kon niet worden gemaakt. Probeer het nog eens."


class FirstStart:
    """The routes under /begin.

    `use` makes a store the open one, `print_line` writes on the console.
    """

    def __init__(
        self,
        schools: Schools,
        current: Callable[[], Store | None],
        use: Callable[[Store | None], None],
        print_line: Callable[[str], None],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._schools = schools
        self._current = current
        self._use = use
        self._print_line = print_line
        self._today = today
        self._code = ""
        self._entry = ""
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
        self._entry = ""
        self._print_line(f"Beginnen vanaf een andere computer? De code is {self._code}")

    async def choose(self, request: Request) -> Response:
        """The two choices of a first start."""
        redirect = self._redirect(request)
        if redirect is not None:
            return redirect
        return page(
            "begin",
            "Welkom",
            is_wide=True,
            notice=fault(self._problem),
            has_school=self._schools.has_school(),
        )

    async def enter(self, request: Request) -> Response:
        """Check the one-time code of the console.

        There is no limit on tries: nobody guesses one in 10^14, and a limit would shut out whoever
        reads it, by the hand of a stranger.
        """
        if self._current() is not None:
            return RedirectResponse("/aanmelden", 303)
        code = (await forms.read(request)).get("code", "").strip().lower()
        await asyncio.sleep(0.5)
        is_right = bool(self._code) and hmac.compare_digest(code.encode(), self._code.encode())
        if not is_right:
            return _code_page("Deze code klopt niet. De code staat in het venster van de server.")
        self._code, self._entry = "", secrets.token_urlsafe(32)
        response = RedirectResponse("/begin", 303)
        response.set_cookie(
            ENTRY_COOKIE,
            self._entry,
            path="/begin",
            httponly=True,
            secure=is_secure(request.scope),
            samesite="lax",
        )
        return response

    async def begin_demo(self, request: Request) -> Response:
        """Start making the demo school, and wait for it on a page of its own."""
        redirect = self._redirect(request)
        if redirect is not None:
            return redirect
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
        return page("waiting", "Een ogenblik", reload_after=2)

    async def show_form(self, request: Request) -> Response:
        """The form for an own school."""
        redirect = self._redirect(request) or self._redirect_if_set_up()
        return redirect or setup_page.form_page(setup_form.empty(self._today()), self._today())

    async def set_up(self, request: Request) -> Response:
        """Make the own school, or show the form again with every mistake beside its field."""
        redirect = self._redirect(request) or self._redirect_if_set_up()
        if redirect is not None:
            return redirect
        form, setup = setup_form.validated(await forms.read(request), self._today())
        if setup is None:
            return setup_page.form_page(form, self._today(), status=422)
        if not self._making.acquire(blocking=False):
            return RedirectResponse("/begin/wachten", 303)
        try:
            store = await run_in_threadpool(self._schools.set_up, setup)
        except CaseworkError as refusal:
            has_field = form.refuse(getattr(refusal, "field", ""), refusal.sentence)
            sentence = "" if has_field else refusal.sentence
            return setup_page.form_page(form, self._today(), sentence, status=422)
        finally:
            self._making.release()
        self._use(store)
        return setup_page.done_page(self._schools)

    async def open_own(self, request: Request) -> Response:
        """From the choices to the own school that is there already."""
        redirect = self._redirect(request)
        if redirect is not None or not self._schools.has_school():
            return redirect or RedirectResponse("/begin", 303)
        try:
            self._use(await run_in_threadpool(self._schools.open_school))
        except CaseworkError as refusal:
            self._problem = refusal.sentence
            return RedirectResponse("/begin", 303)
        return RedirectResponse("/aanmelden", 303)

    async def discard(self, request: Request) -> Response:
        """Throw the demo school away; only from this machine, and never an own school."""
        store = self._current()
        if store is None or not store.is_demo or not is_local(request.scope):
            return RedirectResponse("/aanmelden", 303)
        self._use(None)
        try:
            await run_in_threadpool(store.throw_away)
        except CaseworkError as refusal:
            self._problem = refusal.sentence
        self.announce()
        return RedirectResponse("/begin", 303)

    def _redirect(self, request: Request) -> Response | None:
        """Where to go instead, when this is not the moment or not the place to begin."""
        if self._current() is not None:
            return RedirectResponse("/aanmelden", 303)
        entry = cookie(request.scope, ENTRY_COOKIE)
        has_entry = bool(self._entry) and hmac.compare_digest(entry.encode(), self._entry.encode())
        if has_entry or is_local(request.scope):
            return None
        return _code_page("")

    def _redirect_if_set_up(self) -> Response | None:
        return RedirectResponse("/begin", 303) if self._schools.has_school() else None


def _code_page(refusal: str) -> Response:
    hint = "Tien letters en cijfers, uit het venster van de server."
    return page(
        "code",
        "Beginnen",
        status=422 if refusal else 200,
        notice=fault(refusal),
        code=FormField("Code", "code", hint=hint, has_focus=True),
    )
