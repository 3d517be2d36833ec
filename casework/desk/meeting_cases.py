"""The cases of a meeting as its members get them: with letters for names, and in the minutes."""

from collections.abc import Mapping, Sequence

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.case_file import CaseFile
from casework.cases.involvement import ties_of
from casework.cases.masked_case import masked_words
from casework.cases.team_decisions import team_decisions
from casework.desk.access import Access, is_id
from casework.entries import NewEntry
from casework.errors import CaseMovedOn, MeetingMovedOn, NotHere, ReasonNeeded
from casework.labels import ROLES
from casework.meetings.meeting import Meeting, MeetingState
from casework.meetings.meeting_file import (
    AgendaCaseState,
    MeetingCase,
    Minutes,
    MinutesCase,
    with_pseudonyms,
)
from casework.people import Action, Home, Role
from casework.read_log import ReadAct
from casework.records import IN_MINUTES, IN_MINUTES_BY_NAME, NAMES_SHOWN, Receipt, StaffMember
from casework.sent_forms import SentForm
from casework.words import enumeration


def meeting_of(access: Access, meeting_id: str) -> Meeting:
    """One meeting, for a member of the ondersteuningsteam; else NotHere."""
    access.require(Action.ADVISE)
    entries = access.store.log.entries(meeting_id) if is_id(meeting_id) else []
    if not entries or not isinstance(entries[0].payload, kinds.MeetingStarted):
        raise NotHere
    return Meeting.from_entries(entries)


def written(
    access: Access,
    meeting: Meeting,
    payloads: Sequence[kinds.Payload],
    form: SentForm,
    *,
    also: Sequence[NewEntry] = (),
    is_fresh: bool = True,
) -> Receipt:
    """Store in a meeting; what is not fresh is refused, unless it was this very form."""
    new = [*(NewEntry(payload, access.today) for payload in payloads), *also]
    signature = access.signature(access.card, form)
    expected = meeting.last_number if is_fresh else -1
    try:
        return access.store.log.append(
            meeting.meeting_id, new, expected=expected, signature=signature
        )
    except CaseMovedOn:
        raise MeetingMovedOn from None


# --- one case -------------------------------------------------------------------------------------


def case_in_meeting(access: Access, meeting: Meeting, case_id: str, *, named: bool) -> MeetingCase:
    """One case of the agenda; see Meetings.case, which hands it out."""
    if meeting.position(case_id) < 0:
        raise NotHere
    case = access.case(case_id, Action.ADVISE)
    visit = access.visit or access.new_id()
    access.log_opened(case_id, visit=visit)
    if named:
        access.log_read(ReadAct.SEEN, case_id, reason=NAMES_SHOWN, visit=visit)
    homes = access.homes(list(case.parts))
    roles = roles_in_words(access, case, homes)
    mentors = _mentors(access, meeting, homes)
    return MeetingCase(
        file=access.file(case) if named else _masked_file(access, meeting, case, homes),
        state=state_of(case),
        is_named=named,
        may_do={member.staff_id: f"{member.name.full} ({words})" for member, words in roles},
        mentors_here=tuple(mentors.values()),
        is_own_case=access.actor.staff_id in mentors,
    )


def state_of(case: Case) -> AgendaCaseState:
    """How a case that may be opened is reached in a meeting."""
    if case.merged_into:
        return AgendaCaseState.MERGED
    return AgendaCaseState.CLOSED if case.state is CaseState.CLOSED else AgendaCaseState.OPEN


# --- the minutes ----------------------------------------------------------------------------------


def minutes_of(access: Access, meeting: Meeting, *, named: bool) -> Minutes:
    """The minutes of a meeting; see Meetings.minutes, which hands them out."""
    names = access.names_of(meeting.members)
    visit = access.new_id()
    cases = tuple(
        _in_minutes(access, meeting, item.case_id, visit, named) for item in meeting.agenda
    )
    return Minutes(
        meeting=meeting,
        school_name=access.store.school.school_name(),
        members=tuple(names[member] for member in meeting.members if member in names),
        guests=meeting.guests if named else _masked_words(access, meeting, meeting.guests),
        cases=cases,
        is_named=named,
        made_by=access.actor.name,
        made_at=access.now(),
    )


def _in_minutes(
    access: Access, meeting: Meeting, case_id: str, visit: str, named: bool
) -> MinutesCase:
    label = meeting.label(case_id)
    try:
        case = _at_end_of(access, meeting, access.case(case_id, Action.ADVISE))
    except (NotHere, ReasonNeeded):
        return MinutesCase(label, None)
    why = IN_MINUTES_BY_NAME if named else IN_MINUTES
    access.log_read(ReadAct.PRINTED, case_id, reason=why, visit=visit)
    homes = access.homes(list(case.parts))
    file = (
        access.with_present_names(access.file(case))
        if named
        else _masked_file(access, meeting, case, homes)
    )
    decisions = team_decisions(file.case)
    return MinutesCase(
        label=label,
        file=file,
        decisions=tuple(
            decision for decision in decisions if decision.decided.meeting_id == meeting.meeting_id
        ),
        was_discussed=bool(meeting.spent(access.now(), case_id)),
        mentors_here=tuple(_mentors(access, meeting, homes).values()),
    )


def _at_end_of(access: Access, meeting: Meeting, case: Case) -> Case:
    """The case as it was at the end of a meeting that is closed: minutes stay what they are."""
    if meeting.state is not MeetingState.CLOSED:
        return case
    ended_at = meeting.clock[-1].at
    until_then = [entry for entry in case.entries if entry.recorded_at <= ended_at]
    return access.folded(until_then or case.entries)


# --- who is who -----------------------------------------------------------------------------------


def roles_in_words(
    access: Access, case: Case, homes: Mapping[str, Home]
) -> list[tuple[StaffMember, str]]:
    """Everybody who may open this case, with in which roles: mentors first, then by name."""
    order = list(Role)
    working = access.working_staff()
    roles = [(member, _roles_of(access, member, case, homes)) for member in working]
    may_open = [(member, sorted(held, key=order.index)) for member, held in roles if held]
    may_open.sort(key=lambda pair: order.index(pair[1][0]))
    return [(member, enumeration(ROLES[role] for role in held)) for member, held in may_open]


def _roles_of(
    access: Access, member: StaffMember, case: Case, homes: Mapping[str, Home]
) -> frozenset[Role]:
    is_consulted = case.is_with_support(member.staff_id)
    ties = ties_of(case, homes, is_consulted=is_consulted)
    return access.actor_of(member).held_roles_with(Action.SEE_CASE, ties)


def _mentors(access: Access, meeting: Meeting, homes: Mapping[str, Home]) -> dict[str, str]:
    """The members at this meeting who are mentor of one of these pupils: name by id."""
    here = {*meeting.members, access.actor.staff_id}
    return {
        mentor.staff_id: mentor.name.full
        for class_id in sorted({home.class_id for home in homes.values()})
        for mentor in access.store.school.mentors_of(class_id, access.today)
        if mentor.staff_id in here
    }


def _masked_file(
    access: Access, meeting: Meeting, case: Case, homes: Mapping[str, Home]
) -> CaseFile:
    book = access.store.school.name_book()
    return with_pseudonyms(access.file(case), meeting.letters, homes, book)


def _masked_words(access: Access, meeting: Meeting, text: str) -> str:
    book = access.store.school.name_book()
    return masked_words(text, set(meeting.letters), meeting.letters, book)
