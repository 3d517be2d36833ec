"""Who does nothing for a while is warned, may stay with one press, and loses no word otherwise."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, WIDE, Server
from tests.browser.server_for_sitting import SECONDS_IDLE
from tests.browser.test_accessibility import look_at_all_sizes
from tests.browser.typing_hands import KEPT, MODULE, Screen

MENTOR = "Samira el Idrissi"
PATH = "/signaal"
SECONDS = 18
SECONDS_BETWEEN_WORDS = 2


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A demo school where one may sit still for a moment only, and is warned a third before."""
    monkeypatch.setenv(SECONDS_IDLE, str(SECONDS))
    server = Server(tmp_path_factory.mktemp("still"), "--demo", module=MODULE)
    yield server
    server.stop()


def test_who_types_stays_and_who_sits_still_is_warned_and_comes_back_to_the_very_form(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=WIDE, locale="nl-NL")
    screen = Screen(context, server.address)
    page, warning = screen.page, screen.page.locator(".session-warning")
    page.goto(f"{server.address}/aanmelden?naar={PATH}")
    screen.sign_in(MENTOR)

    # Longer than one may sit still: typing is no sitting still.
    words = " ".join(f"woord{number}" for number in range(SECONDS // SECONDS_BETWEEN_WORDS + 3))
    for word in words.split():
        screen.type(f"{word} ")
        page.wait_for_timeout(SECONDS_BETWEEN_WORDS * 1000)
        assert warning.count() == 0
    screen.reads_line(KEPT)

    expect(warning).to_contain_text("Je bent een tijd niet bezig geweest.", timeout=60_000)
    assert look_at_all_sizes(screen) == {
        f"{size}, {theme}": [] for size in ("wide", "narrow") for theme in ("light", "dark")
    }
    warning.get_by_role("button", name="Blijf aangemeld").click()
    expect(warning).to_have_count(0)

    page.wait_for_url(re.compile(r"/aanmelden\?reden=tijd"), timeout=60_000)
    expect(page.locator("main")).to_contain_text("omdat je een tijd niet bezig was")
    expect(page.locator("main")).to_contain_text(
        re.compile(r"Je concept van \d\d\.\d\d is bewaard")
    )
    page.set_viewport_size(NARROW)
    screen.sign_in(MENTOR)
    assert page.url.endswith(PATH)
    assert screen.texts()[0].strip() == words
    context.close()
