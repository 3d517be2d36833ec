"""A browser tab without a browser: signs in by HTTP, then speaks Streamlit's own websocket."""

import asyncio
import http.client
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

HOST = "127.0.0.1"
PATIENCE_SECONDS = 300
HTTP_SECONDS = 30
# A run that asked for another one (st.switch_page) is not the end of the answer.
WIDGET = "$$ID-"
GOES_ON = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class ScreenFailed(Exception):
    """A screen did not answer as a screen; what was measured would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """One act of a person: seconds from sending to the end of the run, and what came back.

    `receipt_seconds` is when a receipt (a green notice) had come; None when there was none. Of a
    tab with a clock `processor` and `receipt_processor` are the same in processor time of the
    server.
    """

    seconds: float
    count_messages: int
    count_bytes: int
    receipt_seconds: float | None = None
    processor: float = 0.0
    receipt_processor: float | None = None


@dataclass
class Tab:
    """One open screen, which keeps what a browser keeps: widgets, their values, the address.

    `widgets` maps the key of a widget to its id, in the order in which they came; `clock` is the
    processor time of the server.
    """

    port: int
    connection: ClientConnection
    clock: Callable[[], float] = time.perf_counter
    widgets: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, WidgetState] = field(default_factory=dict)
    address: str = ""
    query: str = ""
    _fragments: dict[str, str] = field(default_factory=dict)
    _drawn: set[str] = field(default_factory=set)
    _drawn_parts: set[str] = field(default_factory=set)
    _hashes: dict[str, str] = field(default_factory=dict)
    _scripts: dict[str, str] = field(default_factory=dict)
    _receipt_at: tuple[float, float] | None = None

    # --- what a person does ---------------------------------------------------------------------

    async def open(self, page: str, query: str = "") -> Answer:
        """Open a page anew; ScreenFailed when it ends at another address."""
        self._forget_screen()
        self.query = query
        return await self.act(page, query, until=page)

    async def press(self, key: str) -> Answer:
        """Press the button whose key ends on this."""
        pressed = WidgetState(id=self.widget(key), trigger_value=True)
        return await self._changed(pressed.id, [*self.values.values(), pressed])

    async def choose(self, key: str, *values: str) -> Answer:
        """Have these options of pills, all of those that are chosen; or of a list."""
        state = WidgetState(id=self.widget(key))
        state.string_array_value.data.extend(values)
        return await self.change(state)

    async def type(self, key: str, text: str) -> Answer:
        """Type in a field, and leave it."""
        return await self.change(WidgetState(id=self.widget(key), string_value=text))

    async def change(self, state: WidgetState) -> Answer:
        """Have a widget hold another value."""
        self.values[state.id] = state
        return await self._changed(state.id, self.values.values())

    def widget(self, key: str) -> str:
        """The id of the first widget of which the key ends on this."""
        keys = [one for one in self.widgets if f"_{one}".endswith(f"_{key}")]
        if not keys:
            raise ScreenFailed(f"there is no {key} on {self.address!r}: {list(self.widgets)}")
        return self.widgets[keys[0]]

    def has(self, key: str) -> bool:
        """Whether there is a widget of which the key ends on this."""
        return any(f"_{one}".endswith(f"_{key}") for one in self.widgets)

    def choices(self, key: str) -> list[str]:
        """The options of the first widget of which the key ends on this."""
        return self.options[self.widget(key)]

    async def _changed(self, widget: str, states: Iterable[WidgetState]) -> Answer:
        fragment = self._fragments.get(widget, "")
        return await self.act(self.address, self.query, states, fragment=fragment)

    def _forget_screen(self) -> None:
        for memory in (self.widgets, self.options, self.values, self._fragments):
            memory.clear()

    # --- what a browser does --------------------------------------------------------------------

    async def act(
        self,
        page: str,
        query: str = "",
        states: Iterable[WidgetState] = (),
        until: str | None = None,
        fragment: str = "",
    ) -> Answer:
        """Ask for one run of a page, or of a fragment of it, and wait for its end.

        ScreenFailed when it shows a fault. `until` is the address at which the answer has to end;
        another one is a fault.
        """
        request = self._request(page, query, states, fragment)
        count, size = 0, 0
        self._receipt_at = None
        processor, began = self.clock(), time.perf_counter()
        await self.connection.send(request)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    raw = await self.connection.recv(decode=False)
                    count, size = count + 1, size + len(raw)
                    if self._ends(raw):
                        break
        except TimeoutError:
            raise ScreenFailed(f"no whole screen within {PATIENCE_SECONDS} seconds") from None
        seconds = time.perf_counter() - began
        used = self.clock() - processor
        if until is not None and self.address != until:
            raise ScreenFailed(f"ended at {self.address!r} and not at {until!r}")
        if self._receipt_at is None:
            return Answer(seconds, count, size, processor=used)
        at, processor_at = self._receipt_at
        return Answer(seconds, count, size, at - began, used, processor_at - processor)

    def _request(
        self, page: str, query: str, states: Iterable[WidgetState], fragment: str = ""
    ) -> bytes:
        message = BackMsg()
        request = message.rerun_script
        request.query_string = query
        request.fragment_id = fragment
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
            if message.script_finished == GOES_ON:
                return False
            self._forget_what_is_gone(list(message.metadata.run.fragment_ids))
            return True
        if kind == "new_session":
            self._drawn.clear()
            self._drawn_parts.clear()
        elif kind == "navigation":
            self._learn_pages(message)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._look_at(message.delta)
        elif kind == "page_not_found":
            raise ScreenFailed("there is no such page")
        return False

    def _forget_what_is_gone(self, parts: Sequence[str]) -> None:
        """What was not drawn again, of the page or of a part of it that was."""
        drawn = self._drawn_parts & {*parts}
        for key, name in list(self.widgets.items()):
            is_in_run = not parts or self._fragments[name] in drawn
            if is_in_run and name not in self._drawn:
                del self.widgets[key]
                self.values.pop(name, None)

    def _learn_pages(self, message: ForwardMsg) -> None:
        for page in message.navigation.app_pages:
            address = "" if page.is_default else page.url_pathname
            self._hashes[address] = page.page_script_hash
            self._scripts[page.page_script_hash] = address
        here = message.navigation.page_script_hash
        self.address = self._scripts.get(here, "")

    def _look_at(self, delta: Delta) -> None:
        self._drawn_parts.add(delta.fragment_id)
        if delta.WhichOneof("type") == "new_element":
            self._look_at_element(delta.new_element, delta.fragment_id)
        elif delta.WhichOneof("type") == "add_block":
            block = delta.add_block
            kind = block.WhichOneof("type")
            self._learn_widget(getattr(block, kind) if kind else None, delta.fragment_id)

    def _look_at_element(self, element: Element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise ScreenFailed(f"an exception of type {element.exception.type}")
        if kind == "alert" and element.alert.format == Alert.ERROR:
            raise ScreenFailed(f"the screen says: {element.alert.body}")
        if kind == "alert" and element.alert.format == Alert.SUCCESS:
            self._receipt_at = self._receipt_at or (time.perf_counter(), self.clock())
        self._learn_widget(getattr(element, kind) if kind else None, fragment)

    def _learn_widget(self, widget: Any, fragment: str) -> None:
        name = getattr(widget, "id", "")
        if name.startswith(WIDGET):
            key = name.removeprefix(WIDGET).partition("-")[2]
            self.widgets.pop(key, None)
            self.widgets[key] = name
            self._drawn.add(name)
            self._fragments[name] = fragment
            if hasattr(widget, "options"):
                self.options[name] = [str(getattr(one, "content", one)) for one in widget.options]


@asynccontextmanager
async def tab(
    port: int, headers: Mapping[str, str], clock: Callable[[], float] = time.perf_counter
) -> AsyncIterator[Tab]:
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
        yield Tab(port, connection, clock)
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
