"""From a press on a filter to four repainted charts: Trends beside the same charts in its peers.

    python -m benchmarks.clicks [--runs 15] [--load]

One Chromium, one page per program, each press in turn (interleaved), medians. The clock starts at
the press in the page and stops at the first frame in which all four charts are about the class
that was pressed. Peers are installed in an environment of their own in var/benchmarks.
"""

import argparse
import contextlib
import itertools
import json
import multiprocessing
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, WebSocket, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from benchmarks import peers_data, servers, verdict
from benchmarks.school import CHECKOUT, PLACE, BenchSchool, prepared
from benchmarks.servers import Server
from casework.people import Role

PEERS = CHECKOUT / "benchmarks" / "peers"
SERVED_BY_PYTHON = ("dash_express", "dash_plain", "dash_clientside", "panel_app", "vizro_app")
STREAMLIT = "streamlit_app"
NAMES = {
    "ours_near": "Trends, one press away",
    "ours_asked": "Trends, asked from the server",
    "dash_express": "Dash, plotly.express",
    "dash_plain": "Dash, plain figures kept",
    "dash_clientside": "Dash, clientside",
    "panel_app": "Panel",
    "vizro_app": "Vizro",
    "streamlit_app": "plain Streamlit",
}
WARM_UP = 2
SECONDS_TO_START = 90
SETTLE_SECONDS = 0.6
SETTLE_SECONDS_AHEAD = 30.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Charts are looked for in shadow roots too; a chart is repainted when its layout says so and a
# frame has gone by. The press is the event itself, whatever the test tool did before it.
WATCH = """
() => {
  const charts = (root, elements) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.classList && element.classList.contains('js-plotly-plot')) elements.push(element);
      if (element.shadowRoot) charts(element.shadowRoot, elements);
    }
    return elements;
  };
  const note = () => { window.pressedAt = performance.now(); };
  document.addEventListener('change', note, true);
  document.addEventListener('click', note, true);
  window.repainted = (view) => new Promise((done, fail) => {
    setTimeout(() => fail(new Error('the charts were not repainted')), 20000);
    const look = () => {
      const board = document.querySelector('.board');
      if (board) {
        if (board.dataset.view === view && !board.querySelector('[aria-busy]')) {
          requestAnimationFrame(() => done(performance.now() - window.pressedAt));
        } else requestAnimationFrame(look);
        return;
      }
      const about = charts(document, []).filter((one) => {
        const meta = one.layout && one.layout.meta;
        return meta && meta.view === view && one.querySelector('.main-svg');
      });
      if (about.length >= 4) {
        requestAnimationFrame(() => done(performance.now() - window.pressedAt));
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
"""


# Of what the browser got it keeps only the view that is on the screen.
FORGET = """
async () => {
  const got = performance.getEntriesByType('resource');
  const { name } = got.find((one) => /views.js/.test(one.name));
  const store = (await import(name)).storeOf('trends_board');
  const now = document.querySelector('.board').dataset.view;
  for (const key of [...store.views.keys()]) if (key !== now) store.views.delete(key);
}
"""


@dataclass
class Lane:
    """One program in one page, and what its presses took."""

    name: str
    page: Page
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    server: Server | None = None
    count_frames: int = 0

    def press(self, label: str, view: str, *, is_counted: bool) -> None:
        """Choose a class and wait until every chart is about it."""
        # A page that nobody sees draws once a second.
        self.page.bring_to_front()
        self.page.evaluate("window.pressedAt = 0")
        before, frames = self._processor(), self.count_frames
        self._choose(label)
        try:
            took = self.page.evaluate("(view) => window.repainted(view)", view)
        except PlaywrightError as problem:
            raise RuntimeError(f"{self.name}: {label} was not repainted") from problem
        # What the server does after the picture counts as well.
        time.sleep(SETTLE_SECONDS)
        if is_counted:
            self.seconds.append(took / 1000)
            self.processor.append(self._processor() - before)
            self.frames.append(self.count_frames - frames)

    def _choose(self, label: str) -> None:
        if self.server is not None:
            self.page.get_by_label("Klas of leerjaar").select_option(label=label)
        elif self.name == "panel_app":
            self.page.get_by_label(label, exact=True).check(force=True)
        else:
            self.page.get_by_text(label, exact=True).first.click()

    def _processor(self) -> float:
        return self.server.processor_seconds() if self.server else 0.0


def main(options: argparse.Namespace) -> None:
    """Measure every program, and say which promises hold."""
    school = prepared(options.cases, options.folder)
    folder = options.folder / "peers"
    data = peers_data.write(school, folder)
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(servers.ours(school, options.folder / "run"))
        ports = {name: stack.enter_context(_peer(name, folder)) for name in _peer_names()}
        playwright = stack.enter_context(sync_playwright())
        chromium = options.browser
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        stack.callback(browser.close)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        lanes = [_our_lane(context, ours, school, name) for name in ("ours_near", "ours_asked")]
        lanes += [_peer_lane(context, name, port) for name, port in ports.items()]
        if options.load:
            stack.enter_context(_load())
        _measure(lanes, data, options.runs)
        show(lanes, options)


def _peer_names() -> Sequence[str]:
    return (*SERVED_BY_PYTHON, STREAMLIT)


def _measure(lanes: Sequence[Lane], data: peers_data.Data, runs: int) -> None:
    # Once along every class, so that what is measured is a change and not a first look.
    for lane in lanes:
        for name in data.classes if lane.server is not None else ():
            lane.press(name, data.view_of(name), is_counted=False)
    time.sleep(SETTLE_SECONDS_AHEAD)
    names = itertools.cycle(data.classes)
    for number in range(runs + WARM_UP):
        name = next(names)
        turn = number % len(lanes)
        for lane in [*lanes[turn:], *lanes[:turn]]:
            view = data.view_of(name) if lane.server is not None else name
            if lane.name == "ours_asked":
                # A page of its own that has forgotten what it got: the server is asked.
                lane.page.evaluate(FORGET)
            lane.press(name, view, is_counted=number >= WARM_UP)


def _our_lane(context: BrowserContext, server: Server, school: BenchSchool, name: str) -> Lane:
    headers = server.enter(school.persona(Role.TEAM_LEADER))
    cookie, _, value = headers["Cookie"].partition("=")
    address = f"http://127.0.0.1:{server.port}"
    context.add_cookies([{"name": cookie, "value": value.split(";")[0], "url": address}])
    page = context.new_page()
    lane = Lane(name, page, server=server)
    page.on("websocket", lambda socket: _count_frames(lane, socket))
    page.goto(f"{address}/trends")
    _watched(page)
    # What lies one press away is made ahead, in the background.
    time.sleep(20)
    page.reload()
    return _watched_lane(lane)


def _peer_lane(context: BrowserContext, name: str, port: int) -> Lane:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    return _watched_lane(Lane(name, page))


def _watched_lane(lane: Lane) -> Lane:
    _watched(lane.page)
    return lane


def _watched(page: Page) -> None:
    page.locator(".js-plotly-plot").nth(3).wait_for(timeout=60_000)
    page.wait_for_timeout(1_500)
    page.evaluate(WATCH)


def _count_frames(lane: Lane, socket: WebSocket) -> None:
    def count(_payload: object) -> None:
        lane.count_frames += 1

    socket.on("framereceived", count)


# --- the programs ---------------------------------------------------------------------------------


@contextlib.contextmanager
def _peer(name: str, folder: Path) -> Iterator[int]:
    port = servers.free_port()
    python = str(_environment(folder.parent))
    command = [python, "-m", f"benchmarks.peers.{name}"]
    if name == STREAMLIT:
        settings = ["--server.port", str(port), "--server.headless", "true"]
        settings += ["--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
        command = [python, "-m", "streamlit", "run", str(PEERS / f"{name}.py"), *settings]
    environment = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "BENCHMARK_PEERS": str(folder),
        "BENCHMARK_PORT": str(port),
    }
    with (folder / f"{name}.txt").open("w") as console:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=console, stderr=console
        )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError("a peer did not start; its console is in var/benchmarks/peers")


def _environment(folder: Path) -> Path:
    """The Python with the peers in it; made when it is not there."""
    place = folder / "peers-environment"
    python = place / "bin" / "python"
    if not python.exists():
        venv.EnvBuilder(with_pip=True).create(place)
        requirements = str(PEERS / "requirements.txt")
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", requirements], check=True)
    return python


@contextlib.contextmanager
def _load() -> Iterator[None]:
    """One processor kept busy by something else."""
    process = multiprocessing.Process(target=_burn, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _burn() -> None:
    while True:
        sum(range(100_000))


# --- the verdict ----------------------------------------------------------------------------------


def show(lanes: Sequence[Lane], options: argparse.Namespace) -> None:
    """A row for each program, and the ratios that were promised."""
    middle = {lane.name: verdict.median(lane.seconds) for lane in lanes}
    rows = [
        (
            NAMES[lane.name],
            verdict.ms(middle[lane.name]),
            f"{min(lane.seconds) * 1000:.0f} - {max(lane.seconds) * 1000:.0f}",
            f"{verdict.median(lane.processor) * 1000:.0f}" if lane.server else "-",
            f"{verdict.median(lane.frames):.0f}" if lane.server else "-",
        )
        for lane in lanes
    ]
    busy = ", one processor busy with other work" if options.load else ""
    title = f"Press to four charts, medians of {options.runs} ({verdict.machine()}{busy})"
    verdict.table(title, ("program", "ms", "spread", "processor ms", "messages"), rows)
    asked = [middle[name] for name in ("dash_express", "panel_app", "vizro_app", "streamlit_app")]
    print(
        json.dumps(
            {
                "near / Dash with plotly.express (0.3)": middle["ours_near"]
                / middle["dash_express"],
                "near / Dash clientside (1)": middle["ours_near"] / middle["dash_clientside"],
                "asked / fastest of Dash, Panel, Vizro, Streamlit (0.6)": middle["ours_asked"]
                / min(asked),
                "asked / Dash with plain figures kept": middle["ours_asked"] / middle["dash_plain"],
            },
            indent=1,
        )
    )


def arguments() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=250)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--load", action="store_true", help="with one processor kept busy")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments()))
