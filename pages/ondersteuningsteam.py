"""Ondersteuningsteam: the questions put to it, the hard cases, and its own figures."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session
from ui.labels import plain
from ui.support_team import figures, hard_cases, links, questions

TABS = {"Vragen": questions.show, "Zware zaken": hard_cases.show, "Cijfers": figures.show}
WIDTH = 860

desk = session.desk()
st.title("Ondersteuningsteam", anchor=False)
receipts.show()
try:
    desk.support.queue()
    links.meeting()
    for tab, show in zip(
        st.tabs(list(TABS), key="deel", bind="query-params"), TABS.values(), strict=True
    ):
        if tab.open:
            with tab, st.container(width=WIDTH, key="support_sheet"):
                show(desk)
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
