"""What was planned, and what the end of a talk offers: each a link to the page of its step."""

import streamlit as st

from casework import entries as kinds
from casework.cases.planned_talks import PlannedTalk, offered_after_talk, planned_talks
from casework.cases.steps import StepState, key_of
from casework.desk import CaseFile
from casework.words import near_date
from ui.case import case_address
from ui.case.step_titles import title
from ui.inner_link import address, link
from ui.labels import escape


def after_talk(file: CaseFile) -> None:
    """Right after a talk was recorded: the measure, the parents and Magister of that pupil.

    Not what another mentor does.
    """
    talk = _just_recorded(file)
    own = [s for s in file.steps if not file.other_mentors(s.step, s.pupil_id)]
    offered = offered_after_talk(own, talk[1]) if talk else []
    if offered:
        acts = "".join(_step_link(file, state) for state in offered)
        st.html(
            f'<nav class="case-acts" aria-label="Na dit gesprek"><span>Na dit gesprek:</span>'
            f"{acts}</nav>"
        )


def _just_recorded(file: CaseFile) -> tuple[kinds.TalkHeld, str] | None:
    """The talk that this reader just saved, and with whom it was."""
    for entry in file.undoable.entries if file.undoable else ():
        if isinstance(entry.payload, kinds.TalkHeld):
            return entry.payload, entry.pupil_id
    return None


def _step_link(file: CaseFile, state: StepState) -> str:
    return link(title(file, state), address(case_address.step(file.case.case_id, state)), "act")


def planned(file: CaseFile) -> None:
    """The talks to come as one element: one tap leads to the record of each.

    Not the one that the top of the case is about: it stands there with its day and its button.
    """
    comes_now = key_of(file.comes_now) if file.comes_now else None
    states = {key: state for state in file.steps if (key := key_of(state)) != comes_now}
    talks = [(talk, states[talk.key]) for talk in planned_talks(file.case) if talk.key in states]
    if not talks:
        return
    lines = "".join(f"<li>{_planned(file, talk, state)}</li>" for talk, state in talks)
    st.html(f'<section class="case-planned" aria-label="Gepland"><ul>{lines}</ul></section>')


def _planned(file: CaseFile, talk: PlannedTalk, state: StepState) -> str:
    at = f" om {talk.plan.at.replace(':', '.')}" if talk.plan.at else ""
    when = f"{near_date(talk.plan.planned_on, file.case.today)}{at}"
    where = f", {talk.plan.place}" if talk.plan.place else ""
    words = escape(f"Gepland {when}{where}: {title(file, state)}")
    spoken = link(
        "Gesproken",
        address(case_address.step(file.case.case_id, state)),
        "act",
        name=f"Gesproken: {title(file, state)}",
    )
    return f"<span>{words}</span> {spoken}"
