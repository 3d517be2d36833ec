"""The screen of a meeting: the case whose turn it is, or where to begin or go on."""

import streamlit as st

from casework.desk import Desk, MeetingCase, MeetingFile
from casework.errors import NotHere
from casework.meetings.meeting import MeetingState
from casework.meetings.meeting_file import AgendaCaseState
from casework.words import enumeration, long_date
from ui import memory, undo
from ui.labels import plain
from ui.meeting import acts, case_view, decision, minutes_file
from ui.meeting.agenda import agenda
from ui.meeting.attendance import attendance
from ui.meeting.clock import clock, minutes

WAITING = {
    MeetingState.PLANNED: "Het overleg staat klaar.",
    MeetingState.RUNNING: "Het overleg bleef op een eerdere dag openstaan. De klok stond stil.",
    MeetingState.PAUSED: "Het overleg is onderbroken. De klok staat stil.",
    MeetingState.CLOSED: "Het overleg is afgesloten. Wat is besloten, staat in de zaken.",
}


def show(desk: Desk, meeting_id: str) -> None:
    """One meeting, wherever it is; the same place for everybody in it, also after a reload."""
    file = desk.meetings.open(meeting_id)
    undo.undo_line(desk)
    meeting = file.meeting
    is_going_on = meeting.state is MeetingState.RUNNING and not meeting.is_interrupted(file.now)
    with st.container(key="meeting"):
        if is_going_on:
            _at_a_case(desk, file)
        else:
            _waiting(desk, file)


def _waiting(desk: Desk, file: MeetingFile) -> None:
    """Between times nothing of a case is on screen."""
    meeting = file.meeting
    st.title(f"Overleg van {long_date(meeting.started_on)}", anchor=False)
    here = enumeration([*file.members, *([meeting.guests] if meeting.guests else [])])
    st.caption(plain(f"Aanwezig: {here}"))
    acts.refusal()
    st.write(WAITING[meeting.state])
    if meeting.clock:
        st.write(f"Besproken in {minutes(meeting.spent(file.now))}.")
    with st.container(horizontal=True):
        _way_on(file)
    left, right = st.columns([3, 2], gap="large")
    with left:
        agenda(desk, file)
    with right:
        attendance(desk, file)
        if meeting.clock:
            minutes_file.minutes(file)


def _way_on(file: MeetingFile) -> None:
    state, label = file.meeting.state, plain(file.meeting.label(file.meeting.place))
    words = {
        MeetingState.PLANNED: f"Beginnen met zaak {label}",
        MeetingState.CLOSED: "Overleg weer openen",
    }
    acts.button(
        words.get(state, f"Verdergaan bij zaak {label}"),
        "meeting_go_on",
        acts.turning(file, file.meeting.place),
        icon=":material/play_arrow:",
        primary=state is not MeetingState.CLOSED,
    )
    if state is MeetingState.PAUSED or state is MeetingState.RUNNING:
        _close(file)


def _at_a_case(desk: Desk, file: MeetingFile) -> None:
    meeting = file.meeting
    place, count = meeting.position(meeting.place) + 1, len(meeting.agenda)
    with st.container(key="meeting_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**Zaak {place} van {count}**", width="content")
        clock(meeting)
        st.space("stretch")
        _turns(file)
    acts.refusal()
    try:
        meeting_case = _case(desk, file)
    except NotHere:
        meeting_case = None
        _gone(file)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if meeting_case:
            case_view.content(desk, file, meeting_case)
    with right:
        if meeting_case:
            decision.show(desk, file, meeting_case)
            decision.decisions(file, meeting_case)
            memory.remember_number_seen(
                meeting_case.file.case.case_id, meeting_case.file.case.last_number
            )
        agenda(desk, file)
        minutes_file.minutes(file)


def _turns(file: MeetingFile) -> None:
    before, after = file.meeting.neighbour(-1), file.meeting.neighbour(1)
    back = acts.turning(file, before.case_id) if before else None
    acts.button("Vorige", "meeting_previous", back, icon=":material/arrow_back:")
    if after:
        on = acts.turning(file, after.case_id)
        acts.button("Volgende", "meeting_next", on, icon=":material/arrow_forward:", primary=True)
    acts.button("Onderbreken", "meeting_pause", acts.pausing(file), icon=":material/pause:")
    _close(file)


def _close(file: MeetingFile) -> None:
    acts.button(
        "Overleg afsluiten",
        "meeting_close",
        acts.closing(file),
        receipt="Het overleg is afgesloten. De notulen staan klaar.",
        icon=":material/stop_circle:",
    )


def _case(desk: Desk, file: MeetingFile) -> MeetingCase:
    """The case with letters; the switch for names is off again at every turn."""
    meeting = file.meeting
    key = f"meeting_names_{meeting.place_number}"
    named = bool(memory.widget_value(key))
    meeting_case = desk.meetings.case(meeting.meeting_id, meeting.place, named=named)
    case_view.head(meeting_case)
    st.toggle(
        "Namen tonen",
        key=key,
        help="Bij de volgende zaak staat dit weer uit. Dat er namen zijn getoond, komt in het "
        "leeslog.",
    )
    if sentence := case_view.what_became_of(meeting_case):
        st.warning(plain(sentence), icon=":material/info:")
        _in_its_place(file, meeting_case)
    return meeting_case


def _in_its_place(file: MeetingFile, meeting_case: MeetingCase) -> None:
    """The case that a merged one goes on in takes its place on the agenda."""
    goes_on = meeting_case.file.case.merged_into
    if meeting_case.state is not AgendaCaseState.MERGED or goes_on is None:
        return
    cases = [
        goes_on.other_id if line.is_on_screen else line.case_id
        for line in file.agenda
        if line.is_on_screen or line.case_id != goes_on.other_id
    ]
    acts.button(
        f"Zaak {plain(goes_on.other_label)} in de plaats zetten",
        "meeting_replace",
        acts.ordering(file, cases),
        icon=":material/swap_horiz:",
    )


def _gone(file: MeetingFile) -> None:
    label = plain(file.meeting.label(file.meeting.place))
    st.title(f"Zaak {label}", anchor=False)
    st.warning(
        "Deze zaak is intussen gewist, of het team mag hem niet meer openen. Er is niets meer te "
        "zien of vast te leggen. Ga verder met de volgende zaak; het overleg loopt gewoon door.",
        icon=":material/info:",
    )
