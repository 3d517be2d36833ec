"""What is done in the made-up school at a real desk: a card, a merge, a split, meetings, marks."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.case import Case, CaseState
from casework.desk import Desk
from casework.merging import Split
from casework.people import Action, Role
from data.demo.casting import moment
from data.demo.meetings import MEMBER, TeamMeetings
from data.demo.school import DemoSchool
from data.demo.staffing import PERSONAS
from data.demo.words import said
from data.store import Store

AFTER_SCHOOL = 15 * 60 + 10
TEAM_HEARS_WITHIN = 3
# How many school days ago, what began, and whether it is for the own team alone.
MARKS = (
    (150, "meer toezicht op het plein in de pauze", True),
    (40, "week tegen pesten", False),
)
VIEW = {"t_vraag": "card"}


@dataclass(frozen=True)
class Epilogue:
    """The last acts of the first school; `cases` are the ids of those that have a name."""

    store: Store
    school: DemoSchool
    cases: dict[str, str]

    def play(self) -> None:
        """All of them, on the days on which they fell; what cannot be on this day is left out."""
        if self.school.clock.second_card_from <= self.school.clock.latest:
            self._change_card(self.school.clock.day(self.school.clock.second_card_from))
        self._merge()
        self._split()
        self._add_to_figures()
        TeamMeetings(self.store, self.school, self._member_at).play()

    def _change_card(self, day: date) -> None:
        """The docententeam hears sooner; cases that were running keep their own term."""
        desk = self._desk(Role.ADMIN, "", day)
        if desk:
            card = desk.office.card
            card.change({("steps", "inform_team", "school_days"): TEAM_HEARS_WITHIN})
            draft = card.draft()
            if draft:
                card.take_into_use(draft.stamp, said(self.school.rng, "card", "note"))

    def _merge(self) -> None:
        """What seemed a new case of 2B is the older one that goes on."""
        desk = self._desk(Role.MENTOR, "2B", self.school.clock.day(self.school.clock.latest))
        older, small = (self._running(desk, name) for name in ("older", "small"))
        if desk and older and small:
            reason = said(self.school.rng, "bounds", "merge")
            key = self.school.new_id()
            desk.merge(older.case_id, small.case_id, reason, seen=older.last_number, form_key=key)

    def _split(self) -> None:
        """In a case of 3H2 there are two: the second gepeste has one of her or his own."""
        desk = self._desk(Role.MENTOR, "3H2", self.school.clock.day(self.school.clock.latest))
        case = self._running(desk, "two in one")
        if desk and case and len(case.reports) > 1:
            split = Split(
                roles={
                    case.pupils("target")[-1]: "target",
                    case.pupils("displaying")[-1]: "displaying",
                },
                reports=[case.reports[-1][0].number],
                staying=frozenset(),
                reason=said(self.school.rng, "bounds", "split"),
            )
            key = self.school.new_id()
            desk.split(case.case_id, split, seen=case.last_number, form_key=key)

    def _add_to_figures(self) -> None:
        """The teamleider of the onderbouw marks two beginnings, sets a target and keeps a view."""
        clock = self.school.clock
        desk = self._desk(Role.TEAM_LEADER, "Onderbouw", clock.day(clock.latest))
        if desk is None:
            return
        team_id = self.school.teams["Onderbouw"]
        for back, text, whose in MARKS:
            desk.annotate(
                clock.day(clock.latest - back),
                text,
                team_id=team_id if whose else "",
                form_key=self.school.new_id(),
            )
        desk.set_target(team_id, "aftercare", "90")
        desk.keep_view("Mijn onderbouw, nazorg", VIEW, form_key=self.school.new_id())

    def _desk(self, role: Role, scope: str, day: date) -> Desk | None:
        """The desk of one of the people to be, at the end of that day."""
        at = [(held, where) for held, where, _ in PERSONAS].index((role, scope))
        actor = self.store.school.actor(self.school.personas[at], day)
        if actor is None:
            return None
        now = moment(day, AFTER_SCHOOL)
        return Desk(actor, self.store, day, lambda: now, self.school.new_id)

    def _member_at(self, day: date, at: datetime) -> Desk | None:
        """The desk of the member of the ondersteuningsteam at that moment."""
        desk = self._desk(*MEMBER, day)
        return replace(desk, now=lambda: at) if desk else None

    def _running(self, desk: Desk | None, name: str) -> Case | None:
        """The case of that name as its mentor opens it; None when it does not run."""
        case_id = self.cases.get(name, "")
        if desk is None or not desk.may(Action.RECORD) or not desk.in_sight([case_id]):
            return None
        case = desk.case(case_id).case
        return case if case.state is CaseState.RUNNING else None
