"""A part of a page that a tap inside it draws again, and nothing else."""

from collections.abc import Callable

import streamlit as st

from ui import session


def drawn_alone(draw: Callable[[], None]) -> None:
    """Draw this part; after an act in it (stored or refused) the whole page is drawn again."""
    acts = session.count_acts()

    @st.fragment
    def part() -> None:
        if session.count_acts() != acts:
            st.rerun()
        draw()

    part()
