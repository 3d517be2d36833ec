"""A tap that changes nothing else draws nothing, and never in the place of something else."""

from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from server.streamlit_inside.changed_widgets import drawing


def words_and_a_button() -> None:
    import streamlit as st

    from ui import session

    session.typing_place()
    with session.drawing(session.PAGE):
        st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
        st.text_input("Woorden", key="words", on_change=session.typed)
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
