"""The way from one case to another one that it was merged with or split from."""

from collections.abc import Iterable

import streamlit as st

from casework.desk import Desk
from casework.entries import Entry
from casework.entries.bounds import OtherCase
from ui import navigation


def to_case(case_id: str, label: str) -> None:
    """A link to a case; its own screen decides who may see it."""
    st.page_link(
        navigation.page(navigation.CASE),
        label=f"Naar zaak {label}",
        icon=":material/arrow_forward:",
        query_params={"zaak": case_id},
    )


def in_sight(desk: Desk, entries: Iterable[Entry]) -> frozenset[str]:
    """The other cases in these entries that this reader may open."""
    payloads = (entry.payload for entry in entries)
    others = [p.other_id for p in payloads if isinstance(p, OtherCase)]
    return desk.cases.in_sight(others) if others else frozenset()
