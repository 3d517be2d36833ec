"""Which level a case should have: proposed with a reason, decided by a person."""

from dataclasses import dataclass

from casework import entries as kinds
from casework.entries import CaseView
from casework.entries.aftercare import NOT_STOPPED
from casework.entries.endings import CLOSED

HIGHEST_LEVEL = 3


@dataclass(frozen=True)
class Proposal:
    """A higher level that the card asks for; `cause` is a code of the card's list."""

    level: int
    cause: str


def proposed_level(case: CaseView) -> Proposal | None:
    """The next level when something since the last decision asks for it, else nothing.

    Level 2 comes with a second melding, level 3 when it does not stop after level 2: a further
    melding, or a measure or nazorg with the outcome gelijk or erger. A nazorg with that outcome
    asks for the next level at every level (the card: "Stopt het pesten niet").
    """
    if case.level >= HIGHEST_LEVEL or case.state == CLOSED:
        return None
    cause = _cause_since(case, _last_decision(case))
    return Proposal(case.level + 1, cause) if cause else None


def comes_next(case: CaseView) -> int | None:
    """The level that a further melding would bring; None when there is no higher one."""
    return case.level + 1 if case.level < HIGHEST_LEVEL else None


def _last_decision(case: CaseView) -> int:
    decided = [
        e.number for e, reached in case.of(kinds.LevelReached) if reached.level == case.level
    ]
    declined = [
        entry.number
        for entry, payload in case.of(kinds.LevelDeclined)
        if payload.proposed > case.level
    ]
    return max([*decided, *declined], default=0)


def _cause_since(case: CaseView, number: int) -> str:
    if any(entry.number > number and report.ordinal > 1 for entry, report in case.reports):
        return "second_report" if case.level == 1 else "report_after_level_2"
    outcomes = ((entry.number, done.outcome) for entry, done in case.of(kinds.AftercareDone))
    if any(n > number and outcome in NOT_STOPPED for n, outcome in outcomes):
        return "aftercare_worse"
    if case.level == HIGHEST_LEVEL - 1 and _measure_failed_since(case, number):
        return "not_stopped"
    return ""


def _measure_failed_since(case: CaseView, number: int) -> bool:
    return any(
        entry.number > number and review.outcome in NOT_STOPPED
        for entry, review in case.of(kinds.MeasureReviewed)
    )
