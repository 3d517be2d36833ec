"""A line that stalls or drops under a save: the screen says what is known, and nothing more."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import MS_BETWEEN_LOOKS, NARROW, PATIENCE_MS, Server

HEALTH = "**/_stcore/health"
MS_OF_AN_END = 1_000
# On a slow machine it may say already that it takes long.
IS_SAVED = re.compile("^Wordt (nog )?opgeslagen")
LOOKS = 750


class Line:
    """What goes between browser and server; it can be held up, and cut."""

    def __init__(self, page: Page) -> None:
        self.is_held = False
        self._held: list[bytes | str] = []
        self._sockets: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        self._page = page
        page.route_web_socket("**/_stcore/stream", self._open)

    def _open(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        self._sockets.append((browser, server))
        browser.on_message(lambda message: server.send(message))
        server.on_message(self._answer)

    def _answer(self, message: bytes | str) -> None:
        if self.is_held:
            self._held.append(message)
        else:
            self._sockets[-1][0].send(message)

    def hold(self) -> None:
        """From now on no answer comes."""
        self.is_held = True

    def let_go(self) -> None:
        """All that was held comes, in its order."""
        self.is_held = False
        browser, _ = self._sockets[-1]
        while self._held:
            browser.send(self._held.pop(0))

    def let_go_before_answer_to_heartbeat(self) -> int:
        """What the server sent before it took in what came with a heartbeat; how much that was."""
        place = next((n for n, held in enumerate(self._held) if _answers_heartbeat(held)), None)
        if place is None:
            return -1
        browser, _ = self._sockets[-1]
        early, self._held = self._held[:place], self._held[place:]
        for message in early:
            browser.send(message)
        return len(early)

    def cut(self) -> None:
        """The line drops, and no new one is to be had."""
        self._page.route("**/_stcore/**", lambda route: route.abort())
        browser, server = self._sockets[-1]
        server.close()
        browser.close()

    def mend(self) -> None:
        """There is a line again."""
        self.is_held = False
        self._held.clear()
        self._page.unroute("**/_stcore/**")


def _answers_heartbeat(message: bytes | str) -> bool:
    return isinstance(message, bytes) and ForwardMsg.FromString(message).heartbeat_ack


@pytest.fixture
def page(browser: Browser, demo: Server) -> Iterator[Page]:
    context = browser.new_context(viewport=NARROW, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


# The page is busy when the button is pressed: what is asked of the server goes out later.
LATE = """button => {
  const react = Object.keys(button).find(name => name.startsWith('__reactProps'));
  button.addEventListener('click', event => {
    event.stopPropagation();
    setTimeout(() => button[react].onClick(event), 1000);
  }, true);
}"""


def open_form(page: Page, demo: Server) -> Locator:
    """The form of a mentor hour, unfolded and at rest; its button."""
    page.goto(f"{demo.address}/klas")
    page.get_by_role("button", name="Samira el Idrissi").first.click()
    page.locator(".st-key-class_new_hour summary").first.click()
    save = page.locator("[class*='_submit'] button").first
    save.wait_for()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    # What still unfolds is pressed beside, and the press is lost.
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState !== 'running'"
        " || one.effect.getComputedTiming().endTime === Infinity)"
    )
    return save


def test_the_answer_to_a_field_that_was_left_is_not_the_answer_to_the_press(
    page: Page, demo: Server
) -> None:
    line = Line(page)
    save, says = open_form(page, demo), page.locator(".saving-line")
    page.locator(".st-key-class_new_hour [class*='_theme'] button").first.click()
    page.locator(".st-key-class_new_hour textarea").first.fill("Over groepsdruk.")
    line.hold()
    # The press leaves the field: both are asked of the server, one right after the other.
    save.click()
    expect(says).to_have_text(IS_SAVED)
    for _ in range(LOOKS):
        if line.let_go_before_answer_to_heartbeat() >= 0:
            break
        page.wait_for_timeout(MS_BETWEEN_LOOKS)
    else:
        pytest.fail("no heartbeat came with the press")
    # Longer than the sign takes to go once everything is answered.
    page.wait_for_timeout(MS_OF_AN_END)
    expect(says).to_have_text(IS_SAVED)
    line.let_go()
    expect(says).to_be_hidden()
    # Stored, so that no draft of it waits for another test.
    expect(page.get_by_text("Het mentoruur staat bij de klas.").first).to_be_visible()


def test_from_press_to_answer_a_stalled_line_says_what_is_known(page: Page, demo: Server) -> None:
    line = Line(page)
    save, says = open_form(page, demo), page.locator(".saving-line")

    # Held up: from the press on until the answer.
    line.hold()
    save.click()
    expect(says).to_have_text("Wordt opgeslagen …")
    expect(says).to_have_attribute("role", "status")
    expect(says).to_have_text(
        "Wordt nog opgeslagen … De verbinding is traag. Laat dit scherm open."
    )
    line.let_go()
    expect(says).to_be_hidden()

    # Gone under the press: nobody knows whether it is stored, so nobody says so.
    line.hold()
    save.click()
    expect(says).to_have_text("Wordt opgeslagen …")
    line.cut()
    expect(says).to_contain_text("Het is niet zeker dat dit is opgeslagen")
    line.mend()
    expect(says).to_contain_text("Weer verbonden. Staat er geen bevestiging?")

    # Gone without a press: the grey buttons have a reason.
    line.cut()
    expect(says).to_contain_text("Opslaan kan zodra die terug is")
    line.mend()
    expect(says).to_be_hidden()

    # A save that goes out late is not forgotten.
    expect(save).to_be_enabled()
    save.evaluate(LATE)
    line.hold()
    save.click()
    expect(says).to_have_text("Wordt opgeslagen …")
    line.let_go()
    expect(says).to_be_hidden()
