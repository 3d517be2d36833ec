"""Everything that was recorded, newest first; what was struck out or put right stays readable."""

import streamlit as st

from casework.cases import entry_texts
from casework.desk import CaseFile, Desk
from casework.entries import Entry
from casework.entries.bounds import OtherCase
from casework.entries.payload import heading
from casework.words import moment, short_date
from ui.case import links
from ui.case.own_words import own_words
from ui.folded import folded
from ui.labels import plain

FIRST_LINES = 12


def timeline(desk: Desk, file: CaseFile) -> None:
    """The entries, newest first; the older ones behind a fold."""
    st.header("Tijdlijn", anchor=False)
    entries = _newest_versions(file)
    others = links.in_sight(desk, entries)
    folded(entries, FIRST_LINES, lambda entry: _line(file, entry, others), "Eerder ({})")


def _newest_versions(file: CaseFile) -> list[Entry]:
    """What was put right stands where the first version stood."""
    case = file.case
    entries = [
        entry for entry in entry_texts.listed_entries(file) if entry.number not in case.corrected
    ]
    return sorted(entries, key=lambda entry: case.first_number(entry.number), reverse=True)


def _line(file: CaseFile, entry: Entry, others: frozenset[str]) -> None:
    with st.container(key=f"entry_{entry.number}", gap="xxsmall"):
        _entry(file, entry)
        if entry.payload.corrects:
            _earlier_versions(file, entry)
        if isinstance(entry.payload, OtherCase) and entry.payload.other_id in others:
            links.to_case(entry.payload.other_id, entry.payload.other_label)


def _entry(file: CaseFile, entry: Entry) -> None:
    is_struck = entry.number in file.case.withdrawn
    head = f"**{plain(heading(file, entry))}**"
    st.markdown(
        f"{short_date(entry.happened_on, file.case.today)} · "
        f"{f'~~{head}~~ doorgehaald' if is_struck else head}"
    )
    if isinstance(entry.payload, OtherCase):
        st.caption(f"Zaak {plain(entry.payload.other_label)}")
    if coded := " · ".join(entry_texts.coded(file, entry)):
        st.caption(plain(coded))
    own_words(entry)
    st.caption(_recorded(file, entry))


def _recorded(file: CaseFile, entry: Entry) -> str:
    """Who recorded it when: here, as a correction, or first in another case."""
    by, at = plain(file.colleague(entry.recorded_by)), moment(entry.recorded_at)
    carried = entry.payload.carried
    if carried:
        first = plain(file.colleague(carried.recorded_by))
        return (
            f"overgenomen uit zaak {plain(carried.label)}, daar vastgelegd door {first} op "
            f"{moment(carried.recorded_at)}"
        )
    if entry.payload.corrects:
        return f"verbeterd op {at} door {by}"
    return f"vastgelegd door {by}, {at}"


def _earlier_versions(file: CaseFile, entry: Entry) -> None:
    earlier = [v for v in file.case.versions(entry.number) if v.number < entry.number]
    title = "Wat er eerst stond" if len(earlier) == 1 else f"Wat er eerst stond ({len(earlier)})"
    with st.expander(title):
        for version in reversed(earlier):
            with st.container(key=f"old_version_{version.number}", gap="xxsmall"):
                _entry(file, version)
