"""Who is at the meeting: put right when somebody comes in later, or could not be there."""

import streamlit as st

from casework.desk import Desk, MeetingFile
from ui.forms.field import MultiPills, TextLine
from ui.forms.form import Form


def attendance(desk: Desk, file: MeetingFile) -> None:
    """The members and the others who are there; the minutes tell the newest list."""
    meeting = file.meeting
    names = {member.staff_id: member.name.full for member in desk.meetings.members()}
    here = [member for member in meeting.members if member in names]
    form = Form(
        f"meeting_attendance_{meeting.meeting_id[:8]}",
        MultiPills("members", "Van het ondersteuningsteam", names, initial=here),
        TextLine("guests", "Wie zijn er nog meer? (mag leeg)", initial=meeting.guests),
    )

    def save(desk: Desk) -> str:
        members, guests = form.read("members"), form.read("guests")
        desk.meetings.change_attendance(meeting.meeting_id, members, guests, form.form_key)
        return "Vastgelegd wie er zijn."

    with st.expander("Wie zijn er?"):
        form.show("Vastleggen wie er zijn", save)
