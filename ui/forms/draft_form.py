"""A form that is kept as it is typed, and opened again after a reload or a dropped connection."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.records import Draft
from ui import session
from ui.forms.field import Checkbox, Field, PupilSelect, TextLine
from ui.forms.form import Form, Save

HOMES = "homes"


class DraftForm(Form):
    """One form on the screen whose draft is stored with every change.

    The first of its fields that is a text or a checkbox is drawn whenever the form is: what it
    holds is never None then.
    """

    refusal_icon = ":material/error:"

    @property
    def is_open(self) -> bool:
        """Whether it stands on this screen already, with what was typed in it."""
        drawn = (f for f in self.fields.values() if isinstance(f, TextLine | Checkbox))
        return self.value(next(drawn).name) is not None

    def open(self, desk: Desk, fresh: Callable[[], Mapping[str, Any]] = dict) -> None:
        """Fill it in, unless it is open on this screen: from its draft, else as `fresh`."""
        if self.is_open:
            return
        draft = desk.drafts.get(self.name)
        session.remember(f"{self.name}_restored", draft is not None)
        if draft:
            session.take_over_form(self.name, draft.form_key)
        values = draft.values if draft else fresh()
        self.remember_homes(values.get(HOMES, {}))
        for name, value in values.items():
            if name in self.fields:
                self.fill(name, self.fields[name].from_draft(value))

    @property
    def is_restored(self) -> bool:
        """Whether it was half-filled before, and has been opened again."""
        return bool(session.recall(f"{self.name}_restored"))

    @property
    def homes(self) -> dict[str, str]:
        """Pupil id to class id, of the pupils who could be picked."""
        return dict(session.recall(f"{self.name}_{HOMES}", {}))

    def remember_homes(self, homes: Mapping[str, str]) -> None:
        """Keep in which class each pupil who can be picked is, for the draft."""
        session.remember(f"{self.name}_{HOMES}", dict(homes))

    def picked_pupils(self, *, except_in: str = "") -> list[str]:
        """The pupils who are picked in any field, or in any but one."""
        fields = [name for name, field in self.fields.items() if isinstance(field, PupilSelect)]
        return [pupil for name in fields if name != except_in for pupil in self.read(name)]

    def on_change(self, field: Field, /) -> dict[str, Any]:
        return {"on_change": self.keep, "args": (field.name,), "persist_state": "page"}

    # --- acts, run ahead of the page ------------------------------------------------------------

    def keep(self, changed: str) -> None:
        """Keep the form as it is now; called for every change."""
        self._forget_refusals_of(changed)
        try:
            desk, values = session.find_desk(), self.values()
            if values.keys() <= {name for name, field in self.fields.items() if field.prefilled}:
                desk.drafts.drop(self.name)
            else:
                desk.drafts.keep(self.name, Draft(self.form_key, values))
        except CaseworkError as refusal:
            session.keep_refusal(self.name, str(refusal))

    def change(self, field: str, value: object) -> None:
        """Put a value in a field by a press, as if it was typed."""
        self.fill(field, value)
        self.keep(field)

    def start_over(self) -> None:
        """Throw the half-filled form away and open a fresh one."""
        try:
            session.find_desk().drafts.drop(self.name)
        except CaseworkError as refusal:
            session.keep_refusal(self.name, str(refusal))
        else:
            session.forget_refusal(self.name)
            session.renew_form_key(self.name)

    def begin_anew(self) -> None:
        super().begin_anew()
        session.find_desk().drafts.keep(self.name, Draft(self.form_key, self.values()))

    def act_args(self, save: Save) -> tuple[str, str, Save]:
        def save_and_drop(desk: Desk) -> str:
            form_key = self.form_key
            receipt = save(desk)
            desk.drafts.drop(self.name, form_key)
            return receipt

        return super().act_args(save_and_drop)

    def values(self) -> dict[str, Any]:
        """What is filled in, ready for JSON; empty fields are left out."""
        homes = self.homes
        values = {name: field.to_draft(self.value(name)) for name, field in self.fields.items()}
        values[HOMES] = {p: homes[p] for p in sorted({*self.picked_pupils()}) if p in homes}
        return {k: v for k, v in values.items() if v not in (None, "", [], {}, False)}

    def _forget_refusals_of(self, changed: str) -> None:
        """A refusal goes when what it is about changes; the others stay to be read."""
        refusal = session.refusal(self.name)
        if refusal and refusal.field in {
            "",
            *(self.fields[changed].clears_refusals_of or (changed,)),
        }:
            session.forget_refusal(self.name)
