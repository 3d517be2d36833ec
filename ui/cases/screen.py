"""The screen Zaken below its title: what is typed or chosen there draws this part alone."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.cases import case_list, filter_chips, search_box
from ui.labels import plain
from ui.trends import case_links


@st.fragment
def show() -> None:
    """The search, the filters and the list, for whoever is signed in at this very moment."""
    desk = session.desk()
    figure_filter = filter_chips.from_address()
    try:
        cases = case_links.filtered_cases(desk, figure_filter)
        if figure_filter:
            filter_chips.show(desk, figure_filter, len(cases))
        result = search_box.ask(desk)
    except CaseworkError as refusal:
        st.error(plain(str(refusal)))
        return
    if not cases:
        if not (figure_filter or result):
            case_list.nothing_yet()
        return
    case_ids = result.case_ids if result else None
    list_filter = case_list.filters(cases, desk.known_card, case_ids)
    matching_cases = case_list.matching(cases, list_filter)
    with st.container(horizontal=True, vertical_alignment="center", key="cases_count"):
        case_list.head(len(matching_cases), len(cases))
        case_list.clear_button(list_filter)
    if matching_cases:
        case_list.rows(desk, matching_cases)
    elif not (result and result.is_empty):
        case_list.nothing_fits()
