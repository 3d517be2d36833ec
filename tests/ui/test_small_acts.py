"""A tap that changes nothing else draws nothing, and never in the place of something else."""

from contextvars import copy_context
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.testing.v1 import AppTest

from server.streamlit_inside import changed_widgets
from server.streamlit_inside.changed_widgets import drawing


def words_and_a_button() -> None:
    import streamlit as st

    from ui import redraw

    redraw.typing_place()
    with redraw.drawing(redraw.PAGE):
        st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
        st.text_input("Woorden", key="words", on_change=redraw.typed)
        st.button("Verder", key="more", on_click=lambda: None)


def drawn(app: AppTest) -> Any:
    assert not app.exception
    return app.session_state["drawn"]


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(words_and_a_button).run()


def test_words_alone_draw_no_page(app: AppTest) -> None:
    assert drawn(app.text_input(key="words").set_value("Er was iets.").run()) == 1


def test_words_with_a_press_in_the_same_instant_draw_the_page(app: AppTest) -> None:
    app.text_input(key="words").set_value("Er was iets.")
    assert drawn(app.button(key="more").click().run()) == 2


def test_words_that_cut_a_drawing_short_draw_the_page(app: AppTest) -> None:
    app.session_state["memory"]["unfinished"].add("page")
    assert drawn(app.text_input(key="words").set_value("Er was iets.").run()) == 2
    assert not app.session_state["memory"]["unfinished"]


def test_what_is_cut_short_is_unfinished_and_what_stops_by_itself_is_not() -> None:
    unfinished: set[str] = set()
    with pytest.raises(RerunException), drawing("sheet", unfinished):
        raise RerunException(RerunData())
    assert unfinished == {"sheet"}
    with pytest.raises(StopException), drawing("sheet", unfinished):
        raise StopException
    assert not unfinished


def a_sheet_with_a_part() -> None:
    import streamlit as st

    from ui import redraw

    def count(name: str) -> None:
        st.session_state[name] = st.session_state.get(name, 0) + 1

    @st.fragment(key="part")
    def part() -> None:
        with redraw.drawing("part"):
            count("part")

    @st.fragment(key="sheet")
    def sheet() -> None:
        with redraw.drawing("sheet"):
            count("sheet")
            part()

    def changed() -> None:
        redraw.draw_parts("sheet", ["part"])

    redraw.typing_place()
    with redraw.drawing(redraw.PAGE):
        count("page")
        st.text_input("Woorden", key="words", on_change=changed)
        st.button("Verder", key="more", on_click=lambda: None)
        sheet()


def counts(app: AppTest) -> tuple[int, ...]:
    assert not app.exception
    return tuple(app.session_state[name] for name in ("page", "sheet", "part"))


@pytest.fixture
def sheet() -> AppTest:
    app = AppTest.from_function(a_sheet_with_a_part).run()
    assert counts(app) == (1, 1, 1)
    return app


def test_a_change_draws_the_part_that_it_is_about_and_not_the_sheet(sheet: AppTest) -> None:
    sheet.text_input(key="words").set_value("Er was iets.").run()
    assert counts(sheet) == (1, 1, 2)
    assert not sheet.session_state["memory"]["unfinished"]


def test_a_part_of_a_sheet_that_was_cut_short_comes_with_the_sheet(sheet: AppTest) -> None:
    sheet.session_state["memory"]["unfinished"].add("sheet")
    sheet.text_input(key="words").set_value("Er was iets.").run()
    assert counts(sheet) == (1, 2, 2)


def test_a_change_with_a_press_in_the_same_instant_draws_the_page(sheet: AppTest) -> None:
    sheet.text_input(key="words").set_value("Er was iets.")
    sheet.button(key="more").click().run()
    assert counts(sheet) == (2, 2, 2)


def test_only_a_run_of_fragments_may_end_before_it_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    run = SimpleNamespace(fragment_ids_this_run=None)
    monkeypatch.setattr(changed_widgets, "get_script_run_ctx", lambda: run)
    changed_widgets.end_run_of_a_part()
    run.fragment_ids_this_run = ["sheet"]
    with pytest.raises(StopException):
        changed_widgets.end_run_of_a_part()


@pytest.mark.parametrize(
    ("widget", "parts", "is_drawn"),
    [
        pytest.param(None, None, True, id="a widget of the page, with the page"),
        pytest.param("board", ["board"], True, id="a widget of a part, with that part"),
        pytest.param(None, ["board"], False, id="a widget of the page, with a part"),
        pytest.param("menu", ["board"], False, id="a widget of one part, with another"),
    ],
)
def test_what_comes_along_with_another_part_was_pressed_by_nobody(
    monkeypatch: pytest.MonkeyPatch, widget: str | None, parts: list[str] | None, is_drawn: bool
) -> None:
    run = SimpleNamespace(fragment_ids_this_run=parts)
    monkeypatch.setattr(changed_widgets, "get_script_run_ctx", lambda: run)

    def answer_in_callback() -> bool:
        ThreadState.initialize(fragment_id=widget)
        return changed_widgets.is_drawn_by_this_run()

    assert copy_context().run(answer_in_callback) is is_drawn
