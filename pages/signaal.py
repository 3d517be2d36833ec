"""Signaal doorgeven: any member of staff in one minute; with ?signaal= its handler reads one."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.melding import questions
from ui.signal import form as signal_form
from ui.signal import reading

desk = session.desk()
session.show_receipt()
signal_id = st.query_params.get("signaal", "")
with questions.sheet():
    try:
        if signal_id:
            reading.read(desk, signal_id)
            st.stop()
        form = signal_form.open_form(desk)
        signal_form.opening(form)
        with questions.question("Wie?", "who"):
            is_staff = questions.staff_involved(form)
            if not is_staff:
                signal_form.about_whom(desk, form)
        if not is_staff:
            signal_form.details(form)
            signal_form.ending(desk, form)
        signal_form.own(desk)
    except CaseworkError as refusal:
        st.error(str(refusal))
