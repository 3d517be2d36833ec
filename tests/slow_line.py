"""A slow line between a browser and a server: everything goes through it, the websocket too.

What a browser slows down by itself leaves the websocket alone, and there the screens come from.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

HOST = "127.0.0.1"
# Small, so that connections that share the line take turns.
CHUNK = 2_920
IN_FLIGHT = 64


@dataclass(frozen=True)
class Profile:
    """What a line can do: bits a second to the browser and from it, and seconds there and back."""

    down: int
    up: int
    round_trip: float


THIRD_GENERATION = Profile(down=1_600_000, up=768_000, round_trip=0.3)
"""The profile that WebPageTest calls 3G."""


class _Direction:
    """One way of the line, shared by all connections."""

    def __init__(self, bits_a_second: int, delay: float) -> None:
        self._seconds_a_byte = 8 / bits_a_second
        self.delay = delay
        self._free_at = 0.0
        self.count_bytes = 0

    def send(self, size: int) -> float:
        """When the last of so many bytes has left, as the loop counts time."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now) + size * self._seconds_a_byte
        self.count_bytes += size
        return self._free_at


class SlowLine:
    """A proxy on a port of its own before a server on this machine."""

    def __init__(self, server_port: int, profile: Profile) -> None:
        self._server_port = server_port
        self._down = _Direction(profile.down, profile.round_trip / 2)
        self._up = _Direction(profile.up, profile.round_trip / 2)
        self._round_trip = profile.round_trip
        self._ends: list[asyncio.StreamWriter] = []
        self._carrying: set[asyncio.Task[None]] = set()
        self.port = 0

    @property
    def address(self) -> str:
        """Where a browser finds the server at the other end."""
        return f"http://localhost:{self.port}"

    @property
    def bytes_down(self) -> int:
        """What came from the server so far, all of it."""
        return self._down.count_bytes

    async def run(self, is_ready: threading.Event, stop: asyncio.Event) -> None:
        """Carry what comes until it is told to stop."""
        server = await asyncio.start_server(self._accept, HOST, 0)
        self.port = server.sockets[0].getsockname()[1]
        is_ready.set()
        async with server:
            await stop.wait()
        await self._cut_off()

    async def _cut_off(self) -> None:
        """In the middle of whatever is under way, and with nothing left open."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for end in self._ends:
            end.transport.abort()
        # A connection that was aborted is closed in the next turn of the loop.
        await asyncio.sleep(0)

    def _accept(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        # Known before anything can be cancelled.
        self._ends.append(back)
        task = asyncio.ensure_future(self._connected(near, back))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def _connected(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        # A connection is there after one round trip.
        await asyncio.sleep(self._round_trip)
        far, forth = await asyncio.open_connection(HOST, self._server_port)
        self._ends.append(forth)
        await asyncio.gather(_carry(near, forth, self._up), _carry(far, back, self._down))
        forth.close()
        back.close()


async def _carry(source: asyncio.StreamReader, to: asyncio.StreamWriter, way: _Direction) -> None:
    """Everything from one end to the other, no faster than the line allows, in its order."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(IN_FLIGHT)
    arriving = asyncio.create_task(_arrive(under_way, to, way.delay))
    clock = asyncio.get_running_loop().time
    with suppress(ConnectionError):
        while chunk := await source.read(CHUNK):
            left_at = way.send(len(chunk))
            await under_way.put((left_at, chunk))
            await asyncio.sleep(max(0.0, left_at - clock()))
    await under_way.put((clock(), b""))
    await arriving


async def _arrive(
    under_way: asyncio.Queue[tuple[float, bytes]], to: asyncio.StreamWriter, delay: float
) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        left_at, chunk = await under_way.get()
        await asyncio.sleep(max(0.0, left_at + delay - clock()))
        with suppress(ConnectionError, RuntimeError):
            if not chunk:
                to.write_eof()
                return
            to.write(chunk)
            await to.drain()


@contextmanager
def slow_line(server_port: int, profile: Profile = THIRD_GENERATION) -> Iterator[SlowLine]:
    """A slow line to the server on that port, for as long as the block lasts."""
    line, is_ready = SlowLine(server_port, profile), threading.Event()
    begun: dict[str, Any] = {}

    async def carry() -> None:
        begun["loop"], begun["stop"] = asyncio.get_running_loop(), asyncio.Event()
        await line.run(is_ready, begun["stop"])

    thread = threading.Thread(target=asyncio.run, args=(carry(),), name="slow-line", daemon=True)
    thread.start()
    is_ready.wait()
    try:
        yield line
    finally:
        begun["loop"].call_soon_threadsafe(begun["stop"].set)
        thread.join()
