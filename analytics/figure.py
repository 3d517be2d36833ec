"""A figure of Trends as one record: its question, computation, publishable tables and chart."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

QUESTIONS = (
    "how_often",
    "where_and_when",
    "how_long",
    "levels",
    "does_it_stop",
    "aftercare",
    "card",
    "prevention",
)
"""The questions that figures answer, in the order of the screen; each is a short page."""


@dataclass(frozen=True)
class Figure:
    """One figure of Trends; everything that shows, exports or links it reads it from here.

    `key`: its name in addresses and targets. `question`: one of QUESTIONS, `order` its place
    there. `basis`: which cases are behind it (None: none), `subgroups`: by which of their codes a
    subgroup can be pressed ("class_id", "level", "outcome", ...), `step`: the one step it is about.
    `compute`: the exact result for one view; it is also computed for the year before where
    `has_before`. `publishable`: the names of the report tables (disclosure.report_tables) that may
    leave the program in its place; () for none. `chart`: the module of ui.charts that draws it.
    """

    key: str
    question: str
    order: int
    basis: Basis | None
    compute: Callable[[Figures, View], Any]
    chart: str
    subgroups: tuple[str, ...] = ()
    publishable: tuple[str, ...] = ()
    has_before: bool = True
    step: str = ""


@dataclass(frozen=True, eq=False)
class ComputedFigure:
    """The result of a figure for a view, and for that view a year before (None: there is none)."""

    figure: Figure
    view: View
    now: Any
    before: Any = None


def compute_figure(figure: Figure, figures: Figures, view: View) -> ComputedFigure:
    """Compute `figure` over these relations, now and as far in the year before."""
    earlier = view.a_year_before() if figure.has_before else None
    now = figure.compute(figures, view)
    return ComputedFigure(figure, view, now, figure.compute(figures, earlier) if earlier else None)
