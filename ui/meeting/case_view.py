"""One case in a meeting, big enough to project: why it is here, the question, what was tried."""

from collections.abc import Iterator

import streamlit as st

from casework import entries as kinds
from casework.cases import entry_texts
from casework.cases.agenda_reasons import question, why_here
from casework.desk import Desk, MeetingCase, MeetingFile
from casework.entries import Entry
from casework.meetings.meeting_file import CaseHere
from ui import session
from ui.case import badges
from ui.labels import ENTRY_KINDS, OWNERS, enumeration, plain, short_date

LAST_ENTRIES = 6
SINCE = (
    kinds.SupportMoreAsked,
    kinds.SupportAnswered,
    kinds.SupportAdvised,
    kinds.AdviceUsed,
)
TOLD_ELSEWHERE = (
    *SINCE,
    kinds.SupportAsked,
    kinds.AftercarePlanned,
    kinds.TeamDecided,
    kinds.DecisionDone,
    kinds.MeasureAgreed,
    kinds.MeasureReviewed,
)


def head(shown: MeetingCase) -> None:
    """Number, level and what makes the case weigh; who the mentor is, and whether it is here."""
    case = shown.file.case
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="meeting_head"
    ):
        st.title(f"Zaak {case.label}", anchor=False, width="content")
        badges.state(case.state)
        level = case.card.level(case.level)
        st.badge(
            f"{plain(level.title)} · {OWNERS[level.who]}", icon=":material/stairs:", color="orange"
        )
        if case.is_serious:
            st.badge("ernstig signaal", icon=":material/priority_high:", color="red")
        if case.group_level:
            st.badge("groepsniveau", icon=":material/groups:", color="violet")
    _people(shown)
    _mentors(shown)


def _people(shown: MeetingCase) -> None:
    file = shown.file
    with st.container(horizontal=True, gap="medium", key="meeting_pupils"):
        for part in file.case.parts.values():
            name = plain(file.full_name(part.pupil_id))
            role = plain(file.case.card.part_title(part.role))
            where = file.pupils[part.pupil_id].class_name if part.pupil_id in file.pupils else ""
            st.markdown(f"**{name}** {role}, {plain(where)}", width="content")


def _mentors(shown: MeetingCase) -> None:
    if shown.is_own_case:
        st.info(
            "Je bent zelf mentor in deze zaak. Je mag gewoon meepraten; het besluit is van het "
            "team, en de notulen zeggen dat je erbij was.",
            icon=":material/person:",
        )
    elif shown.mentors_here:
        here = plain(enumeration(shown.mentors_here))
        st.caption(f"Mentor in deze zaak en hier aanwezig: {here}.")


def content(desk: Desk, file: MeetingFile, shown: MeetingCase) -> None:
    """The question, why it is here, what was tried and the last of the timeline."""
    questions = list(shown.file.case.of(kinds.SupportAsked))
    with st.container(key="meeting_question", border=True, gap="xsmall"):
        st.header("De vraag aan het team", anchor=False)
        for entry, said in questions[-1:]:
            st.text(said.question)
            st.caption(plain(_by(shown, entry)))
        _thread(shown)
    st.header("Waarom deze zaak hier ligt", anchor=False)
    st.markdown("\n".join(f"- {plain(reason)}" for reason in _reasons(desk, file, shown)))
    st.header("Wat is al geprobeerd?", anchor=False)
    tried = [said.tried for _, said in questions[-1:] if said.tried]
    for words in tried:
        st.text(words)
    lines = list(_measures(shown))
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    elif not tried:
        st.write("Er is nog geen maatregel vastgelegd.")
    _timeline(shown)


def _thread(shown: MeetingCase) -> None:
    """What the team asked, was answered and advised since the latest question."""
    consults = shown.file.case.consults
    for entry in consults[-1].rounds if consults else ():
        said = entry.payload.sealed()
        if isinstance(entry.payload, SINCE) and said:
            st.caption(f"{ENTRY_KINDS[entry.kind]}, {plain(_by(shown, entry))}")
            for words in said.values():
                st.text(words)


def _by(shown: MeetingCase, entry: Entry) -> str:
    day = short_date(entry.happened_on, shown.file.case.today)
    return f"{shown.file.colleague(entry.recorded_by)}, {day}"


def _reasons(desk: Desk, file: MeetingFile, shown: MeetingCase) -> list[str]:
    """Those of the hard cases, worked out once a turn; of any other case what it tells itself."""
    case = shown.file.case
    name = f"meeting_reasons_{case.case_id}_{file.meeting.place_number}"
    found = session.recall(name)
    if found is None:
        hard = [one for one in desk.hard_cases() if one.case_id == case.case_id]
        found = [f"{reason.sentence}." for one in hard for reason in one.reasons]
        session.remember(name, found)
    asked = question(case)
    return [*(found or why_here(case)), *([asked] if asked else [])]


def _measures(shown: MeetingCase) -> Iterator[str]:
    """Each measure with its day, and how it worked out when somebody looked."""
    case = shown.file.case
    for taken in case.measures:
        entry = next(entry for entry in case.standing if entry.number == taken.number)
        words = f": {taken.said.words}" if taken.said.words else ""
        said = f"{short_date(taken.agreed_on, case.today)}: {_measure(shown, entry)}{words}"
        if taken.outcome:
            said += f" → {case.card.word('outcomes', taken.outcome)}"
        yield said


def _measure(shown: MeetingCase, entry: Entry) -> str:
    said = [one for one in entry_texts.coded(shown.file, entry) if one.startswith("Maatregel: ")]
    return said[0].removeprefix("Maatregel: ") if said else "Maatregel"


def _timeline(shown: MeetingCase) -> None:
    file = shown.file
    told = [
        entry
        for entry in entry_texts.told(file)
        if entry.number not in file.case.withdrawn | file.case.corrected
        and not isinstance(entry.payload, TOLD_ELSEWHERE)
    ]
    st.header("Kort verloop", anchor=False)
    rows = []
    for entry in sorted(told, key=lambda one: one.happened_on)[-LAST_ENTRIES:]:
        coded = " · ".join(entry_texts.coded(file, entry))
        day = short_date(entry.happened_on, file.case.today)
        head = plain(entry_texts.head(file, entry))
        rows.append(f"- {day} · **{head}**{f' {plain(coded)}' if coded else ''}")
    st.markdown("\n".join(rows))
    if len(told) > LAST_ENTRIES:
        st.caption(f"De laatste {LAST_ENTRIES} van {len(told)} vastleggingen.")


def standing(shown: MeetingCase) -> str:
    """What became of the case since it was put on the agenda; empty when it just goes on."""
    goes_on = shown.file.case.merged_into
    if shown.here is CaseHere.MERGED and goes_on:
        return (
            f"Deze zaak gaat verder als zaak {goes_on.other_label}. Hier leg je niets meer vast; "
            "zet die zaak in de plaats."
        )
    if shown.here is CaseHere.CLOSED:
        return (
            "Deze zaak is afgesloten. Een taak kan er niet meer bij; jullie kunnen wel "
            "vastleggen wat het team ervan vindt, bij 'Geen besluit, want'."
        )
    return ""
