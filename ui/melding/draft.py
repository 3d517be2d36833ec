"""What is filled in on a melding: kept as it is typed, opened again, and made into a melding."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from casework.card.model import ActionCard, PartInCase
from casework.desk import Desk, Melding, ReportedPart, is_id
from casework.entries import LONGEST_TEXT
from casework.entries.five_questions import FIELDS, TEXTS
from casework.errors import InputRefused, SignalMovedOn
from casework.labels import FIELD_TITLES
from casework.signals.signal import Signal
from ui.forms.draft_form import DraftForm
from ui.forms.field import Checkbox, Day, Field, MultiPills, Pills, TextArea, TextLine
from ui.forms.five_questions import few_first, question_field
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilChips
from ui.labels import plain

FORM = "melding"
TARGET, DISPLAYING = "target", "displaying"
MAIN_PARTS = {TARGET: "Wie wordt er gepest?", DISPLAYING: "Wie pest er?"}
UNKNOWN, GROUP = "~unknown", "~group"
WHO_ELSE = {UNKNOWN: "nog niet bekend", GROUP: "groep"}
STAFF = Checkbox("staff", "Gaat het om een medewerker die pest?")
# The pupils of a signal who had no part yet; no widget, and kept like the rest. Each has a field
# of its own for the part, by its place among them.
NAMED = "named"
MOST_NAMED = 30
REASONS = {
    "other": "dit gaat om iets anders",
    "others": "er zijn andere leerlingen bij",
    "settled": "het vorige was opgelost",
}
WHY_A_NEW_CASE: tuple[Field, ...] = (
    Pills("reason_code", "Waarom een nieuwe zaak?", REASONS, clears_refusals_of=("reason",)),
    TextLine(
        "reason",
        "Waarom een nieuwe zaak, in eigen woorden",
        placeholder="of in eigen woorden",
        label_visibility="collapsed",
    ),
)
TOLD_BY_STAFF = "teacher"
# Of kinds and words one is enough, and their heading stands above both.
WHAT: dict[str, Any] = {
    "label_visibility": "collapsed",
    "clears_refusals_of": ("kinds", "what"),
}


class MeldingForm(DraftForm):
    """The form of a melding, which has a field for each pupil who was named beforehand."""

    @property
    def fields_in_use(self) -> Mapping[str, Field]:
        """Without those for pupils whom nobody named."""
        unused = {named_field(place) for place in range(len(named(self)), MOST_NAMED)}
        return {name: field for name, field in self.fields.items() if name not in unused}


def part_field(part_id: str) -> str:
    """The field with the pupils who have this part."""
    return f"part_{part_id}"


def named_field(place: int) -> str:
    """The field with the part of the pupil at this place among those of the signal."""
    return f"named_{place}"


def signal_id() -> str:
    """The signal that this melding comes from, as the address says; or nothing."""
    return st.query_params.get("signaal", "")


def pupil_id() -> str:
    """The pupil about whom this melding is, as the address says; or nothing."""
    asked_for = st.query_params.get("leerling", "")
    return asked_for if is_id(asked_for) else ""


def open_form(desk: Desk) -> DraftForm:
    """The form as it stands: still open, restored from a draft, or fresh.

    A melding out of a signal has a form of its own, filled in with what the signal says, and so
    has one about a pupil; another half-filled melding stays as it is.
    """
    signal, pupil = signal_id(), pupil_id()
    about = signal or pupil
    form = MeldingForm(f"{FORM}_{about}" if about else FORM, *_fields(desk.card))
    form.anew_label = "Opslaan als nieuwe melding"
    if not form.is_open:
        form.open(desk, lambda: _from_signal(desk, signal) if signal else _about_pupil(desk, pupil))
        if form.value("reported_on") is None:
            form.fill("reported_on", desk.today)
    return form


def _fields(card: ActionCard) -> list[Field]:
    ask = partial(question_field, card)
    parts = {part.id: part.title for part in card.parts}
    return [
        STAFF,
        *map(_part_field, card.parts),
        MultiPills(NAMED),
        *(_named_part(place, parts) for place in range(MOST_NAMED)),
        few_first(card, "kinds", "Wat is er gebeurd?", **WHAT),
        TextArea(
            "what",
            "Wat is er gebeurd, in eigen woorden",
            placeholder="in eigen woorden, mag leeg",
            height=68,
            **WHAT,
        ),
        ask("serious", "Waar gaat het om?"),
        few_first(card, "places", "Op welke plek?", label_visibility="collapsed"),
        TextArea("where", FIELD_TITLES["where"], height=68),
        Day("reported_on", "Wanneer kwam de melding?", prefilled=True),
        ask("incident_on", "Wanneer gebeurde het? Leeg als je het niet weet"),
        ask("day_part", "Welk deel van de dag?"),
        ask("since", "Sinds wanneer?"),
        ask("frequency", "Hoe vaak?"),
        ask("why", FIELD_TITLES["why"], height=100),
        ask("teller", "Wie vertelde het?"),
        ask("verdict", "Wat denk je zelf dat het is?"),
        Pills("related", "Bij welke zaak hoort het?"),
        *WHY_A_NEW_CASE,
    ]


def _named_part(place: int, parts: dict[str, str]) -> Pills:
    return Pills(named_field(place), "Welke rol past?", parts)


def _part_field(part: PartInCase) -> PupilChips:
    return PupilChips(
        part_field(part.id),
        MAIN_PARTS.get(part.id) or plain(part.title.capitalize()),
        others=WHO_ELSE if part.id == DISPLAYING else {},
        is_folded=part.id != TARGET,
        clears_refusals_of=("parts", "pass_on", "reason"),
    )


def _from_signal(desk: Desk, signal: str) -> dict[str, Any]:
    """What a signal says, in the fields of a melding: nothing has to be typed again."""
    file = desk.signals.open(signal)
    if not file.signal.is_waiting:
        raise SignalMovedOn("Dit signaal is al opgepakt of afgesloten. Ga terug naar Vandaag.")
    answers = file.signal.sent.model_dump(mode="json")
    values = {name: answers[name] for name in FIELDS if answers.get(name)}
    for pupil_id, role in file.signal.roles.items():
        values.setdefault(part_field(role) if role else NAMED, []).append(pupil_id)
    if values.pop("group_level", False):
        values.setdefault(part_field(DISPLAYING), []).append(GROUP)
    return {"teller": TOLD_BY_STAFF, "reported_on": _told_on(desk, file.signal), **values}


def _told_on(desk: Desk, signal: Signal) -> str:
    """The day that the melding counts from: today, unless it was told in an earlier school year.

    Then it belongs to that year and to the classes of then.
    """
    told_on = signal.sent.told_on or signal.sent_on
    day = desk.today if desk.school.is_this_year(told_on) else told_on
    return day.isoformat()


def _about_pupil(desk: Desk, pupil: str) -> dict[str, Any]:
    """The pupil of the address as one whose part is still to be chosen, when there is one."""
    return {NAMED: [pupil]} if pupil and desk.school.pupils([pupil]) else {}


def named(form: Form) -> list[str]:
    """The pupils who were named beforehand without a part."""
    return list(form.value(NAMED) or [])[:MOST_NAMED]


# --- the melding --------------------------------------------------------------------------------


def roles_of(parts: Sequence[ReportedPart]) -> dict[str, str]:
    """Pupil id to part; a pupil in two parts has the first of them here."""
    roles: dict[str, str] = {}
    for part in parts:
        roles.setdefault(part.pupil_id, part.role)
    return roles


def in_two_parts(parts: Sequence[ReportedPart], card: ActionCard) -> dict[str, list[str]]:
    """The pupils with more than one part: pupil id to the titles of these parts."""
    titles: dict[str, list[str]] = {}
    for part in parts:
        titles.setdefault(part.pupil_id, []).append(card.part_title(part.role))
    return {pupil: parts for pupil, parts in titles.items() if len(parts) > 1}


def parts_of(form: Form, card: ActionCard) -> list[ReportedPart]:
    """The parts that were given to pupils, in the order of the card."""
    given = {pupil: form.read(named_field(place)) for place, pupil in enumerate(named(form))}
    return [
        ReportedPart(pupil_id=pupil, role=part.id)
        for part in card.parts
        for pupil in dict.fromkeys(
            [*form.read(part_field(part.id)), *(p for p, role in given.items() if role == part.id)]
        )
    ]


def reason_of(form: Form) -> str:
    """Why it is a new case: what was tapped and what was typed."""
    reasons = (REASONS.get(form.read("reason_code"), ""), form.read("reason"))
    return ". ".join(reason for reason in reasons if reason)


def melding_of(form: Form, card: ActionCard, today: date) -> Melding:
    """What the form says; InputRefused when a text is longer than can be kept."""
    answers = form.answers(*(name for name in FIELDS if name != "group_level"))
    for name in TEXTS:
        if len(answers[name]) > LONGEST_TEXT:
            raise InputRefused(
                "Deze tekst is te lang om te bewaren. Kort hem in; wat je typte staat er nog.", name
            )
    return Melding(
        reported_on=form.read("reported_on") or today,
        parts=tuple(parts_of(form, card)),
        staff_member_involved=form.read("staff"),
        group_level=GROUP in (form.value(part_field(DISPLAYING)) or []),
        **answers,
    )
