"""A browser tab without a browser: signs in by HTTP, then speaks Streamlit's own websocket."""

import asyncio
import http.client
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

HOST = "127.0.0.1"
PATIENCE_SECONDS = 600
HTTP_SECONDS = 30
# A run that asked for another one (st.switch_page) is not the end of the answer.
GOES_ON = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class ScreenFailed(Exception):
    """A screen did not answer as a screen; what was measured would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """One act of a person: seconds from sending to the end of the run, and what came back.

    `receipt_seconds` is when a receipt (a green notice) had come; None when there was none.
    """

    seconds: float
    count_messages: int
    count_bytes: int
    receipt_seconds: float | None = None


@dataclass
class Tab:
    """One open screen. `widgets` maps the last part of a widget's key to its id."""

    port: int
    connection: ClientConnection
    widgets: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    address: str = ""
    _hashes: dict[str, str] = field(default_factory=dict)
    _scripts: dict[str, str] = field(default_factory=dict)
    _receipt_at: float | None = None

    async def act(
        self,
        page: str,
        query: str = "",
        states: Iterable[WidgetState] = (),
        until: str | None = None,
    ) -> Answer:
        """Ask for one run of a page and wait for its end; ScreenFailed when it shows a fault.

        `until` is the address at which the answer has to end; another one is a fault.
        """
        request = self._request(page, query, states)
        count, size = 0, 0
        self._receipt_at = None
        began = time.perf_counter()
        await self.connection.send(request)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                raw = await self.connection.recv(decode=False)
                count, size = count + 1, size + len(raw)
                if self._ends(raw):
                    break
        seconds = time.perf_counter() - began
        if until is not None and self.address != until:
            raise ScreenFailed(f"ended at {self.address!r} and not at {until!r}")
        receipt = self._receipt_at - began if self._receipt_at is not None else None
        return Answer(seconds, count, size, receipt)

    def _request(self, page: str, query: str, states: Iterable[WidgetState]) -> bytes:
        message = BackMsg()
        request = message.rerun_script
        request.query_string = query
        request.page_script_hash = self._hashes.get(page, "")
        request.page_name = "" if request.page_script_hash else page
        request.widget_states.widgets.extend(states)
        request.context_info.url = f"http://{HOST}:{self.port}/{page}"
        request.context_info.timezone = "Europe/Amsterdam"
        request.context_info.locale = "nl-NL"
        return bytes(message.SerializeToString())

    def _ends(self, raw: bytes) -> bool:
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise ScreenFailed("the page cannot be compiled")
            return bool(message.script_finished != GOES_ON)
        if kind == "navigation":
            self._learn_pages(message)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._look_at(message.delta.new_element)
        elif kind == "page_not_found":
            raise ScreenFailed("there is no such page")
        return False

    def _learn_pages(self, message: ForwardMsg) -> None:
        for page in message.navigation.app_pages:
            address = "" if page.is_default else page.url_pathname
            self._hashes[address] = page.page_script_hash
            self._scripts[page.page_script_hash] = address
        here = message.navigation.page_script_hash
        self.address = self._scripts.get(here, "")

    def _look_at(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise ScreenFailed(f"an exception of type {element.exception.type}")
        if kind == "alert" and element.alert.format == Alert.ERROR:
            raise ScreenFailed(f"the screen says: {element.alert.body}")
        if kind == "alert" and element.alert.format == Alert.SUCCESS:
            self._receipt_at = self._receipt_at or time.perf_counter()
        widget: Any = getattr(element, kind) if kind else None
        name = getattr(widget, "id", "")
        if name:
            key = name.rpartition("-")[2].rpartition("_")[2]
            self.widgets[key] = name
            if hasattr(widget, "options"):
                self.options[key] = [str(getattr(one, "content", one)) for one in widget.options]


@asynccontextmanager
async def tab(port: int, headers: Mapping[str, str]) -> AsyncIterator[Tab]:
    """An open websocket of somebody who is who `headers` say; closed at the end."""
    connection = await connect(
        f"ws://{HOST}:{port}/_stcore/stream",
        origin=Origin(f"http://{HOST}:{port}"),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=dict(headers),
        compression=None,
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE_SECONDS,
        proxy=None,
    )
    try:
        yield Tab(port, connection)
    finally:
        await connection.close()


def become(port: int, staff_id: str) -> dict[str, str]:
    """Press the button of one of the made-up people; the cookie as headers."""
    return _signed_in(port, "/aanmelden/demo", {"wie": staff_id})


def sign_in(port: int, user_name: str, password: str) -> dict[str, str]:
    """Sign in by name and password; the cookie as headers."""
    return _signed_in(port, "/aanmelden", {"naam": user_name, "wachtwoord": password})


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> int:
    """The status of one GET; ConnectionError when nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=HTTP_SECONDS)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _signed_in(port: int, path: str, fields: Mapping[str, str]) -> dict[str, str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=HTTP_SECONDS)
    headers = {
        "Origin": f"http://{HOST}:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        cookies = answer.headers.get_all("Set-Cookie") or []
    finally:
        connection.close()
    sent = [one.partition(";")[0] for one in cookies]
    if answer.status != 303 or not sent:
        raise ScreenFailed(f"signing in was answered with {answer.status}")
    return {"Cookie": "; ".join(sent)}
