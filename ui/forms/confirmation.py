"""Asks who is at the screen to prove who it is, where an act needs that, and then does the act.

Nothing that was typed is lost: the form stands there as it was. A proof is typed in no form, so it
is kept nowhere, and its fields are emptied at once.
"""

from collections.abc import Callable

import streamlit as st

from casework.errors import CaseworkError
from server.streamlit_inside import identity
from ui import memory, redraw, session
from ui.labels import plain

TITLE = "Bevestig dat jij het bent"
CONFIRM, LEAVE = "Bevestigen en doorgaan", "Toch niet"
ELSEWHERE = "Bevestigen in een nieuw tabblad"


def ask(name: str, sentence: str, go_on: Callable[[], None], give_up: Callable[[], None]) -> None:
    """The question; `go_on` runs after the right answer, ahead of the page. `name` is its own."""
    needed = session.confirmation().needed(identity.public_id())
    with st.container(border=True, key=f"confirm_{name}"):
        st.markdown(f"**{TITLE}**")
        st.markdown(plain(sentence))
        if needed.has_password:
            _draw_fields(name, has_code=needed.has_code)
        else:
            st.link_button(ELSEWHERE, "/bevestigen")
        if refusal := memory.take(f"confirm_refusal_{name}"):
            st.error(plain(refusal))
        with st.container(horizontal=True, key=f"confirm_acts_{name}"):
            args = (name, needed.has_password, go_on)
            st.button(CONFIRM, key=f"confirm_go_{name}", type="primary", on_click=_prove, args=args)
            st.button(LEAVE, key=f"confirm_leave_{name}", on_click=give_up)


def _draw_fields(name: str, *, has_code: bool) -> None:
    st.text_input(
        "Je wachtwoord",
        type="password",
        autocomplete="current-password",
        key=_field(name, "password"),
        on_change=redraw.typed,
    )
    if has_code:
        st.text_input(
            "Code uit de app op je telefoon",
            autocomplete="one-time-code",
            key=_field(name, "code"),
            on_change=redraw.typed,
        )


def _field(name: str, field: str) -> str:
    return f"confirm_{field}_{name}"


def _prove(name: str, has_password: bool, go_on: Callable[[], None]) -> None:
    typed = [str(memory.widget_value(_field(name, field)) or "") for field in ("password", "code")]
    for field in ("password", "code"):
        if memory.has_widget(_field(name, field)):
            memory.set_widget_value(_field(name, field), "")
    try:
        if has_password:
            session.confirmation().prove(identity.public_id(), *typed)
    except CaseworkError as refusal:
        memory.remember(f"confirm_refusal_{name}", refusal.sentence)
        redraw.draw_page()
        return
    go_on()
