"""Who has a part in a case: by its level, by the steps that the card gives, and until when."""

from collections.abc import Mapping
from datetime import date, timedelta

from casework.cases.case import Case
from casework.cases.consult import Turn
from casework.cases.steps import StepStatus, step_states
from casework.people import FROM_LEVEL, CaseTies, Home, Role

BROUGHT_IN = frozenset({Role.COORDINATOR, Role.TEAM_LEADER})
NOT_ASKED = (StepStatus.LATER, StepStatus.OPTIONAL)
# Who stood in for somebody reads on what was closed meanwhile, and can still undo it.
DAYS_AFTER_CLOSING = timedelta(days=42)


def asked_roles(case: Case) -> frozenset[Role]:
    """The roles to which the card of this case gives a part besides those of its level.

    By a step that is asked, or by what it says of a level that was reached. It follows from the
    entries and the card alone, whatever the day.
    """
    card = case.card
    if not card.gives_early_parts:
        return frozenset()
    roles = {Role(level.who) for level in card.levels if level.number <= case.level}
    roles |= {
        Role(state.step.who)
        for state in step_states(case)
        if state.step.id in card.early_steps and state.status not in NOT_ASKED
    }
    return frozenset(role for role in roles & BROUGHT_IN if FROM_LEVEL[role] > case.level)


def homes_in(case: Case, homes: Mapping[str, Home]) -> list[Home]:
    """Where the pupils of a case belong, and the classes that were added to it.

    `homes` are those of its pupils.
    """
    return [homes[pupil] for pupil in case.parts if pupil in homes] + case.added_homes


def ties_of(case: Case, homes: Mapping[str, Home], *, is_consulted: bool) -> CaseTies:
    """What decides in whose sight this case is today."""
    turn = case.consults[-1].turn if case.consults else ""
    closed_on = case.closing.happened_on if case.closing else None
    return CaseTies(
        homes=homes_in(case, homes),
        level=case.level,
        asked=asked_roles(case),
        is_consulted=is_consulted,
        is_past=is_past(closed_on, turn, case.today),
    )


def is_past(closed_on: date | None, turn: str, today: date) -> bool:
    """Whether a case is long over: closed some weeks ago, and no question about it is open."""
    is_asked = turn not in ("", Turn.NOBODY)
    return closed_on is not None and not is_asked and closed_on < today - DAYS_AFTER_CLOSING


def is_history(closed_on: date | None, turn: str, last_year_began_on: date) -> bool:
    """Whether a case was over before last school year began, and no question about it is open.

    What still runs is no history, however long ago it began.
    """
    is_asked = turn not in ("", Turn.NOBODY)
    return closed_on is not None and not is_asked and closed_on < last_year_began_on
