"""Who is at the meeting: put right when somebody comes in later, or could not be there."""

import streamlit as st

from casework.desk import Desk, MeetingFile
from ui.forms.form import Form


def attendance(desk: Desk, file: MeetingFile) -> None:
    """The members and the others who are there; the minutes tell the newest list."""
    meeting = file.meeting
    form = Form(f"meeting_attendance_{meeting.meeting_id[:8]}")
    names = {member.staff_id: member.name.full for member in desk.meeting_members()}
    here = [member for member in meeting.members if member in names]

    def save(desk: Desk) -> str:
        members, guests = form.codes("members"), form.words("guests")
        desk.change_attendance(meeting.meeting_id, members, guests, form.form_key)
        return "Vastgelegd wie er zijn."

    with st.expander("Wie zijn er?"), form.drawn():
        form.many("members", "Van het ondersteuningsteam", names, here)
        form.line("guests", "Wie zijn er nog meer? (mag leeg)", meeting.guests)
        form.submit("Vastleggen wie er zijn", save, primary=False)
