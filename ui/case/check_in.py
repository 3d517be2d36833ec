"""Asking how it goes, in two taps: a score from 1 to 10 and a button; words are optional."""

import streamlit as st

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.labels import FIELD_TITLES
from ui import session
from ui.case.recording import record_in
from ui.forms.field import Score, TextArea
from ui.forms.form import Form
from ui.labels import plain


def check_ins(file: CaseFile) -> None:
    """One for each gepeste and pestende leerling, side by side where there is room."""
    case = file.case
    if not (file.may_record and case.concerned and is_asked(case)):
        return
    with st.container(border=True, key="check_ins", gap="small"):
        st.markdown("**Even vragen hoe het gaat**")
        with st.container(horizontal=True, gap="large", key="check_in_row"):
            for pupil_id in case.concerned:
                with st.container(key=f"safety_{pupil_id[:8]}", gap="xsmall"):
                    check_in(case, pupil_id, file.name(pupil_id))


def is_asked(case: Case) -> bool:
    """Whether the mentor still asks: the case is open, and the card has the step."""
    return case.state is not CaseState.CLOSED and bool(_step(case))


def check_in(case: Case, pupil_id: str, name: str) -> None:
    """The score of one pupil; it may be left out, as a pupil need not answer."""
    form = Form(
        f"ask_{case.case_id[:8]}_{pupil_id[:8]}",
        Score("safety_score", f"Hoe veilig voelt {plain(name)} zich? (1-10, mag leeg)"),
        TextArea("note", FIELD_TITLES["note"]),
    )

    def save(desk: Desk) -> str:
        payload = kinds.CheckedIn(**form.answers())
        new = NewEntry(payload, session.today(), _step(case), pupil_id)
        record_in(desk, case.case_id, [new], form)
        score = payload.safety_score
        answer = f"voelt zich {score} op 10 veilig" if score else "gevraagd hoe het gaat"
        return f"Vastgelegd. {plain(name)}: {answer}."

    with form.container():
        form.draw("safety_score")
        with st.container(horizontal=True, gap="small"):
            form.submit("Vastleggen", save)
            with st.expander("Notitie erbij"):
                form.draw("note")


def _step(case: Case) -> str:
    """The id of the step on the card of this case, if it has one."""
    form = kinds.CheckedIn.kind
    return next((step.id for step in case.card.steps if step.form == form), "")
