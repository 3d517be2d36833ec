"""The school of the cast behind the door, and a screen as one person has it open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from server import state
from tests.cast import Cast, copy_of, only_looked_at
from tests.histories import with_new_pupils
from ui import redraw, session
from ui.forms import second_tap

START = Path(__file__).parents[2] / "ui" / "router.py"
Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _no_components_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit reads what every package says of itself for each page under test: a third of it."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture(autouse=True)
def _a_typed_word_runs_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page under test has only what its last run drew; a typed word by itself draws nothing."""
    monkeypatch.setattr(redraw, "typing_place", lambda: None)


@pytest.fixture(autouse=True)
def _every_press_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast a test goes on, no press of it is the second of two taps, unless it says so."""
    monkeypatch.setattr(second_tap, "SECONDS_OF_TWO_TAPS", -1.0)


@contextmanager
def behind_the_door(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """This school is the one that the screens show, on the day of the cast."""
    monkeypatch.setattr(session, "today", lambda: cast.today)
    state.use(cast.store)
    yield cast
    state.use(None)


@pytest.fixture(scope="module")
def shared_school(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The school of the cast, for the tests of one file; a file may add cases to it."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("shared") / "school")
    yield cast
    cast.store.close()


@pytest.fixture
def shared(shared_school: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The school that the tests of this file share, behind the door for who only looks."""
    with behind_the_door(shared_school, monkeypatch) as cast, only_looked_at(cast):
        yield cast


@pytest.fixture(scope="module")
def casts(shared_school: Cast, request: pytest.FixtureRequest) -> Iterator[Cast]:
    """The cast once for each test of this file, each time with other pupils."""
    count = sum(item.path == request.path for item in request.session.items)
    with shared_school.store.database.write():
        return iter([with_new_pupils(shared_school) for _ in range(count)])


@pytest.fixture
def among_others(casts: Iterator[Cast], monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The same school for who writes: the cast with pupils of this test alone, so cases too."""
    with behind_the_door(next(casts), monkeypatch) as cast:
        yield cast


@pytest.fixture
def own_school(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The school of the cast behind the door, for one test."""
    with behind_the_door(cast, monkeypatch) as opened:
        yield opened


@pytest.fixture
def school(own_school: Cast) -> Cast:
    """The school that `opened` looks at: one for each test, where its file says nothing else."""
    return own_school


@pytest.fixture
def opened(school: Cast) -> Open:
    """`opened("Samira", "zaak", zaak=case_id)`: a screen, opened through the menu's script."""

    return partial(open_screen, school)


@pytest.fixture
def look(shared: Cast) -> Open:
    """The same in the school that the tests of this file share."""
    return partial(open_screen, shared)


def open_screen(cast: Cast, name: str, page: str = "", **query: str) -> AppTest:
    """A screen of this school as this person has it open."""
    app = AppTest.from_file(START, default_timeout=30)
    _, signed_in = state.sessions.begin(cast.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    if page:
        app.switch_page(f"../pages/{page}.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


# --- a school with a term behind it ---------------------------------------------------------------


@pytest.fixture
def busy(busy_files: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The busy school behind the door."""
    with behind_the_door(copy_of(busy_files, tmp_path / "busy"), monkeypatch) as cast:
        yield cast
    cast.store.close()


@pytest.fixture(scope="session")
def open_busy(busy_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The busy school, open for all tests that only look."""
    cast = copy_of(busy_files, tmp_path_factory.mktemp("read_only") / "school")
    yield cast
    cast.store.close()


@pytest.fixture
def read_only(open_busy: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The busy school behind the door, for who only looks: what was computed stays known."""
    with behind_the_door(open_busy, monkeypatch) as cast, only_looked_at(cast):
        yield cast
