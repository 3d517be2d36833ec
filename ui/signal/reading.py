"""A signal as its handler reads it, with the two ways on: take it up, or close it with a reason."""

from collections.abc import Iterator

import streamlit as st

from casework.card.model import ActionCard
from casework.card.needed import LISTS
from casework.desk import Desk, SignalFile
from casework.entries.five_questions import LIST_OF, TEXTS
from casework.errors import NotHere
from casework.labels import FIELD_TITLES
from casework.pupil_labels import full_labels
from casework.signals.signal import Signal
from casework.text_direction import contained
from casework.words import enumeration, late, long_date
from ui import navigation
from ui.forms.field import TextArea
from ui.forms.form import Form
from ui.labels import SIGNAL_STATES, plain
from ui.names_switch import names_for_once

LABELS = {**LISTS, "verdicts": "Wat de collega denkt dat het is"}
APART = ("serious",)


def read(desk: Desk, signal_id: str) -> None:
    """The signal, whole, and what can be done with it."""
    file = desk.signals.open(signal_id)
    signal = file.signal
    st.title("Signaal", anchor=False)
    names_for_once("signal")
    classes = enumeration(file.class_names) or "klas onbekend"
    st.caption(plain(f"Van {file.sender} · {long_date(signal.sent_on)} · {classes}"))
    if signal.is_waiting and signal.is_late:
        st.badge(late(signal.late_by), icon=":material/schedule:", color="red")
    with st.container(border=True, key="signal_words"):
        _about(file, desk.card)
        _words(signal)
        for line in _answers(signal, desk.card):
            st.markdown(line)
    if signal.is_waiting:
        _ways_on(signal_id)
    else:
        _settled(desk, signal)


def _about(file: SignalFile, card: ActionCard) -> None:
    if not file.pupils:
        st.markdown("**Over wie?** Er is geen leerling genoemd.")
        return
    names, called = [], full_labels(file.pupils.values())
    for pupil_id, pupil in file.pupils.items():
        role = file.signal.roles[pupil_id]
        more = [word for word in (pupil.class_name, role and card.part_title(role)) if word]
        name = called[pupil_id]
        names.append(f"{name} ({', '.join(more)})" if more else name)
    st.markdown(f"**Over wie?** {plain(enumeration(names))}")


def _words(signal: Signal) -> None:
    for field in TEXTS:
        text = getattr(signal.sent, field)
        if text:
            st.markdown(f"**{FIELD_TITLES[field]}**")
            st.text(contained(text))


def _answers(signal: Signal, card: ActionCard) -> Iterator[str]:
    """The coded answers, in the words of the card."""
    answers = signal.sent
    if answers.incident_on:
        yield f"**Wanneer?** {plain(long_date(answers.incident_on))}"
    fields = {list_name: field for field, list_name in LIST_OF.items() if field not in APART}
    for list_name in (name for name in LISTS if name in fields):
        answer = getattr(answers, fields[list_name])
        words = card.lists[list_name]
        codes = [answer] if isinstance(answer, str) else answer
        labels = [words.get(code, code) for code in codes if code]
        if labels:
            yield f"**{LABELS[list_name]}:** {plain(enumeration(labels))}"
    if answers.group_level:
        yield "Het speelt in de hele groep, of een groot deel ervan."
    if answers.serious:
        signs = [card.lists["serious"].get(code, code) for code in answers.serious]
        yield f":red[**Ernstig:** {plain(enumeration(signs))}]"


def _ways_on(signal_id: str) -> None:
    if st.button(
        "Oppakken: melding maken", key="take_up", type="primary", icon=":material/edit_note:"
    ):
        navigation.go(navigation.REPORT, signaal=signal_id)
    st.caption(
        "Je typt niets opnieuw. Lijkt het op een zaak die er al is, dan kun je het daarbij doen."
    )
    form = Form(f"signal_aside_{signal_id}", TextArea("reason", "Waarom wordt dit geen melding?"))

    def save(desk: Desk) -> str:
        desk.signals.set_aside(signal_id, form.read("reason"), form_key=form.form_key)
        return "Het signaal is afgesloten. De collega ziet alleen: afgesloten."

    with st.expander("Geen melding, want...", key=form.key("box")):
        form.show("Signaal afsluiten", save)


def _settled(desk: Desk, signal: Signal) -> None:
    st.info(f"Dit signaal is {SIGNAL_STATES[signal.state]}.", icon=":material/check:")
    try:
        label = desk.cases.summary(signal.case_id).label
    except NotHere:
        st.page_link(navigation.page(navigation.TODAY), label="Naar Vandaag")
        return
    if st.button(f"Zaak {label} openen", key="to_case"):
        navigation.go(navigation.CASE, zaak=signal.case_id)
