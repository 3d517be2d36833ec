"""A talk to come: planned from the top of its case or from its step, and prepared there."""

from datetime import date

import streamlit as st

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.planned_talks import PlannedTalk, last_agreements, planned_for
from casework.cases.steps import StepState, StepStatus
from casework.desk import CaseFile, Desk
from casework.entries import NewEntry
from casework.labels import FIELD_TITLES
from casework.text_direction import contained
from casework.words import long_date, near_date
from ui import session
from ui.case import case_address
from ui.case.guide import guide
from ui.case.recording import record, show_with_bar
from ui.case.step_titles import key_of, title
from ui.forms.field import Day, TextLine
from ui.forms.form import Form
from ui.forms.storing import Save
from ui.labels import plain


def can_be_planned(state: StepState) -> bool:
    """Whether people talk in this step, and it is one that can be done now."""
    return kinds.TalkPlanned.fits_step(state.step) and (
        state.is_open or kinds.KINDS[state.step.form].allowed.again
    )


def may_plan(file: CaseFile, state: StepState) -> bool:
    """Whether this reader can plan the talk of this step now."""
    is_possible = can_be_planned(state) and file.case.state is not CaseState.CLOSED
    return file.may_record and state.status is not StepStatus.BLOCKED and is_possible


def page_title(file: CaseFile, state: StepState) -> str:
    """What the page is called: the talk that is planned, or moved."""
    return f"{act_words(file, state)}: {title(file, state)}"


def act_words(file: CaseFile, state: StepState) -> str:
    """The button that leads there."""
    return "Verzetten" if planned_for(file.case, state) else "Plannen"


def is_held_by_now(file: CaseFile, state: StepState) -> bool:
    """Whether the moment of a planned talk has come, so that one tap says that it was held."""
    talk = planned_for(file.case, state) if can_be_planned(state) else None
    return talk is not None and talk.plan.planned_on <= file.case.today


def page(file: CaseFile, state: StepState) -> None:
    """A page of its own: what was agreed, the guide, and when the talk will be."""
    before_talk(file, state)
    guide(file.case.card, state.step.guide)
    form, save = _plan(file, state, planned_for(file.case, state))
    show_with_bar(form, "Plannen", save)


def before_talk(file: CaseFile, state: StepState) -> None:
    """What was planned for this step, and what was agreed the last time."""
    if not can_be_planned(state):
        return
    talk = planned_for(file.case, state)
    if talk:
        st.info(_planned_words(file, talk), icon=":material/event:")
    agreed = last_agreements(file.case, state.step.id, state.pupil_id)
    if agreed and state.is_open:
        entry, held = agreed
        day = long_date(entry.happened_on)
        with st.expander(f"Afgesproken op {day}", expanded=talk is not None):
            st.text(contained(held.agreements))


def plan(file: CaseFile, state: StepState) -> None:
    """A day, and if it is known the time, the place and with whom."""
    if not can_be_planned(state):
        return
    talk = planned_for(file.case, state)
    with st.expander("Verzetten" if talk else "Plan dit gesprek", key=f"plan_{key_of(state)}"):
        form, save = _plan(file, state, talk)
        form.show("Plannen", save)


def _plan(file: CaseFile, state: StepState, talk: PlannedTalk | None) -> tuple[Form, Save]:
    before = talk.plan if talk else None
    form = Form(
        f"plan_{key_of(state)}",
        Day("planned_on", "Welke dag?", required="Kies de dag van het gesprek."),
        TextLine("at", "Hoe laat? (zoals 10:15, mag leeg)", initial=before.at if before else ""),
        TextLine("place", FIELD_TITLES["place"], initial=before.place if before else ""),
        TextLine("with_whom", "Met wie?", initial=before.with_whom if before else ""),
    )

    def save(desk: Desk) -> str:
        at = form.read("at").replace(".", ":").strip()
        payload = kinds.TalkPlanned(
            planned_on=form.read("planned_on"),
            at=f"0{at}" if at[1:2] == ":" else at,
            occurrence=state.occurrence if state.step.per == "moment" else 0,
            place=form.read("place"),
            with_whom=form.read("with_whom"),
        )
        record(desk, file, NewEntry(payload, session.today(), state.step.id, state.pupil_id), form)
        case_address.back_when_stored()
        day = payload.planned_on
        free = free_day_words(file, day)
        return f"Gepland op {long_date(day)}.{free} Het staat op Vandaag en in je agenda."

    return form, save


def free_day_words(file: CaseFile, day: date) -> str:
    """For a receipt: that somebody chose a weekend or a vacation, perhaps by a slip."""
    return "" if file.case.school_days.is_school_day(day) else " Let op: dat is geen schooldag."


def planned_words(file: CaseFile, state: StepState) -> str:
    """When the talk of a step is, if it is planned: "Gepland: morgen om 10.15 uur, lokaal 12."."""
    talk = planned_for(file.case, state) if can_be_planned(state) else None
    return _planned_words(file, talk) if talk else ""


def _planned_words(file: CaseFile, talk: PlannedTalk) -> str:
    planned = talk.plan
    at = f" om {planned.at.replace(':', '.')} uur" if planned.at else ""
    where = f", {planned.place}" if planned.place else ""
    whom = f", met {planned.with_whom}" if planned.with_whom else ""
    when = near_date(planned.planned_on, file.case.today)
    lead = "Was gepland" if talk.is_past(file.case.today) else "Gepland"
    return plain(f"{lead}: {when}{at}{where}{whom}.")


def day_of_talk(file: CaseFile, state: StepState) -> date:
    """The day with which a record begins: that of the planned talk once it came, else today."""
    talk = planned_for(file.case, state) if can_be_planned(state) else None
    return min(talk.plan.planned_on, file.case.today) if talk else file.case.today
