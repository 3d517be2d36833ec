"""How a case stands, as icon, word and colour together."""

import streamlit as st

from casework.cases.case import CaseState
from casework.labels import STATES


def state(where: str) -> None:
    """Running, stopped or closed."""
    match CaseState(where):
        case CaseState.RUNNING:
            st.badge(STATES[CaseState.RUNNING], icon=":material/play_circle:", color="blue")
        case CaseState.STOPPED:
            st.badge(STATES[CaseState.STOPPED], icon=":material/front_hand:", color="green")
        case CaseState.CLOSED:
            st.badge(STATES[CaseState.CLOSED], icon=":material/check_circle:", color="gray")
