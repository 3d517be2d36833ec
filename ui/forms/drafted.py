"""A form that is kept as it is typed, and found again after a reload or a dropped connection."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.ports import Draft
from ui import session
from ui.forms.form import Form

HOMES = "homes"


@dataclass(frozen=True)
class Fields:
    """What is kept of a form: its fields, those that hold pupils, and those that we fill in.

    `first` is a field that is never None once the form has been drawn. With nothing but `given`
    filled in, nothing has been told yet. `about` says which refusals go when a field changes; by
    default the refusal of the field itself.
    """

    names: Collection[str]
    first: str
    pupils: Collection[str] = ()
    given: Collection[str] = ()
    about: Mapping[str, Collection[str]] = field(default_factory=dict)


class KeptForm(Form):
    """One form on the screen whose draft is stored with every change."""

    def __init__(self, name: str, fields: Fields) -> None:
        super().__init__(name)
        self.fields = fields

    @property
    def is_open(self) -> bool:
        """Whether it stands on this screen already, with what was typed in it."""
        return self.value(self.fields.first) is not None

    def open(self, desk: Desk, fresh: Callable[[], Mapping[str, Any]]) -> None:
        """Fill it in when this screen has just been opened: from its draft, else as `fresh`."""
        draft = desk.drafts.get(self.name)
        session.remember(f"{self.name}_found_again", draft is not None)
        if draft:
            session.take_over_form(self.name, draft.form_key)
            self.form_key = draft.form_key
        values = draft.values if draft else fresh()
        session.remember(f"{self.name}_{HOMES}", dict(values.get(HOMES, {})))
        for name, value in values.items():
            if name != HOMES:
                session.set_widget_value(self.key(name), _shown(name, value))

    @property
    def was_found_again(self) -> bool:
        """Whether it was half-filled before, and has been opened again."""
        return bool(session.recall(f"{self.name}_found_again"))

    @property
    def homes(self) -> dict[str, str]:
        """Pupil id to class id, of the pupils who could be picked."""
        return dict(session.recall(f"{self.name}_{HOMES}", {}))

    def remember_homes(self, homes: Mapping[str, str]) -> None:
        """Keep in which class each pupil who can be picked is, for the draft."""
        session.remember(f"{self.name}_{HOMES}", dict(homes))

    # --- acts, run ahead of the page ------------------------------------------------------------

    def keep(self, changed: str) -> None:
        """Keep the form as it is now; called for every change."""
        self.form_key = session.form_key(self.name)
        self._forget_refusal_of(changed)
        try:
            desk = session.find_desk()
            values = self.values()
            if values.keys() <= set(self.fields.given):
                desk.drafts.drop(self.name)
            else:
                desk.drafts.keep(self.name, Draft(self.form_key, values))
        except CaseworkError as refused:
            session.keep_refusal(self.name, str(refused))

    def start_over(self) -> None:
        """Throw the half-filled form away and open a fresh one."""
        try:
            session.find_desk().drafts.drop(self.name)
        except CaseworkError as refused:
            session.keep_refusal(self.name, str(refused))
        else:
            session.forget_refusal(self.name)
            session.form_is_stored(self.name)

    def values(self) -> dict[str, Any]:
        """What is filled in, ready for JSON; empty fields are left out."""
        found = {name: self.value(name) for name in self.fields.names}
        homes = self.homes
        picked = {pupil for name in self.fields.pupils for pupil in self.codes(name)}
        found[HOMES] = {pupil: homes[pupil] for pupil in sorted(picked) if pupil in homes}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found.items()
            if value not in (None, "", [], {}, False)
        }

    def _forget_refusal_of(self, changed: str) -> None:
        """A refusal goes when what it is about changes; the others stay to be read."""
        refused = session.refusal(self.name)
        if refused and refused.field in {"", *self.fields.about.get(changed, (changed,))}:
            session.forget_refusal(self.name)


def _shown(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value
