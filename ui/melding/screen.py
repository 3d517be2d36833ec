"""The sheet of Melden as a fragment, with fragments in it: a tap draws what it changes alone."""

from collections.abc import Hashable, Mapping
from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.people import Action
from ui import redraw, session
from ui.forms.draft_form import DraftForm
from ui.forms.sheet import Sheet
from ui.labels import plain
from ui.melding import draft, ending, questions, related_cases
from ui.melding.draft import MAIN_PARTS, part_field
from ui.melding.rest import Extra, rest
from ui.names_switch import ask_for_names

SHEET, RELATED, REST, ENDING = "melding", "melding_related", "melding_rest", "melding_ending"


@st.fragment(key=SHEET)
def screen() -> None:
    """The whole form; the desk is made anew for each tap, so that a role that ended has ended."""
    desk = session.desk()
    with redraw.drawing(SHEET), questions.sheet():
        if not desk.may(Action.REPORT):
            questions.not_for_you()
            return
        if draft.signal_id():
            # What the signal says is filled in.
            ask_for_names("signal")
        try:
            sheet = Sheet(desk, _open_form(desk), _open_form)
            with sheet.drawing(SHEET):
                # What may come and go is in a place of its own: a fragment is known by where it is.
                with st.container():
                    questions.opening(sheet.form)
                questions.who(desk, sheet.form, sheet.names)
                with st.container():
                    questions.what(desk.card, sheet.form)
                _related(sheet)
                _rest(sheet)
                if not questions.staff_involved(sheet.form):
                    _ending(sheet)
        except CaseworkError as refusal:
            st.error(plain(str(refusal)))


def _open_form(desk: Desk) -> DraftForm:
    form = draft.open_form(desk)
    form.beside_the_answers = partial(_beside_the_answers, form)
    return form


@st.fragment(key=RELATED)
def _related(drawn: Sheet) -> None:
    with drawn.part(RELATED) as sheet:
        cases = related_cases.recognised(sheet.desk, sheet.form)
        related_cases.related(sheet.desk, sheet.form, sheet.names, cases)


@st.fragment(key=REST)
def _rest(drawn: Sheet) -> None:
    with drawn.part(REST) as sheet:
        others = partial(questions.others, sheet.desk, sheet.form, sheet.names)
        parts = [part.id for part in sheet.desk.card.parts if part.id not in MAIN_PARTS]
        last = Extra("others", OTHERS, tuple(map(part_field, parts)), others)
        rest(sheet.form, [*EXTRAS, last], at_once=_count_in_sight(sheet))


def _count_in_sight(sheet: Sheet) -> int:
    """A day before today is in sight: to which year and class the melding counts hangs on it."""
    told_on = sheet.form.value("reported_on")
    is_earlier = told_on is not None and told_on < sheet.desk.today
    return [extra.name for extra in EXTRAS].index("when") + 1 if is_earlier else 0


@st.fragment(key=ENDING)
def _ending(drawn: Sheet) -> None:
    with drawn.part(ENDING) as sheet:
        cases = related_cases.recognised(sheet.desk, sheet.form)
        ending.ending(sheet.desk, sheet.form, sheet.names, cases)


def _beside_the_answers(form: DraftForm, desk: Desk) -> Mapping[str, Hashable]:
    """What the sheet shows because of the answers: the case they look like, warnings, buttons."""
    parts = draft.parts_of(form, desk.card)
    roles = draft.roles_of(parts)
    is_own = not roles or desk.cases.may_report_about(list(roles))
    doubled = draft.in_two_parts(parts, desk.card)
    cases = tuple(related_cases.recognised(desk, form, roles))
    warnings = (
        tuple((pupil, *titles) for pupil, titles in doubled.items()),
        tuple(form.read("serious")),
        form.read("staff"),
    )
    buttons = (
        cases,
        None if is_own else desk.signals.receivers(list(roles)),
        bool(form.value("reason_code") or form.value("reason")),
        form.is_kept,
    )
    # For a member of staff there is no button.
    beside = (cases, desk.cases.count_history(roles))
    return {"": warnings, RELATED: beside} | ({} if form.read("staff") else {ENDING: buttons})


EXTRAS = (
    Extra("where", "Waar was het?", ("places", "where")),
    Extra("when", "Wanneer was het?", ("reported_on", "incident_on", "day_part")),
    Extra("since", "Hoe lang al, en hoe vaak?", ("since", "frequency")),
    Extra("why", "Waarom, denk je?", ("why",)),
    Extra("teller", "Van wie weet je het, en wat denk je?", ("teller", "verdict")),
)
OTHERS = "Wie waren er nog bij?"
