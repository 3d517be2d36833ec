"""The servers that are measured side by side: ours, ours around an empty page, and stock."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import client
from benchmarks.school import BenchSchool, Person

CHECKOUT = Path(__file__).resolve().parent.parent
BARE = CHECKOUT / "benchmarks" / "bare.py"
PORTS = range(8700, 8800)
START_SECONDS = 600
REST_SECONDS = 3_600
STOP_SECONDS = 20
QUIET_SECONDS = 25.0
MOST_AT_REST = 0.05
"""The share of a processor that a server takes with nobody there: it still looks at the clock."""
HEALTH = "/_stcore/health"

# No browser, no question about an e-mail address, no call to the outside, the header by which stock
# hears who is there; and no collecting of garbage after each run, which takes a tenth of a second
# and would flatter us.
STOCK_SETTINGS = """
[server]
headless = true
port = {port}
address = "127.0.0.1"

[server.trustedUserHeaders]
x-handelingskaart-session = "session"

[runner]
postScriptGC = false

[browser]
gatherUsageStats = false
serverAddress = "localhost"
"""


@dataclass(frozen=True)
class Server:
    """A running server; `kind` is ours, empty, stock or stock-empty."""

    kind: str
    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def enter(self, person: Person, password: str = "") -> dict[str, str]:
        """The headers of this person: a cookie after signing in, or under stock only a word."""
        if self.kind.startswith("stock"):
            return {"x-handelingskaart-session": person.staff_id}
        if password:
            return client.sign_in(self.port, person.user_name, password)
        return client.become(self.port, person.staff_id)

    def resident_mb(self) -> float:
        """Memory of the process now, in MB (Linux only)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """Processor time that the process has used, all threads together (Linux only)."""
        # The number by which Linux knows the clock of another process.
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def log_text(self) -> str:
        """The last lines that the server wrote."""
        path = self.folder / "console.txt"
        return "\n".join(path.read_text("utf-8", errors="replace").splitlines()[-20:])


@contextmanager
def ours(school: BenchSchool, place: Path, module: str = "server.serve") -> Iterator[Server]:
    """Our server with its own copy of the school; `module` is what is run."""
    place = place.resolve()
    folder = school.copy_to(place / "ours")
    with started("ours", place / "ours", serve_command(module), folder) as server:
        yield server


@contextmanager
def empty(school: BenchSchool, place: Path) -> Iterator[Server]:
    """Our server around the empty page."""
    place = place.resolve()
    folder = school.copy_to(place / "empty")
    with started("empty", place / "empty", serve_command("benchmarks.empty"), folder) as server:
        yield server


@contextmanager
def stock(school: BenchSchool, place: Path) -> Iterator[Server]:
    """Plain `streamlit run` of the same main script, with its own copy of the school."""
    place = place.resolve()
    folder = school.copy_to(place / "stock")
    command = [sys.executable, "-m", "benchmarks.stock", str(folder)]
    with started("stock", place / "stock", command, folder) as server:
        yield server


def serve_command(module: str) -> list[str]:
    """How our own server is started; the port is added."""
    return [sys.executable, "-m", module, "--demo", "--headless", "--port"]


@contextmanager
def started(kind: str, place: Path, command: list[str], folder: Path) -> Iterator[Server]:
    """A server that answers; stopped at the end."""
    server = launch(kind, place, command, folder)
    try:
        wait_until_ready(server)
        yield server
    finally:
        stop(server)


def launch(kind: str, place: Path, command: list[str], folder: Path) -> Server:
    """Start the process and return at once."""
    port = free_port()
    place.mkdir(parents=True, exist_ok=True)
    is_stock = kind.startswith("stock")
    if is_stock:
        settings = place / ".streamlit" / "config.toml"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(STOCK_SETTINGS.format(port=port), "utf-8")
    else:
        command = [*command, str(port)]
    with (place / "console.txt").open("wb") as console:
        process = subprocess.Popen(
            command,
            cwd=place if is_stock else CHECKOUT,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
        )
    return Server(kind, port, process, place)


def wait_until_ready(server: Server) -> None:
    """Return as soon as it answers; RuntimeError when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ({server.kind}) ended:\n{server.log_text()}")
        try:
            if client.get(server.port, HEALTH) == 200:
                return
        except OSError:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"the server ({server.kind}) does not answer:\n{server.log_text()}")


def wait_until_idle(
    server: Server,
    quiet_seconds: float = QUIET_SECONDS,
    patience_seconds: float = REST_SECONDS,
    look_every: float = 1.0,
) -> None:
    """Return when it has done what it does after a start: facts, compressing, charts made ahead.

    Charts are made ahead when nobody wrote for twenty seconds, so a short rest says nothing.
    RuntimeError when it still works after `patience_seconds`: nothing can be measured beside that.
    """
    used, rested = server.processor_seconds(), 0.0
    for _ in range(round(patience_seconds / look_every)):
        time.sleep(look_every)
        before, used = used, server.processor_seconds()
        rested = rested + look_every if used - before <= look_every * MOST_AT_REST else 0.0
        if rested >= quiet_seconds:
            return
    raise RuntimeError(f"the server ({server.kind}) does not come to rest")


def stop(server: Server) -> None:
    """End the process that was started here, in order where it listens."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
        try:
            server.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait(STOP_SECONDS)


def free_port() -> int:
    """A port of our range that nobody uses."""
    for port in PORTS:
        with socket.socket() as tried:
            try:
                tried.bind((client.HOST, port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port")


def _environment(folder: Path) -> Mapping[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "HANDELINGSKAART_DEMO_DATA": str(folder),
        "HANDELINGSKAART_DATA": str(folder.parent / "no-school"),
    }
