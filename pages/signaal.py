"""Signaal doorgeven: any member of staff in one minute; with ?signaal= its handler reads one."""

import streamlit as st

from casework.errors import CaseworkError
from ui import receipts, session, undo
from ui.labels import plain
from ui.melding import questions
from ui.signal import form, reading

desk = session.desk()
signal_id = st.query_params.get("signaal", "")
if signal_id:
    receipts.show()
    undo.undo_line(desk)
    with questions.sheet():
        try:
            reading.read(desk, signal_id)
        except CaseworkError as refusal:
            st.error(plain(str(refusal)))
else:
    form.screen()
