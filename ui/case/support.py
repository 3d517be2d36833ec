"""The ondersteuningsteam thinks along: its advice, and what the mentor did with it."""

from collections.abc import Callable

import streamlit as st

from casework import entries as kinds
from casework.desk import CaseFile, Desk
from casework.steps import StepState
from ui.case.recording import record_now
from ui.form import Form
from ui.labels import WORDS, plain


def is_answered_here(file: CaseFile, state: StepState) -> bool:
    """Whether the step of the question stands for an answer: advice, or what was done with it."""
    if state.step.form != kinds.SupportAsked.kind:
        return False
    return file.case.advice_is_new if file.may_record else is_asked(file)


def is_asked(file: CaseFile) -> bool:
    """Whether this reader is of the team that the case was put to."""
    return file.may_advise and not file.may_record


def answer(file: CaseFile, done: Callable[[], None]) -> None:
    """The form of whose turn it is; `done` is called once it is stored."""
    if file.may_record:
        for entry, said in list(file.case.of(kinds.SupportAdvised))[-1:]:
            st.caption(f"Advies van {plain(file.colleague(entry.recorded_by))}")
            st.text(said.advice)
        use_advice(file, done)
    else:
        advise(file, done)


def advise(file: CaseFile, done: Callable[[], None]) -> None:
    """The questions, and the advice of the team."""
    for entry, said in file.case.of(kinds.SupportAsked):
        st.caption(f"Vraag van {plain(file.colleague(entry.recorded_by))}")
        st.text(said.question)
    form = Form("advise")

    def save(desk: Desk) -> str:
        said = kinds.SupportAdvised(advice=form.words("advice"))
        record_now(desk, file, said, form)
        done()
        return "Het advies staat in de zaak."

    with form.drawn():
        form.area("advice", WORDS["advice"])
        form.submit("Advies geven", save)


def use_advice(file: CaseFile, done: Callable[[], None]) -> None:
    """What the mentor did with the advice."""
    form = Form("advice_used")

    def save(desk: Desk) -> str:
        said = kinds.AdviceUsed(what_was_done=form.words("what_was_done"))
        record_now(desk, file, said, form)
        done()
        return "Vastgelegd wat er met het advies is gedaan."

    with form.drawn():
        form.area("what_was_done", WORDS["what_was_done"])
        form.submit("Vastleggen", save, primary=False)
