"""The screen Trends: the board, a deeper question with its filters, or the board for others."""

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.figures import Way
from ui.charts.style import words_of
from ui.labels import plain
from ui.trends import board, meeting_screen, question_page, questions, saved_views
from ui.trends.figure_cache import OwnFigures
from ui.trends.filters import Filters
from ui.trends.selection import selection_of_address

TITLE = "Trends"
NO_YEAR = (
    "Er is nog geen schooljaar begonnen. Vanaf de eerste dag van het schooljaar staan hier de "
    "cijfers van je leerlingen."
)


def show(desk: Desk) -> None:
    """What the address asks for, as this person may see it."""
    try:
        _show(desk)
    except CaseworkError as refusal:
        st.title(TITLE, anchor=False)
        st.error(plain(str(refusal)))


def _show(desk: Desk) -> None:
    if meeting_screen.is_asked() or not desk.trends.is_exact(Way.SCREEN):
        meeting_screen.show()
        return
    filters = Filters(desk)
    if not filters.years:
        st.title(TITLE, anchor=False)
        st.info(NO_YEAR, icon=":material/hourglass_empty:")
        return
    saved_views.show_dropped_choices()
    selection = filters.checked(selection_of_address(st.query_params.to_dict()))
    if questions.open_question():
        board.filters_only(desk, filters, selection)
    else:
        board.show()
    view, own_figures = filters.view(selection), OwnFigures.from_desk(desk)
    question_page.show(
        desk,
        view,
        words_of(desk.known_card),
        lambda figure: own_figures.computed_figure(figure, view),
    )
    saved_views.show()
