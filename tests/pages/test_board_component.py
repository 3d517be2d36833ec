"""The board on a page: what it is given arrives, and what a browser says comes back."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from server import assets
from tests.browser import board_data
from ui.board import component

START = board_data.START
OTHER = board_data.key_with(START, team="boven")


def page() -> None:
    """A page with the board, which says what it heard."""
    import streamlit as st

    from tests.browser import board_data
    from ui.board import component

    heard: list[Any] = st.session_state.setdefault("heard", [])
    as_text = st.session_state.get("as_text", False)
    data: Any = board_data.board(board_data.START)
    events = component.mount(
        component.text_of(data) if as_text else data,
        key="bord",
        on_view=heard.append,
        on_press=heard.append,
        on_open=heard.append,
        on_share=heard.append,
    )
    st.text(f"view {events.view!r} press {events.press} open {events.open!r}")


def sent(app: AppTest) -> dict[str, Any]:
    """What the component got."""
    [board] = app.get("bidi_component")
    return dict(json.loads(board.proto.json))  # type: ignore[attr-defined]


def test_the_component_gets_its_data_and_where_its_files_are() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    [board] = app.get("bidi_component")
    proto = board.proto  # type: ignore[attr-defined]
    assert proto.component_name == assets.COMPONENT
    assert proto.js_source_path == assets.COMPONENT_FILE
    # A script in the message would come from a blob: address, which the policy refuses.
    assert (proto.js_content, proto.css_content, proto.html_content) == ("", "", "")
    assert proto.isolate_styles is False
    envelope = sent(app)
    assert json.loads(envelope["board"]) == board_data.board(START)
    for name, path in (("program", "board.js"), ("style", "board.css")):
        assert envelope[name] == assets.board_address(path)
        assert envelope[name] in assets.assets()
    assert envelope["plotly"] == assets.address(assets.PLOTLY)
    assert envelope["asked"] == 0


def test_without_charts_no_plotly_is_asked_for() -> None:
    def filters_only() -> None:
        from tests.browser import board_data
        from ui.board import component

        component.mount(board_data.board(board_data.START) | {"charts": {}}, key="filters")

    app = AppTest.from_function(filters_only).run()
    assert not app.exception
    assert sent(app)["plotly"] == ""


def test_data_that_was_written_before_is_sent_as_it_is() -> None:
    plain, written = AppTest.from_function(page), AppTest.from_function(page)
    written.session_state["as_text"] = True
    assert sent(plain.run()) == sent(written.run())


def test_a_run_with_the_same_data_sends_the_same() -> None:
    app = AppTest.from_function(page).run()
    assert sent(app) == sent(app.run())


def test_a_choice_of_the_browser_is_heard_and_its_number_goes_back() -> None:
    app = AppTest.from_function(page).run()
    app.session_state["bord"] = {"view": {"key": OTHER, "number": 7}}
    app.run()
    assert not app.exception
    assert app.text[0].value.startswith(f"view {OTHER!r} ")
    assert sent(app)["asked"] == 7


@pytest.mark.parametrize("view", [None, "x", 3, {"key": 3}, {"number": "7"}, ["a"]])
def test_a_choice_that_makes_no_sense_is_no_choice(view: object) -> None:
    app = AppTest.from_function(page).run()
    app.session_state["bord"] = {"view": view}
    app.run()
    assert not app.exception
    assert app.text[0].value.startswith("view '' press None open ''")
    assert sent(app)["asked"] == 0


@pytest.mark.parametrize(
    ("state", "press"),
    [
        (
            {"press": {"view": START, "chart": "levels", "part": "level:3"}},
            component.Press(START, "levels", "level:3"),
        ),
        ({"press": {"view": START, "chart": "levels", "part": 3}}, None),
        ({"press": {"view": START, "chart": "levels"}}, None),
        ({"press": "levels"}, None),
        ({"press": None}, None),
        (None, None),
    ],
)
def test_a_press_is_three_texts_or_no_press(state: object, press: component.Press | None) -> None:
    assert component._press(state) == press


def test_each_server_and_each_page_under_test_registers_the_component_once() -> None:
    """Leans on Streamlit's inside: the road of an installed package, from the checkout."""
    for _ in range(2):
        app = AppTest.from_function(page).run()
        manager = app._bidi_component_manager
        assert manager is not None
        assert manager.get_component_path(assets.COMPONENT) == str(component.HERE / "asset")
        definition = manager.get(assets.COMPONENT)
        assert definition is not None
        assert definition.js_url == assets.COMPONENT_FILE
        assert definition.js_content is None
        app.run()
        assert manager.get(assets.COMPONENT) == definition


def test_the_file_that_streamlit_serves_is_small_and_only_opens_the_door() -> None:
    files = list((component.HERE / "asset").iterdir())
    assert [path.name for path in files] == [assets.COMPONENT_FILE]
    assert files[0].stat().st_size < 1000


def test_no_word_of_a_school_can_become_markup() -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    for path in [*assets.BOARD.glob("*.js"), component.HERE / "asset" / assets.COMPONENT_FILE]:
        if path.name != "plotly-basic.min.js":
            text = path.read_text("utf-8")
            assert [one for one in forbidden if one in text] == [], path.name
