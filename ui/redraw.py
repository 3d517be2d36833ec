"""What a typed word, a tap or an act has drawn again, and what stays as it stands."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast

import streamlit as st

from server.streamlit_inside import changed_widgets
from ui import hidden_names, memory, navigation

TYPING = "typing"


@st.fragment(key=TYPING)
def typing_place() -> None:
    """Draws nothing: what a typed word runs, instead of the page. Drawn once, above the page."""
    memory.remember("has_typing_place", True)


def mark_on_page(widget: str) -> None:
    """This widget belongs to the page that is drawn now."""
    memory.remember(f"on_page_{widget}", memory.recall("count_drawn", 0))


def is_on_page(widget: str) -> bool:
    """Whether a change of this widget is one on the page of now, and not on the one that was left.

    A browser that goes to another page still tells what stood on the one before, and one that asks
    for a part of a page what stood beside it.
    """
    is_of_now = memory.recall(f"on_page_{widget}") == memory.recall("count_drawn", 0)
    return bool(is_of_now and changed_widgets.is_drawn_by_this_run())


def typed() -> None:
    """A field has changed: the server has it from now on, and no page is drawn for it.

    Unless something else came in with it which does ask for a page, or the page that was asked for
    is not there, or not whole: who types and goes on at once has the last word heard while the next
    page is drawn, or before it is.
    """
    if _is_page_there() and not _unfinished() and changed_widgets.is_only_change():
        changed_widgets.end_run_of_a_part()
        st.rerun(TYPING)


def draw_parts(sheet: str, parts: Sequence[str]) -> None:
    """Have these fragments drawn, or none, instead of the one in which the changed widget is.

    The whole `sheet` where its drawing was cut short, and the page when something else came in too.
    A page that is not there is drawn anyway.
    """
    if not _is_page_there():
        return
    if not changed_widgets.is_only_change():
        st.rerun()
    is_cut_short = bool(_unfinished())
    if not parts and not is_cut_short:
        typed()
    _unfinished().update(parts)
    memory.remember("asked_by", object())
    st.rerun([sheet] if is_cut_short else parts)


def asked_by(part: str) -> object:
    """The tap that asked for this part: the same for all that it asked for; None for none."""
    return memory.recall("asked_by") if part in _unfinished() else None


def _is_page_there() -> bool:
    is_drawn = memory.recall("drawn") == navigation.address()
    return bool(is_drawn and memory.recall("has_typing_place"))


PAGE = "page"


@contextmanager
def drawing(part: str) -> Iterator[None]:
    """A part of the screen is drawn: until it is whole a typed word has it drawn again."""
    # Once a page ended itself what is remembered cannot be looked up any more in that run.
    kept = memory.of_tab()
    if part == PAGE:
        _unfinished().clear()
        memory.remember("drawn", None)
        memory.remember("receipt_place", None)
        memory.remember("count_drawn", memory.recall("count_drawn", 0) + 1)
    with changed_widgets.drawing(part, _unfinished()):
        try:
            with suppress(hidden_names.NamesAreHidden):
                yield
        except changed_widgets.Stopped:
            _is_whole(part, kept)
            raise
    _is_whole(part, kept)


def _is_whole(part: str, kept: dict[str, Any]) -> None:
    if part == PAGE:
        kept["drawn"] = navigation.address()


def _unfinished() -> set[str]:
    return cast(set[str], memory.of_tab().setdefault("unfinished", set()))


def draw_page() -> None:
    """Have the whole page drawn after an act, also when a word was typed in the same instant."""
    st.rerun()
