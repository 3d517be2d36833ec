"""The guide of a step: folded above its form; what is asked in the form itself is left out."""

from collections.abc import Collection

import streamlit as st

from casework.card.model import ActionCard
from casework.cases import guide_notes
from ui.labels import escape

OURS = "Een begin van ons; vervang het door de bijlage van je eigen protocol."
ADVICE = "Waar let je op?"


def guide(card: ActionCard, guide_id: str, is_asked: Collection[str] = ()) -> None:
    """The lines of the guide; where the form asks its questions (`is_asked`) the advice alone."""
    text = card.guide(guide_id)
    if text is None:
        return
    lines = guide_notes.advice(text) if is_asked else text.lines
    if not lines:
        return
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    source = f'<p class="guide-source">{OURS}</p>' if text.ours else ""
    title = ADVICE if is_asked else text.title
    with st.container(key="guide"):
        st.html(
            f'<details class="guide"><summary>{escape(title)}</summary>'
            f"<ul>{items}</ul>{source}</details>"
        )
