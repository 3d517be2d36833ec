"""For some minutes after a save: one tap takes it back."""

import streamlit as st

from casework.desk import CaseFile, Desk
from casework.entries.payload import heading
from casework.words import clock_time
from ui.forms.form import Form
from ui.labels import plain


def undo_line(file: CaseFile) -> None:
    """What this reader just saved here, until when it can be undone, and the button for that."""
    save = file.undoable
    if save is None:
        return
    first = next((e for e in save.entries if e.payload.is_listed(file, e)), save.entries[0])
    form = Form(f"undo_{file.case.case_id[:8]}_{save.first}")

    def act(desk: Desk) -> str:
        desk.case_acts.undo(file.case.case_id, save.first, form_key=form.form_key)
        return f"Ongedaan gemaakt; in de tijdlijn blijft het staan: {plain(heading(file, first))}"

    with st.container(horizontal=True, vertical_alignment="center", key="undo", gap="small"):
        until = clock_time(save.can_be_undone_until)
        st.caption(f"Net bewaard, terug te nemen tot {until}: {plain(heading(file, first))}")
        form.button("Ongedaan maken", act)
