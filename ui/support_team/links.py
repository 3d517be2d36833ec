"""Ways from the screen of the team to the screens beside it, where this program has them."""

import streamlit as st

from ui import navigation


def review(case_id: str, label: str) -> None:
    """A way to the screen on which the team thinks about one case."""
    screen = getattr(navigation, "REVIEW", None)
    if screen and st.button("Bespreken", key=f"review_{label}", help=f"Zaak {label} bespreken"):
        navigation.go(screen, zaak=case_id)


def meeting() -> None:
    """A way to the screen for a meeting of the team."""
    screen = getattr(navigation, "MEETING", None)
    if screen and st.button("Naar het overleg", key="to_meeting", icon=screen.icon):
        navigation.go(screen)
