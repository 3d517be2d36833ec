"""Nothing that the team, a leader or the office types is lost, whatever happens meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import copy_demo
from tests.browser.typing_forms import (
    OF_A_LEADER,
    OF_PRIVACY,
    OF_THE_OFFICE,
    OF_THE_TEAM,
)
from tests.browser.typing_hands import Servers, Typist, lose_nothing


@pytest.fixture
def servers(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = Servers(copy_demo(demo_files, tmp_path_factory.mktemp("typing")))
    yield servers
    servers.now.stop()


def test_nothing_typed_by_a_colleague_is_lost(browser: Browser, servers: Servers) -> None:
    everybody = [
        Typist(browser, servers.now.address, places, servers.ids)
        for places in (OF_THE_TEAM, OF_A_LEADER, OF_THE_OFFICE, OF_PRIVACY)
    ]
    lose_nothing(everybody, servers)
    for typist in everybody:
        typist.context.close()
