"""The switch *namen verbergen* of this device (server/names_switch.py), and names here for once."""

import streamlit as st

from server.names_switch import HIDE, SHOW
from ui import hidden_names, memory, redraw

SHOW_HERE, OFFERED = "Toon namen op dit scherm", "names_offered"
ASKED = (
    "Hier staan woorden die iemand opschreef, en op dit apparaat zijn namen verborgen. Kies "
    f"*{SHOW_HERE}* om verder te gaan."
)


def names_switch(*, are_hidden: bool) -> str:
    """What it says is what a press does; server/static/frame/links.js tells it to the server."""
    words, path = ("Namen tonen", SHOW) if are_hidden else ("Namen verbergen", HIDE)
    return f'<button type="button" class="names-switch" data-switch="{path}">{words}</button>'


def names_for_once(key: str) -> None:
    """Where names are hidden: the way to have them here, until this screen or form is left."""
    if hidden_names.are_hidden():
        memory.remember(OFFERED, hidden_names.place())
        _button(key)


def ask_for_names(key: str) -> None:
    """Where names are hidden nothing more of this part is drawn before somebody asks for them.

    For what has words that people typed, and what begins with them: initials in the place of names
    would be stored.
    """
    if hidden_names.are_hidden():
        st.caption(ASKED)
        if memory.recall(OFFERED) != hidden_names.place():
            _button(key)
        raise hidden_names.NamesAreHidden


def _button(key: str) -> None:
    st.button(
        SHOW_HERE,
        key=f"names_here_{key}",
        type="tertiary",
        icon=":material/visibility:",
        on_click=_show_here,
    )


def _show_here() -> None:
    hidden_names.show_here()
    redraw.draw_page()
