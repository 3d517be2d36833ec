"""The figures of the own class on Klas: five numbers and what asks attention, exact."""

from typing import Any

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.figures import FigureFilter, Way
from ui import memory, navigation, session
from ui.board import component
from ui.board.component import Press
from ui.cases import filter_address
from ui.labels import plain
from ui.trends import case_links, view_payload
from ui.trends.board import FIGURES, INTERN, WHY_INTERN
from ui.trends.figure_cache import OwnFigures
from ui.trends.filters import Filters
from ui.trends.selection import OF_CLASS, Selection

KEY, LAST_PRESS = "class_board", "class_board_pressed"
ABOVE = "open_cases"
"""Counted at the top of Klas, there with the cases of others in which a pupil has a part."""


def folded(class_id: str) -> None:
    """The figures of a class of one's own, computed when they are unfolded."""
    fold = st.expander("De cijfers van je klas", key="class_figures", on_change="rerun")
    with fold:
        if fold.open:
            show(class_id)


@st.fragment
def show(class_id: str) -> None:
    """The numbers of a class of one's own; nothing for who is not its mentor."""
    desk = session.desk()
    try:
        if not desk.trends.is_exact(Way.SCREEN, FigureFilter(class_id=class_id)):
            return
        filters, own_figures = Filters(desk), OwnFigures.from_desk(desk)
        selection = filters.checked(Selection(place=f"{OF_CLASS}{class_id}"))
        view = _small(view_payload.payload(own_figures, filters, selection))
        desk.trends.log_exact_look()
    except CaseworkError as refusal:
        st.error(plain(str(refusal)))
        return
    component.mount(
        {
            "version": view_payload.version(own_figures),
            "current": class_id,
            "views": {class_id: {**view, "filters": []}},
            "options": {},
            "charts": {},
            "title": "De cijfers van je klas",
            "intern": INTERN,
            "internTitle": WHY_INTERN,
        },
        key=f"{KEY}_{class_id}",
        on_press=_keep,
    )
    _follow(desk, filters, selection)


def _small(view: view_payload.Payload) -> view_payload.Payload:
    """Numbers and lines, of which only what leads to cases can be pressed here."""

    def only_to_cases(line: dict[str, Any]) -> dict[str, Any]:
        press = line.get("press") or {}
        return {**line, "press": press if press.get("kind") == "cases" else None}

    return {
        "numbers": [only_to_cases(line) for line in view["numbers"] if line["key"] != ABOVE],
        "attention": [line for line in map(only_to_cases, view["attention"]) if line["press"]],
        "charts": {},
        "later": view["later"],
    }


def _keep(press: Press) -> None:
    memory.remember(LAST_PRESS, (press.chart, press.part))


def _follow(desk: Desk, filters: Filters, selection: Selection) -> None:
    chart, part = memory.take(LAST_PRESS) or ("", "")
    if chart not in FIGURES:
        return
    case_filter = case_links.filter_of(desk, filters.view(selection), FIGURES[chart], part)
    if case_filter is not None and case_links.count_openable(desk, case_filter):
        navigation.go(navigation.CASES, **filter_address.parameters(case_filter))
