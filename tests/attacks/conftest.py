"""A server with the demo school, and what was planted in it for whoever attacks it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from benchmarks.client import become
from casework.words import AMSTERDAM
from data import school_key
from demo import make_demo
from tests.attacks.planted import Planted, plant
from tests.browser.conftest import Server, keys_in


@dataclass
class Attacked:
    """The server and what was planted; `headers` signs in as somebody, once."""

    server: Server
    planted: Planted
    _headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def headers(self, name: str) -> dict[str, str]:
        """The cookie of this person."""
        if name not in self._headers:
            self._headers[name] = become(self.server.port, self.planted.people[name])
        return self._headers[name]


@pytest.fixture(scope="package")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """The demo school behind a server, with words that only the victim may read."""
    folder = tmp_path_factory.mktemp("attacked")
    with keys_in(folder):
        store = make_demo(
            folder / "demo",
            school_key.make(folder / "demo"),
            today=datetime.now(AMSTERDAM).date(),
        )
        planted = plant(store)
        store.close()
    server = Server(folder, "--demo")
    yield Attacked(server, planted)
    server.stop()
