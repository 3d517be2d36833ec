"""Everything of Trends below the first screen: one question at a time, each on a short page."""

from collections.abc import Callable

import streamlit as st

from analytics.figure import ComputedFigure, Figure
from analytics.view import View
from casework.desk import Desk
from casework.figures import Way
from ui.charts.style import Words
from ui.labels import plain
from ui.trends import explore, figure_frame, questions, school_comparison

Compute = Callable[[Figure], ComputedFigure]

NOT_EXACT = (
    "Bij deze keuze zijn er voor jou geen exacte cijfers. Wat er buiten je eigen leerlingen of "
    "over een gevoelige soort te zeggen is, staat bij *Naast de school*."
)


def show(desk: Desk, view: View, words: Words, compute: Compute) -> None:
    """The questions, and the page of the one that is open; nothing more when none is.

    `compute` gives the exact result of a figure for this view, and is called only when this person
    has exact figures of it.
    """
    question = questions.choose()
    if not question:
        return
    questions.show_title(question)
    if question == questions.BESIDE:
        school_comparison.show(desk, view)
    elif not desk.trends.is_exact(Way.SCREEN, view.filter):
        st.info(NOT_EXACT, icon=":material/shield_person:")
    else:
        # What is exact is not printed (ui/css/print.css).
        with st.container(key="deeper_exact"):
            if question == questions.EXPLORE:
                explore.show(desk, view)
            else:
                _figures([compute(figure) for figure in questions.figures_of(question)], words)


def _figures(figures: list[ComputedFigure], words: Words) -> None:
    """The figures, and in one line each those that there is too little for yet."""
    drawn = [computed for computed in figures if figure_frame.has_picture(computed)]
    with st.container(key="figures"):
        for computed in drawn:
            figure_frame.show(computed, words)
    waiting = [
        figure_frame.too_few_sentence(computed, words)
        for computed in figures
        if computed not in drawn
    ]
    with st.container(gap="xxsmall", key="figures_waiting"):
        for line in waiting:
            st.caption(plain(line))
