"""Somebody without a session gets nothing, also on a server that nobody used before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, copy_demo
from ui import navigation

PATHS = ["/", *(f"/{screen.address}" for screen in navigation.SCREENS)]


@pytest.fixture(scope="module")
def fresh(
    demo: Server, demo_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that nobody has visited yet: the one of all tests while they have not begun."""
    if not demo.was_visited:
        yield demo
        return
    server = Server(copy_demo(demo_files, tmp_path_factory.mktemp("fresh")), "--demo")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Page]:
    """The browser of somebody who is nobody here."""
    with browser.new_context() as context:
        yield context.new_page()
        assert context.cookies() == []


@pytest.mark.parametrize("path", PATHS)
def test_a_deep_link_leads_a_stranger_to_the_sign_in_page(
    stranger: Page, fresh: Server, path: str
) -> None:
    stranger.goto(f"{fresh.address}{path}")
    assert stranger.url.startswith(f"{fresh.address}/aanmelden")
    assert stranger.locator("[data-testid=stApp]").count() == 0


def test_nothing_of_the_case_is_in_the_servers_log(fresh: Server) -> None:
    assert "Traceback" not in fresh.log.read_text()
