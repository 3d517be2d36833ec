"""Ways from the screen of the team to the screens beside it."""

import streamlit as st

from ui import navigation


def review(case_id: str, label: str) -> None:
    """A way to the screen on which the team thinks about one case."""
    if st.button("Bespreken", key=f"review_{label}", help=f"Zaak {label} bespreken"):
        navigation.go(navigation.REVIEW, zaak=case_id)


def meeting() -> None:
    """A way to the screen for a meeting of the team."""
    screen = navigation.MEETING
    if st.button("Naar het overleg", key="to_meeting", icon=screen.icon):
        navigation.go(screen)
