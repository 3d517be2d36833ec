"""Everything that was recorded, newest first; what was struck out stays readable."""

import streamlit as st

from casework.desk import CaseFile, telling
from casework.entries import Entry
from ui.labels import WORDS, moment, plain, short_date

FIRST_LINES = 12


def timeline(file: CaseFile) -> None:
    """The entries, newest first; the older ones behind a fold."""
    st.header("Tijdlijn", anchor=False)
    shown = telling.told(file)[::-1]
    for entry in shown[:FIRST_LINES]:
        _line(file, entry)
    if shown[FIRST_LINES:]:
        with st.expander(f"Eerder ({len(shown) - FIRST_LINES})"):
            for entry in shown[FIRST_LINES:]:
                _line(file, entry)


def _line(file: CaseFile, entry: Entry) -> None:
    struck = entry.number in file.case.withdrawn
    with st.container(key=f"entry_{entry.number}", gap="xxsmall"):
        said = f"**{plain(telling.head(file, entry))}**"
        st.markdown(
            f"{short_date(entry.happened_on, file.case.today)} · "
            f"{f'~~{said}~~ doorgehaald' if struck else said}"
        )
        if coded := " · ".join(telling.coded(file, entry)):
            st.caption(plain(coded))
        for field, words in entry.payload.sealed().items():
            st.caption(WORDS[field])
            st.text(words)
        by = plain(file.colleague(entry.recorded_by))
        st.caption(f"vastgelegd door {by}, {moment(entry.recorded_at)}")
