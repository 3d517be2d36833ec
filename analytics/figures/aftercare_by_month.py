"""Nazorg on time, month by month: the same moments as the headline, by the month of their day."""

import pandas as pd

from analytics.aftercare_moments import settled
from analytics.figure import Figure
from analytics.figures.aftercare import COUNTED, COUNTS
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult, with_share
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation

_MONTH = "date_trunc('month', due_on)::date"


def completion_by_month(moments: Relation, period: Period) -> FigureResult:
    """One row per month of the period with nazorg due in it: the counts and share of completion.

    Columns: month (its first day), and as completion but kind. A month without any moment due has
    no row. n is the number of moments due, as in completion. Raises ValueError when the period
    ends before it starts.
    """
    per_month = settled(moments, period).aggregate(f"{_MONTH} as month, {COUNTED}", _MONTH)
    counted = per_month.order("month").fetchall()
    frame = pd.DataFrame(counted, columns=["month", *COUNTS])
    frame = frame.astype(dict.fromkeys(COUNTS, "int64"))
    frame = frame[frame["count_due"] > 0].reset_index(drop=True)
    count = int(frame["count_due"].sum())
    frame = with_share(frame, "count_in_window", "count_due")
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


FIGURE = Figure(
    key="aftercare_by_month",
    question="aftercare",
    order=1,
    basis=Basis.AFTERCARE,
    compute=lambda figures, view: completion_by_month(figures.aftercare, view.period),
    chart="aftercare_by_month",
    subgroups=("month", "outcome"),
    publishable=("aftercare_by_outcome",),
)
