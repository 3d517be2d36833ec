"""The deeper questions of Trends: their words, which figures answer each, and which one is open."""

import streamlit as st

from analytics.figure import Figure
from analytics.figures import FIGURES
from ui import memory, redraw

QUESTION = "t_vraag"
EXPLORE, BESIDE = "explore", "beside"
WORDS = {
    "how_often": "Hoe vaak?",
    "where_and_when": "Waar en wanneer?",
    "how_long": "Hoe lang duurt het?",
    "levels": "Hoever schaalt het op?",
    "does_it_stop": "Houdt het op?",
    "aftercare": "Nazorg en ouders",
    "card": "Doen we wat op de kaart staat?",
    "prevention": "Wat doen we om het te voorkomen?",
    EXPLORE: "Zelf zoeken",
    BESIDE: "Naast de school",
}


def figures_of(question: str) -> tuple[Figure, ...]:
    """The figures that answer a question, from top to bottom."""
    return tuple(figure for figure in FIGURES if figure.question == question)


def open_question() -> str:
    """The code of the question that is open; "" when none is, or the address names none."""
    question = st.query_params.get(QUESTION, "")
    return question if question in WORDS else ""


def open_figure(figure: Figure) -> None:
    """Open the question under which this figure stands."""
    st.query_params[QUESTION] = figure.question


def choose() -> str:
    """The questions, of which one at a time can be open; pressing it again closes it."""
    memory.set_widget_value(QUESTION, open_question() or None)
    redraw.mark_on_page(QUESTION)
    with st.container(key="questions"):
        st.pills(
            "Verdieping",
            list(WORDS),
            format_func=lambda code: WORDS.get(code, code),
            key=QUESTION,
            on_change=_into_address,
        )
    return open_question()


def show_title(question: str) -> None:
    """The question that is open, with the way back to the first screen."""
    with st.container(horizontal=True, vertical_alignment="center", key="question_head"):
        st.header(WORDS[question], anchor="verdieping", width="stretch")
        st.button(
            "Terug naar het overzicht",
            key="question_close",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=_close,
        )


def _into_address() -> None:
    if not redraw.is_on_page(QUESTION):
        return
    chosen = memory.widget_value(QUESTION)
    if chosen:
        st.query_params[QUESTION] = chosen
    else:
        _close()


def _close() -> None:
    st.query_params.pop(QUESTION, None)
