"""A server with the demo school, attacked over its own wire by people who are signed in."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.client import Tab, become, tab
from casework.desk import Access, Desk
from casework.people import Actor, Role
from casework.words import AMSTERDAM
from data import school_key
from data.store import Store
from demo import make_demo
from tests.browser.conftest import Server, keys_in


@dataclass(frozen=True)
class Attacked:
    """The server, who is who there by role, and ids that nobody of the others may reach."""

    server: Server
    people: dict[str, str]
    case_id: str
    signal_id: str
    meeting_id: str
    words: tuple[str, ...]

    def headers(self, who: str) -> dict[str, str]:
        """Signed in as this one; the cookie as headers."""
        return become(self.server.port, self.people[who])
