"""Signaal doorgeven: any member of staff in one minute; with ?signaal= its handler reads one."""

import streamlit as st

from casework.errors import CaseworkError
from ui import melding, session, signal_form, signal_read

desk = session.desk()
session.show_receipt()
wanted = st.query_params.get("signaal", "")
with melding.sheet():
    try:
        if wanted:
            signal_read.read(desk, wanted)
            st.stop()
        form = signal_form.open_form(desk)
        signal_form.opening(form)
        with melding.question("Wie?", "who"):
            is_staff = melding.staff_involved(form)
            if not is_staff:
                signal_form.about_whom(desk, form)
        if not is_staff:
            signal_form.details(desk, form)
            signal_form.ending(desk, form)
        signal_form.own(desk)
    except CaseworkError as refusal:
        st.error(str(refusal))
