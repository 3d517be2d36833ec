"""The first screen of Trends: one component with filters, numbers and charts, in a fragment."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from analytics.figure import Figure
from analytics.figures import BY_KEY
from casework.desk import Desk
from casework.errors import CaseworkError
from ui import memory, navigation, session
from ui.board import component
from ui.board.component import Press
from ui.cases import filter_address, filter_chips
from ui.labels import plain
from ui.trends import case_links, questions, sharing, view_payload
from ui.trends.cache_warming import CACHE_WARMER
from ui.trends.figure_cache import OwnFigures
from ui.trends.filters import Filters
from ui.trends.selection import ADDRESS, MEETING, Selection, selection_of_address, selection_of_key

KEY, FILTERS_KEY = "trends_board", "trends_filters"
SENT, NEXT = "trends_sent", "trends_next"
FIGURES = {
    "per_class": "reports",
    "levels": "open_cases",
    "time_to_stopped": "resolution",
    "aftercare": "aftercare",
}
"""The figure of the registry that each chart of the first screen is."""

INTERN = "intern"
WHY_INTERN = (
    "Deze cijfers zijn precies, en om mee te werken. Wat naar buiten gaat, verbergt kleine "
    "aantallen: zie 'Toon in een vergadering' en 'Delen of bewaren'."
)
PAGE, TO_MEETING = "page", "meeting"
MARKS: dict[str, Any] = {
    "intern": INTERN,
    "internTitle": WHY_INTERN,
    "actions": [(TO_MEETING, "Toon in een vergadering")],
}


@st.fragment
def show() -> None:
    """The board of whoever is signed in; a change of filter runs this part again, and no more."""
    if st.query_params.get(MEETING, "") == "1":
        # Pressed just now: the whole screen becomes another one.
        st.rerun()
    desk = session.desk()
    try:
        filters = Filters(desk)
        selection = filters.checked(selection_of_address(st.query_params.to_dict()))
        own_figures = OwnFigures.from_desk(desk)
        payload = view_payload.board_payload(
            own_figures, filters, selection, _sent_keys(view_payload.version(own_figures))
        )
        desk.trends.log_exact_look()
    except CaseworkError as refusal:
        st.error(plain(str(refusal)))
        return
    _remember_sent(payload)
    CACHE_WARMER.note(desk, selection)
    memory.remember(filter_chips.TRENDS_ADDRESS, st.query_params.to_dict())
    component.mount(
        {**payload, **MARKS},
        key=KEY,
        on_view=into_address,
        on_press=_keep_press,
        on_open=_keep("open"),
        on_share=_keep("share"),
    )
    _follow(desk, filters, selection)


def filters_only(desk: Desk, filters: Filters, selection: Selection) -> None:
    """The same filters above a deeper page, without numbers and charts."""
    options: view_payload.Options = {}
    until = view_payload.until_words(filters.view(selection), desk.today)
    view = {"filters": view_payload.filters_payload(filters, selection, options), "until": until}
    component.mount(
        {
            "version": f"filters-{view_payload.version(OwnFigures.from_desk(desk))}",
            "current": selection.key,
            "views": {selection.key: view},
            "options": options,
            "charts": {},
            **MARKS,
        },
        key=FILTERS_KEY,
        on_view=into_address,
        on_press=_keep_press,
    )
    _follow(desk, filters, selection)


def into_address(key: str) -> None:
    """Another view was chosen: it goes into the address, as far as it exists."""
    filters = Filters(session.find_desk())
    selection = filters.checked(selection_of_key(key))
    others = {k: v for k, v in st.query_params.to_dict().items() if k not in ADDRESS}
    st.query_params.from_dict(others | filters.address(selection))


# --- what was sent to the browser -----------------------------------------------------------------


def _sent_keys(version: str) -> set[str]:
    sent: tuple[str, set[str]] = memory.recall(SENT, ("", set()))
    return sent[1] if sent[0] == version else set()


def _remember_sent(payload: Mapping[str, Any]) -> None:
    keys = _sent_keys(payload["version"]) | set(payload["views"])
    memory.remember(SENT, (payload["version"], keys))


# --- what was pressed -----------------------------------------------------------------------------


def _keep_press(press: Press) -> None:
    if (press.chart, press.part) == (PAGE, TO_MEETING):
        st.query_params[MEETING] = "1"
        return
    memory.remember(NEXT, ("press", press.chart, press.part))


def _keep(what: str) -> Callable[[str], None]:
    def keep(name: str) -> None:
        memory.remember(NEXT, (what, name, ""))

    return keep


def _follow(desk: Desk, filters: Filters, selection: Selection) -> None:
    """What a press leads to, now that the board stands; all that came is looked up here."""
    what, name, part = memory.take(NEXT) or ("", "", "")
    figure = BY_KEY.get(FIGURES.get(name, name))
    if what == "press" and figure is not None:
        _to_cases(desk, filters, selection, figure, part)
    elif what == "open" and figure is not None:
        questions.open_figure(figure)
        st.rerun()
    elif what == "share" and figure is not None:
        sharing.dialog(desk, figure, selection.team, selection.year)


def _to_cases(
    desk: Desk, filters: Filters, selection: Selection, figure: Figure, part: str
) -> None:
    case_filter = case_links.filter_of(desk, filters.view(selection), figure.key, part)
    if case_filter is None:
        return
    cases = case_links.cases_behind(desk, case_filter)
    if cases.openable:
        navigation.go(navigation.CASES, **filter_address.parameters(case_filter))
    else:
        words = case_links.why_none(cases, desk.known_card)
        st.toast(words, icon=":material/lock:", duration="long")
