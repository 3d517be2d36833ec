"""What is filled in on a melding: kept as it is typed, found again, and made into a melding."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.action_card import ActionCard
from casework.desk import Desk, Melding, PartGiven
from casework.entries import LONGEST_TEXT
from casework.errors import CaseworkError, InputRefused
from casework.store import Draft
from ui import session
from ui.form import Form

FORM = "melding"
DAYS = ("reported_on", "incident_on")
CODES = ("day_part", "since", "frequency", "teller", "verdict")
CODE_LISTS = ("kinds", "places", "serious")
WORDS = ("what", "where", "why", "reason")
# With nothing but these, nothing has been told yet.
GIVEN_BY_US = frozenset({"classes", "reported_on"})
NEW_CASE = "new"


def part_field(part_id: str) -> str:
    """The field with the pupils who have this part."""
    return f"part_{part_id}"


def open_form(desk: Desk) -> Form:
    """The form as it stands: still open, found again from a draft, or fresh."""
    form = Form(FORM)
    if form.value("staff") is None:
        form = _filled(desk, form)
    return form


def _filled(desk: Desk, fresh: Form) -> Form:
    """The form when this screen has just been opened."""
    draft = desk.kept_draft(FORM)
    session.remember("melding_found_again", draft is not None)
    if draft is None:
        own = [found.class_id for found in desk.own_classes()]
        _fill(fresh, {"classes": own, "reported_on": desk.today.isoformat()})
        return fresh
    session.take_over_form(FORM, draft.form_key)
    form = Form(FORM)
    _fill(form, {"reported_on": desk.today.isoformat(), **draft.values})
    session.remember("melding_homes", dict(draft.values.get("homes", {})))
    return form


def _fill(form: Form, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        if field in DAYS:
            session.set_widget_value(form.key(field), date.fromisoformat(value))
        elif field != "homes":
            session.set_widget_value(form.key(field), value)


def found_again() -> bool:
    """Whether this form was half-filled before, and has been opened again."""
    return bool(session.recall("melding_found_again"))


# --- keeping ------------------------------------------------------------------------------------


def keep(field: str) -> None:
    """Keep the form as it is now; called for every change, ahead of the page."""
    _forget_refusal_of(field)
    form = Form(FORM)
    try:
        desk = session.find_desk()
        values = _values(form, desk.card)
        if values.keys() <= GIVEN_BY_US:
            desk.drop_draft(FORM)
        else:
            desk.keep_draft(FORM, Draft(form.form_key, values))
    except CaseworkError as refused:
        session.keep_refusal(FORM, str(refused))


def start_over() -> None:
    """Throw the half-filled form away and open a fresh one."""
    try:
        session.find_desk().drop_draft(FORM)
    except CaseworkError as refused:
        session.keep_refusal(FORM, str(refused))
    else:
        session.forget_refusal(FORM)
        session.form_is_stored(FORM)


def _forget_refusal_of(field: str) -> None:
    """A refusal goes when what it is about changes; the others stay to be read."""
    refused = session.refusal(FORM)
    about = {"parts", "pass_on", "reason"} if field.startswith("part_") else {field}
    if field == "related":
        about = {"reason"}
    if refused and refused.field in {"", *about}:
        session.forget_refusal(FORM)


def _values(form: Form, card: ActionCard) -> dict[str, Any]:
    """What is filled in, ready for JSON; empty fields are left out."""
    fields = ["classes", "staff", "group_level", "related", *DAYS, *CODES, *CODE_LISTS, *WORDS]
    fields += [part_field(part.id) for part in card.parts]
    found = {field: form.value(field) for field in fields}
    homes = session.recall("melding_homes", {})
    picked = {pupil for part in card.parts for pupil in form.codes(part_field(part.id))}
    found["homes"] = {pupil: homes[pupil] for pupil in sorted(picked) if pupil in homes}
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in found.items()
        if value not in (None, "", [], {}, False)
    }


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
