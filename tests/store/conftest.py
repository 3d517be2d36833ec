"""A small school on a real file, for every test in this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data import school_key
from data.setup import set_up_school
from data.store import Store
from tests.store.small_school import NOW, SETUP


@pytest.fixture(autouse=True)
def quiet_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys go to a folder of the test; nothing of the machine shines through."""
    for name in ("HANDELINGSKAART_KEY", "HANDELINGSKAART_KEY_FILE", "HANDELINGSKAART_MIN_FREE_MB"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "config"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "school"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    made = set_up_school(folder, school_key.make(folder), SETUP, now=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def reopened(folder: Path) -> Iterator[Callable[[], Store]]:
    """Opens the school again; closes it after the test."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(Store.open(folder, now=lambda: NOW))
        return opened[-1]

    yield again
    for held in opened:
        held.close()
