"""Toezicht: who saw what, and who changed what, for who looks after privacy."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.labels import plain
from ui.oversight import changes, unusual, who_read

TABS = {"Wie zag wat": who_read.show, "Valt op": unusual.show, "Wijzigingen": changes.show}
WIDTH = 860

desk = session.desk()
st.title("Toezicht", anchor=False)
try:
    for tab, show in zip(
        st.tabs(list(TABS), key="toezicht", bind="query-params"), TABS.values(), strict=True
    ):
        if tab.open:
            with tab, st.container(width=WIDTH, key="oversight_sheet"):
                show(desk)
except CaseworkError as refusal:
    st.error(plain(refusal.sentence))
