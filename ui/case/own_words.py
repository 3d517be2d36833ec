"""What somebody wrote in an entry, as it was written."""

import streamlit as st

from casework.entries import Entry
from casework.labels import FIELD_TITLES
from casework.text_direction import contained


def own_words(entry: Entry, *, has_titles: bool = True) -> None:
    """Each text, as text and nothing else, with what it is the answer to above it."""
    for field, words in entry.payload.sealed().items():
        if has_titles:
            st.caption(FIELD_TITLES[field])
        st.text(contained(words))
