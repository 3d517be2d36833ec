"""Runs the app on a server of our own, with the settings that were measured to be quick."""

import argparse
import contextlib
import importlib
import os
import pkgutil
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

import uvicorn
from starlette.types import ASGIApp

from casework.errors import CaseworkError
from data import file_modes
from server import assets, housekeeping, log, state
from server.application import Application
from server.listening import listen
from server.schools import Schools
from server.settings import CHECKOUT
from server.streamlit_inside.dutch import streamlit_in_dutch
from server.streamlit_inside.identity import IdentityMissing, check_identity
from server.streamlit_inside.preloading import WIDGETS

LARGEST_MESSAGE = 4 * 1024 * 1024
# Loaded before the first visitor comes; otherwise that visitor waits for them.
LOADED_FIRST = (
    "numpy",
    "pandas",
    "pyarrow",
    "plotly.io",
    "plotly.graph_objs",
    "plotly.tools",
    *WIDGETS,
)
# Loaded when the server answers already: no first screen asks for them, and they take a second.
LOADED_LATER = ("scipy.special", "scipy.optimize", "scipy.sparse.csgraph", "exchange.calendar")
# Importing the main script would run it.
MAIN_SCRIPT = "ui.router"
BeforeStop = Callable[[Callable[[], bool]], Awaitable[None]]
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - only named here, chosen by the person


@dataclass(frozen=True)
class Launcher:
    """What app.py makes: what to serve, and the application that it was made from."""

    app: ASGIApp
    application: Application


def main(arguments: Sequence[str] | None = None, load: Callable[[], Launcher] | None = None) -> int:
    """Serve until stopped; 0 after a normal stop, 1 after one sentence on why it cannot start."""
    # The look of the console and the settings of Streamlit are read from the working directory.
    os.chdir(CHECKOUT)
    file_modes.from_now_on()
    log.to_console()
    log.keep_words_out()
    try:
        _serve(_options(arguments), load or _launcher)
    except (CaseworkError, IdentityMissing) as refusal:
        return _refuse(f"{refusal} {getattr(refusal, 'advice', '')}".strip())
    except KeyboardInterrupt:
        return 1 if state.has_failed() else 0
    except Exception as problem:
        number = log.reference()
        log.LOG.error("start failed, reference %s", number, exc_info=problem)
        return _refuse(f"Het starten is niet gelukt. In het log staat meer onder nummer {number}.")
    finally:
        state.close()
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python run.py", description="Start Handelingskaart.", add_help=False)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=8501, type=int)
    return parser.parse_args(arguments)


class _Parser(argparse.ArgumentParser):
    def error(self, _message: str) -> NoReturn:
        raise CaseworkError(
            "Deze opdracht is niet begrepen. Zo kan het wel: "
            "python run.py [--demo] [--port GETAL] [--host ADRES] [--headless]"
        )


def _launcher() -> Launcher:
    app = importlib.import_module("app")
    return Launcher(app.app, app.application)


def _serve(options: argparse.Namespace, load: Callable[[], Launcher]) -> None:
    check_identity()
    with contextlib.closing(listen(options.host, options.port)) as listening:
        launcher = load()
        _open(launcher.application.schools, demo=options.demo)
        _load_first()
        config = _config(launcher.app)
        address = _address(options.host, listening)
        before_stop = launcher.application.draft_route.messages.stop
        server = _Server(config, address, options.headless, before_stop)
        housekeeping.freeze()
        with _stopping_in_order():
            server.run(sockets=[listening])


def _open(schools: Schools, *, demo: bool) -> None:
    if state.current() is not None:
        return
    if demo:
        if not schools.has_demo():
            _print("De demoschool wordt klaargezet; dat duurt de eerste keer even.")
        state.use(schools.open_demo())
    elif schools.has_school():
        state.use(schools.open_school())


def _load_later() -> None:
    assets.pack(assets.assets().values())
    streamlit_in_dutch().pack()
    for name in LOADED_LATER:
        _load(name)
    store = state.current()
    if store is not None:
        store.facts.get_ready()


def _load_first() -> None:
    screens = pkgutil.walk_packages([str(CHECKOUT / "ui")], "ui.", onerror=lambda _name: None)
    for name in (*LOADED_FIRST, *(module.name for module in screens)):
        if name != MAIN_SCRIPT:
            _load(name)


def _load(name: str) -> None:
    """Import a module ahead of its first use; one that fails stops no start, only its screen."""
    try:
        importlib.import_module(name)
    except Exception as problem:
        log.LOG.error("%s could not be loaded ahead", name, exc_info=problem)


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


class _Server(uvicorn.Server):
    """Tells where it is as soon as it answers, and opens the browser there."""

    def __init__(
        self, config: uvicorn.Config, address: str, headless: bool, before_stop: BeforeStop
    ) -> None:
        super().__init__(config)
        self._address = address
        self._headless = headless
        self._before_stop = before_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.should_exit:
            raise CaseworkError("De server is niet gestart; in het log staat waarom.")
        _print(f"Handelingskaart staat klaar op {self._address}")
        _print("Stoppen: Ctrl+C")
        threading.Thread(target=_load_later, name="load-later", daemon=True).start()
        if not self._headless and _has_screen():
            threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """While the server still answers: have open screens send what was typed. Then stop."""
        await self._before_stop(lambda: self.force_exit)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop in order; asked a second time, at once."""
        self.force_exit = self.should_exit
        super().handle_exit(sig, frame)


@contextlib.contextmanager
def _stopping_in_order() -> Iterator[None]:
    # uvicorn stops in order, then raises the signal again; by then it has done its work.
    former = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _end(_number: int, _frame: FrameType | None) -> Any:
    raise KeyboardInterrupt


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    if host in EVERYWHERE:
        return f"http://localhost:{port} (en vanaf andere computers: http://{socket.gethostname()}:{port})"
    return f"http://{f'[{host}]' if ':' in host else _host_name(host)}:{port}"


def _host_name(host: str) -> str:
    return "localhost" if host == "127.0.0.1" else host


def _has_screen() -> bool:
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - for whoever started it
    return 1


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - for whoever started it


if __name__ == "__main__":
    sys.exit(main())
