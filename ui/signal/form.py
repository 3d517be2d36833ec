"""Signaal doorgeven: four fields, kept as they are typed; and what became of the own signals."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk
from casework.desk.signals import OwnSignal
from casework.records import Draft
from casework.signals.signal import NewSignal, SignalState
from casework.words import long_date
from ui import navigation, session
from ui.folded import folded
from ui.forms.draft_form import DraftForm
from ui.forms.field import Field, PupilSelect
from ui.forms.five_questions import question_field
from ui.forms.form import store
from ui.labels import SIGNAL_STATES, plain
from ui.melding import questions
from ui.melding.draft import CLASSES, NAMED, STAFF
from ui.melding.draft import FORM as MELDING
from ui.signal.words import passed_on, receivers

# The name of the draft in the file too.
FORM = "signaal"
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
        replace(CLASSES, prefilled=False, clears_refusals_of=("classes", "pupils")),
        PupilSelect("pupils", "Welke leerlingen? Kies ze op naam"),
        ask("what", "Wat zag of hoorde je?"),
        ask("incident_on", "Op welke dag? Leeg als je het niet weet"),
        ask("day_part", "Welk deel van de dag?"),
        ask("places", "Op welke plek? Kies er één of meer."),
    ]


def opening(form: DraftForm) -> None:
    """What it is for, what goes before it, and whether something was waiting here."""
    st.title("Signaal doorgeven", anchor=False)
    st.write("Zag of hoorde je iets? Geef het door; één minuut is genoeg. De mentor pakt het op.")
    st.caption("Is er direct gevaar? Bel 112 en haal de schoolleiding erbij. Dit kan daarna.")
    if form.is_restored:
        st.info("Je had nog een signaal klaarstaan. Ga gewoon verder.", icon=":material/history:")
        st.button("Opnieuw beginnen", key=form.key("start_over"), on_click=form.start_over)


def about_whom(desk: Desk, form: DraftForm) -> None:
    """Over wie: the class, then the pupils by name; both may stay empty."""
    names = questions.names_of(questions.pupils(desk, form))
    if names:
        form.draw_choice("pupils", names)
    st.caption("Weet je het niet? Laat het leeg. Dan zoekt een collega het uit.")
    _mentor_of_this_class(desk, form)


def _mentor_of_this_class(desk: Desk, form: DraftForm) -> None:
    """Who is mentor of this class needs no signal: a melding does it at once."""
    own = {school_class.class_id for school_class in desk.school.own_classes()}
    if not own.intersection(form.read("classes")):
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
    named = {NAMED: values.pop("pupils")} if "pupils" in values else {}
    desk.drafts.keep(MELDING, Draft(form.form_key, {**values, **named}))
    desk.drafts.drop(FORM)
    session.renew_form_key(FORM)


def details(form: DraftForm) -> None:
    """Wat, wanneer en waar."""
    with questions.question("Wat?", "what"):
        form.draw("what")
    with questions.question("Wanneer?", "when"):
        form.draw("incident_on", "day_part")
    with questions.question("Waar?", "where"):
        form.draw("places")


def ending(desk: Desk, form: DraftForm) -> None:
    """To whom it goes, the button, and why it was refused."""
    refusal = session.refusal(FORM)
    if refusal:
        before = "Nog niet doorgegeven. " if refusal.field else ""
        st.error(f"{before}{refusal.sentence}", icon=":material/error:")
        form.draw_anew()
    goes_to = receivers(desk.signals.receivers(form.read("pupils"), _class(form)))
    if goes_to:
        st.caption(f"Dit gaat naar {plain(goes_to)}.")
    st.button(
        "Doorgeven",
        key=form.key("send"),
        type="primary",
        icon=":material/send:",
        on_click=store,
        args=form.act_args(partial(_send, form)),
    )


def _send(form: DraftForm, desk: Desk) -> str:
    signal = NewSignal(
        class_id=_class(form),
        staff_member_involved=form.read("staff"),
        **form.answers("pupils", "incident_on", "day_part", "places", "what"),
    )
    desk.signals.send(signal, form.form_key)
    return plain(f"{passed_on(desk.signals.receivers(signal.pupils, signal.class_id))}.")


def _class(form: DraftForm) -> str:
    """The class that counts when no pupil is named."""
    return next(iter(form.read("classes")), "")


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
        st.text(signal.what)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(long_date(signal.sent_on))
            st.badge(SIGNAL_STATES[signal.state], color=COLORS[signal.state])  # type: ignore[arg-type]
