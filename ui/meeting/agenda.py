"""The agenda beside the case: what is decided, where the meeting is, and another order."""

import streamlit as st

from casework.desk import Desk, MeetingFile
from casework.meetings.meeting_file import AgendaCaseState, AgendaLine
from ui.labels import plain
from ui.meeting import acts
from ui.meeting.planning import swapped

MOST_WITHOUT_SCROLLING = 12
HEIGHT = 520
AGENDA_CASE_STATES = {
    AgendaCaseState.OPEN: "",
    AgendaCaseState.CLOSED: "afgesloten",
    AgendaCaseState.MERGED: "samengevoegd",
    AgendaCaseState.GONE: "niet meer te openen",
}


def agenda(desk: Desk, file: MeetingFile) -> None:
    """One line a case: a press goes there, for everybody in the meeting."""
    count = file.meeting.count_decided
    st.header(f"Agenda ({count} van {len(file.agenda)} besloten)", anchor=False)
    is_changing = st.toggle("Agenda wijzigen", key="meeting_change_agenda")
    is_long = len(file.agenda) > MOST_WITHOUT_SCROLLING
    with st.container(key="meeting_agenda", gap="xsmall", height=HEIGHT if is_long else "content"):
        for place, line in enumerate(file.agenda):
            with st.container(
                key=f"agenda_{place}", horizontal=True, vertical_alignment="center", gap="small"
            ):
                _line(file, place, line)
                if is_changing:
                    _change(file, place, line)
    if is_changing:
        _add(desk, file)


def _line(file: MeetingFile, place: int, line: AgendaLine) -> None:
    words = f"{place + 1}. Zaak {line.label}"
    marks = [AGENDA_CASE_STATES[line.state]] if AGENDA_CASE_STATES[line.state] else []
    marks += ["besloten"] if line.is_decided else []
    marks += ["nu"] if line.is_on_screen else []
    acts.button(
        f"{plain(words)} ({', '.join(marks)})" if marks else plain(words),
        f"agenda_go_{line.case_id[:8]}",
        acts.turning(file, line.case_id),
        icon=":material/check_circle:" if line.is_decided else ":material/radio_button_unchecked:",
    )


def _change(file: MeetingFile, place: int, line: AgendaLine) -> None:
    cases = [other.case_id for other in file.agenda]
    key = line.case_id[:8]
    up = acts.ordering(file, swapped(cases, place, place - 1)) if place else None
    is_last = place == len(cases) - 1
    down = None if is_last else acts.ordering(file, swapped(cases, place, place + 1))
    acts.button(f"{line.label} eerder", f"earlier_{key}", up, icon=":material/arrow_upward:")
    acts.button(f"{line.label} later", f"later_{key}", down, icon=":material/arrow_downward:")
    rest = [case_id for case_id in cases if case_id != line.case_id]
    off = acts.ordering(file, rest) if rest else None
    acts.button(f"{line.label} eraf", f"off_{key}", off, icon=":material/close:")


def _add(desk: Desk, file: MeetingFile) -> None:
    on_it = [line.case_id for line in file.agenda]
    labels = {
        candidate.summary.case_id: f"Zaak {candidate.summary.label}"
        for candidate in desk.meetings.candidates()
        if candidate.summary.case_id not in on_it
    }
    if not labels:
        st.caption("Alle zaken die aan het team zijn voorgelegd, staan op de agenda.")
        return
    case_to_add = st.selectbox(
        "Zaak erbij",
        list(labels),
        index=None,
        format_func=lambda case_id: labels.get(case_id, ""),
        key="meeting_case_to_add",
        placeholder="Kies een zaak",
    )
    act = acts.ordering(file, [*on_it, case_to_add]) if case_to_add else None
    acts.button("Op de agenda zetten", "meeting_add_case", act, icon=":material/add:")
