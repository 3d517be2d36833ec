"""Zaken: search and filter the cases that I may see; no names in the list."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.cases import case_list, filter_chips
from ui.trends import case_links

desk = session.desk()
session.show_receipt()
st.title("Zaken", anchor=False)
figure_filter = filter_chips.from_address()
try:
    cases = case_links.filtered_cases(desk, figure_filter)
except CaseworkError as refusal:
    st.error(str(refusal))
    st.stop()

if figure_filter:
    filter_chips.show(desk, figure_filter, len(cases))
if not cases:
    if not figure_filter:
        case_list.nothing_yet()
    st.stop()
list_filter = case_list.filters(cases, desk.known_card)
matching_cases = case_list.matching(cases, list_filter)
with st.container(horizontal=True, vertical_alignment="center", key="cases_count"):
    st.caption(case_list.count(len(matching_cases), len(cases)))
    case_list.clear_button(list_filter)
if matching_cases:
    case_list.rows(matching_cases, desk.known_card, desk.today)
else:
    case_list.nothing_fits()
