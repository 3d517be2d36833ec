"""At the desk: holding a meeting of the ondersteuningsteam, and what it decides in its cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.team_decisions import check_decision, check_done, team_decisions
from casework.desk.meeting_reading import MeetingReading
from casework.entries import NewEntry, tidy
from casework.errors import CaseMovedOn, InputRefused, MeetingMovedOn, NotHere
from casework.meetings.meeting import Meeting, MeetingState
from casework.people import Action
from casework.ports import Receipt
from casework.words import enumeration

CASE_GONE = (
    "Deze zaak is intussen gewist, of het team mag hem niet meer openen. Er is niets vastgelegd; "
    "wat je typte staat er nog. Ga verder met de volgende zaak."
)


@dataclass(frozen=True)
class Meetings(MeetingReading):
    """What a member of the ondersteuningsteam can do with the meetings of the team."""

    # --- holding it ---------------------------------------------------------------------------

    def start_meeting(
        self, case_ids: Sequence[str], members: Sequence[str], guests: str, form_key: str
    ) -> Receipt:
        """A meeting about these cases, in this order; it begins when the first one is turned to."""
        self._require(Action.ADVISE)
        cases = self._for_agenda(case_ids)
        attended = self._attended(members, guests)
        started = kinds.MeetingStarted(secret=f"{self.new_id()}{self.new_id()}")
        new = [NewEntry(said, self.today) for said in (started, attended, _agenda_of(cases))]
        new += self._new_pupils(cases, {}, batch=1)
        signature = self._signature(self.card, form_key)
        return self.store.log.append(self.new_id(), new, expected=0, signature=signature)

    def change_agenda(
        self, meeting_id: str, case_ids: Sequence[str], *, seen: int, form_key: str
    ) -> Receipt:
        """Another order, or other cases; `seen` is the number of the agenda that was on screen.

        A case with a decision of this meeting stays on it.
        """
        with self.store.log.together():
            meeting = self._meeting(meeting_id)
            if seen != meeting.agenda_number:
                return self._write(meeting, [_agenda_of(())], form_key, is_fresh=False)
            wanted = list(dict.fromkeys(case_ids))
            known = {one.case_id: one for one in meeting.agenda}
            lost = [one.label for one in meeting.agenda if one.case_id not in wanted]
            decided = [label for label in lost if label in _decided_labels(meeting)]
            if decided:
                raise InputRefused(
                    f"Over zaak {enumeration(decided)} is al iets besloten; die blijft op de "
                    "agenda.",
                    "agenda",
                )
            fresh = self._for_agenda([one for one in wanted if one not in known], may_be_none=True)
            labels = {case.case_id: case.label for case in fresh}
            labels |= {case_id: one.label for case_id, one in known.items()}
            if not wanted:
                raise InputRefused(
                    "Er blijft geen zaak over. Laat er minstens één staan.", "agenda"
                )
            said = kinds.MeetingAgenda(cases=wanted, labels=[labels[one] for one in wanted])
            pupils = self._new_pupils(fresh, meeting.letters, meeting.last_batch + 1)
            return self._write(meeting, [said], form_key, also=pupils)

    def change_attendance(
        self, meeting_id: str, members: Sequence[str], guests: str, form_key: str
    ) -> Receipt:
        """Who is at the meeting; the newest list counts."""
        with self.store.log.together():
            meeting = self._meeting(meeting_id)
            return self._write(meeting, [self._attended(members, guests)], form_key)

    def turn_meeting(self, meeting_id: str, case_id: str, *, seen: int, form_key: str) -> Receipt:
        """Go to a case of the agenda, for everybody in the meeting; its clock runs from now.

        Also how a meeting begins, goes on after a pause and is opened again. `seen` is the
        `place_number` that was on screen: MeetingMovedOn when a colleague went elsewhere.
        """
        with self.store.log.together():
            meeting = self._meeting(meeting_id)
            if meeting.position(case_id) < 0:
                raise NotHere
            is_there = meeting.place == case_id and meeting.state is MeetingState.RUNNING
            if is_there and not meeting.is_interrupted(self.now()):
                return Receipt(meeting_id, (), self.now(), repeated=True)
            said = kinds.MeetingTurned(case_id=case_id)
            pupils = self._late_pupils(meeting, case_id)
            is_fresh = seen == meeting.place_number
            return self._write(meeting, [said], form_key, also=pupils, is_fresh=is_fresh)

    def pause_meeting(self, meeting_id: str, *, seen: int, form_key: str) -> Receipt:
        """Stop the clock; the meeting goes on later where it was."""
        return self._stop(meeting_id, kinds.MeetingPaused(), seen, form_key)

    def close_meeting(self, meeting_id: str, *, seen: int, form_key: str) -> Receipt:
        """The meeting is over; what was decided stays, and it can be opened again."""
        return self._stop(meeting_id, kinds.MeetingClosed(), seen, form_key)

    def decide(
        self, meeting_id: str, case_id: str, said: kinds.TeamDecided, *, seen: int, form_key: str
    ) -> Receipt:
        """Put a decision of the team on the record of the case, and of the meeting, or neither.

        `seen` is the newest entry of the case that was on screen; CaseMovedOn when it went on.
        With `said.corrects` it takes the place of an earlier decision of this meeting.
        """
        with self.store.log.together():
            meeting = self._meeting(meeting_id)
            if meeting.position(case_id) < 0:
                raise NotHere
            try:
                case = self._case(case_id, Action.ADVISE)
            except NotHere:
                raise InputRefused(CASE_GONE) from None
            made = said.model_copy(update={"meeting_id": meeting.meeting_id, "carried": None})
            if not made.is_decided:
                made = made.model_copy(update={"who": "", "due_on": None})
            new = NewEntry(made, self.today)
            if seen != case.last_number:
                # Somebody wrote since: refused by the log, unless it was this very form.
                return self._append(case, [new], seen, form_key)
            self._check_decision(meeting, case, made)
            receipt = self._append(case, [new], seen, form_key)
            if not receipt.repeated:
                number = made.corrects or receipt.numbers[0]
                noted = kinds.MeetingDecided(case_id=case_id, number=number)
                self._write(meeting, [noted], f"{form_key}:meeting")
            return receipt

    def finish_decision(
        self, case_id: str, number: int, note: str, *, seen: int, form_key: str
    ) -> Receipt:
        """What the team decided was done: for whom it was meant, or who may record in the case."""
        case = self._case(case_id, Action.SEE_CASE)
        decision = next((one for one in team_decisions(case) if one.number == number), None)
        may_record = self._covers(self.actor.reach(Action.RECORD), case)
        if not may_record and not (decision and decision.said.who == self.actor.staff_id):
            raise NotHere
        said = kinds.DecisionDone(decision_number=number, note=str(tidy(note)))
        if seen == case.last_number:
            check_done(case, number)
        return self._append(case, [NewEntry(said, self.today)], seen, form_key)

    # --- what it is made of -------------------------------------------------------------------

    def _write(
        self,
        meeting: Meeting,
        said: Sequence[kinds.Payload],
        form_key: str,
        *,
        also: Sequence[NewEntry] = (),
        is_fresh: bool = True,
    ) -> Receipt:
        """Store in a meeting; what is not fresh is refused, unless it was this very form."""
        new = [*(NewEntry(one, self.today) for one in said), *also]
        signature = self._signature(self.card, form_key)
        expected = meeting.last_number if is_fresh else -1
        try:
            return self.store.log.append(
                meeting.meeting_id, new, expected=expected, signature=signature
            )
        except CaseMovedOn:
            raise MeetingMovedOn from None

    def _stop(self, meeting_id: str, said: kinds.Payload, seen: int, form_key: str) -> Receipt:
        with self.store.log.together():
            meeting = self._meeting(meeting_id)
            is_fresh = seen == meeting.place_number
            return self._write(meeting, [said], form_key, is_fresh=is_fresh)

    def _for_agenda(self, case_ids: Iterable[str], *, may_be_none: bool = False) -> list[Case]:
        cases = [self._case(one, Action.ADVISE) for one in dict.fromkeys(case_ids)]
        if not cases and not may_be_none:
            raise InputRefused("Kies minstens één zaak om te bespreken.", "cases")
        return cases

    def _attended(self, members: Sequence[str], guests: str) -> kinds.MeetingAttended:
        team = {one.staff_id for one in self.meeting_members()}
        chosen = list(dict.fromkeys(members))
        if not chosen or set(chosen) - team:
            raise InputRefused("Kies wie er van het ondersteuningsteam zijn.", "members")
        return kinds.MeetingAttended(members=chosen, guests=guests)

    def _new_pupils(
        self, cases: Iterable[Case], known: Mapping[str, str], batch: int
    ) -> list[NewEntry]:
        """The pupils of these cases without a letter; their order here says nothing."""
        found = {entry.pupil_id for case in cases for entry in case.entries if entry.pupil_id}
        said = kinds.MeetingPupil(batch=batch)
        return [NewEntry(said, self.today, pupil_id=one) for one in sorted(found - set(known))]

    def _late_pupils(self, meeting: Meeting, case_id: str) -> list[NewEntry]:
        """The pupils who came into this case since it was put on the agenda."""
        try:
            case = self._case(case_id, Action.ADVISE)
        except NotHere:
            return []
        return self._new_pupils([case], meeting.letters, meeting.last_batch + 1)

    def _check_decision(self, meeting: Meeting, case: Case, said: kinds.TeamDecided) -> None:
        if meeting.state is MeetingState.CLOSED:
            raise InputRefused(
                "Dit overleg is afgesloten. Open het weer om nog een besluit vast te leggen."
            )
        old = next((one for one in team_decisions(case) if one.number == said.corrects), None)
        if said.corrects and (old is None or old.said.meeting_id != meeting.meeting_id):
            raise InputRefused("Kies een besluit van dit overleg om te verbeteren.")
        roles = self._roles_of(case, self._homes(list(case.parts)))
        check_decision(case, said, {one.staff_id: words for one, words in roles})


def _agenda_of(cases: Iterable[Case]) -> kinds.MeetingAgenda:
    found = list(cases)
    return kinds.MeetingAgenda(
        cases=[case.case_id for case in found], labels=[case.label for case in found]
    )


def _decided_labels(meeting: Meeting) -> set[str]:
    return {one.label for one in meeting.agenda if meeting.is_decided(one.case_id)}
