"""At the desk: reading the meetings of the ondersteuningsteam, case by case and as minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.case_file import CaseFile
from casework.cases.team_decisions import team_decisions
from casework.desk.access import Seat, is_id
from casework.errors import NotHere
from casework.meetings.meeting import Meeting, MeetingState
from casework.meetings.meeting_file import (
    AgendaLine,
    CaseHere,
    MeetingCandidate,
    MeetingCase,
    MeetingFile,
    MeetingGlance,
    Minutes,
    MinutesCase,
    masked_words,
    with_pseudonyms,
)
from casework.people import Action, Actor, Home, Role
from casework.ports import IN_MINUTES, IN_MINUTES_BY_NAME, NAMES_SHOWN, StaffMember
from casework.words import ROLES, enumeration

SHOWN_MEETINGS = 20


@dataclass(frozen=True)
class MeetingReading(Seat):
    """What a member of the ondersteuningsteam can read of the meetings of the team."""

    # --- seeing -------------------------------------------------------------------------------

    def meetings(self) -> list[MeetingGlance]:
        """The latest meetings of the team, the newest first; no names of pupils in it."""
        self._require(Action.ADVISE)
        ids = self.store.log.begun_with(kinds.MeetingStarted.kind)[:SHOWN_MEETINGS]
        entries = self.store.log.entries_of(ids)
        found = [Meeting.from_entries(entries[one]) for one in ids if one in entries]
        names = self.store.school.staff_names({meeting.started_by for meeting in found})
        return [
            MeetingGlance(
                one.meeting_id,
                one.started_on,
                names[one.started_by].full if one.started_by in names else "een collega",
                one.state,
                len(one.agenda),
                one.count_decided,
            )
            for one in found
        ]

    def meeting_candidates(self) -> list[MeetingCandidate]:
        """The cases put to the team that it may open; those that wait for advice first."""
        self._require(Action.ADVISE)
        own = self.actor.reach(Action.ADVISE)
        glances = {g.case_id: g for g in self.store.facts.glances(own, self.today)}
        entries = self.store.log.entries_of(glances)
        cases = [self._fold(entries[case_id]) for case_id in glances if case_id in entries]
        found = [
            MeetingCandidate(glances[case.case_id], _asked_on(case), case.waits_for_advice)
            for case in cases
            if case.state is not CaseState.CLOSED
            and case.was_put_to_support
            and self._covers(own, case)
        ]
        newest_first = sorted(found, key=lambda one: one.asked_on, reverse=True)
        return sorted(newest_first, key=lambda one: not one.waits_for_advice)

    def meeting_members(self) -> list[StaffMember]:
        """The members of the ondersteuningsteam today, by name."""
        self._require(Action.ADVISE)
        return [one for one in self._working() if _is_member(one)]

    def meeting(self, meeting_id: str) -> MeetingFile:
        """One meeting as it stands now."""
        meeting = self._meeting(meeting_id)
        entries = self.store.log.entries_of(one.case_id for one in meeting.agenda)
        reach = self.actor.reach(Action.ADVISE)
        agenda = []
        for one in meeting.agenda:
            case = self._fold(entries[one.case_id]) if one.case_id in entries else None
            here = _here(case) if case and self._covers(reach, case) else CaseHere.GONE
            is_here = one.case_id == meeting.place
            decided = meeting.is_decided(one.case_id)
            agenda.append(AgendaLine(one.case_id, one.label, here, decided, is_here))
        staff = self.store.school.staff_names({meeting.started_by, *meeting.members})
        return MeetingFile(meeting, tuple(agenda), staff, self.now())

    def meeting_number(self, meeting_id: str) -> int:
        """The number of the newest entry of a meeting: whether a colleague did something."""
        self._require(Action.ADVISE)
        entries = self.store.log.entries_of([meeting_id]).get(meeting_id, [])
        if not entries or not isinstance(entries[0].payload, kinds.MeetingStarted):
            raise NotHere
        return entries[-1].number

    def meeting_case(self, meeting_id: str, case_id: str, *, named: bool = False) -> MeetingCase:
        """One case of the agenda with pseudonyms; `named` shows the names, and is logged.

        The visit is logged before anything is shown.
        """
        meeting = self._meeting(meeting_id)
        if meeting.position(case_id) < 0:
            raise NotHere
        case = self._case(case_id, Action.ADVISE)
        visit = self.visit or self.new_id()
        self._log_visit(case, visit, "")
        if named:
            self._log_visit(case, f"{visit}:namen", NAMES_SHOWN)
        homes = self._homes(list(case.parts))
        roles = self._roles_of(case, homes)
        mentors = self._mentors(meeting, homes)
        return MeetingCase(
            file=self._file(case) if named else self._masked_file(meeting, case, homes),
            here=_here(case),
            is_named=named,
            may_do={one.staff_id: f"{one.name.full} ({said})" for one, said in roles},
            mentors_here=tuple(name for _, name in mentors),
            is_own_case=any(staff_id == self.actor.staff_id for staff_id, _ in mentors),
        )

    def minutes(self, meeting_id: str, *, named: bool = False) -> Minutes:
        """The minutes of a meeting; every case in them gets a line of its own in the read log."""
        meeting = self._meeting(meeting_id)
        school, by = self.store.school, self.actor.staff_id
        names = school.staff_names({by, *meeting.members})
        visit = self.new_id()
        cases = tuple(
            self._in_minutes(meeting, one.case_id, visit, named) for one in meeting.agenda
        )
        guests = meeting.guests
        return Minutes(
            meeting=meeting,
            school_name=school.school_name(),
            members=tuple(names[one].full for one in meeting.members if one in names),
            guests=guests if named else self._masked_words(meeting, guests),
            cases=cases,
            is_named=named,
            made_by=names[by].full if by in names else "",
            made_at=self.now(),
        )

    # --- what it is made of ---

    def _meeting(self, meeting_id: str) -> Meeting:
        self._require(Action.ADVISE)
        entries = self.store.log.entries(meeting_id) if is_id(meeting_id) else []
        if not entries or not isinstance(entries[0].payload, kinds.MeetingStarted):
            raise NotHere
        return Meeting.from_entries(entries)

    # --- who is who ---------------------------------------------------------------------------

    def _working(self) -> list[StaffMember]:
        return [one for one in self.store.school.staff(self.today) if one.is_active]

    def _roles_of(self, case: Case, homes: Mapping[str, Home]) -> list[tuple[StaffMember, str]]:
        """Everybody who may open this case, with in which roles: mentors first, then by name."""
        found = []
        for one in self._working():
            actor = Actor(one.staff_id, one.name.full, one.assignments)
            held = actor.roles_in(
                *(Action.SEE_CASE, list(homes.values()), case.level),
                is_consulted=case.is_with_support(one.staff_id),
            )
            if held:
                found.append((one, held))
        order = list(Role)
        found.sort(key=lambda pair: min(order.index(role) for role in pair[1]))
        return [
            (one, enumeration(ROLES[role] for role in sorted(held, key=order.index)))
            for one, held in found
        ]

    def _mentors(self, meeting: Meeting, homes: Mapping[str, Home]) -> list[tuple[str, str]]:
        """The members at this meeting who are mentor of one of these pupils: id and name."""
        here = {*meeting.members, self.actor.staff_id}
        classes = {home.class_id for home in homes.values()}
        found = {
            one.staff_id: one.name.full
            for class_id in sorted(classes)
            for one in self.store.school.mentors_of(class_id, self.today)
            if one.staff_id in here
        }
        return list(found.items())

    def _masked_file(self, meeting: Meeting, case: Case, homes: Mapping[str, Home]) -> CaseFile:
        book = self.store.school.name_book()
        return with_pseudonyms(self._file(case), meeting.letters, homes, book)

    def _masked_words(self, meeting: Meeting, text: str) -> str:
        book = self.store.school.name_book()
        return masked_words(text, set(meeting.letters), meeting.letters, book)

    def _in_minutes(self, meeting: Meeting, case_id: str, visit: str, named: bool) -> MinutesCase:
        label = meeting.label(case_id)
        try:
            case = self._until(self._case(case_id, Action.ADVISE), meeting)
        except NotHere:
            return MinutesCase(label, None)
        self._log_visit(case, visit, IN_MINUTES_BY_NAME if named else IN_MINUTES)
        homes = self._homes(list(case.parts))
        file = self._file(case) if named else self._masked_file(meeting, case, homes)
        return MinutesCase(
            label,
            file,
            tuple(
                one
                for one in team_decisions(file.case)
                if one.said.meeting_id == meeting.meeting_id
            ),
            bool(meeting.spent(self.now(), case_id)),
            tuple(name for _, name in self._mentors(meeting, homes)),
        )

    def _until(self, case: Case, meeting: Meeting) -> Case:
        """The case as it was at the end of a meeting that is closed: minutes stay what they are."""
        if meeting.state is not MeetingState.CLOSED:
            return case
        ended_at = meeting.marks[-1].at
        return self._fold(
            [one for one in case.entries if one.recorded_at <= ended_at] or case.entries
        )

    def _log_visit(self, case: Case, visit: str, reason: str) -> None:
        by, at = self.actor.staff_id, self.now()
        self.store.access_log.opened(by, case.case_id, at, visit, reason)


def _here(case: Case) -> CaseHere:
    if case.merged_into:
        return CaseHere.MERGED
    return CaseHere.CLOSED if case.state is CaseState.CLOSED else CaseHere.OPEN


def _asked_on(case: Case) -> date:
    asked = [entry.happened_on for entry, _ in case.of(kinds.SupportAsked)]
    return max(asked, default=case.opened_on)


def _is_member(one: StaffMember) -> bool:
    return any(held.role is Role.SUPPORT_TEAM for held in one.assignments)
