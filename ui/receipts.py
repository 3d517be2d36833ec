"""The receipt of what was stored, shown once."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import streamlit as st

from casework.sent_forms import just_stored
from server.streamlit_inside import ahead_of_the_page
from ui import memory, session

ICON = ":material/check_circle:"


def keep(sentence: str) -> None:
    """Show this sentence at the top of the next run: the receipt of what was stored."""
    memory.remember("receipt", sentence)


def has_one() -> bool:
    """Whether something was stored of which the receipt is still to be shown."""
    return bool(memory.recall("receipt"))


def show() -> None:
    """Show the receipt of the last act, once; in a browser that comes new, what the store has.

    Here the next act of this page shows its own, before the page is drawn again.
    """
    sentence = _take_receipt()
    draw = _receipt(st, sentence) if sentence else partial(_receipt, st.empty())
    memory.remember("receipt_place", draw)


def _receipt(place: Any, sentence: str) -> Callable[[str], object]:
    """Draw a receipt in this place; what puts another one there instead."""
    alert = place.container(key="receipt_on_top").success(sentence, icon=ICON)
    return partial(alert.success, icon=ICON)


def show_here() -> None:
    """Show the receipt of the last act, where its button was and not on top of the page."""
    if sentence := _take_receipt():
        st.success(sentence, icon=ICON)


def _take_receipt() -> str:
    sentence = memory.recall("receipt") or _stored_before_this_browser()
    memory.remember("receipt", None)
    memory.remember("has_looked_for_receipt", True)
    return cast(str, sentence)


def show_at_once(sentence: str) -> None:
    """The receipt of an act that runs ahead of the page, on the page as it stands there still."""
    draw = memory.recall("receipt_place")
    if draw:
        with ahead_of_the_page.on_the_page():
            draw(sentence)


def _stored_before_this_browser() -> str:
    """What this person stored minutes ago, for who reloaded the page or lost the line."""
    if memory.recall("has_looked_for_receipt"):
        return ""
    stored = session.find_desk().drafts.just_stored()
    return just_stored(stored) if stored else ""
