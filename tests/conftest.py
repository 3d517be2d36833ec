"""Fixtures for every test: the cast in a school of its own, keys kept out of the user's folder."""

import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import argon2.profiles
import pytest
from hypothesis import settings

from data import engine, passwords, school_key
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.busy_school import fill
from tests.cast import Cast, copy_of, make_cast
from tests.data.small_school import NOW, SETUP

ROOM_FOR_SCHOOLS = 4 * 2**30

# There are as many workers as cores: the engine of each keeps to its own.
engine.CONFIG["threads"] = "1"

# What a password costs to hash is a test of its own; the others need not wait for it.
REAL_PASSWORD_COST = passwords.PASSWORD_COST
passwords.PASSWORD_COST = argon2.profiles.CHEAPEST

# What a test draws at random it draws this often, unless it says another number.
settings.register_profile("tests", settings(), max_examples=50, deadline=None)
settings.load_profile("tests")


# A file goes to one worker: a long one that begins last would leave the others idle. The first of
# these finds a server that nobody visited, for which it would otherwise start one.
FIRST = (
    "tests/browser/test_strangers.py",
    "tests/browser/test_accessibility.py",
    "tests/browser/test_escalation.py",
    "tests/browser/",
    "tests/casework/desk/test_permissions.py",
    "tests/casework/desk/test_meetings.py",
    "tests/data/",
    "tests/exchange/test_case_file.py",
    "tests/analytics/test_card_steps.py",
    "tests/pages/test_zaak.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, and those in a browser one after the other."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    path = item.path.as_posix()
    return next((place for place, part in enumerate(FIRST) if f"/{part}" in path), len(FIRST))


def pytest_configure() -> None:
    """Schools of tests are kept in memory where there is room: each of their writes is synced."""
    root = Path("/dev/shm")
    if (
        root.is_dir()
        and os.access(root, os.W_OK)
        and shutil.disk_usage(root).free > ROOM_FOR_SCHOOLS
    ):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(root))


def pytest_collection_finish() -> None:
    """What was imported stays: no collection of garbage has to walk through it again.

    And few are needed: thousands of small ones cost a fifth of the time of the tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def key_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test; by number, because looking for a free name takes longer each time."""
    folder = tmp_path_factory.mktemp("keys")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_key_folder(key_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the keys of whoever runs the tests."""
    folder = next(key_folders)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("APPDATA", str(folder))
    for name in ("HANDELINGSKAART_KEY", "HANDELINGSKAART_KEY_FILE", "HANDELINGSKAART_MIN_FREE_MB"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def cast_files(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """The school of the cast, made once and closed; each test gets a copy of its files."""
    folder = tmp_path_factory.mktemp("cast")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "keys"))
        patch.setenv("APPDATA", str(folder / "keys"))
        cast = make_cast(folder / "school")
    cast.store.close()
    return cast


@pytest.fixture
def cast(cast_files: Cast, tmp_path: Path) -> Iterator[Cast]:
    """The cast in their school, as fresh as on the first day."""
    cast = copy_of(cast_files, tmp_path / "school")
    yield cast
    cast.store.close()


@pytest.fixture(scope="session")
def busy_files(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """The cast with a term of cases, made once and closed."""
    busy = copy_of(cast_files, tmp_path_factory.mktemp("busy") / "school")
    fill(busy)
    busy.store.close()
    return busy


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
    files, key = pristine
    shutil.copytree(files, folder)
    key = replace(key, path=school_key.default_file(key.school_id))
    opened = Store.open(folder, school_key.keep(key), now=lambda: NOW)
    yield opened
    opened.close()
