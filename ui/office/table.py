"""A table of Beheer: the words in it are shown as they were typed."""

from collections.abc import Iterable, Mapping

import streamlit as st

from ui.labels import plain


def show(columns: Mapping[str, Iterable[str]]) -> None:
    """Columns of text, by their titles; all of the same length."""
    safe = {title: [plain(cell) for cell in cells] for title, cells in columns.items()}
    st.table(safe, border="horizontal", hide_index=True)
