"""For some minutes after a save: one tap takes it back, on whatever screen it was done."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from casework.desk import Desk
from casework.desk.undoing import UndoableSave
from casework.words import clock_time
from ui import memory
from ui.forms import refusals, second_tap
from ui.forms.form import Form
from ui.forms.storing import store
from ui.labels import plain

OFFERED, FORM = "undo_offered", "undo_"


def undo_line(desk: Desk) -> None:
    """The last save of this person that can be taken back, and the button for that."""
    refused()
    save = desk.undoing.latest()
    if save is None:
        return

    def act(desk: Desk, form_key: str) -> str:
        desk.undoing.undo(save.subject_id, save.number, form_key=form_key)
        return f"Ongedaan gemaakt: {_words(save)}."

    button(f"{save.subject_id[:8]}_{save.number}", _words(save), save.can_be_undone_until, act)


def button(name: str, words: str, until: datetime, act: Callable[[Desk, str], str]) -> None:
    """What was saved, until when it can be taken back, and the button that does so."""
    form = Form(f"{FORM}{name}")

    def act_once(desk: Desk) -> str:
        # The second of two taps would take back the save before it, which is offered by then.
        return second_tap.repeated(form, FORM) or act(desk, form.form_key)

    memory.remember(OFFERED, form.name)
    with st.container(horizontal=True, vertical_alignment="center", key="undo", gap="small"):
        st.caption(f"Terug te nemen tot {clock_time(until)}: {plain(words)}")
        st.button(
            "Ongedaan maken",
            key=form.key("take_back"),
            on_click=store,
            args=form.act_args(act_once),
        )


def refused() -> None:
    """Why the last press could not take it back: what was offered then may be gone by now."""
    name = memory.recall(OFFERED)
    refusal = refusals.refusal(name) if name else None
    if refusal:
        st.error(plain(refusal.sentence))
        refusals.forget_refusal(name)


def _words(save: UndoableSave) -> str:
    """What was saved, without a name: "gesprek in zaak 2026-144"."""
    return f"{save.title} in zaak {save.label}" if save.label else save.title
