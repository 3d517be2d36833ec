"""What the ondersteuningsteam advised earlier, and what was done with it."""

import streamlit as st

from casework.cases import entry_texts
from casework.cases.consult import ROUNDS
from casework.desk import CaseFile
from casework.entries import Entry
from casework.words import short_date
from ui.case.own_words import own_words
from ui.labels import plain


def is_round(entry: Entry) -> bool:
    """Whether an entry is part of a question to the ondersteuningsteam."""
    return isinstance(entry.payload, ROUNDS)


def show(file: CaseFile, with_words: bool, key: str) -> None:
    """Questions, advice and what was done, oldest first."""
    st.header("Eerder advies", anchor=False)
    entries = [entry for entry in file.case.effective_entries if is_round(entry)]
    if not entries:
        st.write("Er is over deze zaak nog niets gevraagd aan het ondersteuningsteam.")
        return
    for entry in entries:
        _entry(file, entry, with_words, key)
    if file.case.waits_for_advice:
        st.caption("De laatste vraag wacht nog op advies.")
    elif file.case.advice_is_new:
        st.caption("Wat er met het laatste advies is gedaan, is nog niet vastgelegd.")


def _entry(file: CaseFile, entry: Entry, with_words: bool, key: str) -> None:
    with st.container(key=f"{key}_advice_{entry.number}", gap="xxsmall"):
        day = short_date(entry.happened_on, file.case.today)
        head = " · ".join([day, entry.payload.title, *entry_texts.coded(file, entry)])
        st.markdown(f"**{plain(head)}**")
        if with_words:
            own_words(entry)
