"""Fixtures for every test: the cast in a school of its own, keys kept out of the user's folder."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from data import school_key
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.cast import Cast, make_cast
from tests.data.small_school import NOW, SETUP

# What a test draws at random it draws this often, unless it says another number.
settings.register_profile("tests", settings(), max_examples=50, deadline=None)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def _own_key_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test reads or writes the keys of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("APPDATA", str(folder))
    for name in ("HANDELINGSKAART_KEY", "HANDELINGSKAART_KEY_FILE", "HANDELINGSKAART_MIN_FREE_MB"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """The school of the cast, made once and closed; each test gets a copy of its files."""
    folder = tmp_path_factory.mktemp("cast")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "keys"))
        patch.setenv("APPDATA", str(folder / "keys"))
        made = make_cast(folder / "school")
    made.store.close()
    return made


@pytest.fixture
def cast(made_once: Cast, tmp_path: Path) -> Iterator[Cast]:
    """The cast in their school, as fresh as on the first day."""
    shutil.copytree(made_once.store.folder, tmp_path / "school")
    store = Store.open(tmp_path / "school", made_once.store.key)
    people = {name: dict(getattr(made_once, name)) for name in ("staff", "pupils")}
    yield replace(made_once, store=store, **people)
    store.close()


# --- a small school on a real file --------------------------------------------------------------


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
