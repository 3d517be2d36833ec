"""A form that is kept as it is typed, and opened again after a reload or a dropped connection."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from casework.desk import Desk
from casework.errors import CaseworkError
from ui import memory, redraw, session
from ui.forms import refusals
from ui.forms.field import Checkbox, Field, PupilSelect, TextLine
from ui.forms.form import Form
from ui.forms.form_draft import FormDraft, is_empty, kept_value

HOMES = "homes"
NOT_ON_SCREEN = object()


class DraftForm(Form):
    """One form on the screen whose draft is stored with every change.

    The first of its fields that is a text or a checkbox is drawn whenever the form is: what it
    holds is never None then.
    """

    refusal_icon = ":material/error:"
    says_restored = False
    beside_the_answers: Callable[[Desk], Mapping[str, Hashable]] | None = None
    """What stands beside the fields because of what is in them: by the part of the sheet in which
    it stands (the key of its fragment) a value to compare; of none (`""`) it is the sheet itself.

    Without it every change draws the screen again.
    """

    @property
    def is_open(self) -> bool:
        """Whether it stood on this screen already, with what was typed in it."""
        return self._kept.was_open

    def is_on_screen(self, form_key: str) -> bool:
        drawn = (f for f in self.fields.values() if isinstance(f, TextLine | Checkbox))
        return memory.has_widget(self.key_of(form_key, next(drawn).name))

    def open(self, _desk: Desk, fresh: Callable[[], Mapping[str, Any]] = dict) -> None:
        """Fill it in, unless it is open on this screen: from its draft, else as `fresh`."""
        if self.is_open:
            return
        kept = self._kept.values()
        values = {**self._begun(fresh, has_draft=bool(kept)), **kept}
        self.remember_homes(values.get(HOMES, {}))
        for name, value in values.items():
            if name in self.fields:
                self.fill(name, self.fields[name].from_draft(value))

    def _begun(
        self, fresh: Callable[[], Mapping[str, Any]], *, has_draft: bool
    ) -> Mapping[str, Any]:
        """What a fresh form would begin with; a draft opens also when there is none any more."""
        try:
            values = fresh()
        except CaseworkError:
            if not has_draft:
                raise
            values = {}
        memory.remember(f"{self.name}_begun", dict(values))
        return values

    @property
    def _kept(self) -> FormDraft:
        assert self.draft is not None, "a form that is kept has a field for text"
        return self.draft

    @property
    def is_kept(self) -> bool:
        """Whether anything of it is kept."""
        return bool(self._kept.values())

    @property
    def is_restored(self) -> bool:
        """Whether it was half-filled before, and has been opened again."""
        return self._kept.is_restored

    def value(self, field: str) -> Any:
        """What a field holds: also one that is not on the screen now, as it is kept."""
        value = memory.widget_value(self.key(field), NOT_ON_SCREEN)
        if value is not NOT_ON_SCREEN:
            return value
        return kept_value(self.fields[field], self._kept.values()) if field in self.fields else None

    @property
    def fields_in_use(self) -> Mapping[str, Field]:
        """The fields that may hold something now."""
        return self.fields

    @property
    def homes(self) -> dict[str, str]:
        """Pupil id to class id, of the pupils who could be picked."""
        return dict(memory.recall(f"{self.name}_{HOMES}", {}))

    def remember_homes(self, homes: Mapping[str, str]) -> None:
        """Keep in which class each pupil who can be picked is, for the draft."""
        memory.remember(f"{self.name}_{HOMES}", dict(homes))

    def picked_pupils(self, *, except_in: str = "") -> list[str]:
        """The pupils who are picked in any field, or in any but one."""
        fields = [name for name, field in self.fields.items() if isinstance(field, PupilSelect)]
        return [pupil for name in fields if name != except_in for pupil in self.read(name)]

    def on_change(self, field: Field, /) -> dict[str, Any]:
        """A change draws the screen again where more depends on it than the field itself.

        A choice that is hidden for a while is not lost.
        """
        behaviour = {"on_change": self._changed_in_sight, "args": (field.name,)}
        # A text comes back as it was last typed, which the widget may not know.
        return behaviour if isinstance(field, TextLine) else behaviour | {"persist_state": "page"}

    def note_drawn(self, desk: Desk, *, sheet: str) -> None:
        """The sheet is drawn, as the fragment with this key, with what stands in it now."""
        memory.remember(f"{self.name}_drawn", (sheet, self._beside(desk)))

    def forget_drawn(self) -> None:
        """The sheet is going to be drawn: until it is, a change draws what it does by itself."""
        memory.remember(f"{self.name}_drawn", None)

    def _beside(self, desk: Desk) -> Mapping[str, Hashable]:
        beside = dict(self.beside_the_answers(desk)) if self.beside_the_answers else {}
        return beside | {"": (self.form_key, beside.get(""))}

    # --- acts, run ahead of the page ------------------------------------------------------------

    def _changed_in_sight(self, field: str) -> None:
        had_refusal = refusals.refusal(self.name) is not None
        drawn: tuple[str, Mapping[str, Hashable]] | None = memory.recall(f"{self.name}_drawn")
        with session.one_desk():
            self.keep(field)
            beside = self._beside_now()
        if drawn is None:
            return
        sheet, before = drawn
        changed = [part for part, value in beside.items() if before.get(part) != value]
        if "" in changed or had_refusal or refusals.refusal(self.name) or not beside:
            changed = [sheet]
        memory.remember(f"{self.name}_drawn", (sheet, beside))
        redraw.draw_parts(sheet, changed)

    def _beside_now(self) -> Mapping[str, Hashable]:
        try:
            return self._beside(session.find_desk())
        except CaseworkError:
            # The run of the screen says why.
            return {}

    def keep(self, changed: str, *, forced: str = "") -> None:
        self._forget_refusals_of(changed)
        self.keep_all(forced=forced)

    def keep_all(self, *, forced: str = "") -> None:
        self._kept.read_anew()
        values = {**self._emptied(), **self.values()}
        gone = [name for name in self.fields if name not in values]
        try:
            self._kept.keep(values, gone, forced=forced)
        except CaseworkError as refusal:
            refusals.keep_refusal(self.name, str(refusal))

    def change(self, field: str, value: object) -> None:
        """Put a value in a field by a press, as if it was typed."""
        self.fill(field, value)
        self.keep(field, forced=field)

    def start_over(self) -> None:
        """Throw the half-filled form away and open a fresh one."""
        self.throw_away()

    def values(self) -> dict[str, Any]:
        """What is filled in, ready for JSON; empty fields are left out."""
        homes, kept = self.homes, self._kept.values()
        values: dict[str, Any] = {}
        for name, field in self.fields_in_use.items():
            value = memory.widget_value(self.key(name), NOT_ON_SCREEN)
            values[name] = kept.get(name) if value is NOT_ON_SCREEN else field.to_draft(value)
        if homes:
            values[HOMES] = {p: homes[p] for p in sorted({*self.picked_pupils()}) if p in homes}
        return {k: v for k, v in values.items() if not is_empty(v)}

    def _emptied(self) -> dict[str, Any]:
        """What a fresh form begins with and this one has not: taken out by the person."""
        begun = memory.recall(f"{self.name}_begun", {})
        filled = (name for name in begun if name in self.fields and not is_empty(begun[name]))
        return {name: self.value(name) for name in filled if memory.has_widget(self.key(name))}

    def _forget_refusals_of(self, changed: str) -> None:
        """A refusal goes when what it is about changes; the others stay to be read."""
        refusal = refusals.refusal(self.name)
        if refusal and refusal.field in {
            "",
            *(self.fields[changed].clears_refusals_of or (changed,)),
        }:
            refusals.forget_refusal(self.name)
