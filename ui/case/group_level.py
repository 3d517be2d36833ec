"""Whether the bullying is at group level: one switch, which makes the group talk a step."""

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from ui import session
from ui.case.recording import record
from ui.forms.form import Form
from ui.forms.storing import store

ON = "Vastgelegd: het speelt in de groep. Het gesprek met de groep staat nu bij Faciliteer."
OFF = "Vastgelegd: het speelt niet in de groep."


def switch(file: CaseFile) -> None:
    """The switch; it stands as the case stands, whatever became of the last press."""
    step = next((s.id for s in file.case.card.steps if s.form == kinds.AnalysisAdded.kind), "")
    if not (file.may_record and step) or file.case.state is CaseState.CLOSED:
        return
    form = Form("group_level")

    def save(desk: Desk) -> str:
        is_on = bool(form.value("switch"))
        payload = kinds.AnalysisAdded(group_level=is_on)
        record(desk, file, NewEntry(payload, session.today(), step), form)
        return ON if is_on else OFF

    form.fill("switch", file.case.group_level)
    st.toggle(
        "Speelt het in de groep?", key=form.key("switch"), on_change=store, args=form.act_args(save)
    )
    form.draw_last_answer()
