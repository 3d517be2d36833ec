"""A part of a page that a tap inside it draws again, and nothing else."""

from collections.abc import Callable

import streamlit as st


@st.fragment
def drawn_alone(draw: Callable[[], None]) -> None:
    """Draw this part; what is stored in it draws the whole page (`ui.forms.form.store`)."""
    draw()
