"""Puts the door before the app: routes, middleware, and what to do at start, stop and failure."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from casework.errors import CaseworkError
from server import assets, html, idle, log, state
from server.feed import Feed
from server.first_start import FirstStart
from server.gate import IDENTITY_HEADER, Gate
from server.headers import OUTSIDE_GATE, app_policy
from server.school import Schools
from server.settings import CHECKOUT, Settings
from server.sign_in import SignIn
from server.streamlit_inside.dutch import DutchPages, streamlit_in_dutch

START = CHECKOUT / "ui" / "router.py"
IDENTITY_KEY = "session"


class IdentityMissing(RuntimeError):
    """Streamlit would not hear from the gate who is there."""


class Door:
    """Everything that `st.App` is given; one for each server."""

    def __init__(
        self,
        settings: Settings,
        start: Path = START,
        background: Sequence[Callable[[threading.Event], None]] = (),
    ) -> None:
        """`background`: what runs beside the server, each in a thread, until its event is set."""
        self.settings = settings
        self.start = start
        self._background = background
        self.schools = Schools(settings, on_fatal=state.fail)
        self.activity = idle.Activity()
        self.first_start = FirstStart(self.schools, state.current, state.use, _say)
        self._sign_in = SignIn(state.sessions, state.current)
        self._feed = Feed(state.current)

    @property
    def routes(self) -> list[Route]:
        """The door's own pages and files."""
        own = [*self._sign_in.routes(), *self.first_start.routes(), *assets.routes()]
        return [*own, *self._feed.routes(), Route("/vandaag", _to_the_first_page, methods=["GET"])]

    @property
    def middleware(self) -> list[Middleware]:
        """From outside to inside: note, guard, translate."""
        own_paths = frozenset(route.path for route in self.routes)
        return [
            Middleware(_Noted, activity=self.activity),
            Middleware(
                Gate,
                sessions=state.sessions,
                store=state.current,
                own_paths=own_paths,
                policy=app_policy(streamlit_in_dutch().script_hashes),
            ),
            Middleware(DutchPages, own_paths=own_paths),
        ]

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: st.App) -> AsyncIterator[dict[str, Any]]:
        """Open the school when that has not been done, keep house, close at the end."""
        check_identity()
        log.keep_words_out()
        state.sessions.idle_after = self.settings.idle
        if state.current() is None and self.schools.has_school():
            state.use(self.schools.open_school())
        if state.current() is None:
            self.first_start.announce()
        _ = streamlit_in_dutch().scripts
        keeping = asyncio.create_task(idle.keep_house(self.activity, state.sessions, state.current))
        stop = threading.Event()
        threads = [threading.Thread(target=run, args=(stop,)) for run in self._background]
        for thread in threads:
            thread.start()
        try:
            yield {}
        finally:
            keeping.cancel()
            stop.set()
            for thread in threads:
                thread.join()
            state.close()

    @property
    def exception_handlers(self) -> dict[Any, Any]:
        """What a browser sees when the door itself refuses or fails."""
        return {CaseworkError: show_refusal, Exception: show_server_failure}


async def _to_the_first_page(_request: Request) -> Response:
    """Vandaag is the first page; Streamlit knows that page by no other address."""
    return RedirectResponse("/", status_code=303)


def check_identity() -> None:
    """Refuse to run when the checked identity would not reach the pages."""
    mapping = config.get_option("server.trustedUserHeaders")
    if mapping != {IDENTITY_HEADER: IDENTITY_KEY}:
        raise IdentityMissing(
            "De instelling server.trustedUserHeaders in .streamlit/config.toml ontbreekt of klopt "
            "niet; zonder die instelling start de server niet."
        )


def show_failure(problem: Exception) -> bool:
    """In place of a failed page: a Dutch sentence with a number that is in the log too."""
    if isinstance(problem, CaseworkError):
        st.warning(problem.sentence)
        return True
    number = log.reference()
    log.LOG.error("page failed, reference %s", number, exc_info=problem)
    st.error(_failure_text(number))
    return True


async def show_refusal(_request: Request, refusal: CaseworkError) -> Response:
    """A refusal at the door itself."""
    return html.page("Dit lukt nu niet", html.notice("fault", refusal.sentence), status=400)


async def show_server_failure(_request: Request, problem: Exception) -> Response:
    """A failure at the door itself."""
    number = log.reference()
    log.LOG.error("request failed, reference %s", number, exc_info=problem)
    text = html.notice("fault", _failure_text(number))
    page = html.page("Er ging iets mis", text, status=500)
    # This answer is made outside the gate, so it gets its headers here.
    page.headers.update(OUTSIDE_GATE)
    return page


def _failure_text(number: str) -> str:
    return (
        "Er ging iets mis in het programma. Wat je eerder opsloeg, is bewaard. Laad de pagina "
        f"opnieuw; blijft het misgaan, geef de beheerder dan dit nummer: {number}."
    )


class _Noted:
    def __init__(self, app: ASGIApp, activity: idle.Activity) -> None:
        self._app = activity.around(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the console is where this belongs
