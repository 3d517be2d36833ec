"""The minutes of a meeting as a file: with letters, or with names where that is chosen."""

import streamlit as st

from casework.desk import MeetingFile
from exchange.minutes import file_name, minutes_pdf
from ui.download import PDF, download_button


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
        download_button(
            "Notulen als PDF",
            lambda desk: minutes_pdf(desk.meetings.minutes(meeting_id, named=named)),
            file_name=file_name(file.meeting, named=named),
            mime=PDF,
            key="meeting_minutes_pdf",
            is_logged=True,
        )
