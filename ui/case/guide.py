"""The guide of a step: beside the form where there is room, folded above it on a phone."""

from html import escape

import streamlit as st

from casework.card.model import ActionCard
from ui import session

OURS = "Een begin van ons; vervang het door de bijlage van je eigen protocol."


def guide(card: ActionCard, guide_id: str, form_key: str) -> None:
    """The lines of the guide; on a phone they are unfolded the first time that they are needed."""
    found = card.guide(guide_id)
    if found is None:
        return
    lines = "".join(f"<li>{escape(line)}</li>" for line in found.lines)
    ours = f'<p class="leidraad-van">{OURS}</p>' if found.ours else ""
    is_open = " open" if _is_new(guide_id, form_key) else ""
    with st.container(key="guide"):
        st.html(
            f'<details class="leidraad"{is_open}><summary>{escape(found.title)}</summary>'
            f"<ul>{lines}</ul>{ours}</details>"
        )


def _is_new(guide_id: str, form_key: str) -> bool:
    """Whether no form of this visit had this guide before; it stays new while that form is open."""
    name = f"guide_{guide_id}"
    if session.recall(name) is None:
        session.remember(name, form_key)
    return bool(session.recall(name) == form_key)
