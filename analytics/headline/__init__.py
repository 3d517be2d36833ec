"""The first screen of Trends for one view: four charts, five numbers, at most three standouts.

All of it is exact, so only for the own screen; what leaves comes from `disclosure.report_tables`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.figure import ComputedFigure, compute_figure
from analytics.figures import BY_KEY
from analytics.headline.changes import Change, changes_of
from analytics.headline.day_ordinals import day_ordinals
from analytics.headline.numbers import Numbers, numbers_of
from analytics.headline.pending_numbers import PendingNumber, pending_numbers
from analytics.headline.standouts import Standout, standouts_of
from analytics.view import View
from casework.figures import Figures

__all__ = ["CHARTS", "Board", "board"]

CHARTS = ("reports", "open_cases", "resolution", "aftercare")
"""The figures of the design card, in the order of the screen."""


@dataclass(frozen=True, eq=False)
class Board:
    """The first screen for one view.

    `charts`: the four figures by key, computed for the view; `numbers` and `changes`, by the same
    keys ("reports", "open_cases", "resolution", "aftercare"); `standouts`: at most three;
    `pending`: the numbers that rest on too little yet. `class_id`: the class of the view, among
    the classes of
    `charts["reports"]`.
    """

    view: View
    charts: Mapping[str, ComputedFigure]
    numbers: Numbers
    changes: Mapping[str, Change]
    standouts: tuple[Standout, ...]
    pending: tuple[PendingNumber, ...]

    @property
    def class_id(self) -> str:
        """The class that is looked at; "" for more than one."""
        return self.view.filter.class_id


def board(
    figures: Figures,
    view: View,
    *,
    without_mentor: frozenset[str] = frozenset(),
    target: int | None = None,
    classes: ComputedFigure | None = None,
) -> Board:
    """The board of a view, over figures that are exact.

    `without_mentor`: ids of classes that have no mentor today. `target`: the percentage of nazorg
    on time that the team wants. `classes`: the figure "reports" over all classes of which one is
    chosen, so that the chart keeps the others beside it; without it the chart has what the view
    has. Raises ValueError for figures that are not exact.
    """
    if not figures.is_exact:
        raise ValueError("the board takes exact figures")
    charts = {key: compute_figure(BY_KEY[key], figures, view) for key in CHARTS}
    first = min(period.start for period in (view.period, view.before, view.year_before) if period)
    days = day_ordinals(figures.calendar, first, view.school_year.end)
    counts = numbers_of(figures, view, days, charts, target)
    return Board(
        view=view,
        charts=charts | ({"reports": classes} if classes else {}),
        numbers=counts,
        changes=changes_of(figures, view, counts, charts),
        standouts=standouts_of(figures, view, days, counts, charts, without_mentor),
        pending=pending_numbers(figures, view, days, charts),
    )
