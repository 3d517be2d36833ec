"""The thread with the ondersteuningsteam on a case, and the form of whoever speaks next."""

from collections.abc import Callable

import streamlit as st

from casework import entries as kinds
from casework.cases.consult import NO_END, Consult, Turn
from casework.cases.owner_words import sees_answer
from casework.cases.steps import StepState
from casework.desk import CaseFile, Desk
from casework.labels import AGREEMENT_OUTCOMES, FIELD_TITLES
from casework.words import enumeration, late, long_date, short_date
from ui.case import advice
from ui.case.own_words import own_words
from ui.case.recording import show_entry_form
from ui.forms.field import Pills, TextArea
from ui.forms.form import Form
from ui.labels import plain

TURNS = {
    Turn.TEAM: "Het ondersteuningsteam is aan zet",
    Turn.ASKER: "Het ondersteuningsteam wacht op een antwoord",
    Turn.USE: "Er is advies",
    Turn.CARRY_OUT: "Het ondersteuningsteam heeft besloten",
    Turn.NOBODY: "Afgerond",
}


def is_of_support(state: StepState) -> bool:
    """Whether this is the step of the question to the ondersteuningsteam."""
    return state.step.form == kinds.SupportAsked.kind


def is_answered_here(file: CaseFile, state: StepState) -> bool:
    """Whether the step of the question stands for an answer of this reader."""
    return is_of_support(state) and (is_asked(file) or _is_for_mentor(file))


def is_asked(file: CaseFile) -> bool:
    """Whether this reader is of the team, and the question still has no advice."""
    return file.may_advise and file.case.open_consult is not None


def _is_for_mentor(file: CaseFile) -> bool:
    return file.may_record and (file.case.waits_for_answer or file.case.advice_is_new)


def answer(desk: Desk, file: CaseFile, done: Callable[[], None]) -> None:
    """The form of whose turn it is; `done` is called once it is stored."""
    if file.may_record and file.case.waits_for_answer:
        _answer_more(file, done)
    if is_asked(file):
        advice.together(desk, file, done)
    if file.may_record and file.case.advice_is_new:
        use_advice(file, done)


# --- the thread -----------------------------------------------------------------------------------


def thread(file: CaseFile) -> None:
    """The entries about the latest question, in order; the earlier ones behind a fold."""
    consults = file.case.consults
    if not consults:
        return
    for consult in consults[:-1]:
        with st.expander(
            f"Eerdere vraag, {short_date(consult.question.happened_on, file.case.today)}"
        ):
            _rounds(file, consult)
    latest = consults[-1]
    st.markdown(f"**{TURNS[latest.turn]}.** {_by_when(file, latest)}")
    _rounds(file, latest)
    if latest.is_open and not (file.may_advise or file.may_record):
        st.caption(
            "Je bent mentor in deze zaak of stelde de vraag: een ander lid geeft het advies."
        )
    if latest.access_ends_on != NO_END:
        until = long_date(latest.access_ends_on)
        st.caption(f"Het ondersteuningsteam leest deze zaak mee tot en met {until}.")


def _by_when(file: CaseFile, consult: Consult) -> str:
    if consult.due_on is None:
        return ""
    days = file.case.school_days.between(consult.due_on, file.case.today)
    return f"{late(days).capitalize()}." if days > 0 else f"Uiterlijk {long_date(consult.due_on)}."


def _rounds(file: CaseFile, consult: Consult) -> None:
    for entry in consult.rounds:
        with st.container(border=True, key=f"round_{entry.number}", gap="xxsmall"):
            who, day = file.colleague(entry.recorded_by), entry.happened_on
            st.markdown(f"**{plain(entry.payload.title)}**")
            st.caption(plain(f"{who}, {short_date(day, file.case.today)}"))
            if behind := enumeration(entry.payload.texts(file, entry)):
                st.caption(plain(behind))
            own_words(entry, has_titles=len(entry.payload.sealed()) > 1)


# --- the mentor -----------------------------------------------------------------------------------


def _answer_more(file: CaseFile, done: Callable[[], None]) -> None:
    show_entry_form(
        file,
        Form("support_answer", TextArea("answer", FIELD_TITLES["answer"])),
        "Antwoorden",
        kinds.SupportAnswered,
        f"Je antwoord staat bij de vraag. {sees_answer(file.case, file.around)}",
        after=done,
        primary=True,
    )


def use_advice(file: CaseFile, done: Callable[[], None]) -> None:
    """What the mentor did with the advice."""
    needed = "Kies of het advies is gevolgd."
    form = Form(
        "advice_used",
        Pills("followed", "Is het advies gevolgd?", AGREEMENT_OUTCOMES, required=needed),
        TextArea("what_was_done", FIELD_TITLES["what_was_done"]),
    )
    receipt = "Vastgelegd wat er met het advies is gedaan."
    show_entry_form(file, form, "Vastleggen", kinds.AdviceUsed, receipt, after=done)
