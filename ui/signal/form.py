"""Signaal doorgeven: four fields, kept as they are typed; and what became of the own signals."""

from typing import Any

import streamlit as st

from casework.desk import Desk
from casework.desk.signals import OwnSignal
from casework.ports import Draft
from casework.signals.signal import SignalGiven, SignalState
from casework.words import long_date
from ui import navigation, session
from ui.forms import drafted_fields as fields
from ui.forms.drafted import Fields, KeptForm
from ui.forms.form import Form, store
from ui.labels import SIGNAL_STATES, plain
from ui.melding import questions
from ui.melding.draft import FORM as MELDING
from ui.melding.draft import NAMED
from ui.signal.words import passed_on, receivers

FORM = "signaal"
FIELDS = Fields(
    ("classes", "pupils", "staff", "what", "incident_on", "day_part", "places"),
    first="staff",
    pupils=("pupils",),
    about={"classes": ("classes", "pupils")},
)
COLORS = {SignalState.WAITING: "orange", SignalState.TAKEN: "green", SignalState.SET_ASIDE: "gray"}
SHOWN_AT_ONCE = 5


def open_form(desk: Desk) -> KeptForm:
    """The form as it stands: still open, found again from a draft, or fresh."""
    form = KeptForm(FORM, FIELDS)
    if not form.is_open:
        form.open(desk, dict)
    return form


def opening(form: KeptForm) -> None:
    """What it is for, what goes before it, and whether something was waiting here."""
    st.title("Signaal doorgeven", anchor=False)
    st.write("Zag of hoorde je iets? Geef het door; één minuut is genoeg. De mentor pakt het op.")
    st.caption("Is er direct gevaar? Bel 112 en haal de schoolleiding erbij. Dit kan daarna.")
    if form.was_found_again:
        st.info("Je had nog een signaal klaarstaan. Ga gewoon verder.", icon=":material/history:")
        st.button("Opnieuw beginnen", key=form.key("start_over"), on_click=form.start_over)


def about_whom(desk: Desk, form: KeptForm) -> None:
    """Over wie: the class, then the pupils by name; both may stay empty."""
    names = questions.names_of(questions.pupils(desk, form))
    fields.complaint(form, "classes")
    if names:
        fields.pupils(form, "pupils", "Welke leerlingen? Kies ze op naam", names)
        fields.complaint(form, "pupils")
    st.caption("Weet je het niet? Laat het leeg. Dan zoekt een collega het uit.")
    _mentor_of_this_class(desk, form)


def _mentor_of_this_class(desk: Desk, form: KeptForm) -> None:
    """Who is mentor of this class needs no signal: a melding does it at once."""
    own = {found.class_id for found in desk.school.own_classes()}
    if not own.intersection(form.codes("classes")):
        return
    st.info("Je bent de mentor: doe meteen een melding.", icon=":material/edit_note:")
    if st.button("Melding doen", key=form.key("to_melding")):
        _take_along(desk, form)
        navigation.go(navigation.REPORT)


def _take_along(desk: Desk, form: KeptForm) -> None:
    """What was typed here is there on Melden, unless another melding is half-filled already."""
    if desk.drafts.get(MELDING):
        return
    values: dict[str, Any] = form.values()
    named = {NAMED: values.pop("pupils")} if "pupils" in values else {}
    desk.drafts.keep(MELDING, Draft(form.form_key, {**values, **named}))
    desk.drafts.drop(FORM)
    session.form_is_stored(FORM)


def details(desk: Desk, form: KeptForm) -> None:
    """Wat, wanneer and waar."""
    card = desk.card
    with questions.question("Wat?", "what"):
        fields.words(form, "what", "Wat zag of hoorde je?", height=110)
    with questions.question("Wanneer?", "when"):
        fields.day(form, "incident_on", "Op welke dag? Leeg als je het niet weet")
        fields.one_of_few(form, "day_part", "Welk deel van de dag?", card.lists["day_parts"])
    with questions.question("Waar?", "where"):
        fields.many(form, "places", "Op welke plek? Kies er één of meer.", card.lists["places"])


def ending(desk: Desk, form: KeptForm) -> None:
    """To whom it goes, the button, and why it was refused."""
    refused = session.refusal(FORM)
    if refused:
        before = "Nog niet doorgegeven. " if refused.field else ""
        st.error(f"{before}{refused.sentence}", icon=":material/error:")
    goes_to = receivers(desk.signals.receivers(form.codes("pupils"), _class(form)))
    if goes_to:
        st.caption(f"Dit gaat naar {plain(goes_to)}.")
    st.button(
        "Doorgeven",
        key=form.key("send"),
        type="primary",
        icon=":material/send:",
        on_click=send,
        args=(form.form_key,),
    )


def send(form_key: str) -> None:
    """Store the signal ahead of the page; a form that is stored already does nothing."""
    form = Form(FORM)
    if form.form_key != form_key:
        return
    session.forget_refusal(FORM)

    def save(desk: Desk) -> str:
        given = _given(form)
        desk.signals.send(given, form.form_key)
        desk.drafts.drop(FORM)
        return plain(f"{passed_on(desk.signals.receivers(given.pupils, given.class_id))}.")

    store(FORM, save)


def _given(form: Form) -> SignalGiven:
    return SignalGiven(
        pupils=tuple(form.codes("pupils")),
        class_id=_class(form),
        incident_on=form.value("incident_on"),
        day_part=form.code("day_part"),
        places=tuple(form.codes("places")),
        staff_member_involved=bool(form.value("staff")),
        what=form.words("what"),
    )


def _class(form: Form) -> str:
    """The class that counts when no pupil is named."""
    return next(iter(form.codes("classes")), "")


def own(desk: Desk) -> None:
    """The own signals, and no more of them than what became of each."""
    signals = desk.signals.own()
    if not signals:
        return
    st.header("Wat jij doorgaf", anchor=False)
    for number, one in enumerate(signals[:SHOWN_AT_ONCE]):
        _own(one, number)
    if signals[SHOWN_AT_ONCE:]:
        with st.expander(f"Nog {len(signals) - SHOWN_AT_ONCE}"):
            for number, one in enumerate(signals[SHOWN_AT_ONCE:], start=SHOWN_AT_ONCE):
                _own(one, number)


def _own(one: OwnSignal, number: int) -> None:
    with st.container(border=True, key=f"own_signal_{number}"):
        st.text(one.what)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(long_date(one.sent_on))
            st.badge(SIGNAL_STATES[one.state], color=COLORS[one.state])  # type: ignore[arg-type]
