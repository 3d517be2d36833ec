"""Whether nazorg is done in its window: the headline figure."""

import pandas as pd

from analytics.aftercare_moments import APART, OUTCOMES, settled
from analytics.figure import Figure
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult, with_share
from analytics.statistics import design_effect
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation

KINDS = ("target", "displaying", "parents", "all")
COUNTS = ("count_due", *(f"count_{outcome}" for outcome in (*OUTCOMES, *APART)))

COUNTED = """
    count(*) filter (outcome in ('in_window', 'late', 'ahead', 'missed', 'open')) as count_due,
    count(*) filter (outcome = 'in_window') as count_in_window,
    count(*) filter (outcome = 'late') as count_late,
    count(*) filter (outcome = 'ahead') as count_ahead,
    count(*) filter (outcome = 'missed') as count_missed,
    count(*) filter (outcome = 'open') as count_open,
    count(*) filter (outcome = 'set_aside') as count_set_aside,
    count(*) filter (outcome = 'to_come') as count_to_come
"""
"""The columns COUNTS over settled moments."""

_PER_CASE = """
    count(*) filter (outcome in ('in_window', 'late', 'ahead', 'missed', 'open')) as count_due,
    count(*) filter (outcome = 'in_window') as count_in_window
"""


def completion(moments: Relation, period: Period) -> FigureResult:
    """One row per kind (target, displaying, parents) and one for all together.

    Columns: kind, COUNTS, share, lower, upper; what each outcome means is
    aftercare_moments.settled. count_in_window, count_late, count_ahead, count_missed and
    count_open add up to count_due; count_set_aside and count_to_come are in no total. share =
    in window / due, Wilson 95 % limits, NaN when nothing was due. n is the number of moments due,
    too few under MINIMUM_N. Raises ValueError when the period ends before it starts.
    """
    per_kind = settled(moments, period).aggregate(
        f"coalesce(kind, 'all'), {COUNTED}", "grouping sets ((kind), ())"
    )
    counted = per_kind.fetchall()
    counts = {kind: tuple(numbers) for kind, *numbers in counted}
    rows = [counts.get(kind, (0,) * len(COUNTS)) for kind in KINDS]
    frame = pd.DataFrame(rows, columns=list(COUNTS))
    frame.insert(0, "kind", KINDS)
    count = int(frame["count_due"].iloc[-1])
    frame = with_share(frame, "count_in_window", "count_due")
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


def clustering(moments: Relation, period: Period) -> float:
    """How much more the share of completion scatters because moments of one case go together.

    statistics.design_effect over the cases. Raises ValueError as completion.
    """
    counted = settled(moments, period).aggregate(_PER_CASE, "case_id").fetchnumpy()
    return design_effect(counted["count_in_window"], counted["count_due"])


FIGURE = Figure(
    key="aftercare",
    question="aftercare",
    order=0,
    basis=Basis.AFTERCARE,
    compute=lambda figures, view: completion(figures.aftercare, view.period),
    chart="aftercare",
    subgroups=("outcome", "concerns"),
    publishable=("aftercare_by_outcome", "aftercare_by_kind"),
)
