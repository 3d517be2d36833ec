"""What figures are made of, whose they are, and when they are exact.

Exactness is decided here and nowhere else: `is_exact` is no unless scope, way and setting say yes.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.facts.relations import (
    AftercareRelation,
    CalendarRelation,
    CardRelation,
    CaseDayRelation,
    CaseRelation,
    ClassRelation,
    ClosingRelation,
    ConsultRelation,
    EnrolmentRelation,
    PastCaseRelation,
    PreventionRelation,
    Relation,
    ReportRelation,
    ScoreRelation,
    StepRelation,
    TurnRelation,
)
from casework.people import WHOLE_SCHOOL, FigureScope

__all__ = ["WHOLE_SCHOOL", "FigureFilter", "FigureScope", "Figures", "Way", "is_exact"]


class Way(StrEnum):
    """Where figures go: to the own screen of who asked, or out of it."""

    SCREEN = "screen"
    MEETING = "meeting"
    FILE = "file"


@dataclass(frozen=True)
class FigureFilter:
    """What a figure is limited to; empty fields do not limit, and all of them combine."""

    school_year: str = ""
    team_id: str = ""
    year_group: int = 0
    class_id: str = ""
    kind: str = ""


def is_exact(way: Way, *, is_own_scope: bool, school_allows: bool) -> bool:
    """Whether figures may be shown exactly: on the own screen, of the own scope, and so set."""
    return way is Way.SCREEN and is_own_scope and school_allows


@dataclass(frozen=True)
class Figures:
    """The coded facts, as relations already cut to what the viewer may see.

    `closings` are for the recurrence of bullying, `turns` for a replay to a day, `card` has the
    steps of each version of the card. `is_exact`: whether the numbers may be shown as they are;
    without it only what `suppression` makes of them may be. `hidden_kinds`: the kinds of which a
    count of 1 to 4 stays hidden in exact figures too; `sensitive_kinds`: those of which it does in
    a table by class or year group, however wide the filter.
    """

    cases: CaseRelation
    reports: ReportRelation
    aftercare: AftercareRelation
    prevention: PreventionRelation
    enrolments: EnrolmentRelation
    classes: ClassRelation
    calendar: CalendarRelation
    steps: StepRelation
    scores: ScoreRelation
    closings: ClosingRelation
    card: CardRelation
    turns: TurnRelation
    is_exact: bool = False
    hidden_kinds: frozenset[str] = frozenset()
    sensitive_kinds: frozenset[str] = frozenset()
    version: int = 0

    def derived(
        self,
        name: str,  # noqa: ARG002
        make: Callable[["Figures"], Relation],
    ) -> Relation:
        """What `make` works out of these relations, by a name that says all that it depends on.

        Whoever hands out the relations may work it out once for every filter of one scope: so each
        row is of one case, and has the columns team_id, year_group, class_id and kinds.
        """
        return make(self)

    def with_exactness(
        self,
        *,
        is_exact: bool,
        hidden_kinds: frozenset[str],
        sensitive_kinds: frozenset[str] = frozenset(),
    ) -> "Figures":
        """These figures with how they may be shown; no relation has to be made for it."""
        marked = copy(self)
        object.__setattr__(marked, "is_exact", is_exact)
        object.__setattr__(marked, "hidden_kinds", hidden_kinds)
        object.__setattr__(marked, "sensitive_kinds", sensitive_kinds)
        return marked


FiguresByFilter = Callable[[FigureFilter], Figures]
"""The figures under a filter, checked against the scope of who asks (NotHere beyond it)."""


@dataclass(frozen=True)
class SupportFigures:
    """The facts behind the figures of the ondersteuningsteam, of the whole school."""

    consults: ConsultRelation
    cases: CaseRelation
    calendar: CalendarRelation


@dataclass(frozen=True)
class Comparison:
    """What one case is held against: the other cases of the whole school.

    `cases`: those that were opened since `since`; `past`: the closed ones, with their likeness and
    what helped.
    """

    cases: CaseDayRelation
    past: PastCaseRelation
    calendar: CalendarRelation
    since: date
