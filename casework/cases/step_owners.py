"""Whose step it is: each has one owner, by the class of the pupil that it is for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.cases.case import Case
from casework.cases.steps import StepState
from casework.people import Actor, Assignment, Home, Role
from casework.records import MentorTerm
from casework.year_groups import with_combined


@dataclass(frozen=True)
class Owner:
    """A role with its scope, as in an assignment: the mentor of a class, say.

    Two people who are mentor of one class together own its steps together.
    """

    role: Role
    scope: str = ""

    def is_held_by(self, actor: Actor) -> bool:
        """Whether this person is the owner, or one of two who share the role."""
        return any(held.role is self.role and self._is_of(held) for held in actor.assignments)

    def _is_of(self, held: Assignment) -> bool:
        """Of a combined class (1/2) the coordinators of both years share the role."""
        if self.role is Role.COORDINATOR and self.scope and held.scope:
            return int(self.scope) in with_combined(int(held.scope))
        return held.scope == self.scope


@dataclass(frozen=True)
class Surroundings:
    """Where pupils belong today, and who is, was or will be mentor of which class."""

    today: date
    homes: Mapping[str, Home]
    terms: Mapping[str, tuple[MentorTerm, ...]] = field(default_factory=dict)

    @classmethod
    def from_terms(
        cls, today: date, homes: Mapping[str, Home], terms: Iterable[MentorTerm]
    ) -> "Surroundings":
        """Those with the terms sorted by class."""
        by_class: dict[str, tuple[MentorTerm, ...]] = {}
        for term in terms:
            by_class[term.class_id] = (*by_class.get(term.class_id, ()), term)
        return cls(today, homes, by_class)

    def mentors(self, class_id: str) -> frozenset[str]:
        """Who is mentor of a class today."""
        terms = self.terms.get(class_id, ())
        return frozenset(term.staff_id for term in terms if term.holds_on(self.today))

    def mentors_so_far(self, class_id: str) -> frozenset[str]:
        """Who is or was mentor of a class."""
        terms = self.terms.get(class_id, ())
        return frozenset(term.staff_id for term in terms if term.starts_on <= self.today)


def owner_of(case: Case, state: StepState, around: Surroundings) -> Owner:
    """Who has to do a step."""
    return owner_for(case, Role(state.step.who), around, state.pupil_id)


def owner_for(case: Case, role: Role, around: Surroundings, pupil_id: str = "") -> Owner:
    """Who has to do something in this role, for one pupil or for the case as a whole.

    The pupil's own class decides; for the case as a whole that of the first gepeste. A class
    without a mentor passes it on to the next pupil's class, so that as long as the case has a
    mentor at all nothing in it is nobody's.
    """
    if role is Role.SUPPORT_TEAM:
        return Owner(role)
    homes = _homes_in_turn(case, around, pupil_id)
    if not homes:
        return Owner(role)
    if role is Role.COORDINATOR:
        return Owner(role, str(homes[0].year_group))
    if role is Role.TEAM_LEADER:
        return Owner(role, homes[0].team_id)
    classes = [home.class_id for home in homes]
    return Owner(role, next((c for c in classes if around.mentors(c)), classes[0]))


def _homes_in_turn(case: Case, around: Surroundings, pupil_id: str) -> list[Home]:
    own = [pupil_id] if pupil_id in case.parts else []
    pupils = [*own, *case.pupils("target"), *case.pupils("displaying"), *case.pupils()]
    return [around.homes[pupil] for pupil in pupils if pupil in around.homes]
