"""The guide of a step: beside the form where there is room, folded above it on a phone."""

from html import escape

import streamlit as st

from casework.card.model import ActionCard
from ui import session

OURS = "Een begin van ons; vervang het door de bijlage van je eigen protocol."


def guide(card: ActionCard, guide_id: str, form_key: str) -> None:
    """The lines of the guide; on a phone they are unfolded the first time that they are needed."""
    text = card.guide(guide_id)
    if text is None:
        return
    lines = "".join(f"<li>{escape(line)}</li>" for line in text.lines)
    source = f'<p class="guide-source">{OURS}</p>' if text.ours else ""
    is_open = " open" if _is_new(guide_id, form_key) else ""
    with st.container(key="guide"):
        st.html(
            f'<details class="guide"{is_open}><summary>{escape(text.title)}</summary>'
            f"<ul>{lines}</ul>{source}</details>"
        )


def _is_new(guide_id: str, form_key: str) -> bool:
    """Whether no form of this visit had this guide before; it stays new while that form is open."""
    name = f"guide_{guide_id}"
    if session.recall(name) is None:
        session.remember(name, form_key)
    return bool(session.recall(name) == form_key)
