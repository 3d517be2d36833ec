"""A demo school in which every form with words can be opened: what it lacks is done in it first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.team_decisions import team_decisions
from casework.desk import Access, Desk
from casework.entries import NewEntry
from casework.errors import ReasonNeeded
from casework.read_log import ReadAct
from casework.unusual_reading import LIMITS
from casework.words import AMSTERDAM
from data import school_key
from data.store import Store
from tests.browser.conftest import keys_in
from ui.case import decisions, line_acts

MENTOR = "Samira el Idrissi"
MEMBER = "Rania Haddad"
LEADER = "Anneke van der Linden"
ADMIN = "Henk Boersma"
PRIVACY = "Nadia Groothuis"
WEEK = timedelta(days=7)


def prepare_school(folder: Path) -> dict[str, str]:
    """In the demo school of `folder`, as a server opens it; the ids for its addresses."""
    with keys_in(folder):
        store = Store.open(folder / "demo", school_key.find(folder / "demo"))
        try:
            return _Preparation(store).ids()
        finally:
            store.close()


def _today() -> date:
    return datetime.now(AMSTERDAM).date()


@dataclass(frozen=True)
class _Preparation:
    """Looks up what is there, and has colleagues do what is not."""

    store: Store

    def ids(self) -> dict[str, str]:
        """By the names that the addresses of the forms have for them."""
        asked, decided, waiting, *_ = self._running()
        for case in (asked, decided, waiting):
            self._ask_team(case)
        self._ask_mentor(asked)
        self._print_much()
        office = self._desk(ADMIN).office
        office.card.change({("motto",): "Wij kijken niet weg"})
        signals = self._desk(MENTOR).signals.waiting()
        admin_class = office.classes(office.present_year().school_year)[0].class_id
        pupil = office.class_list(admin_class)[0].pupil_id
        return {
            **self._of_lines(),
            "asked": asked.case_id,
            "decided": decided.case_id,
            "waiting": waiting.case_id,
            "hard": self._hard(),
            "meeting": self._meet(decided),
            "waiting_meeting": self._prepare_meeting(asked),
            "signal": signals[0][0].signal_id,
            "advised": self._advised(),
            "old": self._old(),
            "closed": self._first(CaseState.CLOSED).case_id,
            "to_merge": self._to_merge(),
            "proposed": next(case.case_id for case in self._cases() if case.proposal),
            "class": admin_class,
            "pupil": pupil,
            "member": office.people.find()[-1].staff_id,
            "team": office.groups.teams()[0].team_id,
            "year": office.school_years()[0].school_year,
            "guide": office.card.current().guides[0].id,
            **self._of_aftercare(),
        }

    def _old(self) -> str:
        """A case of so long ago that it opens with a reason."""
        desk = self._desk(LEADER)
        for summary in desk.cases.all():
            try:
                desk.cases.open(summary.case_id)
            except ReasonNeeded:
                return summary.case_id
        raise LookupError("no case of before last school year")

    def _print_much(self) -> None:
        """So much of the mentor's reading is on record today that it is shown as unusual."""
        mentor, now = self._desk(MENTOR).actor.staff_id, datetime.now(UTC)
        cases = [summary.case_id for summary in self._desk(MENTOR).cases.all()]
        for number in range(LIMITS.files):
            case_id = cases[number % len(cases)]
            self.store.access_log.noted(mentor, case_id, ReadAct.PRINTED, now, str(number))

    def _desk(self, name: str) -> Desk:
        today = _today()
        people = self.store.accounts.people_to_be(today)
        staff_id = next(person.staff_id for person in people if person.name == name)
        actor = self.store.school.actor(staff_id, today)
        assert actor is not None
        store = self.store
        return Desk(Access(actor, store, today, lambda: datetime.now(UTC), lambda: str(uuid4())))

    def _cases(self) -> list[Case]:
        desk = self._desk(MENTOR)
        return [desk.cases.open(summary.case_id).case for summary in desk.cases.all()]

    def _first(self, state: CaseState) -> Case:
        return next(case for case in self._cases() if case.state is state)

    def _running(self) -> list[Case]:
        """Cases in which the mentor can ask the team, and no proposal is in the way."""
        return [
            case
            for case in self._cases()
            if case.state is CaseState.RUNNING and not case.proposal and not case.consults
        ]

    def _record(self, name: str, case_id: str, payload: kinds.Payload, step: str = "") -> None:
        desk = self._desk(name)
        new = NewEntry(payload, desk.today, step)
        seen = desk.cases.open(case_id).case.last_number
        desk.cases.record(case_id, [new], seen=seen, form_key=str(uuid4()))

    def _ask_team(self, case: Case) -> None:
        step = next(step.id for step in case.card.steps if step.form == kinds.SupportAsked.kind)
        self._record(MENTOR, case.case_id, kinds.SupportAsked(question="Wie kijkt mee?"), step)

    def _ask_mentor(self, case: Case) -> None:
        self._record(MEMBER, case.case_id, kinds.SupportMoreAsked(question="Op welke dagen?"))

    def _meet(self, case: Case) -> str:
        """A meeting that is at this case, with a decision that the mentor has to carry out."""
        desk, mentor = self._desk(MEMBER), self._desk(MENTOR).actor.staff_id
        own, case_id = desk.actor.staff_id, case.case_id
        meeting_id = desk.meetings.start([case_id], [own], "", str(uuid4())).subject_id
        place = desk.meetings.open(meeting_id).meeting.place_number
        desk.meetings.turn_to(meeting_id, case_id, seen=place, form_key=str(uuid4()))
        decided = kinds.TeamDecided(
            meeting_id="", who=mentor, due_on=desk.today + WEEK, decision="Bel de ouders."
        )
        seen = desk.cases.open(case_id).case.last_number
        desk.decisions.decide(meeting_id, case_id, decided, seen=seen, form_key=str(uuid4()))
        assert team_decisions(self._desk(MENTOR).cases.open(case_id).case)
        return meeting_id

    def _prepare_meeting(self, case: Case) -> str:
        """A meeting that has not begun."""
        desk = self._desk(MEMBER)
        members = [desk.actor.staff_id]
        return desk.meetings.start([case.case_id], members, "", str(uuid4())).subject_id

    def _hard(self) -> str:
        """A case that the team may open with a reason, far enough up in the list to be drawn."""
        cases = self._desk(MEMBER).support.hard_cases()
        return next(case.case_id for case in cases if not case.may_open)

    def _advised(self) -> str:
        """A case with advice of which it is not said yet what was done."""
        desk = self._desk(MENTOR)
        files = [desk.cases.open(summary.case_id) for summary in desk.cases.all()]
        return next(
            file.case.case_id for file in files if "advice" in decisions.offered(desk, file)
        )

    def _to_merge(self) -> str:
        desk = self._desk(MENTOR)
        return next(case.case_id for case in self._cases() if desk.merging.candidates(case.case_id))

    def _of_lines(self) -> dict[str, str]:
        """A case with a line of the timeline to put right, add to and strike out."""
        desk = self._desk(MENTOR)
        for summary in desk.cases.all():
            file = desk.cases.open(summary.case_id)
            for entry in file.case.entries:
                if {"correct", "add", "strike", "other"} <= line_acts.offered(file, entry).keys():
                    return {"case": file.case.case_id, "line": str(entry.number)}
        raise LookupError("no line can be put right")

    def _of_aftercare(self) -> dict[str, str]:
        """A case that stopped, with a talk of nazorg to come."""
        desk = self._desk(MENTOR)
        for case in self._cases():
            for state in desk.cases.open(case.case_id).steps:
                if state.step.per == "moment" and state.is_open:
                    return {
                        "stopped": case.case_id,
                        "moment_step": state.step.id,
                        "moment_pupil": state.pupil_id,
                        "moment": str(state.occurrence),
                    }
        raise LookupError("no talk of nazorg is to come")
