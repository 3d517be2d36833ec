"""How safe the gepeste feels: the first score in the case and the last."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.figure import Figure
from analytics.period import Period, with_period
from analytics.result import MINIMUM_N, FigureResult, with_share
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation

TURNS = ("count_rose", "count_same", "count_fell")

_FIRST_AND_LAST = """
select
    case_id,
    pupil_in_case,
    arg_min(score, (said_on, number)) as first_score,
    arg_max(score, (said_on, number)) as last_score,
    count(*) > 1 as is_pair
from scores_asked
where role = 'target' and said_on <= last_day
group by case_id, pupil_in_case
having max(said_on) >= any_value(period_start)
"""


def first_and_last(scores: Relation, period: Period) -> Relation:
    """One row per gepeste in a case whose last score up to the end of the period lies in it.

    Columns: case_id, pupil_in_case, first_score (may be older), last_score, is_pair (two scores
    or more). Raises ValueError when the period ends before it starts.
    """
    return with_period(scores, period).query("scores_asked", _FIRST_AND_LAST)


def safety_change(scores: Relation, period: Period) -> FigureResult:
    """One row: the safety score (1-10) of the gepeste, the first in the case and the last.

    Columns: count_pairs, first_median, last_median, count_rose, count_same, count_fell (these
    three add up to count_pairs), share (rose / pairs, Wilson 95 %), lower, upper. The pairs are
    those of first_and_last; who gave one score only has no change to tell: left out as one_score.
    The medians are of the pairs, NaN without any. n is the number of pairs. Raises ValueError
    when the period ends before it starts.
    """
    per_pupil = first_and_last(scores, period)
    columns = "first_score, last_score, is_pair"
    rows = per_pupil.aggregate(f"{columns}, count(*)", columns).fetchall()
    one_score = sum(count for *_, is_pair, count in rows if not is_pair)
    pairs = np.array([row for row in rows if row[2]], dtype=np.int64).reshape(-1, 4)
    first, last, _, counts = pairs.T
    change = np.sign(last - first)
    frame = pd.DataFrame(
        {
            "count_pairs": [int(counts.sum())],
            "first_median": [_median(first, counts)],
            "last_median": [_median(last, counts)],
            "count_rose": [int(counts[change > 0].sum())],
            "count_same": [int(counts[change == 0].sum())],
            "count_fell": [int(counts[change < 0].sum())],
        }
    )
    frame = with_share(frame, "count_rose", "count_pairs")
    count = int(counts.sum())
    left_out = {"one_score": int(one_score)}
    return FigureResult(frame, period, count, left_out, is_few=count < MINIMUM_N)


def _median(values: NDArray[np.int64], counts: NDArray[np.int64]) -> float:
    """The median of values of which each is there `counts` times."""
    if not counts.sum():
        return float("nan")
    order = np.argsort(values)
    passed = counts[order].cumsum()
    half = passed[-1] / 2
    lower = values[order][np.searchsorted(passed, half, side="left")]
    upper = values[order][np.searchsorted(passed, half, side="right")]
    return float(lower + upper) / 2


FIGURE = Figure(
    key="safety_change",
    question="does_it_stop",
    order=2,
    basis=Basis.SCORE,
    compute=lambda figures, view: safety_change(figures.scores, view.period),
    chart="safety_change",
)
