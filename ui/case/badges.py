"""How a case stands, as icon, word and colour together."""

import streamlit as st

from casework.card.model import ActionCard
from casework.cases.case import CaseState
from casework.labels import OWNERS, STATES
from ui.labels import plain


def state(where: str) -> None:
    """Running, stopped or closed."""
    match CaseState(where):
        case CaseState.RUNNING:
            st.badge(STATES[CaseState.RUNNING], icon=":material/play_circle:", color="blue")
        case CaseState.STOPPED:
            st.badge(STATES[CaseState.STOPPED], icon=":material/front_hand:", color="green")
        case CaseState.CLOSED:
            st.badge(STATES[CaseState.CLOSED], icon=":material/check_circle:", color="gray")


def level(card: ActionCard, number: int) -> None:
    """The level, and the role that decides there."""
    reached = card.level(number)
    words = f"{plain(reached.title)} · {OWNERS[reached.who]}"
    st.badge(words, icon=":material/stairs:", color="orange")


def serious(words: str = "ernstig signaal") -> None:
    """A serious sign was named."""
    st.badge(words, icon=":material/priority_high:", color="red")


def group_level(words: str = "groepsniveau") -> None:
    """It is at group level."""
    st.badge(words, icon=":material/groups:", color="violet")
