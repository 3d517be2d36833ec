"""The case as the school's own card: six columns with counts, each step with how it stands.

One element. On a phone a column is a chip that unfolds in the browser, one at a time; on a wide
screen all six stand beside each other (ui/css/case_card.css).
"""

import streamlit as st

from casework.card.model import Column
from casework.cases.closing import StepCounts
from casework.cases.steps import SUPPORT_TEAM, StepState, StepStatus, title_of
from casework.desk import CaseFile
from casework.labels import STATUSES
from casework.words import late, near_date, short_date, soft
from ui import navigation
from ui.case import case_address
from ui.case.step_titles import not_done
from ui.inner_link import address, link
from ui.labels import escape

NOT_ASKED = (StepStatus.LATER, StepStatus.OPTIONAL)


def six_columns(file: CaseFile, mentor_hours: str) -> None:
    """The card; a step is a link to its page."""
    columns = "".join(_column(file, column, mentor_hours) for column in file.case.card.columns)
    with st.container(key="card"):
        st.html(f'<div class="case-card">{columns}</div>')


def _column(file: CaseFile, column: Column, mentor_hours: str) -> str:
    states = [state for state in file.steps if state.step.column == column.id]
    items = [_step(file, state) for state in states]
    if any(step.column == column.id and step.per == "class" for step in file.case.card.steps):
        items.append(_mentor_hour(file, mentor_hours))
    is_late = any(state.late_by(file.case) for state in states)
    tone = " case-count-late" if is_late else ""
    return (
        f'<details class="case-column" name="case-card"><summary><b>{escape(column.title)}</b>'
        f'<span class="case-count{tone}">{count(file, states)}</span></summary>'
        f'<ul class="case-steps">{"".join(items)}</ul></details>'
    )


def count(file: CaseFile, states: list[StepState]) -> str:
    """How far a column is: "2 van 3", "5 open", "klaar", "later"; what lapsed is not done."""
    asked = [state for state in states if state.status not in NOT_ASKED]
    if not asked:
        return STATUSES["later"]
    waiting = sum(state.is_open for state in asked)
    lapsed = sum(state.status is StepStatus.LAPSED for state in asked)
    is_late = any(state.late_by(file.case) for state in asked)
    if is_late:
        return f"{waiting} open"
    if not waiting and not lapsed:
        return "✓ klaar"
    counts = StepCounts.from_states(states)
    done = f"{counts.done} van {counts.due}"
    return f"{done}, {lapsed} {STATUSES['lapsed']}" if lapsed else done


def _mentor_hour(file: CaseFile, words: str) -> str:
    """When the class last had one, and the way to Klas where the next one is recorded."""
    whole = f"Mentoruur: {words}"
    if not file.may_record:
        return f'<li class="case-step">{escape(whole)}</li>'
    klas = address({}, navigation.CLASSROOM.address)
    return f'<li class="case-step">{link(whole, klas)}</li>'


def _step(file: CaseFile, state: StepState) -> str:
    days = state.late_by(file.case)
    tone = "overdue" if days else state.status.value
    target = address(case_address.step(file.case.case_id, state))
    words = f"{soft(title_of(file.case, state))}"
    how = escape(_status_line(file, state, days))
    return (
        f'<li class="case-step case-step-{tone}"><a class="inside" href="{escape(target)}">'
        f"<b>{escape(words)}</b> <span>{how}</span></a></li>"
    )


def _status_line(file: CaseFile, state: StepState, days: int) -> str:
    who = f"{file.name(state.pupil_id)} · " if state.pupil_id else ""
    if days:
        return f"{who}{late(days)}"
    if state.done_on:
        word = "" if state.status is StepStatus.DONE else f"{not_done(state)} · "
        return f"{who}{word}{short_date(state.done_on, file.case.today)}"
    if state.status is StepStatus.OPEN and state.due_on:
        again = "opnieuw · " if state.again_by else ""
        return f"{who}{again}{near_date(state.due_on, file.case.today)}"
    return f"{who}{_waits_for(state) or STATUSES[state.status]}"


def _waits_for(state: StepState) -> str:
    """What a step that is shut waits for."""
    if not state.blocked_by:
        return ""
    return "wacht op het team" if SUPPORT_TEAM in state.blocked_by else "eerst apart spreken"
