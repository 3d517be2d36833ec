"""Before a meeting: the meetings so far, and the agenda of a new one, kept as it is made."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casework.desk import Desk
from casework.meetings.meeting import MeetingState
from casework.meetings.meeting_file import MeetingCandidate, MeetingSummary
from casework.words import counted, long_date, short_date
from ui import navigation
from ui.folded import folded
from ui.forms.draft_form import DraftForm
from ui.forms.field import Field, MultiPills, SearchSelect, TextLine
from ui.forms.storing import store
from ui.labels import MEETING_STATES, plain

# The name of the draft in the file too.
FORM = "overleg"
FIELDS: tuple[Field, ...] = (
    SearchSelect("cases", "Welke zaken bespreken jullie?", placeholder="Kies op nummer"),
    MultiPills("members", "Wie zijn er van het team?", prefilled=True),
    TextLine("guests", "Wie zijn er nog meer? (mag leeg)", placeholder="Bijvoorbeeld: jeugdarts"),
)
COLORS = {
    MeetingState.PLANNED: "gray",
    MeetingState.RUNNING: "green",
    MeetingState.PAUSED: "orange",
    MeetingState.CLOSED: "gray",
}
CLOSED_AT_ONCE = 6


def meetings(desk: Desk) -> None:
    """The way into a meeting that goes on, a new one, and what was held before."""
    st.title("Overleg", anchor=False)
    st.write(
        "Bespreek als ondersteuningsteam de zaken die aan jullie zijn voorgelegd, één zaak per "
        "scherm. Namen van leerlingen staan er als letters."
    )
    meetings = desk.meetings.latest()
    closed = [meeting for meeting in meetings if meeting.state is MeetingState.CLOSED]
    for meeting in meetings:
        if meeting not in closed:
            _line(meeting, is_open=True)
    _new(desk)
    st.header("Eerder gehouden", anchor=False)
    if not closed:
        st.write("Er is nog geen overleg afgesloten. De notulen vind je straks hier terug.")
    folded(closed, CLOSED_AT_ONCE, lambda meeting: _line(meeting, is_open=False))


def _line(meeting: MeetingSummary, *, is_open: bool) -> None:
    key = meeting.meeting_id[:8]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"line_meeting_{key}"
    ):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**Overleg van {long_date(meeting.started_on)}**")
            cases = counted(meeting.count_cases, "zaak", "zaken")
            counts = (
                f"{cases}, {meeting.count_decided} besloten · klaargezet door {meeting.started_by}"
            )
            st.caption(plain(counts))
        st.badge(MEETING_STATES[meeting.state], color=COLORS[meeting.state])  # type: ignore[arg-type]
        if st.button(
            "Verdergaan" if is_open else "Bekijken",
            key=f"meeting_open_{key}",
            type="primary" if is_open else "secondary",
            help=f"Overleg van {long_date(meeting.started_on)} openen",
        ):
            navigation.go(navigation.MEETING, overleg=meeting.meeting_id)


def _new(desk: Desk) -> None:
    st.header("Nieuw overleg", anchor=False)
    candidates = {candidate.summary.case_id: candidate for candidate in desk.meetings.candidates()}
    if not candidates:
        with st.container(border=True, key="meeting_empty"):
            st.markdown(
                "**Er is niets om te bespreken.** Zodra een mentor een vraag aan het "
                "ondersteuningsteam stelt, kun je die zaak hier op de agenda zetten."
            )
        return
    form = DraftForm(FORM, *FIELDS)
    form.open(desk, lambda: {"members": [desk.actor.staff_id], "guests": ""})
    if form.is_restored and form.read("cases"):
        st.info("Je was al een agenda aan het maken. Ga gewoon verder.", icon=":material/history:")
    with st.container(border=True, key="meeting_new"):
        _choose(form, candidates)
        _order(form, candidates)
        _who(desk, form)
        _button(form)


def _choose(form: DraftForm, candidates: Mapping[str, MeetingCandidate]) -> None:
    words = {case_id: _words(candidate) for case_id, candidate in candidates.items()}
    form.draw_choice("cases", words)
    waiting = [case_id for case_id, candidate in candidates.items() if candidate.waits_for_advice]
    missing = [case_id for case_id in waiting if case_id not in form.read("cases")]
    if missing:
        st.button(
            f"Alles erbij wat op advies wacht ({len(missing)})",
            key=form.key("all"),
            icon=":material/playlist_add:",
            on_click=form.change,
            args=("cases", [*form.read("cases"), *missing]),
        )


def _words(candidate: MeetingCandidate) -> str:
    waits = "wacht op advies" if candidate.waits_for_advice else "advies gegeven"
    serious = ", ernstig signaal" if candidate.summary.is_serious else ""
    day = short_date(candidate.asked_on)
    return (
        f"Zaak {candidate.summary.label} (niveau {candidate.summary.level}{serious}; "
        f"vraag van {day}, {waits})"
    )


def _order(form: DraftForm, candidates: Mapping[str, MeetingCandidate]) -> None:
    """The agenda in its order, with a button up and down at each case."""
    chosen = form.read("cases")
    if len(chosen) < 2:
        return
    st.subheader("In deze volgorde", anchor=False)
    for place, case_id in enumerate(chosen):
        label = candidates[case_id].summary.label
        with st.container(horizontal=True, vertical_alignment="center", key=f"order_{place}"):
            st.markdown(f"{place + 1}\\. Zaak {plain(label)}", width="stretch")
            for way, icon, word in ((-1, "arrow_upward", "eerder"), (1, "arrow_downward", "later")):
                st.button(
                    f"Zaak {label} {word}",
                    key=form.key(f"{word}_{case_id[:8]}"),
                    icon=f":material/{icon}:",
                    disabled=not 0 <= place + way < len(chosen),
                    on_click=form.change,
                    args=("cases", swapped(chosen, place, place + way)),
                )


def swapped(row: Sequence[str], first: int, second: int) -> list[str]:
    """The same row with two places exchanged; unchanged when one of them is not in it."""
    changed = list(row)
    if 0 <= first < len(row) and 0 <= second < len(row):
        changed[first], changed[second] = row[second], row[first]
    return changed


def _who(desk: Desk, form: DraftForm) -> None:
    names = {member.staff_id: member.name.full for member in desk.meetings.members()}
    form.draw_choice("members", names)
    form.draw("guests")


def _button(form: DraftForm) -> None:
    form.draw_answer()

    def save(desk: Desk) -> str:
        cases, members, guests = form.read("cases"), form.read("members"), form.read("guests")
        receipt = desk.meetings.start(cases, members, guests, form.form_key)
        st.query_params["overleg"] = receipt.subject_id
        return "Het overleg staat klaar."

    st.button(
        "Overleg klaarzetten",
        key=form.key("start"),
        type="primary",
        icon=":material/co_present:",
        on_click=store,
        args=form.act_args(save),
    )
