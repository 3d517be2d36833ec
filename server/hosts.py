"""The names by which the server may be called: any other is a page elsewhere that points here.

A browser lets a page talk to the server by whose name it was opened. Whoever owns a name can let it
point to this computer (DNS rebinding), and would read along with a school inside its own network.
"""

import ipaddress
import re
import socket
from base64 import b64encode
from functools import cache

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.headers import OTHER_HOST_POLICY, OUTSIDE_GATE
from server.request import PUBLISHED
from server.streamlit_inside.websocket import refuse_socket
from server.style_sheet import style_sheet
from server.templating import page

MISDIRECTED = 421
HOST = re.compile(r"(?P<name>[^:\[\]@/\\?#]+|\[[0-9a-fA-F:.]+\])(:\d{0,5})?")


def own_names() -> frozenset[str]:
    """How this computer is called by itself: whole, and without its domain."""
    name = socket.gethostname().lower().rstrip(".")
    return frozenset({name, name.partition(".")[0]} - {""})


class AllowedHosts:
    """Middleware before everything: an address in numbers, this computer, or a name of the school.

    `names`: what the school's IT has set.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names | own_names() | {"localhost"}
        self._is_published = bool(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what was sent to us."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif self._is_ours(scope):
            await self._app({**scope, PUBLISHED: self._is_published}, receive, send)
        elif scope["type"] == "websocket":
            await refuse_socket(receive, send)
        else:
            await _refusal()(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        hosts = [value for name, value in scope["headers"] if name.lower() == b"host"]
        if len(hosts) != 1:
            return False
        match = HOST.fullmatch(hosts[0].decode("latin-1").strip().lower())
        name = match["name"].removesuffix(".") if match else ""
        return name in self._names or _is_in_numbers(name)


def _is_in_numbers(name: str) -> bool:
    """Nobody can let a number point elsewhere."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _look_of_the_door() -> str:
    """The look as an address that holds it: under this name no file of ours can be had."""
    rules = b64encode(style_sheet(("colours", "door")).encode()).decode()
    return f"data:text/css;base64,{rules}"


def _refusal() -> Response:
    response = page(
        "other_host", "Niet dit adres", status=MISDIRECTED, style_sheet=_look_of_the_door()
    )
    response.headers.update(OUTSIDE_GATE)
    response.headers["Content-Security-Policy"] = OTHER_HOST_POLICY
    return response
