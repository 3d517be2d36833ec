"""Puts the door before the app: routes, middleware, and what to do at start, stop and failure."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import CaseworkError
from server import assets, housekeeping, log, state
from server.calendar_feed import CalendarFeed
from server.daily_check import DailyCheck
from server.draft_route import DraftRoute
from server.entrance import Entrance
from server.file_route import FileRoute
from server.first_start import FirstStart
from server.gate import Gate
from server.headers import OUTSIDE_GATE, app_policy
from server.hosts import AllowedHosts
from server.invitations import InvitationPages
from server.mail.background import MailThread
from server.mail.digest import DigestMaker
from server.mail.sending import MailSender
from server.markdown import plain_lines
from server.names_switch import NamesSwitch
from server.own_methods import OwnMethods
from server.own_password import OwnPassword
from server.own_second_step import OwnSecondStep
from server.print_route import PrintRoute
from server.proving_page import ProvingPage
from server.school_account import SchoolAccountPages, clients
from server.schools import Schools
from server.second_step import SecondStep
from server.settings import CHECKOUT, Settings
from server.sign_in import SignIn
from server.streamlit_inside.dutch import DutchPages, streamlit_in_dutch
from server.streamlit_inside.identity import check_identity
from server.templating import TO_START, fault, page

MAIN_SCRIPT = CHECKOUT / "ui" / "router.py"


class Application:
    """Everything that `st.App` is given; one for each server."""

    def __init__(
        self,
        settings: Settings,
        main_script: Path = MAIN_SCRIPT,
        background: Sequence[Callable[[threading.Event], None]] = (),
    ) -> None:
        """`background`: what runs beside the server, each in a thread, until its event is set."""
        self.settings = settings
        self.main_script = main_script
        self.background = [
            *background,
            DailyCheck(state.current).run,
            *_mail_threads(settings),
        ]
        self.schools = Schools(settings, on_fatal=state.fail)
        self.activity = housekeeping.Activity()
        self.first_start = FirstStart(self.schools, state.current, state.use, _print)
        self._entrance = Entrance(state.sessions, settings.providers)
        self._sign_in = SignIn(state.sessions, state.current, self._entrance)
        self._second_step = SecondStep(state.sessions, state.current, self._entrance)
        self._own_second_step = OwnSecondStep(state.sessions, state.current, self._entrance)
        self._school_accounts = SchoolAccountPages(
            state.sessions,
            state.current,
            self._entrance,
            clients(settings.providers, settings.public_address),
        )
        self._invitations = InvitationPages(state.current, self._entrance)
        self._proving_page = ProvingPage(state.sessions, state.current, settings.providers)
        self._own_password = OwnPassword(state.sessions, state.current, self._entrance)
        self._calendar_feed = CalendarFeed(state.current)
        self._names_switch = NamesSwitch(state.sessions)
        self._print_route = PrintRoute(state.sessions, state.current)
        self._file_route = FileRoute(state.sessions, state.current, state.file_offers)
        self.draft_route = DraftRoute(state.sessions, state.current, state.screens)

    @property
    def routes(self) -> list[Route]:
        """The door's own pages and files."""
        return [
            *self._sign_in.routes(),
            *self._second_step.routes(),
            *self._own_second_step.routes(),
            *self._school_accounts.routes(),
            *self._invitations.routes(),
            *self._proving_page.routes(),
            *self._own_password.routes(),
            *self.draft_route.routes(),
            *self._file_route.routes(),
            *self.first_start.routes(),
            *assets.routes(),
            *self._calendar_feed.routes(),
            *self._names_switch.routes(),
            *self._print_route.routes(),
            Route("/vandaag", _to_the_first_page, methods=["GET"]),
        ]

    @property
    def middleware(self) -> list[Middleware]:
        """From outside to inside: know the name, note, guard, translate."""
        own_paths = frozenset(route.path for route in self.routes)
        return [
            Middleware(AllowedHosts, names=self.settings.host_names),
            Middleware(housekeeping.ActivityMiddleware, activity=self.activity),
            Middleware(
                Gate,
                sessions=state.sessions,
                store=state.current,
                own_paths=own_paths,
                policy=app_policy(streamlit_in_dutch().script_hashes),
                files_ahead=frozenset(streamlit_in_dutch().first_files),
            ),
            Middleware(OwnMethods, routes=self.routes),
            Middleware(DutchPages, own_paths=own_paths),
        ]

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: st.App) -> AsyncIterator[dict[str, Any]]:
        """Open the school when that has not been done, keep house, close at the end."""
        check_identity()
        log.keep_words_out()
        self._open_school()
        _ = streamlit_in_dutch().scripts
        keeping_house = asyncio.create_task(
            housekeeping.keep_house(self.activity, state.sessions, state.current)
        )
        try:
            with self._background_threads():
                yield {}
        finally:
            keeping_house.cancel()
            state.close()

    def _open_school(self) -> None:
        state.sessions.idle_after = self.settings.idle_timeout
        state.sessions.has_providers = bool(self.settings.providers)
        if state.current() is None and self.schools.has_school():
            state.use(self.schools.open_school())
        if state.current() is None:
            self.first_start.announce()

    @contextlib.contextmanager
    def _background_threads(self) -> Iterator[None]:
        stop = threading.Event()
        threads = [threading.Thread(target=run, args=(stop,)) for run in self.background]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    @property
    def exception_handlers(self) -> dict[Any, Any]:
        """What a browser sees when the door itself refuses or fails."""
        return {CaseworkError: show_refusal, Exception: show_server_failure}


def _mail_threads(settings: Settings) -> list[Callable[[threading.Event], None]]:
    """What sends e-mail, where the school has a mail server."""
    if settings.mail is None:
        return []
    digests = DigestMaker(state.current)
    sender = MailSender(settings.mail, state.current, settings.public_address)
    return [MailThread(digests.add_due, sender.send_waiting).run]


async def _to_the_first_page(_request: Request) -> Response:
    """Vandaag is the first page; Streamlit knows that page by no other address."""
    return RedirectResponse("/", status_code=303)


def show_failure(problem: Exception) -> bool:
    """In place of a failed page: a Dutch sentence with a number that is in the log too."""
    if isinstance(problem, CaseworkError):
        st.warning(plain_lines(problem.sentence))
        return True
    number = log.reference()
    log.LOG.error("page failed, reference %s", number, exc_info=problem)
    st.error(_failure_text(number))
    return True


async def show_refusal(_request: Request, refusal: CaseworkError) -> Response:
    """A refusal at the door itself."""
    wait = getattr(refusal, "wait_seconds", 0)
    response = page(
        "message",
        "Dit lukt nu niet",
        status=429 if wait else 400,
        notice=fault(refusal.sentence),
        way=TO_START,
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


async def show_server_failure(_request: Request, problem: Exception) -> Response:
    """A failure at the door itself."""
    number = log.reference()
    log.LOG.error("request failed, reference %s", number, exc_info=problem)
    notice = fault(_failure_text(number))
    response = page("message", "Er ging iets mis", status=500, notice=notice, way=TO_START)
    # This answer is made outside the gate, so it gets its headers here.
    response.headers.update(OUTSIDE_GATE)
    return response


def _failure_text(number: str) -> str:
    return (
        "Er ging iets mis in het programma. Laad de pagina opnieuw; bovenaan zie je wat je net "
        f"opsloeg. Blijft het misgaan, geef de beheerder dan dit nummer: {number}."
    )


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the console is where this belongs
