"""The minutes of a meeting as a file: with letters, or with names where that is chosen."""

import streamlit as st

from casework.desk import Desk, MeetingFile
from exchange.minutes import file_name, minutes_pdf
from ui import session


def minutes(file: MeetingFile) -> None:
    """The choice and the file; what is in it goes to the read log when it is made."""
    meeting_id = file.meeting.meeting_id
    with st.container(key="meeting_minutes", border=True):
        st.header("Notulen", anchor=False)
        key = f"{meeting_id[:8]}_meeting_minutes_names"
        named = st.toggle("Met namen van leerlingen", key=key)
        st.caption(
            "Elke zaak in de notulen komt in het leeslog; daar staat ook dat er namen in staan."
            if named
            else "Leerlingen staan erin als letters. Elke zaak erin komt in het leeslog."
        )

        def pdf(desk: Desk) -> bytes:
            return minutes_pdf(desk.meetings.minutes(meeting_id, named=named))

        st.download_button(
            "Notulen als PDF",
            data=session.when_pressed(pdf),
            file_name=file_name(file.meeting, named=named),
            mime="application/pdf",
            key="meeting_minutes_pdf",
            icon=":material/download:",
            on_click="ignore",
        )
