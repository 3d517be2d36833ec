"""What is done in the demo school through a desk: a card, a merge, a split, meetings, notes."""

from dataclasses import dataclass
from datetime import date, datetime

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.merging import Split
from casework.cases.steps import StepState, next_steps
from casework.desk import Access, Desk
from casework.entries import NewEntry
from casework.people import Action, Role
from casework.records import Pupil, Receipt
from data.store import Store
from demo.clock import moment
from demo.meetings import TeamMeetings
from demo.roster.school import DemoSchool
from demo.roster.staffing import PERSONAS
from demo.words import note

AFTER_SCHOOL = 15 * 60 + 10
TEAM_HEARS_WITHIN = 3
# How many school days ago, what began, and whether it is for the own team alone.
ANNOTATIONS = (
    (150, "meer toezicht op het plein in de pauze", True),
    (40, "week tegen pesten", False),
)
VIEW = {"t_vraag": "card"}


@dataclass(frozen=True)
class DeskActs:
    """Acts in the first school, after its cases; `cases` has the ids of those with a name."""

    store: Store
    school: DemoSchool
    cases: dict[str, str]

    def run(self) -> None:
        """All of them, on the days on which they fell; what cannot be on this day is left out."""
        if self.school.clock.second_card_from <= self.school.clock.latest:
            self._change_card(self.school.clock.day(self.school.clock.second_card_from))
        self._merge()
        self._split()
        self._write_together()
        self._look_into()
        self._ask_more()
        TeamMeetings(self.store, self.school, self._member_at).run()
        self._add_to_figures()
        self._plan_talks()
        self._put_right()

    def _plan_talks(self) -> None:
        """Samira plans the next talk of a case, and speaks to a gepeste before nazorg begins."""
        desk = self._desk(Role.MENTOR, "2B", self._latest)
        cases = [
            desk.cases.open(one.case_id).case for one in desk.cases.all() if one.state == "running"
        ]
        waiting = [(case, state) for case in cases for state in next_steps(case)]
        in_time = (
            (case, state)
            for case, state in waiting
            if kinds.TalkPlanned.fits_step(state.step) and not state.late_by(case)
        )
        case, state = next(in_time, (None, None))
        if case and state:
            self._plan_talk(desk, case, state)
        self._talk_early(desk)

    def _plan_talk(self, desk: Desk, case: Case, state: StepState) -> None:
        day = self.school.clock.day(self.school.clock.latest + 2)
        plan = kinds.TalkPlanned(
            planned_on=day,
            at="10:15",
            occurrence=state.occurrence,
            place="lokaal 12",
            with_whom="een van de ouders" if state.step.form == "parents_informed" else "",
        )
        self._record(desk, case, NewEntry(plan, self._latest, state.step.id, state.pupil_id))

    def _talk_early(self, desk: Desk) -> None:
        """An extra talk: the nazorg itself has not begun, and stays."""
        for summary in desk.cases.all():
            if summary.state != "stopped" or not desk.may(Action.RECORD):
                continue
            case = desk.cases.open(summary.case_id).case
            later = [m for m in case.current_aftercare if m.window_starts_on > self._latest]
            early = [m for m in later if m.is_open and m.aftercare == "target"]
            if early:
                done = kinds.AftercareDone(
                    planned_number=early[0].number,
                    outcome="stopped",
                    notes="Even gesproken op de gang; het gaat goed.",
                )
                pupil = early[0].planned.pupil_id
                self._record(desk, case, NewEntry(done, self._latest, "aftercare", pupil))
                return

    def _put_right(self) -> None:
        """In the group case of two classes: a slip taken back, a wrong pupil, one class more."""
        desk = self._desk(Role.COORDINATOR, "2", self._latest)
        case = self._running(desk, "two classes")
        if not case:
            return
        slip = NewEntry(kinds.HandoverNoted(note="Bij de verkeerde zaak getypt."), self._latest)
        number = self._record(desk, case, slip).numbers[0]
        desk.undoing.undo(case.case_id, number, form_key=self.school.new_id())
        self._replace_bystander(desk, case)
        classes = {c.name: c.class_id for c in desk.case_acts.classes_to_add(case.case_id)}
        if "2F" in classes:
            seen = desk.cases.open(case.case_id).case.last_number
            desk.case_acts.add_class(
                case.case_id, classes["2F"], seen=seen, form_key=self.school.new_id()
            )

    def _replace_bystander(self, desk: Desk, case: Case) -> None:
        bystanders = case.pupils("bystander")
        home = case.parts[bystanders[0]].home.class_id if bystanders else ""
        others = [
            pupil.pupil_id
            for pupil in (desk.school.class_list(home) if home else ())
            if pupil.pupil_id not in case.parts_ever
        ]
        if others:
            act = kinds.PupilReplaced(
                instead=others[0], follows=True, reason="De naam erboven aangetikt."
            )
            self._record(desk, case, NewEntry(act, self._latest, pupil_id=bystanders[0]))

    def _record(self, desk: Desk, case: Case, new: NewEntry) -> Receipt:
        seen = desk.cases.open(case.case_id).case.last_number
        key = self.school.new_id()
        return desk.cases.record(case.case_id, [new], seen=seen, form_key=key)

    def _change_card(self, day: date) -> None:
        """The docententeam hears sooner; cases that were running keep their own term."""
        card = self._desk(Role.ADMIN, "", day).office.card
        card.change({("steps", "inform_team", "school_days"): TEAM_HEARS_WITHIN})
        draft = card.draft()
        if draft:
            card.take_into_use(draft.stamp, note(self.school.rng, "card", "note"))

    def _merge(self) -> None:
        """What seemed a new case of 2B is the older one that goes on."""
        desk = self._desk(Role.MENTOR, "2B", self._latest)
        older, small = (self._running(desk, name) for name in ("older", "small"))
        if older and small:
            reason = note(self.school.rng, "bounds", "merge")
            key = self.school.new_id()
            desk.merging.merge(
                older.case_id, small.case_id, reason, seen=older.last_number, form_key=key
            )

    def _split(self) -> None:
        """In a case of 3H2 there are two: the second gepeste has one of her or his own."""
        desk = self._desk(Role.MENTOR, "3H2", self._latest)
        case = self._running(desk, "two in one")
        if case and len(case.reports) > 1:
            split = Split(
                roles={
                    case.pupils("target")[-1]: "target",
                    case.pupils("displaying")[-1]: "displaying",
                },
                reports=[case.reports[-1][0].number],
                staying=frozenset(),
                reason=note(self.school.rng, "bounds", "split"),
            )
            key = self.school.new_id()
            desk.merging.split(case.case_id, split, seen=case.last_number, form_key=key)

    def _add_to_figures(self) -> None:
        """The teamleider of the onderbouw adds two annotations and a target, and keeps a view."""
        clock, team_id = self.school.clock, self.school.teams["Onderbouw"]
        notes = self._desk(Role.TEAM_LEADER, "Onderbouw", self._latest).trend_notes
        for ago, text, is_of_team in ANNOTATIONS:
            day, of_team = clock.day(clock.latest - ago), team_id if is_of_team else ""
            notes.annotate(day, text, team_id=of_team, form_key=self.school.new_id())
        notes.set_target(team_id, "aftercare", "90")
        notes.keep_view("Mijn onderbouw, nazorg", VIEW, form_key=self.school.new_id())

    def _write_together(self) -> None:
        """A colleague of the ondersteuningsteam wrote a first text, and waits for akkoord."""
        desk, case_id = self._other_member(), self.cases.get("asked", "")
        if case_id in {question.case_id for question in desk.support.queue()}:
            text = note(self.school.rng, "support", "draft")
            names = [pupil.name.given for pupil in self._pupils_of(desk.cases.open(case_id).case)]
            desk.advice.save(case_id, text.format(*names), 0)

    def _look_into(self) -> None:
        """The same colleague opened a hard case of 3H2 with a reason."""
        desk, case_id = self._other_member(), self.cases.get("serious", "")
        if case_id in {case.case_id for case in desk.support.hard_cases()}:
            reason = note(self.school.rng, "support", "look")
            desk.support.look_into(case_id, reason, self.school.new_id())

    def _ask_more(self) -> None:
        """The leerlingcoördinator of year 2 puts a question, and the team asks for more first."""
        asker, member = self._desk(Role.COORDINATOR, "2", self._latest), self._other_member()
        case = self._running(asker, "two classes")
        if not case or case.consults:
            return
        for desk, step in ((asker, "support"), (member, "")):
            names = [pupil.name.given for pupil in self._pupils_of(case)]
            which = "question" if step else "more_asked"
            words = note(self.school.rng, "support", which, d=len(names) - 1).format(*names)
            kind = kinds.SupportAsked if step else kinds.SupportMoreAsked
            new = NewEntry(kind(question=words), self._latest, step)
            seen = desk.cases.open(case.case_id).case.last_number
            desk.cases.record(case.case_id, [new], seen=seen, form_key=self.school.new_id())

    def _pupils_of(self, case: Case) -> list[Pupil]:
        pupils = self.store.school.pupils(case.parts, self._latest)
        return [pupils[pupil] for pupil in case.pupils("target", "displaying") if pupil in pupils]

    @property
    def _latest(self) -> date:
        return self.school.clock.day(self.school.clock.latest)

    def _other_member(self) -> Desk:
        """The desk of the first member of the ondersteuningsteam whom no visitor can be."""
        member = next(
            person.staff_id
            for person in self.school.staff
            if any(task.role is Role.SUPPORT_TEAM for task in person.assignments)
            and person.staff_id not in self.school.personas
        )
        return self._desk_of(member, self._latest)

    def _desk(self, role: Role, scope: str, day: date, at: datetime | None = None) -> Desk:
        """The desk of one of the people to be, at that moment or else at the end of that day."""
        place = [persona[:2] for persona in PERSONAS].index((role, scope))
        return self._desk_of(self.school.personas[place], day, at)

    def _desk_of(self, staff_id: str, day: date, at: datetime | None = None) -> Desk:
        actor = self.store.school.actor(staff_id, day)
        if actor is None:
            raise LookupError("nobody with this id works here on that day")
        now = at or moment(day, AFTER_SCHOOL)
        return Desk(Access(actor, self.store, day, lambda: now, self.school.new_id))

    def _member_at(self, day: date, at: datetime) -> Desk:
        """The desk of the member of the ondersteuningsteam at that moment."""
        return self._desk(Role.SUPPORT_TEAM, "", day, at)

    def _running(self, desk: Desk, name: str) -> Case | None:
        """The case of that name as its mentor opens it; None when it does not run."""
        case_id = self.cases.get(name, "")
        if not desk.may(Action.RECORD) or not desk.cases.in_sight([case_id]):
            return None
        case = desk.cases.open(case_id).case
        return case if case.state is CaseState.RUNNING else None
