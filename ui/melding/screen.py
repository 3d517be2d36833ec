"""The sheet of Melden as a fragment: a tap on it runs this, and nothing of the page around it."""

from collections.abc import Hashable
from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.people import Action
from ui import session
from ui.forms.draft_form import DraftForm
from ui.forms.pupil_chips import PupilNames
from ui.melding import draft, ending, questions, related_cases
from ui.melding.draft import MAIN_PARTS, part_field
from ui.melding.rest import Extra, rest
from ui.names_switch import ask_for_names


@st.fragment
def screen() -> None:
    """The whole form; the desk is made anew for each tap, so that a role that ended has ended."""
    desk = session.desk()
    with session.drawing("sheet"), questions.sheet():
        if not desk.may(Action.REPORT):
            questions.not_for_you()
            return
        if draft.signal_id():
            # What the signal says is filled in.
            ask_for_names("signal")
        try:
            form = draft.open_form(desk)
            form.rest_of_screen = partial(_beside_the_answers, form)
            form.note_rest_of_screen(desk)
            questions.opening(form)
            names = PupilNames(desk)
            questions.who(desk, form, names)
            questions.what(desk.card, form)
            cases = related_cases.recognised(desk, form)
            related_cases.related(desk, form, names, cases)
            others = partial(questions.others, desk, form, names)
            parts = [part.id for part in desk.card.parts if part.id not in MAIN_PARTS]
            rest(form, [*EXTRAS, Extra("others", OTHERS, tuple(map(part_field, parts)), others)])
            if questions.staff_involved(form):
                return
            ending.ending(desk, form, names, cases)
        except CaseworkError as refusal:
            st.error(str(refusal))


def _beside_the_answers(form: DraftForm, desk: Desk) -> Hashable:
    """What the sheet shows because of the answers: the case they look like, warnings, buttons."""
    roles = draft.roles_of(form, desk.card)
    is_own = not roles or desk.cases.may_report_about(list(roles))
    doubled = draft.in_two_parts(form, desk.card)
    return (
        tuple(related_cases.recognised(desk, form)),
        None if is_own else desk.signals.receivers(list(roles)),
        tuple((pupil, *parts) for pupil, parts in doubled.items()),
        tuple(form.read("serious")),
        form.read("staff"),
        bool(form.value("reason_code") or form.value("reason")),
    )


EXTRAS = (
    Extra("where", "Waar was het?", ("places", "where")),
    Extra("when", "Wanneer was het?", ("reported_on", "incident_on", "day_part")),
    Extra("since", "Hoe lang al, en hoe vaak?", ("since", "frequency")),
    Extra("why", "Waarom, denk je?", ("why",)),
    Extra("teller", "Van wie weet je het, en wat denk je?", ("teller", "verdict")),
)
OTHERS = "Wie waren er nog bij?"
