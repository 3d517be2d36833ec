"""Melden: the five questions of the card, with pupils picked from the class lists."""

import streamlit as st

from casework.errors import CaseworkError
from casework.people import Action
from ui import session
from ui.melding import actions, draft, questions, related_cases

desk = session.desk()
actions.leave_when_stored(desk)
session.show_receipt()
with questions.sheet():
    if not desk.may(Action.REPORT):
        questions.not_for_you()
        st.stop()
    try:
        form = draft.open_form(desk)
        questions.opening(form)
        with questions.question("Wie?", "who"):
            is_staff = questions.staff_involved(form)
            if not is_staff:
                questions.who(desk, form)
        if not is_staff:
            related_cases.related(desk, form)
            questions.what(form)
            questions.where(form)
            questions.when(form)
            questions.why(form)
            questions.rest(desk.card, form)
            questions.ending(desk, form)
    except CaseworkError as refusal:
        st.error(str(refusal))
