"""A tab of somebody with bad intentions: it keeps all that comes back, and sends what it likes."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.client import ScreenFailed, Tab, tab

PATIENCE_SECONDS = 20


@dataclass
class Wire(Tab):
    """One websocket; `heard` is every byte of it."""

    heard: bytearray = field(default_factory=bytearray)

    async def ask(
        self,
        page: str,
        query: str = "",
        states: Iterable[WidgetState] = (),
        fragment: str = "",
    ) -> None:
        """Ask for a run and hear it to its end; what the screen refuses is heard as well.

        A part of a page that is not there is never drawn: then it hears what there is to hear.
        """
        with suppress(ScreenFailed, TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.act(page, query, states, fragment=fragment)

    async def ask_for_parts(
        self, page: str, query: str, states: Sequence[WidgetState], fragments: Iterable[str]
    ) -> None:
        """Ask for parts of a page that this screen does not have; then for a page, to the end."""
        for fragment in fragments:
            await self.connection.send(self._request(page, query, states, fragment))
        await self.ask("")

    async def send_forged(self, message: BackMsg) -> None:
        """Send this, and then ask for a page: its answer comes after that of the message."""
        await self.connection.send(message.SerializeToString())
        await self.ask("")

    def _ends(self, raw: bytes) -> bool:
        self.heard += raw
        return super()._ends(raw)


@asynccontextmanager
async def wire(port: int, headers: Mapping[str, str]) -> AsyncIterator[Wire]:
    """An open line of somebody who is who `headers` say."""
    async with tab(port, headers) as plain:
        yield Wire(port, plain.connection)


def pressed(widget_id: str) -> WidgetState:
    """A button that was pressed, on whatever screen."""
    return WidgetState(id=widget_id, trigger_value=True)


def typed(widget_id: str, text: str) -> WidgetState:
    """Words in a field, on whatever screen."""
    return WidgetState(id=widget_id, string_value=text)
