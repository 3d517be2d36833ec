"""Melden: the five questions of the card, with pupils picked from the class lists."""

import streamlit as st

from casework.errors import CaseworkError
from casework.people import Action
from ui import melding, melding_acts, melding_draft, melding_related, session

desk = session.desk()
melding_acts.leave_when_stored(desk)
session.show_receipt()
with melding.sheet():
    if not desk.may(Action.REPORT):
        melding.not_for_you()
        st.stop()
    try:
        form = melding_draft.open_form(desk)
        melding.opening(form)
        with melding.question("Wie?", "who"):
            is_staff = melding.staff_involved(form)
            if not is_staff:
                melding.who(desk, form)
        if not is_staff:
            melding_related.related(desk, form)
            melding.what(desk.card, form)
            melding.where(desk.card, form)
            melding.when(desk.card, form)
            melding.why(form)
            melding.rest(desk.card, form)
            melding.ending(desk, form)
    except CaseworkError as refusal:
        st.error(str(refusal))
