"""Scherm afdekken: nothing to see for who walks by, and all of it back as it was."""

import streamlit as st

from server.streamlit_inside.widget_values import widget_values
from ui import memory


def put_on() -> None:
    """From the next run on the page is not drawn; what stands in its fields is kept."""
    memory.remember("covered", (memory.visit(), widget_values()))


def is_on() -> bool:
    """Whether the screen is covered."""
    return memory.recall("covered") is not None


def lift() -> None:
    """Draw the page again, with what stood in its fields when it is still the same page."""
    former_visit, values = memory.take("covered")
    if former_visit == memory.visit():
        for key, value in values.items():
            memory.set_widget_value(key, value)


def draw() -> None:
    """All that there is to see while the screen is covered; the page itself is not drawn."""
    st.title("Scherm afgedekt", anchor=False)
    st.write("Er is niets te zien. Wat je aan het doen was, staat er straks weer.")
    st.button(
        "Verder werken",
        key="cover_lift",
        type="primary",
        icon=":material/visibility:",
        on_click=lift,
    )
