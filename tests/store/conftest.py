"""A small school on a real file, for every test in this folder."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data import school_key
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.cast import Cast, make_cast
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


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SchoolKey]:
    """A school as it was just set up; every test gets a copy."""
    key = SchoolKey(bytes(range(32)), "5c001000-0000-4000-8000-000000000000")
    folder = tmp_path_factory.mktemp("pristine") / "school"
    set_up_school(folder, key, SETUP, now=lambda: NOW).close()
    return folder, key


@pytest.fixture
def store(folder: Path, pristine: tuple[Path, SchoolKey]) -> Iterator[Store]:
    made, key = pristine
    shutil.copytree(made, folder)
    key = replace(key, path=school_key.default_file(key.school_id))
    opened = Store.open(folder, school_key.keep(key), now=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in one school for the whole module: setting one up takes a second or two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("keys")))
        patch.setenv("APPDATA", str(tmp_path_factory.mktemp("keys")))
        made = make_cast(tmp_path_factory.mktemp("school") / "school")
        yield made
        made.store.close()
