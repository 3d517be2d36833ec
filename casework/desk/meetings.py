"""The meetings of the ondersteuningsteam: finding one, holding it, and its minutes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.hard_cases import MetReason, reasons_met
from casework.desk import meeting_cases
from casework.desk.access import Room
from casework.desk.meeting_cases import meeting_of, written
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere
from casework.labels import A_COLLEAGUE
from casework.meetings.meeting import Meeting, MeetingState
from casework.meetings.meeting_file import (
    AgendaCaseState,
    AgendaLine,
    MeetingCandidate,
    MeetingCase,
    MeetingFile,
    MeetingSummary,
    Minutes,
)
from casework.people import Action, Role
from casework.records import Receipt, StaffMember
from casework.sent_forms import sent_form
from casework.words import enumeration

MOST_LISTED = 20


@dataclass(frozen=True)
class Meetings(Room):
    """What a member of the ondersteuningsteam can do with the meetings of the team."""

    # --- seeing ---------------------------------------------------------------------------------

    def latest(self) -> list[MeetingSummary]:
        """The latest meetings of the team, the newest first; no names of pupils in it."""
        access = self._access
        access.require(Action.ADVISE)
        ids = access.store.log.begun_with(kinds.MeetingStarted.kind)[:MOST_LISTED]
        entries = access.store.log.entries_of(ids)
        meetings = [
            Meeting.from_entries(entries[meeting_id]) for meeting_id in ids if meeting_id in entries
        ]
        names = access.names_of({meeting.started_by for meeting in meetings})
        return [
            MeetingSummary(
                meeting_id=meeting.meeting_id,
                started_on=meeting.started_on,
                started_by=names.get(meeting.started_by, A_COLLEAGUE),
                state=meeting.state,
                count_cases=len(meeting.agenda),
                count_decided=meeting.count_decided,
            )
            for meeting in meetings
        ]

    def candidates(self) -> list[MeetingCandidate]:
        """The cases put to the team that it may open; those that wait for advice first."""
        access = self._access
        access.require(Action.ADVISE)
        summaries = {summary.case_id: summary for summary in access.summaries(Action.ADVISE)}
        candidates = [
            MeetingCandidate(summaries[case.case_id], _asked_on(case), case.waits_for_advice)
            for case in access.cases_without_words(summaries)
            if case.state is not CaseState.CLOSED and case.was_put_to_support
        ]
        newest_first = sorted(candidates, key=lambda candidate: candidate.asked_on, reverse=True)
        return sorted(newest_first, key=lambda candidate: not candidate.waits_for_advice)

    def members(self) -> list[StaffMember]:
        """The members of the ondersteuningsteam today, by name."""
        self._access.require(Action.ADVISE)
        staff = self._access.working_staff()
        return [
            member
            for member in staff
            if any(h.role is Role.SUPPORT_TEAM for h in member.assignments)
        ]

    def open(self, meeting_id: str) -> MeetingFile:
        """One meeting as it stands now."""
        access = self._access
        meeting = meeting_of(access, meeting_id)
        cases = access.cases_without_words(item.case_id for item in meeting.agenda)
        reach = access.actor.reach(Action.ADVISE)
        states = {c.case_id: meeting_cases.state_of(c) for c in cases if access.covers(reach, c)}
        agenda = tuple(
            AgendaLine(
                case_id=item.case_id,
                label=item.label,
                state=states.get(item.case_id, AgendaCaseState.GONE),
                is_decided=meeting.is_decided(item.case_id),
                is_on_screen=item.case_id == meeting.place,
            )
            for item in meeting.agenda
        )
        staff = access.store.school.staff_names({meeting.started_by, *meeting.members})
        return MeetingFile(meeting, agenda, staff, access.now())

    def newest_number(self, meeting_id: str) -> int:
        """The number of the newest entry of a meeting: whether a colleague did something."""
        self._access.require(Action.ADVISE)
        entries = self._access.store.log.entries_of([meeting_id]).get(meeting_id, [])
        if not entries or not isinstance(entries[0].payload, kinds.MeetingStarted):
            raise NotHere
        return entries[-1].number

    def case(self, meeting_id: str, case_id: str, *, named: bool = False) -> MeetingCase:
        """One case of the agenda with pseudonyms; `named` shows the names, and is logged.

        The visit is logged before anything is shown.
        """
        meeting = meeting_of(self._access, meeting_id)
        return meeting_cases.case_in_meeting(self._access, meeting, case_id, named=named)

    def reasons(self, meeting_id: str, case_id: str) -> tuple[MetReason, ...]:
        """Why a case of the agenda is hard, by the limits of the school; no names in it."""
        access = self._access
        if meeting_of(access, meeting_id).position(case_id) < 0:
            raise NotHere
        access.case(case_id, Action.ADVISE)
        cases = access.store.facts.case_figures(access.today, access.look_back_from, also=case_id)
        figures = next((case for case in cases if case.case_id == case_id), None)
        return reasons_met(figures, access.card) if figures else ()

    def minutes(self, meeting_id: str, *, named: bool = False) -> Minutes:
        """The minutes of a meeting; every case in them gets a line of its own in the read log."""
        meeting = meeting_of(self._access, meeting_id)
        return meeting_cases.minutes_of(self._access, meeting, named=named)

    # --- holding it -----------------------------------------------------------------------------

    def start(
        self, case_ids: Sequence[str], members: Sequence[str], guests: str, form_key: str
    ) -> Receipt:
        """A meeting about these cases, in this order; it begins when the first one is turned to."""
        access = self._access
        access.require(Action.ADVISE)
        cases = self._cases_for_agenda(case_ids)
        attended = self._attended(members, guests)
        started = kinds.MeetingStarted(secret=f"{access.new_id()}{access.new_id()}")
        payloads = (started, attended, _agenda_of(cases))
        new = [NewEntry(payload, access.today) for payload in payloads]
        new += self._new_pupils(cases, {}, batch=1)
        form = sent_form(form_key, "start", case_ids, members, guests)
        signature = access.signature(access.card, form)
        return access.store.log.append(access.new_id(), new, expected=0, signature=signature)

    def change_agenda(
        self, meeting_id: str, case_ids: Sequence[str], *, seen: int, form_key: str
    ) -> Receipt:
        """Another order, or other cases; `seen` is the number of the agenda that was on screen.

        A case with a decision of this meeting stays on it.
        """
        access = self._access
        form = sent_form(form_key, "change_agenda", meeting_id, case_ids)
        with access.store.log.together():
            meeting = meeting_of(access, meeting_id)
            if seen != meeting.agenda_number:
                return written(access, meeting, [_agenda_of(())], form, is_fresh=False)
            chosen = list(dict.fromkeys(case_ids))
            _refuse_lost_decisions(meeting, chosen)
            labels = {item.case_id: item.label for item in meeting.agenda}
            added = [case_id for case_id in chosen if case_id not in labels]
            cases = self._cases_for_agenda(added, may_be_none=True)
            labels |= {case.case_id: case.label for case in cases}
            if not chosen:
                raise InputRefused(
                    "Er blijft geen zaak over. Laat er minstens één staan.", "agenda"
                )
            agenda = kinds.MeetingAgenda(
                cases=chosen, labels=[labels[case_id] for case_id in chosen]
            )
            pupils = self._new_pupils(cases, meeting.letters, meeting.last_batch + 1)
            return written(access, meeting, [agenda], form, also=pupils)

    def change_attendance(
        self, meeting_id: str, members: Sequence[str], guests: str, form_key: str
    ) -> Receipt:
        """Who is at the meeting; the newest list counts."""
        with self._access.store.log.together():
            meeting = meeting_of(self._access, meeting_id)
            attended = self._attended(members, guests)
            form = sent_form(form_key, "change_attendance", meeting_id, members, guests)
            return written(self._access, meeting, [attended], form)

    def turn_to(self, meeting_id: str, case_id: str, *, seen: int, form_key: str) -> Receipt:
        """Go to a case of the agenda, for everybody in the meeting; its clock runs from now.

        Also how a meeting begins, goes on after a pause and is opened again. `seen` is the
        `place_number` that was on screen: MeetingMovedOn when a colleague went elsewhere.
        """
        access = self._access
        with access.store.log.together():
            meeting = meeting_of(access, meeting_id)
            if meeting.position(case_id) < 0:
                raise NotHere
            is_there = meeting.place == case_id and meeting.state is MeetingState.RUNNING
            if is_there and not meeting.is_interrupted(access.now()):
                return Receipt(meeting_id, (), access.now(), repeated=True)
            turned = kinds.MeetingTurned(case_id=case_id)
            pupils = self._late_pupils(meeting, case_id)
            is_fresh = seen == meeting.place_number
            form = sent_form(form_key, "turn_to", meeting_id, case_id)
            return written(access, meeting, [turned], form, also=pupils, is_fresh=is_fresh)

    def pause(self, meeting_id: str, *, seen: int, form_key: str) -> Receipt:
        """Stop the clock; the meeting goes on later where it was."""
        return self._stop(meeting_id, kinds.MeetingPaused(), seen, form_key)

    def close(self, meeting_id: str, *, seen: int, form_key: str) -> Receipt:
        """The meeting is over; what was decided stays, and it can be opened again."""
        return self._stop(meeting_id, kinds.MeetingClosed(), seen, form_key)

    def _stop(self, meeting_id: str, payload: kinds.Payload, seen: int, form_key: str) -> Receipt:
        with self._access.store.log.together():
            meeting = meeting_of(self._access, meeting_id)
            is_fresh = seen == meeting.place_number
            form = sent_form(form_key, payload.kind, meeting_id)
            return written(self._access, meeting, [payload], form, is_fresh=is_fresh)

    # --- what it is made of ---------------------------------------------------------------------

    def _cases_for_agenda(
        self, case_ids: Iterable[str], *, may_be_none: bool = False
    ) -> list[Case]:
        cases = [self._access.case(case_id, Action.ADVISE) for case_id in dict.fromkeys(case_ids)]
        if not cases and not may_be_none:
            raise InputRefused("Kies minstens één zaak om te bespreken.", "cases")
        return cases

    def _attended(self, members: Sequence[str], guests: str) -> kinds.MeetingAttended:
        team = {member.staff_id for member in self.members()}
        chosen = list(dict.fromkeys(members))
        if not chosen or set(chosen) - team:
            raise InputRefused("Kies wie er van het ondersteuningsteam zijn.", "members")
        return kinds.MeetingAttended(members=chosen, guests=guests)

    def _new_pupils(
        self, cases: Iterable[Case], letters: Mapping[str, str], batch: int
    ) -> list[NewEntry]:
        """The pupils of these cases without a letter; their order here says nothing."""
        pupils = {pupil for case in cases for pupil in case.mentioned}
        pupil = kinds.MeetingPupil(batch=batch)
        today = self._access.today
        return [
            NewEntry(pupil, today, pupil_id=pupil_id) for pupil_id in sorted(pupils - set(letters))
        ]

    def _late_pupils(self, meeting: Meeting, case_id: str) -> list[NewEntry]:
        """The pupils who came into this case since it was put on the agenda."""
        try:
            case = self._access.case(case_id, Action.ADVISE)
        except NotHere:
            return []
        return self._new_pupils([case], meeting.letters, meeting.last_batch + 1)


def _agenda_of(cases: Sequence[Case]) -> kinds.MeetingAgenda:
    return kinds.MeetingAgenda(
        cases=[case.case_id for case in cases], labels=[case.label for case in cases]
    )


def _refuse_lost_decisions(meeting: Meeting, chosen: Sequence[str]) -> None:
    lost = [
        item.label
        for item in meeting.agenda
        if item.case_id not in chosen and meeting.is_decided(item.case_id)
    ]
    if lost:
        raise InputRefused(
            f"Over zaak {enumeration(lost)} is al iets besloten; die blijft op de agenda.",
            "agenda",
        )


def _asked_on(case: Case) -> date:
    days = [entry.happened_on for entry, _ in case.of(kinds.SupportAsked)]
    return max(days, default=case.opened_on)
