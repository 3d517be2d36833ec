"""Does it stop sooner than in the year before: time to stopped of two years, each as far."""

from dataclasses import dataclass

from analytics.figure import Figure
from analytics.figures import resolution
from analytics.figures.resolution import Resolution
from analytics.statistics import LogRank, logrank_of_curves
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures


@dataclass(frozen=True, eq=False)
class YearComparison:
    """Time to stopped in the period (`now`) and as far in the year before, known up to then.

    logrank: the test over all cases of both, also where the curves are not drawn any more.
    before and logrank are None without a year before. is_few: one of the two has too few cases,
    or there is nothing to compare with.
    """

    now: Resolution
    before: Resolution | None
    logrank: LogRank | None
    is_few: bool


def compute(figures: Figures, view: View) -> YearComparison:
    """Both years by resolution.compute. Raises ValueError as that does."""
    now, earlier = resolution.compute(figures, view), view.a_year_before()
    if earlier is None:
        return YearComparison(now, None, None, is_few=True)
    before = resolution.compute(figures, earlier)
    test = logrank_of_curves([now.followed.curve, before.followed.curve])
    return YearComparison(now, before, test, is_few=now.is_few or before.is_few)


FIGURE = Figure(
    key="comparison",
    question="how_long",
    order=2,
    basis=Basis.BEGUN,
    compute=compute,
    chart="year_comparison",
    has_before=False,
)
