"""Signaal doorgeven: any member of staff in one minute; with ?signaal= its handler reads one."""

import streamlit as st

from casework.errors import CaseworkError
from ui import session
from ui.melding import questions
from ui.signal import form, reading

desk = session.desk()
session.show_receipt()
wanted = st.query_params.get("signaal", "")
with questions.sheet():
    try:
        if wanted:
            reading.read(desk, wanted)
            st.stop()
        form = form.open_form(desk)
        form.opening(form)
        with questions.question("Wie?", "who"):
            is_staff = questions.staff_involved(form)
            if not is_staff:
                form.about_whom(desk, form)
        if not is_staff:
            form.details(desk, form)
            form.ending(desk, form)
        form.own(desk)
    except CaseworkError as refusal:
        st.error(str(refusal))
