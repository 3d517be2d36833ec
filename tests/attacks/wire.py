"""A tab of somebody with bad intentions: it keeps all that comes back, and sends what it likes."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.client import ScreenFailed, Tab, tab
from ui.navigation import ACCOUNT

PATIENCE_SECONDS = 120


@dataclass
class Wire(Tab):
    """One websocket; `heard` is every byte of it, and `running` the hash of the page that runs."""

    heard: bytearray = field(default_factory=bytearray)
    running: str = ""

    async def ask(
        self,
        page: str,
        query: str = "",
        states: Iterable[WidgetState] = (),
        fragment: str = "",
    ) -> None:
        """Ask for a run and hear it to its end; what the screen refuses is heard as well."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.act(page, query, states, fragment=fragment)

    async def settle(self) -> None:
        """Ask for a page that everybody has, and hear all that comes until that page has run.

        A run that was asked for and not waited for may have been left out, or end in between.
        """
        await self.connection.send(self._request(ACCOUNT.address, "", ()))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (await self._has_ended() and self.running == self._hashes[ACCOUNT.address]):
                pass

    async def _has_ended(self) -> bool:
        return self._ends(await self.connection.recv(decode=False))

    async def ask_for_parts(
        self, page: str, query: str, states: Sequence[WidgetState], fragments: Iterable[str]
    ) -> None:
        """Ask for parts of a page that this screen does not have, and hear what comes of it."""
        for fragment in fragments:
            await self.connection.send(self._request(page, query, states, fragment))
        await self.settle()

    async def send_forged(self, message: BackMsg) -> None:
        """Send this, and then ask for a page: its answer comes after that of the message."""
        await self.connection.send(message.SerializeToString())
        await self.ask("")

    def _ends(self, raw: bytes) -> bool:
        """Whether a run ended: also one of a page that is not there, or that says no.

        Who went on at the refusal would take the end of that run for the end of the next one.
        """
        self.heard += raw
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "new_session":
            self.running = message.new_session.page_script_hash
        with suppress(ScreenFailed):
            return super()._ends(raw)
        return message.WhichOneof("type") == "script_finished"


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
