"""Whether the bullying is at group level: one switch, which makes the group talk a step."""

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from ui import session
from ui.case.recording import record
from ui.forms import form

ON = "Vastgelegd: het speelt in de groep. Het gesprek met de groep staat nu bij Faciliteer."
OFF = "Vastgelegd: het speelt niet in de groep."


def switch(file: CaseFile) -> None:
    """The switch; it stands as the case stands, whatever became of the last press."""
    step = next((s.id for s in file.case.card.steps if s.form == kinds.AnalysisAdded.kind), "")
    if not (file.may_record and step) or file.case.state is CaseState.CLOSED:
        return
    own = form.Form("group_level")
    key = own.key("switch")

    def save(desk: Desk) -> str:
        is_on = bool(own.value("switch"))
        said = kinds.AnalysisAdded(group_level=is_on)
        record(desk, file, NewEntry(said, session.today(), step), own)
        return ON if is_on else OFF

    session.set_widget_value(key, file.case.group_level)
    st.toggle("Speelt het in de groep?", key=key, on_change=form.store, args=(own.name, save))
    own.show_refusal()
