"""The school of the cast behind the door, and a screen as one person has it open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from server import state
from tests.cast import Cast
from ui import session

START = Path(__file__).parents[2] / "ui" / "start.py"
Open = Callable[..., AppTest]


@pytest.fixture
def school(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The school of the cast, open, on the day of the cast."""
    monkeypatch.setattr(session, "today", lambda: cast.today)
    state.use(cast.store)
    yield cast
    state.use(None)


@pytest.fixture
def opened(school: Cast) -> Open:
    """`opened("Samira", "zaak", zaak=case_id)`: a screen, opened through the menu's script."""

    def open_screen(name: str, page: str = "", **query: str) -> AppTest:
        app = AppTest.from_file(START, default_timeout=30)
        _, signed_in = state.sessions.begin(school.staff[name])
        app.user = {"session": signed_in.public_id}
        app.run()
        if page:
            app.switch_page(f"../pages/{page}.py")
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return open_screen
