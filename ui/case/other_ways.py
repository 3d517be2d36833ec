"""The ways not to do a step now: to leave it out with a reason, or to move a nazorg moment."""

from datetime import date

import streamlit as st

from casework import entries as kinds
from casework.cases.steps import StepState
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.words import long_date
from ui import session
from ui.case import case_address
from ui.case.planning import free_day_words
from ui.case.recording import record
from ui.case.step_titles import is_about_parents, key_of, not_done
from ui.forms.field import Day, TextArea
from ui.forms.form import Form

WHY_NOT = "Schrijf op waarom deze stap niet van toepassing is."
WHY_NO_PARENTS = "Schrijf op waarom de ouders niet zijn geïnformeerd."


def other_ways(file: CaseFile, state: StepState) -> None:
    """Each behind a fold of its own."""
    if not state.is_open or state.step.form in ("stopped", "reported"):
        return
    if state.step.per == "moment":
        with st.expander("De nazorg verzetten"):
            _move(file, state)
    with st.expander(f"{not_done(state).capitalize()}, want..."):
        _set_aside(file, state)


def _set_aside(file: CaseFile, state: StepState) -> None:
    needed = WHY_NO_PARENTS if is_about_parents(state) else WHY_NOT
    form = Form(
        f"aside_{key_of(state)}",
        TextArea("reason", "Waarom niet?", required=needed),
    )

    def save(desk: Desk) -> str:
        reason: str = form.read("reason")
        payload: kinds.Payload
        if state.step.per == "moment":
            payload = kinds.AftercareSetAside(planned_number=state.occurrence, reason=reason)
        else:
            payload = kinds.StepSetAside(occurrence=state.occurrence, reason=reason)
        _store(desk, file, state, payload, form)
        return f"Vastgelegd: {not_done(state)}."

    form.show("Vastleggen", save)


def _move(file: CaseFile, state: StepState) -> None:
    form = Form(
        f"move_{state.occurrence}",
        Day("due_on", "Naar welke dag?", required="Kies de nieuwe datum."),
        TextArea("reason", "Waarom?"),
    )

    def save(desk: Desk) -> str:
        due_on: date = form.read("due_on")
        window = file.case.card.aftercare_window_school_days
        payload = kinds.AftercareMoved(
            planned_number=state.occurrence,
            due_on=due_on,
            window_ends_on=file.case.school_days.after(due_on, window),
            reason=form.read("reason"),
        )
        _store(desk, file, state, payload, form)
        return f"Verzet naar {long_date(due_on)}.{free_day_words(file, due_on)}"

    form.show("Verzetten", save)


def _store(
    desk: Desk, file: CaseFile, state: StepState, payload: kinds.Payload, form: Form
) -> None:
    record(desk, file, NewEntry(payload, session.today(), state.step.id, state.pupil_id), form)
    case_address.back_when_stored()
