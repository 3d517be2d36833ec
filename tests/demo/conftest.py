"""One demo school for all tests that only look; it is made once a process."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date

import pytest

from data.store import Store
from tests.demo import demo_school

MakeSchool = Callable[..., AbstractContextManager[Store]]


@pytest.fixture(scope="session")
def school_for(tmp_path_factory: pytest.TempPathFactory) -> MakeSchool:
    """Makes a demo school for a day, with its keys in a folder of its own, and closes it."""

    @contextmanager
    def make(today: date = demo_school.TODAY, **options: int) -> Iterator[Store]:
        folder = tmp_path_factory.mktemp("demo")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CONFIG_HOME", str(folder / "keys"))
            patch.setenv("APPDATA", str(folder / "keys"))
            store = demo_school.make(folder / "school", today, **options)
            yield store
            store.close()

    return make


@pytest.fixture(scope="session")
def store(school_for: MakeSchool) -> Iterator[Store]:
    """The demo school of `demo_school.TODAY`."""
    with school_for() as store:
        yield store


@pytest.fixture(scope="session")
def store_of_29_november(school_for: MakeSchool) -> Iterator[Store]:
    """The demo school a few days later, the day of the pinned first screen and entries."""
    with school_for(date(2026, 11, 29)) as store:
        yield store
