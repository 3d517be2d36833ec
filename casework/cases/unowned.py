"""What in a case is on nobody's Vandaag: there is no one all the way up who could do it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from casework.cases.case import Case, CaseState
from casework.cases.consult import Turn
from casework.cases.escalation import proposed_level
from casework.cases.involvement import ties_of
from casework.cases.planned_talks import planned_talks
from casework.cases.step_owners import Surroundings, owner_for, owner_of, role_of
from casework.cases.steps import key_of, next_steps
from casework.cases.team_decisions import team_decisions
from casework.people import Action, Actor, Role


@dataclass(frozen=True)
class UnownedAsk:
    """One thing that waits for a role that nobody has; late by so many school days."""

    role: Role
    late_by: int = 0


def unowned_asks(case: Case, around: Surroundings, team: Collection[Actor]) -> list[UnownedAsk]:
    """Everything that this case asks and that stands on nobody's Vandaag.

    `team` is who sits in the ondersteuningsteam today.
    """
    asks = list(_of_consult(case, around, team))
    if case.state is not CaseState.CLOSED:
        asks += [*_of_steps(case, around), *_of_mentor(case, around)]
    return asks


def _of_steps(case: Case, around: Surroundings) -> Iterator[UnownedAsk]:
    """The open steps; one with a talk planned is on the Vandaag of who planned it."""
    planned = {
        talk.key for talk in planned_talks(case) if not around.is_away(case, talk.entry.recorded_by)
    }
    for state in next_steps(case):
        if key_of(state) not in planned and not owner_of(case, state, around).is_somebody:
            yield UnownedAsk(role_of(state.step), state.late_by(case))


def _of_mentor(case: Case, around: Surroundings) -> Iterator[UnownedAsk]:
    """A level to decide on, and what the team decided for somebody who is gone."""
    if owner_for(case, Role.MENTOR, around).is_somebody:
        return
    if proposed_level(case):
        yield UnownedAsk(Role.MENTOR)
    for decision in team_decisions(case):
        if decision.is_open and around.is_away(case, decision.decided.who):
            yield UnownedAsk(Role.MENTOR, decision.late_by(case))


def _of_consult(case: Case, around: Surroundings, team: Collection[Actor]) -> Iterator[UnownedAsk]:
    if not case.consults:
        return
    consult = case.consults[-1]
    late_by = _late_by(case, consult.due_on)
    has_mentor = owner_for(case, Role.MENTOR, around).is_somebody
    if consult.turn is Turn.TEAM and not _answering(case, around, team):
        yield UnownedAsk(Role.SUPPORT_TEAM, late_by)
    elif consult.turn is Turn.USE and not has_mentor and consult.asks_use_of(case.closing):
        yield UnownedAsk(Role.MENTOR, late_by)
    is_asker_gone = around.is_away(case, consult.question.recorded_by)
    if consult.turn is Turn.ASKER and not has_mentor and is_asker_gone:
        yield UnownedAsk(Role.MENTOR, late_by)


def _answering(case: Case, around: Surroundings, team: Collection[Actor]) -> list[Actor]:
    """The members who can answer: not the one who asked, nor who is mentor in this case."""
    asker = case.consults[-1].question.recorded_by
    ties = ties_of(case, around.homes, is_consulted=True)
    return [
        member
        for member in team
        if member.staff_id != asker and Role.MENTOR not in member.roles_with(Action.SEE_CASE, ties)
    ]


def _late_by(case: Case, due_on: date | None) -> int:
    return max(0, case.school_days.between(due_on, case.today)) if due_on else 0
