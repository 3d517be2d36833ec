"""A table of Beheer: its words are plain text."""

from collections.abc import Iterable, Mapping

import streamlit as st

from ui.labels import plain


def show(columns: Mapping[str, Iterable[str]]) -> None:
    """Columns of text, by their titles; all of the same length."""
    safe = {plain(title): [plain(cell) for cell in cells] for title, cells in columns.items()}
    st.table(safe, border="horizontal", hide_index=True)
