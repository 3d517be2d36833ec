"""Signaal doorgeven: four fields, kept as they are typed; and what became of the own signals."""

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk, Receivers
from casework.desk.signals import OwnSignal
from casework.errors import CaseworkError
from casework.records import Draft
from casework.signals.signal import NewSignal, SignalState
from casework.text_direction import contained
from casework.words import long_date
from ui import hidden_names, memory, navigation, receipts, redraw, session, undo
from ui.folded import folded
from ui.forms.draft_form import DraftForm
from ui.forms.field import Field
from ui.forms.five_questions import few_first, question_field
from ui.forms.pupil_chips import PupilChips, classes_of, draw_pupils
from ui.forms.save_bar import save_bar
from ui.forms.sheet import Sheet
from ui.forms.storing import store
from ui.labels import SIGNAL_STATES, plain
from ui.melding import questions
from ui.melding.draft import FORM as MELDING
from ui.melding.draft import NAMED, STAFF
from ui.melding.rest import Extra, rest
from ui.names_switch import names_for_once
from ui.signal.words import passed_on, receivers

# The name of the draft in the file too.
FORM = "signaal"
PUPILS = "pupils"
PLACES = {"incident_on": "when", "classes": PUPILS, "places": "where"}
COLORS = {SignalState.WAITING: "orange", SignalState.TAKEN: "green", SignalState.SET_ASIDE: "gray"}
OWN_AT_ONCE = 5


def open_form(desk: Desk) -> DraftForm:
    """The form as it stands: still open, restored from a draft, or fresh."""
    form = DraftForm(FORM, *_fields(desk.card))
    form.anew_label = "Doorgeven als nieuw signaal"
    form.open(desk)
    return form


def _fields(card: ActionCard) -> list[Field]:
    ask = partial(question_field, card)
    return [
        STAFF,
        PupilChips(PUPILS, "Over wie gaat het?", clears_refusals_of=("classes", PUPILS)),
        ask(
            "what",
            "Wat zag of hoorde je?",
            placeholder="in een paar woorden",
            height=68,
            label_visibility="collapsed",
        ),
        ask("incident_on", "Op welke dag? Leeg als je het niet weet"),
        ask("day_part", "Welk deel van de dag?"),
        few_first(card, "places", "Op welke plek?", label_visibility="collapsed"),
    ]


EXTRAS = (
    Extra("where", "Waar was het?", ("places",)),
    Extra("when", "Wanneer was het?", ("day_part", "incident_on")),
)


SHEET, ABOUT, ENDING = "signal", "signal_about", "signal_ending"


@st.fragment(key=SHEET)
def screen() -> None:
    """The whole form; a tap on it runs a part of this, and nothing of the page around it."""
    desk = session.desk()
    with redraw.drawing(SHEET), questions.sheet():
        # What may come and go is in a place of its own: a fragment is known by where it is.
        with st.container():
            receipts.show()
            undo.undo_line(desk)
        try:
            sheet = Sheet(desk, _open_form(desk), _open_form)
            with sheet.drawing(SHEET):
                _questions(sheet)
            own(desk)
        except CaseworkError as refusal:
            st.error(plain(str(refusal)))


def _open_form(desk: Desk) -> DraftForm:
    form = open_form(desk)
    form.beside_the_answers = partial(_beside_the_answers, form)
    return form


def _questions(sheet: Sheet) -> None:
    form = sheet.form
    with st.container():
        _opening(form)
    draw_pupils(form, PUPILS, sheet.names, with_classes=True)
    _about_whom(sheet)
    with questions.question("Wat zag of hoorde je?", "what"):
        form.draw("what")
    rest(form, EXTRAS, at_once=len(EXTRAS))
    if not questions.staff_involved(form):
        _ending(sheet)


def _beside_the_answers(form: DraftForm, desk: Desk) -> Mapping[str, Hashable]:
    """What the sheet shows because of the answers: to whom it goes, hints, warnings."""
    return {
        ABOUT: (bool(form.value(PUPILS)), _is_own(desk, form)),
        "": form.read("staff"),
        **({} if form.read("staff") else {ENDING: (_receivers(desk, form), form.is_kept)}),
    }


def _receivers(desk: Desk, form: DraftForm) -> Receivers:
    return desk.signals.receivers(tuple(form.read(PUPILS)), _class(form))


def _opening(form: DraftForm) -> None:
    """What it is for, what goes before it, and whether something was waiting here."""
    st.title("Signaal doorgeven", anchor=False)
    names_for_once("signal")
    st.caption("De mentor pakt het op. Direct gevaar? Bel 112 en haal de schoolleiding erbij.")
    questions.restored(form, "Je had nog een signaal klaarstaan.")


@st.fragment(key=ABOUT)
def _about_whom(drawn: Sheet) -> None:
    """Over wie: by name, or by the class alone; both may stay empty."""
    with drawn.part(ABOUT) as sheet:
        if not sheet.form.value(PUPILS):
            st.caption("Typ een naam of een klas. Weet je het niet? Laat het leeg.")
        _mentor_of_these(sheet.desk, sheet.form)


def _is_own(desk: Desk, form: DraftForm) -> bool:
    """Whether one of these pupils, or a class that was chosen, is one's own."""
    classes = [one.class_id for one in desk.school.own_classes()]
    pupils = {*form.read(PUPILS)}
    return bool({*classes} & {*_classes(form)}) or any(
        pupil.pupil_id in pupils for one in classes for pupil in desk.school.class_list(one)
    )


def _mentor_of_these(desk: Desk, form: DraftForm) -> None:
    """Who is mentor of this class needs no signal: a melding does it at once."""
    if not _is_own(desk, form):
        return
    st.info("Je bent de mentor: doe meteen een melding.", icon=":material/edit_note:")
    if st.button("Melding doen", key=form.key("to_melding")):
        _take_along(desk, form)
        navigation.go(navigation.REPORT)


def _take_along(desk: Desk, form: DraftForm) -> None:
    """What was typed here is there on Melden, unless another melding is half-filled already."""
    if desk.drafts.get(MELDING):
        return
    values: dict[str, Any] = form.values()
    values.pop(PUPILS, None)
    named = {NAMED: form.read(PUPILS)} if form.read(PUPILS) else {}
    draft = Draft(memory.new_id(), {**values, **named}, address=f"/{navigation.REPORT.address}")
    desk.drafts.keep(MELDING, draft)
    form.start_over()


@st.fragment(key=ENDING)
def _ending(drawn: Sheet) -> None:
    with drawn.part(ENDING) as sheet:
        _save_bar(sheet.desk, sheet.form)


def _save_bar(desk: Desk, form: DraftForm) -> None:
    """To whom it goes, the button, and why it was refused."""
    goes_to = receivers(_receivers(desk, form))
    hint = f"Dit gaat naar {plain(goes_to)}." if goes_to else ""
    with save_bar(form, hint, PLACES, "Nog niet doorgegeven."):
        st.button(
            "Doorgeven",
            key=form.key("send"),
            type="primary",
            width="stretch",
            icon=":material/send:",
            on_click=store,
            args=form.act_args(partial(_send, form)),
        )


def _send(form: DraftForm, desk: Desk) -> str:
    signal = NewSignal(
        class_id=_class(form),
        staff_member_involved=form.read("staff"),
        **form.answers(PUPILS, "incident_on", "day_part", "places", "what"),
    )
    desk.signals.send(signal, form.form_key)
    return plain(f"{passed_on(desk.signals.receivers(signal.pupils, signal.class_id))}.")


def _classes(form: DraftForm) -> list[str]:
    return classes_of(form.value(PUPILS))


def _class(form: DraftForm) -> str:
    """The class that counts when no pupil is named."""
    return next(iter(_classes(form)), "")


def own(desk: Desk) -> None:
    """The own signals, and no more of them than what became of each."""
    signals = desk.signals.own()
    if not signals:
        return
    st.header("Wat jij doorgaf", anchor=False)
    folded(list(enumerate(signals)), OWN_AT_ONCE, _own)


def _own(numbered: tuple[int, OwnSignal]) -> None:
    number, signal = numbered
    with st.container(border=True, key=f"own_signal_{number}"):
        # Own words may have names in them.
        if not hidden_names.are_hidden():
            st.text(contained(signal.what))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(long_date(signal.sent_on))
            st.badge(SIGNAL_STATES[signal.state], color=COLORS[signal.state])  # type: ignore[arg-type]
