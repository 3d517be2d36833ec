"""Zaken: search and filter the cases that I may see; no names in the list."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.cases import case_list, filter_chips
from ui.trends import cases_behind

desk = session.desk()
session.show_receipt()
st.title("Zaken", anchor=False)
figure = filter_chips.wanted()
try:
    cases = cases_behind.cases(desk, figure)
except CaseworkError as refusal:
    st.error(str(refusal))
    st.stop()

if figure:
    filter_chips.show(desk, figure, len(cases))
if not cases:
    if not figure:
        case_list.nothing_yet()
    st.stop()
wanted = case_list.filters(cases, desk.known_card)
found = case_list.chosen(cases, wanted)
with st.container(horizontal=True, vertical_alignment="center", key="cases_count"):
    st.caption(case_list.count(len(found), len(cases)))
    case_list.clear_button(wanted)
if found:
    case_list.rows(found, desk.known_card, desk.today)
else:
    case_list.nothing_found()
