"""Signaal doorgeven: four fields, kept as they are typed; and what became of the own signals."""

from collections.abc import Hashable
from functools import partial
from typing import Any

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk
from casework.desk.signals import OwnSignal
from casework.errors import CaseworkError
from casework.records import Draft
from casework.signals.signal import NewSignal, SignalState
from casework.words import long_date
from ui import navigation, session, undo
from ui.folded import folded
from ui.forms.draft_form import DraftForm
from ui.forms.field import Field
from ui.forms.five_questions import few_first, question_field
from ui.forms.form import store
from ui.forms.pupil_chips import PupilChips, PupilNames, classes_of, draw_pupils
from ui.forms.save_bar import save_bar
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


@st.fragment
def screen() -> None:
    """The whole form; a tap on it runs this, and nothing of the page around it."""
    desk = session.desk()
    with session.drawing("sheet"), questions.sheet():
        session.show_receipt()
        undo.undo_line(desk)
        try:
            form = open_form(desk)
            form.rest_of_screen = partial(_beside_the_answers, form)
            form.note_rest_of_screen(desk)
            _opening(form)
            names = PupilNames(desk)
            _about_whom(desk, form, names)
            with questions.question("Wat zag of hoorde je?", "what"):
                form.draw("what")
            rest(form, EXTRAS, at_once=len(EXTRAS))
            if not questions.staff_involved(form):
                _ending(desk, form)
            own(desk)
        except CaseworkError as refusal:
            st.error(str(refusal))


def _beside_the_answers(form: DraftForm, desk: Desk) -> Hashable:
    """What the sheet shows because of the answers: to whom it goes, hints, warnings."""
    pupils = tuple(form.read(PUPILS))
    return (
        desk.signals.receivers(pupils, _class(form)),
        bool(form.value(PUPILS)),
        bool({one.class_id for one in desk.school.own_classes()} & {*_classes(form)}),
        bool(PupilNames(desk).own.keys() & {*pupils}),
        form.read("staff"),
    )


def _opening(form: DraftForm) -> None:
    """What it is for, what goes before it, and whether something was waiting here."""
    st.title("Signaal doorgeven", anchor=False)
    names_for_once("signal")
    st.caption("De mentor pakt het op. Direct gevaar? Bel 112 en haal de schoolleiding erbij.")
    questions.restored(form, "Je had nog een signaal klaarstaan.")


def _about_whom(desk: Desk, form: DraftForm, names: PupilNames) -> None:
    """Over wie: by name, or by the class alone; both may stay empty."""
    draw_pupils(form, PUPILS, names, with_classes=True)
    if not form.value(PUPILS):
        st.caption("Typ een naam of een klas. Weet je het niet? Laat het leeg.")
    _mentor_of_these(desk, form, names)


def _mentor_of_these(desk: Desk, form: DraftForm, names: PupilNames) -> None:
    """Who is mentor of this class needs no signal: a melding does it at once."""
    own_classes = {school_class.class_id for school_class in desk.school.own_classes()}
    is_own = names.own.keys() & {*form.read(PUPILS)} or own_classes & {*_classes(form)}
    if not is_own:
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
    draft = Draft(session.new_id(), {**values, **named}, address=f"/{navigation.REPORT.address}")
    desk.drafts.keep(MELDING, draft)
    form.start_over()


def _ending(desk: Desk, form: DraftForm) -> None:
    """To whom it goes, the button, and why it was refused."""
    goes_to = receivers(desk.signals.receivers(form.read(PUPILS), _class(form)))
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
        if not session.hides_names():
            st.text(signal.what)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(long_date(signal.sent_on))
            st.badge(SIGNAL_STATES[signal.state], color=COLORS[signal.state])  # type: ignore[arg-type]
