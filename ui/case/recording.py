"""The one way from a form of the case screen to the log."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from casework.desk import CaseFile, Desk
from casework.entries import NewEntry, Payload
from casework.records import Receipt
from ui import memory, session
from ui.forms.form import Form
from ui.forms.storing import Save


def record_in(desk: Desk, case_id: str, new: Sequence[NewEntry], form: Form) -> Receipt:
    """Store entries together, unless the case has moved on since it was last on this screen."""
    seen = memory.number_seen(case_id)
    return desk.cases.record(case_id, new, seen=seen, form_key=form.form_key)


def record(desk: Desk, file: CaseFile, new: NewEntry, form: Form) -> Receipt:
    """Store one entry of the case on screen."""
    return record_in(desk, file.case.case_id, [new], form)


def record_now(desk: Desk, file: CaseFile, payload: Payload, form: Form) -> Receipt:
    """Store one thing about the case as a whole, as of today."""
    return record(desk, file, NewEntry(payload, session.today()), form)


def show_entry_form(
    file: CaseFile,
    form: Form,
    label: str,
    kind: type[Payload],
    receipt: str,
    *,
    after: Callable[[], None] = lambda: None,
    primary: bool = False,
    **fixed: Any,
) -> None:
    """A form that stores one entry about the case as a whole: what its fields say, and `fixed`."""

    def save(desk: Desk) -> str:
        record_now(desk, file, kind(**form.answers(), **fixed), form)
        after()
        return receipt

    if primary:
        show_with_bar(form, label, save)
    else:
        form.show(label, save)


def show_with_bar(form: Form, label: str, save: Save) -> None:
    """All fields, and the one button of a page, which stays in sight."""
    with form.container():
        form.draw_all()
        with st.container(key="save_bar"):
            form.submit(label, save, primary=True)
