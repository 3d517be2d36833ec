"""A class that a group case plays in as well."""

import streamlit as st

from casework.desk import CaseFile, Desk
from ui import memory
from ui.case import case_address
from ui.case.recording import show_with_bar
from ui.forms.field import Pills
from ui.forms.form import Form
from ui.labels import plain


def add_class(desk: Desk, file: CaseFile) -> None:
    """Its mentor sees the case from now on; so it says that before the choice."""
    st.caption(
        "De mentor van deze klas ziet de zaak vanaf nu, en is die er niet, dan wie die vervangt. "
        "Het mentoruur van die klas telt mee, en "
        "het bericht aan het docententeam noemt beide klassen."
    )
    classes = {one.class_id: one.name for one in desk.case_acts.classes_to_add(file.case.case_id)}
    form = Form("add_class", Pills("class_id", "Welke klas?", classes, required="Kies de klas."))

    def save(desk: Desk) -> str:
        case_id = file.case.case_id
        seen, class_id = memory.number_seen(case_id), form.read("class_id")
        desk.case_acts.add_class(case_id, class_id, seen=seen, form_key=form.form_key)
        case_address.back_when_stored()
        return f"Klas {plain(classes[class_id])} staat nu bij de zaak."

    show_with_bar(form, "Klas toevoegen", save)
