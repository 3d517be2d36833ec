"""The lines of a log, each with who, what and when: a table, on a phone two or three lines each."""

from collections.abc import Iterable, Mapping

import streamlit as st

from ui.office import table


def show(name: str, columns: Mapping[str, Iterable[str]]) -> None:
    """Columns of text, by their titles: first the moment and the person (ui/css/lists.css)."""
    with st.container(key=f"log_{name}"):
        table.show(columns)
