"""Before a meeting: the meetings so far, and the agenda of a new one, kept as it is made."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casework.desk import Desk
from casework.meetings.meeting import MeetingState
from casework.meetings.meeting_file import MeetingCandidate, MeetingGlance
from ui import navigation, session
from ui.forms import drafted_fields as fields
from ui.forms.drafted import Fields, KeptForm
from ui.forms.form import store
from ui.labels import MEETING_STATES, long_date, plain, short_date

FORM = "overleg"
FIELDS = Fields(("cases", "members", "guests"), first="guests", given=("members",))
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
    meetings = desk.meetings()
    closed = [meeting for meeting in meetings if meeting.state is MeetingState.CLOSED]
    for meeting in meetings:
        if meeting not in closed:
            _line(meeting, is_open=True)
    _new(desk)
    st.header("Eerder gehouden", anchor=False)
    if not closed:
        st.write("Er is nog geen overleg afgesloten. De notulen vind je straks hier terug.")
    for meeting in closed[:CLOSED_AT_ONCE]:
        _line(meeting, is_open=False)
    if closed[CLOSED_AT_ONCE:]:
        with st.expander(f"Nog {len(closed) - CLOSED_AT_ONCE}"):
            for meeting in closed[CLOSED_AT_ONCE:]:
                _line(meeting, is_open=False)


def _line(meeting: MeetingGlance, *, is_open: bool) -> None:
    key = meeting.meeting_id[:8]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"line_meeting_{key}"
    ):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**Overleg van {long_date(meeting.started_on)}**")
            cases = "1 zaak" if meeting.count_cases == 1 else f"{meeting.count_cases} zaken"
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
    candidates = {candidate.glance.case_id: candidate for candidate in desk.meeting_candidates()}
    if not candidates:
        with st.container(border=True, key="meeting_empty"):
            st.markdown(
                "**Er is niets om te bespreken.** Zodra een mentor een vraag aan het "
                "ondersteuningsteam stelt, kun je die zaak hier op de agenda zetten."
            )
        return
    form = KeptForm(FORM, FIELDS)
    if not form.is_open:
        form.open(desk, lambda: {"members": [desk.actor.staff_id], "guests": ""})
    if form.was_found_again and form.codes("cases"):
        st.info("Je was al een agenda aan het maken. Ga gewoon verder.", icon=":material/history:")
    with st.container(border=True, key="meeting_new"):
        _choose(form, candidates)
        _order(form, candidates)
        _who(desk, form)
        _button(form)


def _choose(form: KeptForm, candidates: Mapping[str, MeetingCandidate]) -> None:
    words = {case_id: _words(candidate) for case_id, candidate in candidates.items()}
    fields.only(form, "cases", words)
    st.multiselect(
        "Welke zaken bespreken jullie?",
        list(words),
        format_func=lambda case_id: words.get(case_id, ""),
        key=form.key("cases"),
        placeholder="Kies op nummer",
        filter_mode="contains",
        select_all=False,
        on_change=form.keep,
        args=("cases",),
        persist_state="page",
    )
    fields.complaint(form, "cases")
    waiting = [case_id for case_id, candidate in candidates.items() if candidate.waits_for_advice]
    missing = [case_id for case_id in waiting if case_id not in form.codes("cases")]
    if missing:
        st.button(
            f"Alles erbij wat op advies wacht ({len(missing)})",
            key=form.key("all"),
            icon=":material/playlist_add:",
            on_click=_fill_cases,
            args=(form, [*form.codes("cases"), *missing]),
        )


def _words(candidate: MeetingCandidate) -> str:
    waits = "wacht op advies" if candidate.waits_for_advice else "advies gegeven"
    serious = ", ernstig signaal" if candidate.glance.is_serious else ""
    day = short_date(candidate.asked_on)
    return (
        f"Zaak {candidate.glance.label} (niveau {candidate.glance.level}{serious}; "
        f"vraag van {day}, {waits})"
    )


def _order(form: KeptForm, candidates: Mapping[str, MeetingCandidate]) -> None:
    """The agenda in its order, with a button up and down at each case."""
    chosen = form.codes("cases")
    if len(chosen) < 2:
        return
    st.subheader("In deze volgorde", anchor=False)
    for place, case_id in enumerate(chosen):
        label = candidates[case_id].glance.label
        with st.container(horizontal=True, vertical_alignment="center", key=f"order_{place}"):
            st.markdown(f"{place + 1}\\. Zaak {plain(label)}", width="stretch")
            for way, icon, word in ((-1, "arrow_upward", "eerder"), (1, "arrow_downward", "later")):
                st.button(
                    f"Zaak {label} {word}",
                    key=form.key(f"{word}_{case_id[:8]}"),
                    icon=f":material/{icon}:",
                    disabled=not 0 <= place + way < len(chosen),
                    on_click=_fill_cases,
                    args=(form, swapped(chosen, place, place + way)),
                )


def swapped(row: Sequence[str], first: int, second: int) -> list[str]:
    """The same row with two places exchanged; unchanged when one of them is not in it."""
    changed = list(row)
    if 0 <= first < len(row) and 0 <= second < len(row):
        changed[first], changed[second] = row[second], row[first]
    return changed


def _fill_cases(form: KeptForm, cases: list[str]) -> None:
    session.set_widget_value(form.key("cases"), cases)
    form.keep("cases")


def _who(desk: Desk, form: KeptForm) -> None:
    names = {member.staff_id: member.name.full for member in desk.meeting_members()}
    fields.only(form, "members", names)
    st.pills(
        "Wie zijn er van het team?",
        list(names),
        selection_mode="multi",
        format_func=lambda staff_id: plain(names.get(staff_id, "")),
        key=form.key("members"),
        on_change=form.keep,
        args=("members",),
        persist_state="page",
    )
    fields.complaint(form, "members")
    st.text_input(
        "Wie zijn er nog meer? (mag leeg)",
        key=form.key("guests"),
        placeholder="Bijvoorbeeld: jeugdarts",
        on_change=form.keep,
        args=("guests",),
        persist_state="page",
    )


def _button(form: KeptForm) -> None:
    refused = session.refusal(FORM)
    if refused and not refused.field:
        st.error(plain(refused.sentence), icon=":material/error:")
    form_key = form.form_key

    def save(desk: Desk) -> str:
        session.forget_refusal(FORM)
        cases, members = form.codes("cases"), form.codes("members")
        receipt = desk.start_meeting(cases, members, form.words("guests"), form_key)
        desk.drop_draft(FORM)
        st.query_params["overleg"] = receipt.subject_id
        return "Het overleg staat klaar."

    st.button(
        "Overleg klaarzetten",
        key=form.key("start"),
        type="primary",
        icon=":material/co_present:",
        on_click=store,
        args=(FORM, save),
    )
