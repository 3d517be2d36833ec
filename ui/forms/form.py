"""A writing form: its fields, what was typed, and the act that stores it before anything shows.

A form with a field for free text is a draft by itself: kept while it is typed, and opened again
after a reload, Back, another step, another tab, a stopped server or an end of the session.

The act runs as a callback, ahead of the page, so that a line that drops while the page is drawn
cannot lose what was sent. A refusal keeps every field as it was typed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import streamlit as st

from casework.desk import Desk
from casework.desk.drafts import browser_name
from casework.errors import (
    CaseworkError,
)
from ui import memory, redraw, session
from ui.forms import confirmation, form_keys, refusals, second_tap
from ui.forms.field import Choice, Field, TextLine
from ui.forms.form_draft import FormDraft, values_on_screen
from ui.forms.storing import Save, store
from ui.labels import plain, plain_lines
from ui.names_switch import ask_for_names


class Form:
    """One form on the screen; `name` is its own among all forms.

    `filled` has what its fields start with, instead of what they start with otherwise.
    `draft_name` is the name of its draft, where that must outlive the name of the form.
    """

    refusal_icon: str | None = None
    anew_label = "Opslaan als nieuw formulier"
    says_restored = True
    """Whether it says itself that it goes on with a draft, with a way to throw that away."""
    is_lasting = False
    """Whether it is never sent: what is typed stays there, and is no unfinished work."""
    is_about_pupils = True
    """Whether the words in it may name pupils, so that it waits where names are hidden."""

    def __init__(
        self,
        name: str,
        *fields: Field,
        filled: Mapping[str, Any] | None = None,
        refusal_icon: str | None = None,
        draft_name: str = "",
    ) -> None:
        self.name = name
        self._slot = form_keys.FormSlot(name)
        self.refusal_icon = refusal_icon or self.refusal_icon
        self.fields = {field.name: field for field in fields}
        self.filled = filled or {}
        has_text = any(isinstance(field, TextLine) for field in fields)
        self.draft = FormDraft(self, draft_name or name) if has_text else None
        if self.draft:
            self.draft.open()
        self._refused_at: set[str] = set()
        self._waits_for_button = False

    @property
    def form_key(self) -> str:
        """Which form it is: another one once it has been stored.

        It stays the form of the page on which it was drawn, also when that was left meanwhile.
        """
        return self._slot.key

    def key(self, field: str) -> str:
        """The widget key of a field; it changes when the form has been stored."""
        return self.key_of(self.form_key, field)

    def key_of(self, form_key: str, field: str) -> str:
        """The widget key of a field of the form with this key."""
        return f"{self.name}_{form_key[:8]}_{field}"

    def is_on_screen(self, form_key: str) -> bool:
        """Whether the form with this key stands on the screen already, with what was typed."""
        texts = (name for name, field in self.fields.items() if isinstance(field, TextLine))
        return any(memory.has_widget(self.key_of(form_key, name)) for name in texts)

    def start_of(self, field: Field) -> Any:
        """What a field holds before anything is typed."""
        return field.within_options(self.filled.get(field.name, field.initial))

    def value(self, field: str) -> Any:
        """What the widget of a field holds now."""
        return memory.widget_value(self.key(field))

    def fill(self, field: str, value: object) -> None:
        """Put a value in a field that has not been drawn yet in this run."""
        memory.set_widget_value(self.key(field), value)

    # --- reading --------------------------------------------------------------------------------

    def read(self, field: str) -> Any:
        """What a field says; InputRefused when it may not be empty and is."""
        return self.fields[field].read(self.value(field))

    def answers(self, *names: str) -> dict[str, Any]:
        """What these fields say, or without names all of them, by name."""
        return {name: self.read(name) for name in names or self.fields}

    # --- drawing --------------------------------------------------------------------------------

    @contextmanager
    def container(self) -> Iterator[None]:
        """The place of the fields; what is typed is on the server at once, stored by the button."""
        self._waits_for_button = True
        with st.container(key=f"{self.name}_form"):
            self.announce()
            yield
            self.draw_line()
        self._waits_for_button = False
        refusals.forget_refusal(self.name)

    def draw(self, *fields: Field | str) -> None:
        """Draw these fields, or those with these names, each with the refusal that is about it."""
        for field in fields:
            self._draw_field(self.fields[field] if isinstance(field, str) else field)

    def draw_all(self) -> None:
        """Draw all fields, in the order in which they were declared."""
        self.draw(*self.fields)

    def draw_choice(self, name: str, options: Mapping[str, str]) -> None:
        """Draw a field of which the options are known only now."""
        self.draw(self.choice(name, options))

    def choice(self, name: str, options: Mapping[str, str]) -> Choice:
        """A field with the options that are known only now."""
        field = self.fields[name]
        assert isinstance(field, Choice)
        return field.of(options)

    def _draw_field(self, field: Field) -> None:
        """Draw one field; what can no longer be chosen is left out."""
        self.announce()
        is_outdated = self.prepare(field)
        field.widget(key=self.key(field.name), help=field.help or None, **self.behaviour(field))
        if is_outdated and isinstance(field, Choice) and field.outdated_warning:
            st.warning(field.outdated_warning)
        self.draw_refusal(field.name)
        if field.note:
            st.caption(field.note)

    def prepare(self, field: Field) -> bool:
        """Fill a field that is new on the screen; whether what it held no longer fits."""
        if not memory.has_widget(self.key(field.name)):
            initial = self.opening_value(field)
            if initial not in (None, ""):
                self.fill(field.name, initial)
            return False
        value = self.value(field.name)
        valid = field.within_options(value) if value else value
        if valid != value:
            self.fill(field.name, valid)
        return bool(valid != value)

    def opening_value(self, field: Field) -> Any:
        """What a field holds when it comes on the screen: what was kept, or what it starts with."""
        kept = self.draft.values() if self.draft else {}
        if field.name in kept:
            return field.within_options(field.from_draft(kept[field.name]))
        return self.start_of(field)

    def behaviour(self, field: Field) -> dict[str, Any]:
        """What a change of a field does, and whether it can be changed, as arguments of its widget.

        In the container a change does no more than make itself known; ahead of it, where other
        fields depend on it, it draws the page again.
        """
        if self.draft and self.draft.is_elsewhere:
            return {"disabled": True}
        return self.on_change(field)

    def on_change(self, field: Field, /) -> dict[str, Any]:
        """What a change of a field does, as arguments of its widget."""
        if self.draft:
            return {"on_change": self._changed, "args": (field.name, self._waits_for_button)}
        return {"on_change": redraw.typed} if self._waits_for_button else {}

    def _changed(self, field: str, waits_for_button: bool) -> None:
        with session.one_desk():
            self.keep(field)
        if waits_for_button:
            redraw.typed()

    def keep(self, _changed: str) -> None:
        """Keep the form as it is now; called for every change."""
        self.keep_all()

    def keep_all(self) -> None:
        """Keep everything that differs from what the form began with."""
        if self.draft:
            try:
                self.draft.keep(*values_on_screen(self))
            except CaseworkError as refusal:
                refusals.keep_refusal(self.name, str(refusal))

    def announce(self) -> None:
        """Above the fields: whether it is in use elsewhere, or was half-filled; drawn once.

        Where names are hidden a form with words in it waits until somebody asks for the names.
        """
        if self.draft:
            if self.is_about_pupils and self.draft.begins_with_words():
                ask_for_names(self.name)
            self.draft.announce()

    def draw_line(self) -> None:
        """How what is typed stands; drawn once, above the button when not before."""
        if self.draft:
            self.draft.draw_line()

    def draw_refusal(self, field: str) -> None:
        """The refusal that is about this field, or about several fields at once."""
        self._refused_at.add(field)
        refusal = refusals.refusal(self.name)
        if refusal and refusal.field == field:
            st.html(f'<span id="{self._place_of(field)}"></span>')
            self._draw_refusal(refusal)

    def _place_of(self, field: str) -> str:
        """Where a refusal about this field stands, as the end of an address."""
        return f"bij-{browser_name(self.key(field))}"

    # --- storing --------------------------------------------------------------------------------

    def submit(self, label: str, save: Save, *, icon: str = "", primary: bool = False) -> None:
        """The button of the form; `save` stores and gives the receipt sentence."""
        self.draw_line()
        st.button(
            label,
            key=self.key("submit"),
            type="primary" if primary else "secondary",
            icon=icon or None,
            on_click=store,
            args=self.act_args(save),
        )
        self.draw_answer()

    def submit_other(self, label: str, save: Save) -> None:
        """Another button on the same form, for the other decision."""
        st.button(label, key=self.key("second"), on_click=store, args=self.act_args(save))

    def button(self, label: str, save: Save) -> None:
        """An act without fields: one press does it, and says so."""
        st.button(label, key=self.key("submit"), on_click=store, args=self.act_args(save))
        self.draw_last_answer()

    def show(self, label: str, save: Save, *, primary: bool = False) -> None:
        """All fields and the button."""
        with self.container():
            self.draw_all()
            self.submit(label, save, primary=primary)

    def act_args(self, save: Save) -> tuple[str, str, Save]:
        """What `store` needs, for a button that is not drawn by the form itself."""
        self.draw_line()
        return self.name, self.form_key, second_tap.answering(self, self._ending(save))

    def _ending(self, save: Save) -> Save:
        """The act, refused when the form went on elsewhere; after it nothing of it is kept."""
        draft = self.draft
        if draft is None:
            return save

        def save_and_end(desk: Desk) -> str:
            # Storing it may lead to another subject, and so to another form.
            form_key = self.form_key
            draft.read_anew()
            draft.check_here()
            with draft.ending(desk, form_key):
                return save(desk)

        return save_and_end

    def draw_answer(self) -> None:
        """Beside the button: the refusal that is about no field on the screen.

        To the field of another a line leads: the button may be far below it, and always in sight.
        """
        self.draw_line()
        self._draw_question()
        refusal = refusals.refusal(self.name)
        if refusal and refusal.field not in self._refused_at:
            self._draw_refusal(refusal)
        elif refusal:
            words = plain(" ".join(refusal.sentence.split()))
            place = self._place_of(refusal.field)
            st.caption(f":material/arrow_upward: [Nog niet opgeslagen. {words}](#{place})")

    def _draw_question(self) -> None:
        """Where the act waits for a proof of who is at the screen: the question for it."""
        waiting = refusals.waiting_act(self.name)
        if waiting is None:
            return
        confirmation.ask(
            self.name,
            waiting.sentence,
            go_on=partial(store, self.name, self.form_key, waiting.save),
            give_up=partial(refusals.forget_waiting_act, self.name),
        )

    def draw_last_answer(self) -> None:
        """The answer to the last press, once."""
        self.draw_answer()
        refusals.forget_refusal(self.name)

    def _draw_refusal(self, refusal: refusals.Refusal) -> None:
        """A refusal may quote what was typed: drawn as plain text, line by line."""
        st.error(plain_lines(refusal.sentence), icon=self.refusal_icon)
        if refusal.beside:
            st.markdown("**Dit kwam er intussen bij**")
            for line in refusal.beside:
                st.text(line)
        self.draw_anew()

    # --- stored before, with other words in it ----------------------------------------------------

    def draw_anew(self) -> None:
        """When this form was stored with other words: store what stands here too, or not."""
        refusal = refusals.refusal(self.name)
        if refusal is None or refusal.save_anew is None:
            return
        with st.container(horizontal=True, key=self.key("stored_before")):
            st.button(
                self.anew_label,
                key=self.key("save_anew"),
                type="primary",
                on_click=self._save_anew,
                args=(refusal.save_anew,),
            )
            st.button("Weggooien", key=self.key("throw_away"), on_click=self.throw_away)

    def begin_anew(self) -> None:
        """From here on it is another form, with the same words in it."""
        values = {name: self.value(name) for name in self.fields}
        key = self.draft.spare_key() if self.draft else memory.new_id()
        form_keys.take_over_form(self.name, key, self._slot.scope)
        for name, value in values.items():
            if value is not None:
                self.fill(name, value)
        self.keep_all()

    def _save_anew(self, save: Save) -> None:
        self.begin_anew()
        store(self.name, self.form_key, save)

    def throw_away(self) -> None:
        """What stands in it goes; the form is empty again."""
        form_key = self.form_key
        try:
            if self.draft:
                self.draft.throw_away(form_key)
        except CaseworkError as refusal:
            refusals.keep_refusal(self.name, refusal.sentence)
        else:
            refusals.forget_refusal(self.name)
            form_keys.renew_form_key(self.name, form_key)
