"""Who does nothing for a while is warned, may stay with one press, and loses no word otherwise."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, TIMED, WIDE, Server, copy_demo
from tests.browser.test_accessibility import look_at_all_sizes
from tests.browser.timed_server import EXTRA_MINUTES
from tests.browser.typing_hands import KEPT, Screen

MENTOR = "Samira el Idrissi"
PATH = "/signaal"
# One may sit still for thirty, and is warned two before.
MINUTES_BETWEEN_WORDS = 20
MINUTES_UNTIL_SHORTLY_BEFORE_THE_WARNING = 27.9
MINUTES_TOO_LONG = 31
# As for who comes back to the tab.
LOOK = "() => document.dispatchEvent(new Event('visibilitychange'))"


class Clock:
    """How long somebody sits there, without anybody waiting for it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._minutes = 0.0
        self.pass_by(0)

    def pass_by(self, minutes: float) -> None:
        """So many minutes are gone."""
        self._minutes += minutes
        written = self._file.with_suffix(".new")
        written.write_text(str(self._minutes), "ascii")
        written.replace(self._file)


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the server."""
    monkeypatch.setenv(EXTRA_MINUTES, str(tmp_path / "minutes"))
    return Clock(tmp_path / "minutes")


@pytest.fixture
def server(
    clock: Clock, demo_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A demo school with that clock."""
    server = Server(copy_demo(demo_files, tmp_path_factory.mktemp("still")), "--demo", module=TIMED)
    yield server
    server.stop()


def test_who_types_stays_and_who_sits_still_is_warned_and_comes_back_to_the_very_form(
    browser: Browser, server: Server, clock: Clock
) -> None:
    context = browser.new_context(viewport=WIDE, locale="nl-NL")
    screen = Screen(context, server.address)
    page, warning = screen.page, screen.page.locator(".session-warning")
    page.goto(f"{server.address}/aanmelden?naar={PATH}")
    screen.sign_in(MENTOR)

    # Longer than one may sit still: typing is no sitting still.
    words = "eerst en toen"
    for word in words.split():
        screen.type(f"{word} ")
        screen.reads_line(KEPT)
        clock.pass_by(MINUTES_BETWEEN_WORDS)
        with page.expect_response("**/aanwezig") as answer:
            page.evaluate(LOOK)
        assert answer.value.ok
        assert warning.count() == 0
    screen.type(".")
    screen.reads_line(KEPT)

    clock.pass_by(MINUTES_UNTIL_SHORTLY_BEFORE_THE_WARNING)
    page.evaluate(LOOK)
    # From here on the page looks by itself.
    expect(warning).to_contain_text("Je bent een tijd niet bezig geweest.")
    assert look_at_all_sizes(screen) == {
        f"{size}, {theme}": [] for size in ("wide", "narrow") for theme in ("light", "dark")
    }
    warning.get_by_role("button", name="Blijf aangemeld").click()
    expect(warning).to_have_count(0)

    clock.pass_by(MINUTES_TOO_LONG)
    page.wait_for_url(re.compile(r"/aanmelden\?reden=tijd"))
    expect(page.locator("main")).to_contain_text("omdat je een tijd niet bezig was")
    expect(page.locator("main")).to_contain_text(
        re.compile(r"Je concept van \d\d\.\d\d is bewaard")
    )
    page.set_viewport_size(NARROW)
    screen.sign_in(MENTOR)
    assert page.url.endswith(PATH)
    assert screen.texts()[0].split() == [*words.split(), "."]
    context.close()
