"""Pupils as chips: the names of a class to tap, and a field to find anybody else by typing.

Nothing on the way from a tap to the server may depend on what the server is doing: a tap is the
browser's at once, the whole choice goes along with each, and the server never changes it. What is
folded or not is decided in the browser as well (ui/css/forms.css), so that nothing moves under the
next tap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from casework.desk import Desk
from casework.pupil_labels import given_name_labels, pupil_labels
from casework.records import Pupil
from ui import memory
from ui.forms.field import PupilSelect
from ui.forms.form import Form
from ui.labels import distinct

NO_PUPIL = "~"
"""What the code of an answer begins with that is no pupil."""

SOMEBODY = "~somebody"
IN_CLASS = "~class:"
SOMEBODY_LABEL = "+ iemand"
FIND_LABEL = "Zoek in de hele school"
FIND_HINT = "andere klas?"
FIND_HINT_ALONE = "naam of klas"
LARGE_CLASS = 30
NOBODY = "Niemand gevonden. Typ een deel van de naam, of een klas."
WHO_LEFT = (
    "Is deze leerling van school? Kies eerst bij “Wanneer was het?” de dag waarop het verteld is."
)


@dataclass(frozen=True)
class PupilChips(PupilSelect):
    """Pupils by name, all in sight; `others` are answers that are no pupil (code to words).

    Folded, it shows who was chosen, the other answers and "+ iemand", which opens the names.
    """

    _: KW_ONLY
    others: Mapping[str, str] = field(default_factory=dict)
    is_folded: bool = False
    is_single: bool = False

    def widget(self, **common: Any) -> None:
        st.pills(
            self.label,
            list(self.options),
            selection_mode="single" if self.is_single else "multi",
            format_func=self.label_of,
            label_visibility="collapsed",
            **common,
        )

    def within_options(self, value: Any) -> Any:
        if self.is_single:
            return value if value in self.options else None
        return super().within_options(value)

    def cleaned(self, value: Any) -> Any:
        """The pupils alone."""
        if self.is_single:
            return value if value and not value.startswith(NO_PUPIL) else ""
        return [code for code in value or [] if not code.startswith(NO_PUPIL)]

    def to_draft(self, value: Any) -> Any:
        if self.is_single:
            return value if value != SOMEBODY else None
        return [code for code in value or [] if code != SOMEBODY]


class PupilNames:
    """What pupils are called on one screen; each class list is asked for once.

    With `day` the screen is about something of that day: whoever was at school then is found, in
    the class of then.
    """

    def __init__(self, desk: Desk, day: date | None = None) -> None:
        self._desk = desk
        self._day = day if day and day < desk.today else None
        self.nobody = NOBODY if day is None else f"{NOBODY} {WHO_LEFT}"
        self._lists: dict[str, dict[str, str]] = {}
        self._own_classes = {
            one.class_id: desk.school.class_list(one.class_id) for one in desk.school.own_classes()
        }
        self.own = {
            pupil.pupil_id: pupil for pupils in self._own_classes.values() for pupil in pupils
        }
        self._has_one_class = len({pupil.class_id for pupil in self.own.values()}) == 1

    def of(self, pupils: Iterable[Pupil]) -> dict[str, str]:
        """Their names by id: in short, with the class unless it is the only own one."""
        return distinct({pupil.pupil_id: self._name(pupil) for pupil in pupils})

    def picked(self, pupil_ids: Iterable[str]) -> dict[str, str]:
        """The names of pupils who were picked; nobody who left the school."""
        return self.of(self._desk.school.pupils(pupil_ids, self._day).values())

    def matching(self, typed: str) -> list[Pupil]:
        """Who is found by what was typed."""
        return self._desk.school.find_pupils(typed, self._day) if typed.strip() else []

    def classes(self, value: Iterable[str] | None, typed: str) -> dict[str, str]:
        """ "iemand uit 2B" for each class that was chosen or is typed."""
        chosen = classes_of(value)
        here = self._desk.school.find_classes(typed) if typed.strip() else []
        if chosen:
            here = [*(one for one in self._desk.school.classes() if one.class_id in chosen), *here]
        return {IN_CLASS + one.class_id: f"iemand uit {one.name}" for one in here}

    def _name(self, pupil: Pupil) -> str:
        name = self._in_class(pupil.class_id).get(pupil.pupil_id, pupil.name.short)
        is_at_home = pupil.pupil_id in self.own and self._has_one_class
        return name if is_at_home or not pupil.class_name else f"{name} · {pupil.class_name}"

    def _in_class(self, class_id: str) -> dict[str, str]:
        """The short names of a class: they stay the same, whoever else is on the screen.

        Of a large class of one's own the given names alone, so that all of them are in sight.
        """
        if class_id not in self._lists:
            own = self._own_classes.get(class_id)
            pupils = self._desk.school.class_list(class_id, self._day) if own is None else own
            is_large_own = len(pupils) > LARGE_CLASS and own is not None
            labels = given_name_labels if is_large_own else pupil_labels
            self._lists[class_id] = labels(pupils)
        return self._lists[class_id]


def draw_pupils(
    form: Form,
    name: str,
    names: PupilNames,
    *,
    nearby: Mapping[str, Pupil] | None = None,
    with_classes: bool = False,
) -> None:
    """Draw the chips of a field, with the field to find others above them.

    `nearby` are the pupils who can be tapped without typing: by default the own classes;
    `with_classes`: whether "iemand uit 2B" is an answer, for who knows the class alone.
    """
    chips = form.fields[name]
    assert isinstance(chips, PupilChips)
    folded = "folded" if chips.is_folded else "open"
    count_others = len(chips.others) + (not chips.is_single)
    near = names.own if nearby is None else nearby
    with st.container(key=f"chips_{folded}_{count_others}_{form.name}_{name}", gap="small"):
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
            key=f"chips_head_{form.name}_{name}",
        ):
            st.header(chips.label, anchor=anchor_of(name))
            st.text_input(
                f"{FIND_LABEL}: {chips.label}",
                key=form.key(f"{name}_find"),
                label_visibility="collapsed",
                placeholder=FIND_HINT if near else FIND_HINT_ALONE,
                icon=":material/search:",
                persist_state="page",
            )
        options = _options(form, chips, names, near, with_classes=with_classes)
        _keep_what_was_tapped(form, name, options)
        form.draw_choice(name, options)


def anchor_of(name: str) -> str:
    """The place of a field on the page, for a link to it."""
    return f"veld-{name.replace('_', '-')}"


def classes_of(value: Iterable[str] | None) -> list[str]:
    """The classes of "iemand uit 2B" among what was chosen."""
    return [code.removeprefix(IN_CLASS) for code in value or [] if code.startswith(IN_CLASS)]


def _options(
    form: Form,
    chips: PupilChips,
    names: PupilNames,
    nearby: Mapping[str, Pupil],
    *,
    with_classes: bool,
) -> dict[str, str]:
    """Who was picked, who is found, or else who is near, the other answers, "+ iemand".

    While there is something found the names of the class make room: what is asked next stays in
    sight.
    """
    typed = form.value(f"{chips.name}_find") or ""
    matches = names.matching(typed)
    if typed.strip() and not matches:
        st.caption(names.nobody)
    picked = chips.cleaned(form.value(chips.name))
    picked = [picked] if isinstance(picked, str) else picked
    near = {} if matches else nearby
    elsewhere = [one for one in picked if one and one not in near]
    pupils = {**names.picked(elsewhere), **names.of(matches), **names.of(near.values())}
    if with_classes:
        pupils = {**names.classes(form.value(chips.name), typed), **pupils}
    somebody = {} if chips.is_single else {SOMEBODY: SOMEBODY_LABEL}
    return {**pupils, **chips.others, **somebody}


def _keep_what_was_tapped(form: Form, name: str, options: Mapping[str, str]) -> None:
    """Tell the browser of a tap on a name that was gone from the screen when the tap came in.

    That happens when somebody types on and taps a name that was found before.
    """
    drawn = memory.recall(f"{form.name}_{name}_drawn")
    value = form.value(name)
    tapped = value if isinstance(value, list) else [value]
    if drawn is not None and any(one in options and one not in drawn for one in tapped if one):
        form.fill(name, value)
    memory.remember(f"{form.name}_{name}_drawn", frozenset(options))
