"""Overleg: the ondersteuningsteam goes through its agenda, one case a screen."""

import streamlit as st

from casework.errors import CaseworkError
from ui import navigation, receipts, session
from ui.labels import plain
from ui.meeting import planning, screen

desk = session.desk()
receipts.show()
meeting_id = st.query_params.get("overleg", "")
try:
    if meeting_id:
        screen.show(desk, meeting_id)
    else:
        planning.meetings(desk)
except CaseworkError as refusal:
    st.title("Overleg", anchor=False)
    st.error(plain(str(refusal)))
    st.page_link(navigation.page(navigation.TODAY), label="Naar Vandaag")
