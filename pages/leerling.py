"""Leerling: one child over all cases that I may see, and a melding about this child."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session, undo
from ui.labels import plain
from ui.pupil import page

desk = session.desk()
receipts.show()
undo.undo_line(desk)
try:
    page.show(desk, st.query_params.get("leerling", ""))
except CaseworkError as refusal:
    st.error(plain(str(refusal)))
