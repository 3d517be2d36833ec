"""A case of before last school year: the reason for which it is opened, and who gave one before."""

import streamlit as st

from casework.desk import CaseFile, Desk
from casework.errors import CaseworkError
from casework.text_direction import contained
from casework.words import moment
from ui.forms.field import TextArea
from ui.forms.form import Form
from ui.labels import plain

ABOUT = (
    "Deze zaak was klaar voordat het vorige schooljaar begon. Een leerling mag met een schone lei "
    "verder: wat er toen was, lees je alleen als dat nu nodig is."
)


def ask_reason(desk: Desk, case_id: str) -> None:
    """In the place of the case: why it is opened."""
    try:
        label = desk.cases.summary(case_id).label
    except CaseworkError as refusal:
        st.error(plain(refusal.sentence))
        return
    st.header(f"Zaak {plain(label)} opent met een reden", anchor=False)
    st.write(ABOUT)
    form = Form(
        f"history_{case_id}",
        TextArea("reason", "Waarom is het nu nodig om deze zaak te lezen?", height=80),
    )

    def save(desk: Desk) -> str:
        desk.cases.open_with_reason(case_id, form.read("reason"), form_key=form.form_key)
        return (
            f"Zaak {label} is voor jou open tot middernacht. Je reden staat in het leeslog; wie in "
            "deze zaak mag schrijven, kan hem lezen."
        )

    form.show("Vastleggen en openen", save, primary=True)


def reasons_given(desk: Desk, file: CaseFile) -> None:
    """Who opened it with a reason, folded; for who may record in it."""
    if not (file.case.closing and file.may_record):
        return
    lines = desk.cases.reasons_given(file.case.case_id)
    if lines:
        with st.expander("Geopend met een reden", icon=":material/history:"):
            for line in lines:
                who = plain(line.staff_name or "onbekend")
                st.markdown(f"**{who}**, {moment(line.read_at)}")
                st.text(contained(line.reason))
