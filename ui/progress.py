"""How far a long act is, on the page as it stands while the act runs ahead of the next one."""

import streamlit as st

from server.streamlit_inside import ahead_of_the_page


class Progress:
    """A place on the page that shows a bar while an act is busy, and nothing otherwise."""

    def __init__(self, key: str) -> None:
        self._place = st.container(key=key).empty()

    def show(self, share: float, words: str) -> None:
        """So much is done, from 0 to 1."""
        with ahead_of_the_page.on_the_page():
            self._place.progress(min(share, 1.0), words)
