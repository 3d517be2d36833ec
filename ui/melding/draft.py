"""What is filled in on a melding: kept as it is typed, found again, and made into a melding."""

from datetime import date
from typing import Any

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk, Melding, PartGiven
from casework.entries import LONGEST_TEXT
from casework.errors import InputRefused, SignalMovedOn
from ui import session
from ui.forms.drafted import Fields, KeptForm
from ui.forms.form import Form

FORM = "melding"
DAYS = ("reported_on", "incident_on")
CODES = ("day_part", "since", "frequency", "teller", "verdict")
CODE_LISTS = ("kinds", "places", "serious")
WORDS = ("what", "where", "why", "reason")
# The pupils of a signal who have no part yet; no widget, and kept like the rest.
NAMED = "named"
NEW_CASE = "new"
TOLD_BY_STAFF = "teacher"


def part_field(part_id: str) -> str:
    """The field with the pupils who have this part."""
    return f"part_{part_id}"


def signal_id() -> str:
    """The signal that this melding comes from, as the address says; or nothing."""
    return st.query_params.get("signaal", "")


def open_form(desk: Desk) -> KeptForm:
    """The form as it stands: still open, found again from a draft, or fresh.

    A melding out of a signal has a form of its own, filled in with what the signal says; another
    half-filled melding stays as it is.
    """
    signal = signal_id()
    form = KeptForm(f"{FORM}_{signal}" if signal else FORM, _fields(desk.card))
    if not form.is_open:
        form.open(desk, lambda: _from_signal(desk, signal) if signal else _fresh(desk))
        if form.value("reported_on") is None:
            session.set_widget_value(form.key("reported_on"), desk.today)
    return form


def _fields(card: ActionCard) -> Fields:
    parts = [part_field(part.id) for part in card.parts]
    about = dict.fromkeys(parts, ("parts", "pass_on", "reason"))
    others = ("classes", "staff", "group_level", "related")
    return Fields(
        [*others, *DAYS, *CODES, *CODE_LISTS, *WORDS, *parts, NAMED],
        first="staff",
        pupils=[*parts, NAMED],
        given=("classes", "reported_on"),
        about={**about, "related": ("reason",)},
    )


def _fresh(desk: Desk) -> dict[str, Any]:
    own = [found.class_id for found in desk.own_classes()]
    return {"classes": own, "reported_on": desk.today.isoformat()}


def _from_signal(desk: Desk, wanted: str) -> dict[str, Any]:
    """What a signal says, in the fields of a melding: nothing has to be typed again."""
    file = desk.signal(wanted)
    if not file.signal.is_waiting:
        raise SignalMovedOn("Dit signaal is al opgepakt of afgesloten. Ga terug naar Vandaag.")
    said = file.signal.said.model_dump(mode="json")
    fields = ("incident_on", "group_level", *CODES, *CODE_LISTS, "what", "where", "why")
    values = {name: said[name] for name in fields if said[name]}
    for pupil_id, role in file.signal.roles.items():
        values.setdefault(part_field(role) if role else NAMED, []).append(pupil_id)
    classes = [pupil.class_id for pupil in file.pupils.values()] or [file.signal.said.class_id]
    return {
        **_fresh(desk),
        "teller": TOLD_BY_STAFF,
        "homes": {pupil.pupil_id: pupil.class_id for pupil in file.pupils.values()},
        **({"classes": sorted(set(classes))} if any(classes) else {}),
        **values,
    }


def without_part(form: KeptForm) -> list[str]:
    """The pupils who were named beforehand and have no part in this melding yet."""
    placed = {p for field in form.fields.pupils if field != NAMED for p in form.codes(field)}
    return [pupil for pupil in form.codes(NAMED) if pupil not in placed]


def give_part(form: KeptForm, pupil_id: str) -> None:
    """Give a pupil who was named the part that was pressed."""
    field = part_field(form.code(f"give_{pupil_id}"))
    session.set_widget_value(form.key(field), [*form.codes(field), pupil_id])
    form.keep(field)


# --- the melding --------------------------------------------------------------------------------


def roles_of(form: Form, card: ActionCard) -> dict[str, str]:
    """Pupil id to part; a pupil in two parts has the first of them here."""
    return {given.pupil_id: given.role for given in reversed(_parts(form, card))}


def in_two_parts(form: Form, card: ActionCard) -> dict[str, list[str]]:
    """The pupils with more than one part: pupil id to the titles of these parts."""
    titles: dict[str, list[str]] = {}
    for given in _parts(form, card):
        titles.setdefault(given.pupil_id, []).append(card.part_title(given.role))
    return {pupil: found for pupil, found in titles.items() if len(found) > 1}


def _parts(form: Form, card: ActionCard) -> list[PartGiven]:
    return [
        PartGiven(pupil_id=pupil, role=part.id)
        for part in card.parts
        for pupil in form.codes(part_field(part.id))
    ]


def melding_of(form: Form, card: ActionCard, today: date) -> Melding:
    """What the form says; InputRefused when a text is longer than can be kept."""
    words = {field: form.words(field) for field in ("what", "where", "why")}
    for field, text in words.items():
        if len(text) > LONGEST_TEXT:
            raise InputRefused(
                "Deze tekst is te lang om te bewaren. Kort hem in; wat je typte staat er nog.",
                field,
            )
    return Melding(
        reported_on=form.value("reported_on") or today,
        incident_on=form.value("incident_on"),
        parts=tuple(_parts(form, card)),
        group_level=bool(form.value("group_level")),
        staff_member_involved=bool(form.value("staff")),
        kinds=tuple(form.codes("kinds")),
        places=tuple(form.codes("places")),
        serious=tuple(form.codes("serious")),
        day_part=form.code("day_part"),
        since=form.code("since"),
        frequency=form.code("frequency"),
        teller=form.code("teller"),
        verdict=form.code("verdict"),
        **words,
    )
