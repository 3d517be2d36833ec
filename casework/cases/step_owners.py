"""Whose step it is: each has one owner, by the class of the pupil that it is for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casework.card.model import Step
from casework.cases.case import Case
from casework.cases.involvement import homes_in
from casework.cases.planned_talks import planned_talks
from casework.cases.steps import StepState
from casework.entries import TeamDecided
from casework.labels import ROLES
from casework.people import Actor, Assignment, Home, Reach, Role, acting_role
from casework.records import MentorTerm
from casework.year_groups import with_combined


@dataclass(frozen=True)
class Owner:
    """A role with its scope, as in an assignment: the mentor of a class, say.

    Two people who are mentor of one class together own its steps together. Without a role it is
    nobody: there is no one all the way up.
    """

    role: Role | None
    scope: str = ""

    def is_held_by(self, actor: Actor) -> bool:
        """Whether this person is the owner, or one of two who share the role."""
        return any(held.role is self.role and self._is_of(held) for held in actor.assignments)

    def _is_of(self, held: Assignment) -> bool:
        """Of a combined class (1/2) the coordinators of both years share the role."""
        if self.role is Role.COORDINATOR and self.scope and held.scope:
            return int(self.scope) in with_combined(int(held.scope))
        return held.scope == self.scope

    @property
    def is_somebody(self) -> bool:
        """Whether there is anybody at all who has to do it."""
        return self.role is not None


NOBODY = Owner(None)


@dataclass(frozen=True)
class Surroundings:
    """Where pupils belong today, and who is, was or will be mentor of which class.

    `posts` are what anybody holds today; without them every year group and team is looked after.
    `led_by_school`: the teams of which the schoolleiding does the work. `team`: who is in the
    ondersteuningsteam. `away`: those who have
    something to do in one of these cases by name, and can no longer open it.
    """

    today: date
    homes: Mapping[str, Home]
    terms: Mapping[str, tuple[MentorTerm, ...]] = field(default_factory=dict)
    posts: Reach | None = None
    led_by_school: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    away: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_terms(
        cls, today: date, homes: Mapping[str, Home], terms: Iterable[MentorTerm]
    ) -> "Surroundings":
        """Those with the terms sorted by class."""
        by_class: dict[str, tuple[MentorTerm, ...]] = {}
        for term in terms:
            by_class[term.class_id] = (*by_class.get(term.class_id, ()), term)
        return cls(today, homes, by_class)

    def is_away(self, case: Case, staff_id: str) -> bool:
        """Whether somebody who has something to do in a case by name can no longer open it."""
        return (case.case_id, staff_id) in self.away

    def title_of(self, owner: Owner) -> str:
        """What an owner is at school: "leerlingcoördinator"; empty for nobody."""
        if owner.role is Role.TEAM_LEADER and owner.scope in self.led_by_school:
            return ROLES[Role.SCHOOL_LEADER]
        return ROLES[owner.role] if owner.role else ""

    def posts_at(self, homes: Iterable[Home]) -> Reach:
        """What is held around these homes today."""
        here = list(homes)
        classes = frozenset(home.class_id for home in here if self.mentors(home.class_id))
        if self.posts is not None:
            return replace(self.posts, classes=classes)
        return Reach(
            classes=classes,
            year_groups=frozenset(home.year_group for home in here),
            teams=frozenset(home.team_id for home in here),
        )

    def mentors(self, class_id: str) -> frozenset[str]:
        """Who is mentor of a class today."""
        terms = self.terms.get(class_id, ())
        return frozenset(term.staff_id for term in terms if term.holds_on(self.today))

    def mentors_so_far(self, class_id: str) -> frozenset[str]:
        """Who is or was mentor of a class."""
        terms = self.terms.get(class_id, ())
        return frozenset(term.staff_id for term in terms if term.starts_on <= self.today)


def named_in(case: Case) -> set[str]:
    """Who has something to do in a case by name: a question, a decision, a planned talk."""
    named = {talk.entry.recorded_by for talk in planned_talks(case)}
    if case.open_consult:
        named.add(case.open_consult.question.recorded_by)
    for entry in case.open_decisions:
        if isinstance(entry.payload, TeamDecided):
            named.add(entry.payload.who)
    return named


def role_of(step: Step) -> Role:
    """Whose step it is by the card. What the ondersteuningsteam cannot record is the mentor's."""
    role = Role(step.who)
    return Role.MENTOR if role is Role.SUPPORT_TEAM else role


def owner_of(case: Case, state: StepState, around: Surroundings) -> Owner:
    """Who has to do a step."""
    return owner_for(case, role_of(state.step), around, state.pupil_id)


def owner_for(case: Case, role: Role, around: Surroundings, pupil_id: str = "") -> Owner:
    """Who has to do something in this role, for one pupil or for the case as a whole.

    The pupil's own class decides; for the case as a whole that of the first gepeste. What nobody
    holds there is passed on to the next pupil's class; when nobody holds it anywhere the next role
    above acts: the leerlingcoördinator for a mentor, the teamleider for both. NOBODY when there
    is no one all the way up.
    """
    homes = _homes_in_turn(case, around, pupil_id)
    posts = around.posts_at(homes)
    acting = [(acting_role(role, home, posts), home) for home in homes]
    held = [(by, home) for by, home in acting if by is role]
    return next((_owner(by, home) for by, home in [*held, *acting] if by), NOBODY)


def _owner(role: Role, home: Home) -> Owner:
    scopes = {
        Role.MENTOR: home.class_id,
        Role.COORDINATOR: str(home.year_group),
        Role.TEAM_LEADER: home.team_id,
    }
    return Owner(role, scopes[role])


def _homes_in_turn(case: Case, around: Surroundings, pupil_id: str) -> list[Home]:
    own = [pupil_id] if pupil_id in case.parts else []
    pupils = [*own, *case.pupils("target"), *case.pupils("displaying"), *case.pupils()]
    in_turn = [around.homes[pupil] for pupil in pupils if pupil in around.homes]
    return [*in_turn, *homes_in(case, around.homes)]
