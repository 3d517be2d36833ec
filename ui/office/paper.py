"""A form of Beheer: the form of every screen, with the fields that only the office needs."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui import session
from ui.form import Form, Save, store


class Paper(Form):
    """One form of the office; a refusal without a field of its own shows at the button."""

    def __init__(self, name: str) -> None:
        super().__init__(f"beheer_{name}")
        self._fields: set[str] = set()

    def password(self, field: str, label: str) -> None:
        """A field for a password that somebody else is going to use."""
        st.text_input(label, key=self.key(field), type="password", autocomplete="new-password")
        self._complaint(field)

    def lines(self, field: str, label: str, example: str) -> None:
        """A field for a list, one item a line."""
        st.text_area(label, key=self.key(field), placeholder=example, height=220)
        self._complaint(field)

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
        self._complaint(field)

    def several(self, field: str, label: str, options: Mapping[str, str]) -> None:
        """A choice of several out of a long list."""
        st.multiselect(
            label,
            list(options),
            format_func=lambda found: options.get(found, ""),
            key=self.key(field),
            placeholder="Kies een of meer",
        )
        self._complaint(field)

    def _complaint(self, field: str) -> None:
        self._fields.add(field)
        super()._complaint(field)

    def button(self, label: str, save: Save) -> None:
        """An act without fields: one press does it, and says so."""
        st.button(label, key=self.key("submit"), on_click=store, args=(self.name, save))
        refusal = session.refusal(self.name)
        if refusal:
            st.error(refusal.sentence)
            session.forget_refusal(self.name)

    def submit(self, label: str, save: Save, *, icon: str = "", primary: bool = False) -> None:
        """The button of the form; `save` stores and gives the receipt sentence."""
        super().submit(label, save, icon=icon, primary=primary)
        refusal = session.refusal(self.name)
        if refusal and refusal.field and refusal.field not in self._fields:
            st.error(refusal.sentence)
