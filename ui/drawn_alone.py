"""A part of a page that a tap inside it draws again, and nothing else."""

from collections.abc import Callable

import streamlit as st

from ui import redraw


@st.fragment
def drawn_alone(draw: Callable[[], None]) -> None:
    """Draw this part; what is stored in it draws the whole page (`ui.forms.storing.store`)."""
    with redraw.drawing(getattr(draw, "func", draw).__qualname__):
        draw()
