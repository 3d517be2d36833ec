"""A real server and a real Chromium; left out loudly where no browser can be had."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from casework.words import AMSTERDAM
from data import school_key
from demo import make_demo
from tests.canary import clear_places

HERE = Path(__file__).parents[2]
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "msedge",
)
SECONDS_TO_START = 90
SECONDS_TO_RUN = 60
# How long a press may take at least to send a request; a slow machine gets longer (HAS_ACTED).
MS_UNTIL_SENT = 200
# How long is waited for what a test expects to see: a slow machine gives the same result.
PATIENCE_MS = 60_000
MS_BETWEEN_LOOKS = 40
TIMED = "tests.browser.timed_server"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 375, "height": 800}
# As a link of ours does it, when it is pressed.
GO = (
    "path => { dispatchEvent(new Event('click')); history.pushState({}, '', path);"
    " dispatchEvent(new PopStateEvent('popstate')) }"
)
TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"
# Whatever the page does of itself after a press, it has done: a request has been sent, if one is.
HAS_ACTED = """() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(
    () => requestIdleCallback(() => go(true)))))"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs a browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    """The path of a Chromium on this machine, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Server:
    """One server process with folders and keys of its own."""

    def __init__(
        self, folder: Path, *options: str, module: str = "server.serve", port: int = 0
    ) -> None:
        self.port = port or _free_port()
        self.address = f"http://localhost:{self.port}"
        self.environment = {
            **os.environ,
            "HANDELINGSKAART_DATA": str(folder / "school"),
            "HANDELINGSKAART_DEMO_DATA": str(folder / "demo"),
            "XDG_CONFIG_HOME": str(folder / "keys"),
            "APPDATA": str(folder / "keys"),
        }
        self.folder = folder
        self.log = folder / "server.log"
        # What it leaves in passing is looked through as well, when it stops.
        (folder / "passing").mkdir(exist_ok=True)
        self.environment["TMPDIR"] = str(folder / "passing")
        self.was_visited = False
        command = [sys.executable, "-m", module, "--headless", "--port", str(self.port)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, *options], cwd=HERE, env=self.environment, stdout=log, stderr=log
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text())
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError("the server did not start in time")

    def stop(self) -> None:
        """End it at once: what it wrote goes with its folder, and tests/server stops one well.

        Nothing that was typed of a case stands in the clear in what it wrote.
        """
        self.process.kill()
        self.process.wait(20)
        assert clear_places(self.folder) == []


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, shared by all tests."""
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs a Chromium; .ci/run installs one")
        pytest.skip("NO CHROMIUM ON THIS MACHINE: THE BROWSER TESTS ARE LEFT OUT")
    with sync_playwright() as playwright:
        playwright.selectors.set_test_id_attribute("data-testid")
        expect.set_options(timeout=PATIENCE_MS)
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo school and its keys as a server looks for them, made once and closed."""
    folder = tmp_path_factory.mktemp("demo_files")
    with keys_in(folder):
        key = school_key.make(folder / "demo")
        make_demo(folder / "demo", key, today=datetime.now(AMSTERDAM).date()).close()
    return folder


@contextmanager
def keys_in(folder: Path) -> Iterator[None]:
    """Keys are where a server with this folder looks for them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "keys"))
        patch.setenv("APPDATA", str(folder / "keys"))
        yield


def copy_demo(demo_files: Path, folder: Path) -> Path:
    """The demo school in a folder of its own; that folder."""
    shutil.copytree(demo_files, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="package")
def demo(
    browser: Browser, demo_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The demo school behind a server."""
    server = Server(copy_demo(demo_files, tmp_path_factory.mktemp("demo")), "--demo")
    yield server
    server.stop()


class Runs:
    """What the page and the server say to each other: whether a script still has to run.

    A slow machine may take longer to answer a press than any pause in a test.
    """

    def __init__(self, page: Page) -> None:
        self.are_over = True
        self.has_request = False
        """Whether the page asked for a run by itself or after a press, since `expect_request`."""
        page.on("websocket", self._listen)

    def expect_request(self) -> None:
        """From now on a request is a new one."""
        self.has_request = False

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._request)
        socket.on("framereceived", self._answer)
        socket.on("close", self._close)

    def _close(self, _socket: WebSocket) -> None:
        self.are_over = True

    def _request(self, frame: bytes | str) -> None:
        if not isinstance(frame, bytes):
            return
        message = BackMsg.FromString(frame)
        if message.HasField("rerun_script"):
            self.are_over = False
            # A clock on the page asks every few seconds, whoever presses what.
            self.has_request |= not message.rerun_script.is_auto_rerun

    def _answer(self, frame: bytes | str) -> None:
        if not isinstance(frame, bytes):
            return
        message = ForwardMsg.FromString(frame)
        if message.HasField("new_session"):
            self.are_over = False
        elif message.WhichOneof("type") == "script_finished":
            self.are_over = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Visitor:
    """Somebody at a browser; every request that leaves the machine is remembered."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.left_the_machine: list[str] = []
        self.signed_in = ""
        self._cookies: dict[str, list[Any]] = {}
        context.on("request", self._look)
        self.page: Page = context.new_page()
        self.runs = Runs(self.page)
        self.page.set_default_timeout(PATIENCE_MS)

    def _look(self, request) -> None:  # type: ignore[no-untyped-def]
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.left_the_machine.append(request.url)

    def leave(self) -> None:
        """Go away: whoever comes next at this browser is a stranger, and finds nothing open."""
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.page.emulate_media(media="null", color_scheme="null")
        self.signed_in = ""
        self.left_the_machine.clear()

    def load(self, path: str) -> None:
        """Open an address as from a bookmark, and wait until the page is drawn."""
        self.page.goto(f"{self.address}{path}")
        self.settle()

    def go(self, path: str) -> None:
        """Come to an address as by Back and Forward: the program is loaded already."""
        self.page.evaluate(GO, path)
        self.settle()

    def settle(self) -> None:
        """Wait until the script of the page has run, if the last press asks for a run."""
        until = time.monotonic() + MS_UNTIL_SENT / 1000
        while not self.runs.has_request and time.monotonic() < until:
            self.page.wait_for_timeout(10)
        if not self.runs.has_request:
            self.page.wait_for_function(HAS_ACTED)
        self.come_to_rest()

    def come_to_rest(self) -> None:
        """Wait until nothing runs, loads or moves."""
        self.page.locator("h1").first.wait_for()
        until = time.monotonic() + SECONDS_TO_RUN
        while not self.runs.are_over and time.monotonic() < until:
            self.page.wait_for_timeout(20)
        self.page.wait_for_function(
            # The last message has come; now Streamlit must have drawn it.
            "() => document.querySelector('[data-test-script-state=\"notRunning\"]')"
            " && !document.querySelector('[data-testid=\"stStatusWidget\"]')"
            " && !document.querySelector('[data-testid=\"stSpinner\"]')"
            " && !document.querySelector('[data-testid=\"stSkeleton\"]')"
            " && !document.querySelector('[data-stale=\"true\"]')"
            # What still moves is pressed beside, and the press is lost.
            " && document.getAnimations().every(one => one.playState !== 'running'"
            " || one.effect.getComputedTiming().endTime === Infinity)",
            # Looking at each frame would have the browser draw one each time.
            polling=MS_BETWEEN_LOOKS,
        )
        self.runs.expect_request()

    def become(self, name: str, path: str = "/") -> None:
        """Be a person of the demo school, whoever one was before; by choosing it the first time.

        One comes in at that address.
        """
        # A page that loses its cookie goes to the sign-in page by itself: not at the same time.
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.signed_in = name
        if name in self._cookies:
            self.context.add_cookies(self._cookies[name])
        self.page.goto(f"{self.address}{path}")
        # Of one person the oldest sign-in ends when other tests sign in often.
        if "/aanmelden" in self.page.url:
            self.page.get_by_role("button", name=name).first.click()
            self.page.wait_for_url(lambda url: "/aanmelden" not in url)
            self._cookies[name] = list(self.context.cookies())
        self.settle()

    def sign_out(self) -> None:
        """Leave by the door; the sign-in of this person is over."""
        self.page.goto(f"{self.address}/afmelden")
        self.page.get_by_role("button").first.click()
        del self._cookies[self.signed_in]

    def press(self, name: str) -> None:
        """Press a button and wait for the answer."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def choose(self, label: str, words: str) -> None:
        """Pick the first in a list that has these words, by typing them, as a person does."""
        self._pick_by_typing(self._open_list(label), words)

    def choose_at(self, label: str, place: int) -> str:
        """Pick what stands at this place of a list; its words."""
        box = self._open_list(label)
        words = self.page.get_by_role("option").nth(place).inner_text()
        # Typed, so that it is in sight: a list that scrolls in the instant of the press is drawn
        # anew under it, and the press is lost. Nobody scrolls and presses in one instant.
        self._pick_by_typing(box, words)
        return words

    def _pick_by_typing(self, box: Locator, words: str) -> None:
        box.type(words, delay=20)
        self.page.get_by_role("option").filter(has_text=words).first.click()
        self._shut_list(box)

    def _open_list(self, label: str) -> Locator:
        box = self.page.get_by_role("combobox", name=label).first
        # A list shuts when the page scrolls: nobody scrolls and presses in the same instant.
        box.scroll_into_view_if_needed()
        self.page.evaluate(TWO_FRAMES)
        self.come_to_rest()
        box.click()
        return box

    def _shut_list(self, box: Locator) -> None:
        """See the list gone: a click beside an open one is swallowed, and an option is its."""
        # A list of several stays open; in a list of one, Escape would empty the field.
        if box.locator("xpath=ancestor::*[@data-testid='stMultiSelect']").count():
            self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("listbox")).to_have_count(0)
        self.settle()

    def pick(self, name: str) -> None:
        """Press a choice among several in sight."""
        button, *others = [
            self.page.get_by_role(role, name=name) for role in ("button", "radio", "checkbox")
        ]
        button.or_(others[0]).or_(others[1]).first.click()
        self.settle()

    def mark(self, words: str) -> None:
        """Press one of several sentences of which one is chosen."""
        self.page.locator("label:has(input[type=radio])").filter(has_text=words).first.click()
        self.settle()

    def back_to_case(self) -> None:
        """From the page of a step or an act back to the case; nothing when one is there."""
        back = self.page.locator(".case-back")
        if back.count():
            back.click()
            self.page.locator(".st-key-card").wait_for()
            self.settle()

    def open_step(self, title: str) -> None:
        """Press a step of the card; on a phone its column is unfolded first."""
        self.back_to_case()
        step = self.page.locator(".st-key-card .case-step a").filter(has_text=title).first
        step.wait_for(state="attached")
        if not step.is_visible():
            step.locator("xpath=ancestor::details[1]").locator("summary").click()
        step.click()
        self.page.locator(".st-key-step").get_by_role("heading", name=title).wait_for()
        self.settle()

    def on_line(self, act: str, words: str) -> None:
        """Press an act of the first line of the timeline with these words."""
        self.back_to_case()
        line = self.page.locator(".case-line").filter(has_text=words).first
        line.get_by_role("link", name=act).click()
        self.page.locator(".st-key-more_form").wait_for()
        self.settle()

    def unfold(self, title: str) -> None:
        """Open a part of the page that is folded."""
        part = self.page.locator("details").filter(has_text=title).first
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        self.settle()

    def more(self, words: str) -> None:
        """Choose what to decide about the case under Meer."""
        self.back_to_case()
        fold = self.page.locator(".st-key-case_more details")
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
            self.come_to_rest()
        fold.get_by_role("link", name=words).click()
        self.page.locator(".st-key-more_form").wait_for()
        self.settle()

    def open_first_case(self) -> None:
        """Open the case on top of Zaken."""
        self.go("/zaken")
        self.page.locator(".case-list .work-line[data-case]:visible").first.click()
        self.page.locator(".st-key-card").wait_for()
        self.settle()

    def menu(self, name: str) -> None:
        """Choose a screen from the menu on top."""
        self.page.locator("header").get_by_role("link", name=name).click()
        self.settle()

    def reads(self, words: str) -> None:
        """Wait until these words can be read."""
        self.page.get_by_text(words).first.wait_for()


Visitors = Callable[..., Visitor]


@pytest.fixture(scope="package")
def visitors(browser: Browser, demo: Server) -> Iterator[Visitors]:
    """`visitors(NARROW, has_touch=True)`: who sits at such a browser, at the demo school.

    A browser that was opened stays open for the tests after it: what Streamlit loads is there.
    """
    by_browser: dict[str, Visitor] = {}

    def visitor(size: ViewportSize, **more: Any) -> Visitor:
        name = f"{size} {more}"
        if name not in by_browser:
            demo.was_visited = True
            context = browser.new_context(viewport=size, locale="nl-NL", **more)
            by_browser[name] = Visitor(context, demo.address)
        return by_browser[name]

    yield visitor
    for opened in by_browser.values():
        opened.context.close()


@contextmanager
def only_here(visitor: Visitor) -> Iterator[Visitor]:
    """This visitor for one test, in which nothing may leave the machine."""
    yield visitor
    left_the_machine = list(visitor.left_the_machine)
    visitor.leave()
    assert left_the_machine == []


@pytest.fixture
def visitor(visitors: Visitors) -> Iterator[Visitor]:
    """Somebody at a wide screen of the demo school."""
    with only_here(visitors(WIDE)) as somebody:
        yield somebody


@pytest.fixture
def on_a_phone(visitors: Visitors) -> Iterator[Visitor]:
    """Somebody at a phone of 375 px wide."""
    with only_here(visitors(NARROW)) as somebody:
        yield somebody
