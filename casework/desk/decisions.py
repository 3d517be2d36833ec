"""What the ondersteuningsteam decides in a case: putting it on record, and that it was done."""

from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.team_decisions import TeamDecision, check_decision, check_done, team_decisions
from casework.desk.access import Room
from casework.desk.meeting_cases import meeting_of, roles_in_words, written
from casework.entries import NewEntry, tidy
from casework.errors import InputRefused, NotHere
from casework.meetings.meeting import Meeting, MeetingState
from casework.people import Action
from casework.records import Receipt
from casework.sent_forms import sent_form

CASE_GONE = (
    "Deze zaak is intussen gewist, of het team mag hem niet meer openen. Er is niets vastgelegd; "
    "wat je typte staat er nog. Ga verder met de volgende zaak."
)


@dataclass(frozen=True)
class Decisions(Room):
    """The decisions of the team: taken in a meeting, carried out by one person."""

    def decide(
        self,
        meeting_id: str,
        case_id: str,
        decision: kinds.TeamDecided,
        *,
        seen: int,
        form_key: str,
    ) -> Receipt:
        """Put a decision of the team on the record of the case, and of the meeting, or neither.

        `seen` is the newest entry of the case that was on screen; CaseMovedOn when it went on.
        With `decision.corrects` it takes the place of an earlier decision of this meeting.
        """
        access = self._access
        form = sent_form(form_key, "decide", meeting_id, case_id, decision)
        with access.store.log.together():
            meeting = meeting_of(access, meeting_id)
            case = self._case(meeting, case_id)
            decision = self._of_meeting(decision, meeting, case)
            if earlier := access.earlier(form):
                return earlier
            new = NewEntry(decision, access.today)
            if seen != case.last_number:
                # Somebody wrote since: refused by the log, unless it was this very form.
                return access.append(case, [new], seen, form)
            self._check(meeting, case, decision)
            receipt = access.append(case, [new], seen, form)
            if not receipt.repeated:
                number = decision.corrects or receipt.numbers[0]
                noted = kinds.MeetingDecided(case_id=case_id, number=number)
                written(access, meeting, [noted], form.part("meeting"))
            return receipt

    def finish(self, case_id: str, number: int, note: str, *, seen: int, form_key: str) -> Receipt:
        """What the team decided was done: for whom it was meant, or who may record in the case.

        CaseMovedOn when the decision itself was changed after number `seen`; what else was
        recorded since then is no matter.
        """
        access = self._access
        done = kinds.DecisionDone(decision_number=number, note=str(tidy(note)))
        form = sent_form(form_key, "finish", case_id, done)
        with access.store.log.together():
            case = access.case(case_id, Action.SEE_CASE)
            decision = _numbered(case, number)
            may_record = access.covers(access.actor.reach(Action.RECORD), case)
            if not may_record and not (decision and decision.decided.who == access.actor.staff_id):
                raise NotHere
            if earlier := access.earlier(form):
                return earlier
            if any(version.number > seen for version in case.versions(number)):
                access.check_seen(case, seen)
            check_done(case, number)
            return access.append(case, [NewEntry(done, access.today)], case.last_number, form)

    def _case(self, meeting: Meeting, case_id: str) -> Case:
        if meeting.position(case_id) < 0:
            raise NotHere
        try:
            return self._access.case(case_id, Action.ADVISE)
        except NotHere:
            raise InputRefused(CASE_GONE) from None

    def _check(self, meeting: Meeting, case: Case, decision: kinds.TeamDecided) -> None:
        if meeting.state is MeetingState.CLOSED:
            raise InputRefused(
                "Dit overleg is afgesloten. Open het weer om nog een besluit vast te leggen."
            )
        old = _numbered(case, decision.corrects)
        if decision.corrects and (old is None or old.decided.meeting_id != meeting.meeting_id):
            raise InputRefused("Kies een besluit van dit overleg om te verbeteren.")
        homes = self._access.homes(list(case.parts))
        roles = roles_in_words(self._access, case, homes)
        check_decision(case, decision, {member.staff_id: words for member, words in roles})

    def _of_meeting(
        self, decision: kinds.TeamDecided, meeting: Meeting, case: Case
    ) -> kinds.TeamDecided:
        """The decision as one of this meeting; without a task for anybody when nothing is decided.

        As the answer to a question it says how long the team reads along, as advice does.
        """
        update: dict[str, object] = {"meeting_id": meeting.meeting_id, "carried": None}
        update["access_ends_on"] = None
        if not decision.is_decided:
            update |= {"who": "", "due_on": None}
        elif case.was_put_to_support:
            days = case.card.support_access_school_days
            update["access_ends_on"] = case.school_days.after(self._access.today, days)
        return decision.model_copy(update=update)


def _numbered(case: Case, number: int | None) -> TeamDecision | None:
    return next((decision for decision in team_decisions(case) if decision.number == number), None)
