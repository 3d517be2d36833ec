"""The door in memory: the real gate and the real routes, around an app that only remembers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from casework.errors import CaseworkError
from server import assets
from server.application import show_refusal
from server.calendar_feed import CalendarFeed
from server.entrance import Entrance
from server.file_offers import FileOffers
from server.file_route import FileRoute
from server.first_start import FirstStart
from server.gate import Gate
from server.headers import app_policy
from server.invitations import InvitationPages
from server.names_switch import NamesSwitch
from server.oidc import Client
from server.own_methods import OwnMethods
from server.own_password import OwnPassword
from server.own_second_step import OwnSecondStep
from server.print_route import PrintRoute
from server.proving_page import ProvingPage
from server.school_account import SchoolAccountPages
from server.second_step import SecondStep
from server.sessions import Sessions
from server.sign_in import SignIn
from server.streamlit_inside.dutch import DutchPages, streamlit_in_dutch
from tests.server.cast import PASSWORD, USER_NAME, Clock, Store
from tests.server.visitor import Visitor


@dataclass
class Inside:
    """Stands for Streamlit: answers everything, remembers with which headers it was asked."""

    requests: list[dict[str, list[str]]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tags: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            tags.setdefault(name.decode(), []).append(value.decode())
        self.requests.append(tags)
        if scope["type"] == "websocket":
            await self._echo(receive, send)
        else:
            await PlainTextResponse("binnen")(scope, receive, send)

    async def _echo(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "bytes": message["bytes"]})


@dataclass
class House:
    """The door with everything around it that a test may want to touch."""

    clock: Clock
    sessions: Sessions
    inside: Inside
    schools: Any
    store: Store | None = None
    printed: list[str] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)
    first_start: FirstStart = field(init=False)
    file_offers: FileOffers = field(init=False)
    app: Starlette = field(init=False)

    def __post_init__(self) -> None:
        self.first_start = FirstStart(
            self.schools, lambda: self.store, self._use, self.printed.append, self._today
        )
        providers = tuple(client.provider for client in self.clients.values())
        self.sessions.has_providers = bool(providers)
        entrance = Entrance(self.sessions, providers)
        sign_in = SignIn(self.sessions, lambda: self.store, entrance)
        school_accounts = SchoolAccountPages(
            self.sessions, lambda: self.store, entrance, self.clients
        )
        second_step = SecondStep(self.sessions, lambda: self.store, entrance)
        feed = CalendarFeed(lambda: self.store, self.clock)  # type: ignore[arg-type, return-value]
        names = NamesSwitch(self.sessions)
        self.file_offers = FileOffers(self.sessions.on_end, self.clock)
        files = FileRoute(self.sessions, lambda: self.store, self.file_offers)  # type: ignore[arg-type, return-value]
        routes = [
            *sign_in.routes(),
            *second_step.routes(),
            *OwnSecondStep(self.sessions, lambda: self.store, entrance).routes(),
            *school_accounts.routes(),
            *InvitationPages(lambda: self.store, entrance).routes(),  # type: ignore[arg-type, return-value]
            *ProvingPage(self.sessions, lambda: self.store, providers).routes(),  # type: ignore[arg-type, return-value]
            *OwnPassword(self.sessions, lambda: self.store, entrance).routes(),  # type: ignore[arg-type, return-value]
            *self.first_start.routes(),
            *assets.routes(),
            *feed.routes(),
            *names.routes(),
            *files.routes(),
            *PrintRoute(self.sessions, lambda: self.store).routes(),  # type: ignore[arg-type, return-value]
        ]
        own_paths = frozenset(route.path for route in routes)
        self.app = Starlette(
            routes=[*routes, Mount("/", self.inside)],
            exception_handlers={CaseworkError: show_refusal},
            middleware=[
                Middleware(
                    Gate,
                    sessions=self.sessions,
                    store=lambda: self.store,
                    own_paths=own_paths,
                    policy=app_policy(streamlit_in_dutch().script_hashes),
                    files_ahead=frozenset(streamlit_in_dutch().first_files),
                ),
                Middleware(OwnMethods, routes=routes),
                Middleware(DutchPages, own_paths=own_paths),
            ],
        )

    def visitor(self, **options: Any) -> Visitor:
        """A stranger at the door."""
        return Visitor(self.app, **options)

    def samira(self, **options: Any) -> Visitor:
        """Samira, signed in with her password."""
        visitor = self.visitor(**options)
        fields = {"naam": USER_NAME, "wachtwoord": PASSWORD}
        assert visitor.post("/aanmelden", fields).status == 303
        return visitor

    def _use(self, store: Any) -> None:
        self.store = store
        self.sessions.end_all()

    def _today(self) -> Any:
        return self.clock.now.date()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_house(clock: Clock) -> Callable[..., House]:
    """Makes a door for a school, for no school at all, or for schools that the test brings."""

    def make(store: Any, schools: Any = None, **options: Any) -> House:
        return House(clock, Sessions(clock), Inside(), schools, store, **options)

    return make


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    """A real school."""
    return open_house(Store())


@pytest.fixture
def demo_house(open_house: Callable[..., House]) -> House:
    """A demo school."""
    return open_house(Store(is_demo=True))
