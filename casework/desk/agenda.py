"""What is due, late or new for one person, one line each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.case import Case, CaseState
from casework.escalation import proposed_level
from casework.people import Actor, Role
from casework.steps import StepState, next_steps
from casework.store import CaseGlance


class Urgency(StrEnum):
    """Why a line is on the list; also its order."""

    SERIOUS = "serious"
    LATE = "late"
    NEW = "new"
    DUE = "due"
    COMING = "coming"


@dataclass(frozen=True)
class AgendaItem:
    """One thing to do in one case; without names, so that a glance over a shoulder tells nothing.

    `step_id` is empty for a line about the case as a whole (new, or a level to decide on).
    """

    case_id: str
    label: str
    class_names: tuple[str, ...]
    urgency: Urgency
    step_id: str = ""
    title: str = ""
    due_on: date | None = None
    late_by: int = 0
    count: int = 1
    proposed_level: int = 0


OWNERS = {
    "mentor": Role.MENTOR,
    "coordinator": Role.COORDINATOR,
    "team_leader": Role.TEAM_LEADER,
    "support_team": Role.SUPPORT_TEAM,
}
SCHOOL_DAYS_AHEAD = 5
ASKED = "Vraag aan het ondersteuningsteam"
ADVISED = "Advies gekregen: leg vast wat ermee is gedaan"


Seat = tuple[CaseGlance, Case, Collection[Role]]


def agenda_of(actor: Actor, seats: Iterable[Seat]) -> list[AgendaItem]:
    """The lines for `actor`, the most urgent first.

    `seats` are the open cases in sight, each with the roles that this person has in that case:
    who is mentor elsewhere gets no lines of a mentor here.
    """
    items = [item for seat in seats for item in _items(actor, *seat)]
    order = list(Urgency)
    return sorted(items, key=lambda i: (order.index(i.urgency), i.due_on or date.min, i.label))


def _items(
    actor: Actor, glance: CaseGlance, case: Case, roles: Collection[Role]
) -> list[AgendaItem]:
    if case.state is CaseState.CLOSED:
        return []
    items = list(_step_items(glance, case, roles))
    proposal = proposed_level(case)
    if proposal and Role.MENTOR in roles:
        items.append(_line(glance, Urgency.NEW, proposed_level=proposal.level))
    if case.waits_for_advice and Role.SUPPORT_TEAM in roles:
        items.append(_line(glance, Urgency.NEW, step_id="support", title=ASKED))
    if case.advice_is_new and Role.MENTOR in roles:
        items.append(_line(glance, Urgency.NEW, step_id="support", title=ADVISED))
    if Role.MENTOR in roles and all(e.recorded_by != actor.staff_id for e in case.entries):
        items.append(_line(glance, Urgency.NEW))
    return items


def _step_items(glance: CaseGlance, case: Case, roles: Collection[Role]) -> Iterable[AgendaItem]:
    grouped: dict[tuple[str, date | None], list[StepState]] = {}
    for state in next_steps(case):
        if OWNERS[state.step.who] in roles:
            grouped.setdefault((state.step.id, state.due_on), []).append(state)
    for states in grouped.values():
        first = states[0]
        yield _line(
            glance,
            _urgency(first, case),
            step_id=first.step.id,
            title=first.step.title,
            due_on=first.due_on,
            late_by=first.late_by(case),
            count=len(states),
        )


def _urgency(state: StepState, case: Case) -> Urgency:
    if state.step.required == "serious":
        return Urgency.SERIOUS
    if state.late_by(case):
        return Urgency.LATE
    ahead = case.school_days.after(case.today, SCHOOL_DAYS_AHEAD)
    return Urgency.DUE if state.due_on and state.due_on <= ahead else Urgency.COMING


def _line(
    glance: CaseGlance,
    urgency: Urgency,
    *,
    step_id: str = "",
    title: str = "",
    due_on: date | None = None,
    late_by: int = 0,
    count: int = 1,
    proposed_level: int = 0,
) -> AgendaItem:
    return AgendaItem(
        glance.case_id,
        glance.label,
        glance.class_names,
        urgency,
        step_id,
        title,
        due_on,
        late_by,
        count,
        proposed_level,
    )
