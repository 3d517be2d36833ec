"""A form of Beheer: the form of every screen, that answers at the button which was pressed."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casework.card.model import MOST_DAYS
from ui import labels, session
from ui.forms.form import Form, Save, store

LAST = "beheer_last"


class Paper(Form):
    """One form of the office, with the fields that only the office needs."""

    def __init__(self, name: str) -> None:
        super().__init__(f"beheer_{name}")
        self._fields: set[str] = set()

    def password(self, field: str, label: str) -> None:
        """A field for a password that somebody else is going to use."""
        st.text_input(label, key=self.key(field), type="password", autocomplete="new-password")
        self.complaint(field)

    def lines(self, field: str, label: str, example: str, height: int = 220) -> None:
        """A field for a list, one item a line."""
        st.text_area(label, key=self.key(field), placeholder=example, height=height)
        self.complaint(field)

    def days(self, field: str, label: str, value: int) -> None:
        """A field for a number of school days."""
        if session.widget_value(self.key(field)) is None:
            session.set_widget_value(self.key(field), value)
        st.number_input(
            label, min_value=0, max_value=MOST_DAYS, value=None, step=1, key=self.key(field)
        )
        self.complaint(field)

    def one_or_new(self, field: str, label: str, options: Sequence[str], empty: str) -> None:
        """A choice out of a list, or a new word."""
        st.selectbox(
            label,
            options,
            index=None,
            key=self.key(field),
            placeholder=empty,
            accept_new_options=True,
        )
        self.complaint(field)

    def optional(self, field: str, label: str, options: Mapping[str, str], empty: str) -> None:
        """A choice out of a list, or nothing; `empty` says what nothing means."""
        st.selectbox(
            label,
            list(options),
            index=None,
            format_func=lambda found: options.get(found, ""),
            key=self.key(field),
            placeholder=empty,
        )
        self.complaint(field)

    def several(self, field: str, label: str, options: Mapping[str, str]) -> None:
        """A choice of several out of a long list."""
        st.multiselect(
            label,
            list(options),
            format_func=lambda found: options.get(found, ""),
            key=self.key(field),
            placeholder="Kies een of meer",
        )
        self.complaint(field)

    # --- storing and answering ------------------------------------------------------------------

    def submit(self, label: str, save: Save, *, icon: str = "", primary: bool = False) -> None:
        """The button of the form; `save` stores and gives the receipt sentence."""
        st.button(
            label,
            key=self.key("submit"),
            type="primary" if primary else "secondary",
            icon=icon or None,
            on_click=store_once,
            args=(self.name, self.form_key, save),
        )
        self._answer()

    def button(self, label: str, save: Save) -> None:
        """An act without fields: one press does it, and says so."""
        form = (self.name, self.form_key, save)
        st.button(label, key=self.key("submit"), on_click=store_once, args=form)
        self._answer()
        session.forget_refusal(self.name)

    def tell(self) -> None:
        """The answer to a press of a button that is no longer there."""
        self._answer()
        session.forget_refusal(self.name)

    def complaint(self, field: str) -> None:
        """The refusal that is about this field, shown as it was typed."""
        self._fields.add(field)
        refusal = session.refusal(self.name)
        if refusal and refusal.field == field:
            _refuse(refusal)

    def _answer(self) -> None:
        """The receipt or the refusal, at the button that was pressed."""
        refusal = session.refusal(self.name)
        if refusal and refusal.field not in self._fields:
            _refuse(refusal)
        if session.recall(LAST) == self.name:
            session.show_receipt()


def store_once(name: str, form_key: str, save: Save) -> None:
    """Store a form once: a second press of the same form finds another key, and does nothing."""
    if form_key == session.form_key(name):
        session.remember(LAST, name)
        store(name, save)


def _refuse(refusal: session.Refusal) -> None:
    """A refusal may quote what was typed: shown as the plain text it is, line by line."""
    st.error("  \n".join(labels.plain(line) for line in refusal.sentence.splitlines()))
