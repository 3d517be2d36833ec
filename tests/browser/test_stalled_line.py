"""A line that stalls or drops under a save: the screen says what is known, and nothing more."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.conftest import NARROW, Server

HEALTH = "**/_stcore/health"


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


@pytest.fixture
def page(browser: Browser, demo: Server) -> Iterator[Page]:
    context = browser.new_context(viewport=NARROW, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    yield page
    expect.set_options(timeout=5_000)
    context.close()


# The page is busy when the button is pressed: what is asked of the server goes out later.
LATE = """button => {
  const react = Object.keys(button).find(name => name.startsWith('__reactProps'));
  button.addEventListener('click', event => {
    event.stopPropagation();
    setTimeout(() => button[react].onClick(event), 1000);
  }, true);
}"""


def test_from_press_to_answer_a_stalled_line_says_what_is_known(page: Page, demo: Server) -> None:
    line = Line(page)
    page.goto(f"{demo.address}/klas")
    page.get_by_role("button", name="Samira el Idrissi").first.click()
    says = page.locator(".saving-line")
    page.locator(".st-key-class_new_hour summary").first.click()
    save = page.locator("[class*='_submit'] button").first
    save.wait_for()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    # What still unfolds is pressed beside, and the press is lost.
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState !== 'running'"
        " || one.effect.getComputedTiming().endTime === Infinity)"
    )

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
