"""Fixtures for every test: the cast in a school of its own, keys kept out of the user's folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def _own_key_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test reads or writes the keys of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("APPDATA", str(folder))
    monkeypatch.delenv("HANDELINGSKAART_KEY", raising=False)
    monkeypatch.delenv("HANDELINGSKAART_KEY_FILE", raising=False)


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """The cast in their school, fresh for this test."""
    made = make_cast(tmp_path / "school")
    yield made
    made.store.close()
