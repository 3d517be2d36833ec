"""Trends as somebody has it open in a test, and what can be read on it."""

import json
from typing import Any
from xml.etree import ElementTree

from streamlit.testing.v1 import AppTest

from server import state
from tests.cast import Cast
from tests.pages.conftest import START


def opened(school: Cast, name: str, **query: str) -> AppTest:
    """Trends as this person has it open, with these choices in the address."""
    app = AppTest.from_file(START, default_timeout=60)
    _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    app.switch_page("../pages/trends.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    """Everything that can be read outside pictures and tables."""
    groups = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text)
    messages = (app.info, app.error, app.success)
    words = [str(one.value) for group in (*groups, *messages) for one in group]
    return "\n".join(words).replace("\\", "")


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Every picture as the browser gets it."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def tables(app: AppTest) -> list[ElementTree.Element]:
    """Every table as it can be read."""
    bodies = [one.proto.body for one in app.get("html")]
    return [ElementTree.fromstring(body) for body in bodies if "<table>" in body]


def cells(app: AppTest) -> dict[str, list[str]]:
    """All columns of all tables, by their heading."""
    columns: dict[str, list[str]] = {}
    for table in tables(app):
        rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
        columns |= {name: list(rest) for name, *rest in zip(*rows, strict=True)}
    return columns


def titles(app: AppTest) -> list[str]:
    """The titles of the figures that stand in a frame, from top to bottom."""
    return [str(one.value) for one in app.subheader]


def menu(app: AppTest, figure: str, choice: str) -> AppTest:
    """Choose something in the menu of a figure."""
    app.menu_button(key=f"figure_menu_{figure}").click(choice).run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, ends: str) -> Any:
    """The field of a form by the end of its key, which has the key of the form in it."""
    return next(one for one in app.get(kind) if str(one.key).endswith(ends))


def press(app: AppTest, starts: str, ends: str = "submit") -> AppTest:
    """Press the first button of which the key starts and ends so."""
    keys = [str(button.key) for button in app.button]
    key = next(key for key in keys if key.startswith(starts) and key.endswith(ends))
    app.button(key=key).click().run()
    assert not app.exception
    return app
