"""Somebody without a session gets nothing, also on a server that nobody used before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from ui import navigation

PATHS = ["/", *(f"/{screen.address}" for screen in navigation.SCREENS)]


@pytest.fixture(scope="module")
def fresh(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody has visited yet."""
    server = Server(tmp_path_factory.mktemp("fresh"), "--demo")
    yield server
    server.stop()


@pytest.mark.parametrize("path", PATHS)
def test_a_deep_link_leads_a_stranger_to_the_sign_in_page(
    browser: Browser, fresh: Server, path: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{fresh.address}{path}")
        assert page.url.startswith(f"{fresh.address}/aanmelden")
        assert page.locator("[data-testid=stApp]").count() == 0


def test_nothing_of_the_case_is_in_the_servers_log(fresh: Server, tmp_path: Path) -> None:
    assert "Traceback" not in fresh.log.read_text()
