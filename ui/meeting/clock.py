"""How long the meeting is at this case and at all; and whether a colleague did something."""

from datetime import timedelta

import streamlit as st

from casework.errors import CaseworkError
from casework.meetings.meeting import Meeting
from casework.words import counted
from ui import session
from ui.labels import plain

EVERY = 5


@st.fragment(run_every=EVERY)
def clock(meeting: Meeting) -> None:
    """The two times, drawn anew every few seconds without running the rest of the page."""
    try:
        desk = session.find_desk()
        now, newest = desk.now(), desk.meetings.newest_number(meeting.meeting_id)
    except CaseworkError as refusal:
        # Signed out, or no longer of the team.
        st.error(plain(str(refusal)))
        return
    here, whole = meeting.spent(now, meeting.place), meeting.spent(now)
    with st.container(
        key="meeting_clock", horizontal=True, vertical_alignment="center", width="content"
    ):
        st.markdown(
            f":material/timer: **{minutes(here)}** bij deze zaak · {minutes(whole)} in totaal",
            width="content",
        )
        if newest != meeting.last_number:
            st.warning("Een collega heeft iets vastgelegd of is verder gegaan.")
            if st.button("Bijwerken", key="meeting_refresh", icon=":material/sync:"):
                st.rerun(scope="app")


def minutes(spent: timedelta) -> str:
    """Whole minutes in words: "3 minuten"."""
    return counted(int(spent.total_seconds() // 60), "minuut", "minuten")
