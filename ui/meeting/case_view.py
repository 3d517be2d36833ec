"""One case in a meeting, big enough to project: why it is here, the question, what was tried."""

from collections.abc import Iterator

import streamlit as st

from casework import entries as kinds
from casework.cases import entry_texts
from casework.cases.case import Case
from casework.cases.consult import ROUNDS
from casework.desk import Desk, MeetingCase, MeetingFile
from casework.entries import Entry
from casework.entries.payload import heading
from casework.meetings.meeting_file import AgendaCaseState
from casework.text_direction import contained
from casework.words import enumeration, numeric_date, short_date
from ui import memory
from ui.case import badges
from ui.case.own_words import own_words
from ui.labels import plain

LAST_ENTRIES = 6
NO_REASON = "Geen van de redenen voor een zware zaak geldt hier."
READ_ELSEWHERE = (
    *ROUNDS,
    kinds.AftercarePlanned,
    kinds.TeamDecided,
    kinds.DecisionDone,
    kinds.MeasureAgreed,
    kinds.MeasureReviewed,
)


def head(meeting_case: MeetingCase) -> None:
    """Number, level and what makes the case weigh; who the mentor is, and whether it is here."""
    case = meeting_case.file.case
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="meeting_head"
    ):
        st.title(f"Zaak {case.label}", anchor=False, width="content")
        badges.state(case.state)
        badges.level(case.card, case.level)
        if case.is_serious:
            badges.serious()
        if case.group_level:
            badges.group_level()
    _people(meeting_case)
    _mentors(meeting_case)


def _people(meeting_case: MeetingCase) -> None:
    file = meeting_case.file
    with st.container(horizontal=True, gap="medium", key="meeting_pupils"):
        for part in file.case.parts.values():
            name = plain(file.full_name(part.pupil_id))
            role = plain(file.case.card.part_title(part.role))
            where = file.pupils[part.pupil_id].class_name if part.pupil_id in file.pupils else ""
            st.markdown(f"**{name}** {role}, {plain(where)}", width="content")


def _mentors(meeting_case: MeetingCase) -> None:
    if meeting_case.is_own_case:
        st.info(
            "Je bent zelf mentor in deze zaak. Je mag gewoon meepraten; het besluit is van het "
            "team, en de notulen zeggen dat je erbij was.",
            icon=":material/person:",
        )
    elif meeting_case.mentors_here:
        here = plain(enumeration(meeting_case.mentors_here))
        st.caption(f"Mentor in deze zaak en hier aanwezig: {here}.")


def content(desk: Desk, file: MeetingFile, meeting_case: MeetingCase) -> None:
    """The question, why it is here, what was tried and the last of the timeline."""
    questions = list(meeting_case.file.case.of(kinds.SupportAsked))
    with st.container(key="meeting_question", border=True, gap="xsmall"):
        st.header("De vraag aan het team", anchor=False)
        for entry, support_question in questions[-1:]:
            st.text(contained(support_question.question))
            st.caption(plain(_by(meeting_case, entry)))
        _thread(meeting_case)
    st.header("Waarom deze zaak hier ligt", anchor=False)
    st.markdown("\n".join(f"- {plain(reason)}" for reason in _reasons(desk, file, meeting_case)))
    st.header("Wat is al geprobeerd?", anchor=False)
    tried = [latest.tried for _, latest in questions[-1:] if latest.tried]
    for words in tried:
        st.text(contained(words))
    lines = list(_measures(meeting_case))
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    elif not tried:
        st.write("Er is nog geen maatregel vastgelegd.")
    _timeline(meeting_case)


def _thread(meeting_case: MeetingCase) -> None:
    """What the team asked, was answered and advised since the latest question."""
    consults = meeting_case.file.case.consults
    for entry in consults[-1].rounds if consults else ():
        if entry.payload.sealed() and not isinstance(entry.payload, kinds.SupportAsked):
            st.caption(plain(f"{entry.payload.title}, {_by(meeting_case, entry)}"))
            own_words(entry, has_titles=False)


def _by(meeting_case: MeetingCase, entry: Entry) -> str:
    day = short_date(entry.happened_on, meeting_case.file.case.today)
    return f"{meeting_case.file.colleague(entry.recorded_by)}, {day}"


def _reasons(desk: Desk, file: MeetingFile, meeting_case: MeetingCase) -> list[str]:
    """Why the case is hard, worked out once a turn, and since when the team is asked."""
    case = meeting_case.file.case
    name = f"meeting_reasons_{case.case_id}_{file.meeting.place_number}"
    reasons = memory.recall(name)
    if reasons is None:
        met = desk.meetings.reasons(file.meeting.meeting_id, case.case_id)
        reasons = [f"{reason.sentence}." for reason in met]
        memory.remember(name, reasons)
    return [*reasons, *_question(case)] or [NO_REASON]


def _question(case: Case) -> list[str]:
    """Since when the team is asked, and whether it answered; nothing when it never was."""
    asked_on = [entry.happened_on for entry, _ in case.of(kinds.SupportAsked)]
    if not asked_on:
        return []
    rest = "nog geen advies" if case.waits_for_advice else "er is advies gegeven"
    return [f"Vraag aan het team van {numeric_date(max(asked_on))}; {rest}."]


def _measures(meeting_case: MeetingCase) -> Iterator[str]:
    """Each measure with its day, and how it worked out when somebody looked."""
    case = meeting_case.file.case
    for taken in case.measures:
        entry = next(entry for entry in case.effective_entries if entry.number == taken.number)
        words = f": {taken.agreed.words}" if taken.agreed.words else ""
        line = f"{short_date(taken.agreed_on, case.today)}: {_measure(meeting_case, entry)}{words}"
        if taken.outcome:
            line += f" → {case.card.word('outcomes', taken.outcome)}"
        yield line


def _measure(meeting_case: MeetingCase, entry: Entry) -> str:
    texts = entry_texts.coded(meeting_case.file, entry)
    titles = [text.removeprefix("Maatregel: ") for text in texts if text.startswith("Maatregel: ")]
    return titles[0] if titles else "Maatregel"


def _timeline(meeting_case: MeetingCase) -> None:
    file = meeting_case.file
    visible_entries = [
        entry
        for entry in entry_texts.listed_entries(file)
        if entry.number not in file.case.withdrawn | file.case.corrected
        and not isinstance(entry.payload, READ_ELSEWHERE)
    ]
    st.header("Kort verloop", anchor=False)
    rows = []
    for entry in sorted(visible_entries, key=lambda entry: entry.happened_on)[-LAST_ENTRIES:]:
        coded = " · ".join(entry_texts.coded(file, entry))
        day = short_date(entry.happened_on, file.case.today)
        head = plain(heading(file, entry))
        rows.append(f"- {day} · **{head}**{f' {plain(coded)}' if coded else ''}")
    st.markdown("\n".join(rows))
    if len(visible_entries) > LAST_ENTRIES:
        st.caption(f"De laatste {LAST_ENTRIES} van {len(visible_entries)} vastleggingen.")


def what_became_of(meeting_case: MeetingCase) -> str:
    """What became of the case since it was put on the agenda; empty when it just goes on."""
    goes_on = meeting_case.file.case.merged_into
    if meeting_case.state is AgendaCaseState.MERGED and goes_on:
        return (
            f"Deze zaak gaat verder als zaak {goes_on.other_label}. Hier leg je niets meer vast; "
            "zet die zaak in de plaats."
        )
    if meeting_case.state is AgendaCaseState.CLOSED:
        return (
            "Deze zaak is afgesloten. Een taak kan er niet meer bij; jullie kunnen wel "
            "vastleggen wat het team ervan vindt, bij 'Geen besluit, want'."
        )
    return ""
