"""The case as the school's own card: six columns, each step with how it stands."""

import streamlit as st

from casework.card.model import Column
from casework.cases.steps import StepState, StepStatus, title_of
from casework.desk import CaseFile
from casework.labels import STATUSES
from casework.words import late, near_date, short_date, soft
from ui import navigation, session
from ui.case import chosen_step
from ui.labels import plain

ICONS = {
    StepStatus.DONE: ":material/check_circle:",
    StepStatus.SET_ASIDE: ":material/do_not_disturb_on:",
    StepStatus.OPEN: ":material/radio_button_unchecked:",
    StepStatus.BLOCKED: ":material/lock:",
    StepStatus.LATER: ":material/more_horiz:",
    StepStatus.OPTIONAL: ":material/add_circle:",
    StepStatus.LAPSED: ":material/remove:",
}
LATE_ICON = ":material/error:"


def six_columns(file: CaseFile, mentor_hours: str) -> None:
    """The card; on a narrow screen only one column is unfolded (see ui/css/case.css)."""
    unfolded = _unfolded(file)
    with st.container(key="card"):
        places = st.columns(len(file.case.card.columns), gap="small")
        for place, column in zip(places, file.case.card.columns, strict=True):
            state = "open" if column.id == unfolded else "folded"
            with place, st.container(key=f"column_{column.id}_{state}"):
                _column(file, column, mentor_hours)


def _unfolded(file: CaseFile) -> str:
    """The column that a person unfolded, else the one of the next step, else the first."""
    column_id = session.recall(f"column_{file.case.case_id}")
    if column_id:
        return str(column_id)
    if file.next_steps:
        return file.next_steps[0].step.column
    return file.case.card.columns[0].id


def _column(file: CaseFile, column: Column, mentor_hours: str) -> None:
    states = [state for state in file.steps if state.step.column == column.id]
    due = [s for s in states if s.status not in (StepStatus.LATER, StepStatus.OPTIONAL)]
    done = sum(not state.is_open for state in due)
    count = f" · {done} van {len(due)}" if due else ""
    st.button(
        f"{plain(column.title)}{count}",
        key=f"unfold_{column.id}",
        type="tertiary",
        width="stretch",
        on_click=session.remember,
        args=(f"column_{file.case.case_id}", column.id),
    )
    with st.container(key=f"steps_{column.id}", gap="xsmall"):
        for state in states:
            _step(file, state)
        if any(step.column == column.id and step.per == "class" for step in file.case.card.steps):
            _mentor_hour(file, mentor_hours)


def _mentor_hour(file: CaseFile, words: str) -> None:
    """When the class last had one, and the way to Klas where the next one is recorded."""
    if file.may_record:
        page = navigation.page(navigation.CLASSROOM)
        st.page_link(page, label=f"Mentoruur: {plain(words)}", icon=":material/school:")
    else:
        st.caption(f":material/school: Mentoruur: {plain(words)}")


def _step(file: CaseFile, state: StepState) -> None:
    days = state.late_by(file.case)
    tone = "overdue" if days else state.status.value
    # One element a step: how it stands is in the label, on a line of its own (see ui/css/case.css).
    st.button(
        f"{soft(plain(title_of(file.case, state)))} *{_status_line(file, state, days)}*",
        key=f"box_{tone}_{chosen_step.key_of(state)}",
        type="tertiary",
        icon=LATE_ICON if days else ICONS[state.status],
        on_click=chosen_step.choose,
        args=(state,),
    )


def _status_line(file: CaseFile, state: StepState, days: int) -> str:
    who = f"{plain(file.name(state.pupil_id))} · " if state.pupil_id else ""
    if days:
        return f"{who}{late(days)}"
    if state.done_on:
        word = "" if state.status is StepStatus.DONE else f"{chosen_step.not_done(state)} · "
        return f"{who}{word}{short_date(state.done_on, file.case.today)}"
    if state.status is StepStatus.OPEN and state.due_on:
        return f"{who}{near_date(state.due_on, file.case.today)}"
    return f"{who}{STATUSES[state.status]}"
