"""What is filled in on a melding: kept as it is typed, opened again, and made into a melding."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from casework.card.model import ActionCard, PartInCase
from casework.desk import Desk, Melding, ReportedPart
from casework.entries import LONGEST_TEXT
from casework.entries.five_questions import FIELDS, TEXTS
from casework.errors import InputRefused, SignalMovedOn
from casework.labels import FIELD_TITLES
from ui.forms.draft_form import DraftForm
from ui.forms.field import Checkbox, Day, Field, PupilSelect, Radio, SearchSelect, TextArea
from ui.forms.five_questions import question_field
from ui.forms.form import Form
from ui.labels import plain

FORM = "melding"
MAIN_PARTS = {"target": "Wie wordt er gepest?", "displaying": "Wie pest er?"}
# The pupils of a signal who have no part yet; no widget, and kept like the rest.
NAMED = "named"
NEW_CASE = "new"
TOLD_BY_STAFF = "teacher"
STAFF = Checkbox("staff", "Gaat het om een medewerker?")
CLASSES = SearchSelect(
    "classes",
    "Uit welke klas of klassen?",
    placeholder="Kies een klas",
    no_options="Kies een klas",
    prefilled=True,
)


def part_field(part_id: str) -> str:
    """The field with the pupils who have this part."""
    return f"part_{part_id}"


def signal_id() -> str:
    """The signal that this melding comes from, as the address says; or nothing."""
    return st.query_params.get("signaal", "")


def open_form(desk: Desk) -> DraftForm:
    """The form as it stands: still open, restored from a draft, or fresh.

    A melding out of a signal has a form of its own, filled in with what the signal says; another
    half-filled melding stays as it is.
    """
    signal = signal_id()
    form = DraftForm(f"{FORM}_{signal}" if signal else FORM, *_fields(desk.card))
    form.anew_label = "Opslaan als nieuwe melding"
    if not form.is_open:
        form.open(desk, lambda: _from_signal(desk, signal) if signal else _fresh(desk))
        if form.value("reported_on") is None:
            form.fill("reported_on", desk.today)
    return form


def _fields(card: ActionCard) -> list[Field]:
    ask = partial(question_field, card)
    choose = partial(ask, placeholder="Kies", filter_mode=None)
    return [
        STAFF,
        CLASSES,
        *map(_part_field, card.parts),
        PupilSelect(NAMED),
        Radio("related", "Wat wil je doen?", clears_refusals_of=("reason",)),
        TextArea("reason", "Waarom is dit een nieuwe zaak?", height=68),
        ask("kinds", "Wat voor soort is het? Kies er één of meer."),
        ask("what", FIELD_TITLES["what"], height=130),
        ask("places", "Op welke plek? Kies er één of meer."),
        ask("where", FIELD_TITLES["where"], height=68),
        Day("reported_on", "Wanneer kwam de melding?", prefilled=True),
        ask("incident_on", "Wanneer gebeurde het? Leeg als je het niet weet"),
        ask("day_part", "Welk deel van de dag?"),
        choose("since", "Sinds wanneer?"),
        choose("frequency", "Hoe vaak?"),
        ask("why", FIELD_TITLES["why"], height=100),
        choose("teller", "Wie vertelde het?"),
        ask("verdict", "Wat denk je zelf dat het is?"),
        ask("group_level", "Het speelt in de hele groep, of een groot deel ervan"),
        ask("serious", "Waar gaat het om?"),
    ]


def _part_field(part: PartInCase) -> Field:
    label = MAIN_PARTS.get(part.id) or plain(part.title.capitalize())
    return PupilSelect(
        part_field(part.id), label, clears_refusals_of=("parts", "pass_on", "reason")
    )


def _fresh(desk: Desk) -> dict[str, Any]:
    classes = [school_class.class_id for school_class in desk.school.own_classes()]
    return {"classes": classes, "reported_on": desk.today.isoformat()}


def _from_signal(desk: Desk, signal: str) -> dict[str, Any]:
    """What a signal says, in the fields of a melding: nothing has to be typed again."""
    file = desk.signals.open(signal)
    if not file.signal.is_waiting:
        raise SignalMovedOn("Dit signaal is al opgepakt of afgesloten. Ga terug naar Vandaag.")
    answers = file.signal.sent.model_dump(mode="json")
    values = {name: answers[name] for name in FIELDS if answers.get(name)}
    for pupil_id, role in file.signal.roles.items():
        values.setdefault(part_field(role) if role else NAMED, []).append(pupil_id)
    classes = [pupil.class_id for pupil in file.pupils.values()] or [file.signal.sent.class_id]
    return {
        **_fresh(desk),
        "teller": TOLD_BY_STAFF,
        "homes": {pupil.pupil_id: pupil.class_id for pupil in file.pupils.values()},
        **({"classes": sorted(set(classes))} if any(classes) else {}),
        **values,
    }


def without_part(form: DraftForm) -> list[str]:
    """The pupils who were named beforehand and have no part in this melding yet."""
    with_part = form.picked_pupils(except_in=NAMED)
    return [pupil for pupil in form.read(NAMED) if pupil not in with_part]


def give_part(form: DraftForm, pupil_id: str) -> None:
    """Give a pupil who was named the part that was pressed."""
    field = part_field(form.value(f"give_{pupil_id}"))
    form.change(field, [*form.read(field), pupil_id])


# --- the melding --------------------------------------------------------------------------------


def roles_of(form: Form, card: ActionCard) -> dict[str, str]:
    """Pupil id to part; a pupil in two parts has the first of them here."""
    return {part.pupil_id: part.role for part in reversed(_parts(form, card))}


def in_two_parts(form: Form, card: ActionCard) -> dict[str, list[str]]:
    """The pupils with more than one part: pupil id to the titles of these parts."""
    titles: dict[str, list[str]] = {}
    for part in _parts(form, card):
        titles.setdefault(part.pupil_id, []).append(card.part_title(part.role))
    return {pupil: parts for pupil, parts in titles.items() if len(parts) > 1}


def _parts(form: Form, card: ActionCard) -> list[ReportedPart]:
    return [
        ReportedPart(pupil_id=pupil, role=part.id)
        for part in card.parts
        for pupil in form.read(part_field(part.id))
    ]


def melding_of(form: Form, card: ActionCard, today: date) -> Melding:
    """What the form says; InputRefused when a text is longer than can be kept."""
    answers = form.answers(*FIELDS)
    for name in TEXTS:
        if len(answers[name]) > LONGEST_TEXT:
            raise InputRefused(
                "Deze tekst is te lang om te bewaren. Kort hem in; wat je typte staat er nog.", name
            )
    return Melding(
        reported_on=form.read("reported_on") or today,
        parts=tuple(_parts(form, card)),
        staff_member_involved=form.read("staff"),
        **answers,
    )
