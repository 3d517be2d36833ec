"""A writing form: its fields, what was typed, and the act that stores it before anything shows.

The act runs as a callback, ahead of the page, so that a line that drops while the page is drawn
cannot lose what was sent. A refusal keeps every field as it was typed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import streamlit as st
from pydantic import ValidationError

from casework.desk import Desk
from casework.errors import CaseworkError, InputRefused
from ui import session
from ui.labels import plain

Save = Callable[[Desk], str]
SCORES = list(range(1, 11))
TOO_LONG = (
    "Een van de teksten is te lang (meer dan 50.000 tekens). Kort hem in; wat je typte staat er "
    "nog."
)


class Form:
    """One form on the screen; `name` is its own among all forms.

    `filled` has what its fields start with, instead of what they start with otherwise.
    """

    def __init__(self, name: str, filled: Mapping[str, Any] | None = None) -> None:
        self.name = name
        self.filled = filled or {}
        self.form_key = session.form_key(name)

    def key(self, field: str) -> str:
        """The widget key of a field; it changes when the form has been stored."""
        return f"{self.name}_{self.form_key[:8]}_{field}"

    def value(self, field: str) -> Any:
        """What the field holds now."""
        return session.widget_value(self.key(field))

    def words(self, field: str) -> str:
        """The text of a field; empty when nothing was typed."""
        return (self.value(field) or "").strip()

    def codes(self, field: str) -> list[str]:
        """The codes chosen in a field."""
        return list(self.value(field) or [])

    def code(self, field: str) -> str:
        """The one code chosen in a field, or nothing."""
        return self.value(field) or ""

    # --- fields ---------------------------------------------------------------------------------

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """The place of the fields: nothing reaches the server before the button is pressed."""
        with st.form(f"{self.name}_form", border=False, enter_to_submit=False):
            yield
        session.forget_refusal(self.name)

    def area(
        self, field: str, label: str, help_text: str = "", value: str = "", height: int = 110
    ) -> None:
        """A field for sentences."""
        self._start(field, value)
        st.text_area(label, key=self.key(field), help=help_text or None, height=height)
        self.complaint(field)

    def line(self, field: str, label: str, value: str = "") -> None:
        """A field for a few words."""
        self._start(field, value)
        st.text_input(label, key=self.key(field))
        self.complaint(field)

    def day(self, field: str, label: str, value: date | None = None) -> None:
        """A field for a date; None may stay empty."""
        self._start(field, value)
        st.date_input(label, value=None, key=self.key(field), format="DD-MM-YYYY")
        self.complaint(field)

    def one(self, field: str, label: str, options: Mapping[str, str], value: str = "") -> None:
        """A choice of one code out of a list."""
        self._start(field, value or None)
        st.selectbox(
            label,
            list(options),
            index=None,
            format_func=lambda code: options.get(code, code),
            key=self.key(field),
            placeholder="Kies...",
        )
        self.complaint(field)

    def pills(self, field: str, label: str, options: Mapping[str, str], value: str = "") -> None:
        """A choice of one code out of a few, all in sight; pills read Markdown."""
        self._start(field, value or None)
        st.pills(
            label,
            list(options),
            format_func=lambda code: plain(options.get(code, code)),
            key=self.key(field),
        )
        self.complaint(field)

    def many(
        self, field: str, label: str, options: Mapping[str, str], value: Sequence[str] = ()
    ) -> None:
        """A choice of several codes."""
        self._start(field, list(value))
        st.pills(
            label,
            list(options),
            selection_mode="multi",
            format_func=lambda code: plain(options.get(code, code)),
            key=self.key(field),
        )
        self.complaint(field)

    def score(self, field: str, label: str) -> None:
        """The pupil's own safety score, 1 to 10; it may stay empty."""
        self._start(field, None)
        st.pills(label, SCORES, key=self.key(field))
        self.complaint(field)

    def tick(self, field: str, label: str, value: bool = False) -> None:
        """Something that is so, or not."""
        self._start(field, value)
        st.checkbox(label, key=self.key(field))
        self.complaint(field)

    def _start(self, field: str, value: object) -> None:
        value = self.filled.get(field, value)
        if not session.has_widget(self.key(field)) and value not in (None, "", [], False):
            session.set_widget_value(self.key(field), value)

    def complaint(self, field: str) -> None:
        """The refusal that is about this field, or about several fields at once."""
        refusal = session.refusal(self.name)
        if refusal and refusal.field == field:
            st.error(plain(refusal.sentence))

    # --- storing --------------------------------------------------------------------------------

    def submit(self, label: str, save: Save, *, icon: str = "", primary: bool = True) -> None:
        """The button of the form; `save` stores and gives the receipt sentence."""
        st.form_submit_button(
            label,
            key=self.key("submit"),
            type="primary" if primary else "secondary",
            icon=icon or None,
            on_click=store,
            args=(self.name, save),
        )
        self._whole_refusal()

    def show_refusal(self) -> None:
        """Why an act without a form of fields was not stored, once."""
        self._whole_refusal()
        session.forget_refusal(self.name)

    def _whole_refusal(self) -> None:
        refusal = session.refusal(self.name)
        if refusal and not refusal.field:
            st.error(plain(refusal.sentence))

    def second(self, label: str, save: Save) -> None:
        """Another button on the same form, for the other decision."""
        st.form_submit_button(label, key=self.key("second"), on_click=store, args=(self.name, save))


def store(name: str, save: Save) -> None:
    """Store a form and keep the receipt, or the refusal, for the run that follows."""
    try:
        receipt = save(session.find_desk())
    except InputRefused as refusal:
        session.keep_refusal(name, refusal.sentence, refusal.field)
    except CaseworkError as refusal:
        session.keep_refusal(name, refusal.sentence)
    except ValidationError:
        session.keep_refusal(name, TOO_LONG)
    else:
        session.form_is_stored(name)
        session.say_after_rerun(receipt)
