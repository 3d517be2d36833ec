"""The cold first load of the mentor's first screen beside an empty page: bytes, requests, 3G.

A browser with nothing in its cache goes to the first screen; it was signed in beforehand. Another
comes to the door, where it fetches ahead while somebody types. Both servers stand behind the same
slow line (`tests/slow_line.py`), which slows the websocket as well. Needs a Chromium.
"""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from benchmarks import servers, verdict
from benchmarks.client import HOST
from benchmarks.school import DEMO_CASES, PLACE, BenchSchool, prepared
from benchmarks.servers import Server
from benchmarks.verdict import Promise
from casework.people import Role
from tests.browser.conftest import FLAGS, NARROW, chromium
from tests.slow_line import THIRD_GENERATION, slow_line

MOST_OF_EMPTY = 1.5
MOST_SECONDS = 8.0
QUIET_MS = 5_000
PATIENCE_MS = 120_000
CHART_LIBRARIES = ("plotly", "vega", "deckgl", "bokeh")
# All of the screen is there: its title, and nothing is under way any more.
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
USABLE = {"ours": f"{DRAWN} h1", "empty": f"{DRAWN} [data-testid=stMainBlockContainer]"}
PERSON = "section.group:has(h2:text-is('Mentor')) button.person"
TYPING_MS = 8_000
"""How long somebody takes to type a name and a password."""


@dataclass(frozen=True)
class Load:
    """One cold load: seconds until it can be used, and what it took in all."""

    seconds: float
    count_bytes: int
    count_requests: int
    count_charts: int


def cold_load(browser: Browser, server: Server, school: BenchSchool) -> Load:
    """Go to the first screen with nothing in the cache."""
    headers = server.enter(school.persona(Role.MENTOR))
    name, _, value = headers["Cookie"].partition("=")
    asked: list[str] = []
    with slow_line(server.port, THIRD_GENERATION) as line, _page(browser) as page:
        page.context.add_cookies([{"name": name, "value": value, "url": line.address}])
        page.on("request", lambda request: asked.append(request.url))
        began = perf_counter()
        page.goto(f"{line.address}/", wait_until="commit")
        page.locator(USABLE[server.kind]).first.wait_for(state="attached", timeout=PATIENCE_MS)
        seconds = perf_counter() - began
        page.wait_for_timeout(QUIET_MS)
        charts = sum(any(name in url for name in CHART_LIBRARIES) for url in asked)
        return Load(seconds, line.bytes_down, len(asked), charts)


def load_after_sign_in(browser: Browser, server: Server) -> Load:
    """Come to the door with nothing in the cache, take some time there, and go in."""
    asked: list[str] = []
    with slow_line(server.port, THIRD_GENERATION) as line, _page(browser) as page:
        page.goto(f"{line.address}/")
        page.wait_for_timeout(TYPING_MS)
        before = line.bytes_down
        page.on("request", lambda request: asked.append(request.url))
        began = perf_counter()
        page.locator(PERSON).first.click(no_wait_after=True)
        page.locator(USABLE["ours"]).first.wait_for(state="attached", timeout=PATIENCE_MS)
        seconds = perf_counter() - began
        return Load(seconds, line.bytes_down - before, len(asked), 0)


@contextmanager
def _page(browser: Browser) -> Iterator:  # type: ignore[type-arg]
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
    try:
        yield context.new_page()
    finally:
        context.close()


def main(args: argparse.Namespace) -> None:
    """Both servers in turn, and the table."""
    school, place = prepared(DEMO_CASES, args.folder), args.folder / "run"
    loads: dict[str, list[Load]] = {"empty": [], "ours": [], "signed in": []}
    with (
        servers.empty(school, place) as empty,
        servers.ours(school, place) as ours,
        sync_playwright() as playwright,
    ):
        for server in (empty, ours):
            servers.wait_until_idle(server)
        for _ in range(args.runs):
            for server in (empty, ours):
                browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                loads[server.kind].append(cold_load(browser, server, school))
                browser.close()
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            loads["signed in"].append(load_after_sign_in(browser, ours))
            browser.close()
    show(loads)
    shutil.rmtree(place, ignore_errors=True)


def show(loads: dict[str, list[Load]]) -> None:
    """What each took, and the ratios."""

    def middle(kind: str, name: str) -> float:
        return verdict.median([getattr(load, name) for load in loads[kind]])

    rows = [
        (
            what,
            verdict.figure(middle("empty", name)),
            verdict.figure(middle("ours", name)),
            Promise(middle("ours", name) / middle("empty", name), MOST_OF_EMPTY),
        )
        for what, name in (("bytes", "count_bytes"), ("requests", "count_requests"))
    ]
    seconds = middle("ours", "seconds")
    rows.append(
        (
            "seconds until usable, 3G",
            verdict.figure(middle("empty", "seconds")),
            verdict.figure(seconds),
            Promise(seconds, MOST_SECONDS),
        )
    )
    seconds = middle("signed in", "seconds")
    rows.append(
        ("seconds after signing in", "", verdict.figure(seconds), Promise(seconds, MOST_SECONDS))
    )
    charts = max(load.count_charts for load in loads["ours"])
    rows.append(("files of a chart library", "0", str(charts), Promise(charts, 0)))
    title = f"Cold first load of Vandaag on a phone ({HOST}; {verdict.machine()})"
    verdict.table(title, ("what", "empty", "ours", "ours / empty, or ours"), rows)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
