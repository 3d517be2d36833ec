"""What the gepeste says of it: the outcome of the last nazorg, and how safe it feels."""

from dataclasses import replace

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation
from numpy.typing import NDArray

from analytics.answer import SHARE, Answer, told_counts, untold, with_share, without_shares
from analytics.disclosure import TOTAL, tell
from analytics.period import Period, during

MINIMUM_N = 10
"""Of fewer gepesten than this no share is worth a look."""

OUTCOMES = ("stopped", "less", "same", "worse")
TURNS = ("count_rose", "count_same", "count_fell")

_LAST_OUTCOME = """
with last as (
    select case_id, pupil_in_case, arg_max(outcome, (done_on, number)) as outcome
    from moments_asked
    where kind = 'target' and done_on between period_start and last_day
    group by case_id, pupil_in_case
)
select outcome, count(*) from last group by outcome
"""

_FIRST_AND_LAST = """
with known as (
    select case_id, pupil_in_case, said_on, number, score, period_start
    from scores_asked
    where role = 'target' and said_on <= last_day
),
per_pupil as (
    select
        case_id,
        pupil_in_case,
        arg_min(score, (said_on, number)) as first_score,
        arg_max(score, (said_on, number)) as last_score,
        count(*) as count_scores
    from known
    group by case_id, pupil_in_case
    having max(said_on) >= any_value(period_start)
)
select first_score, last_score, count_scores > 1 as is_pair, count(*)
from per_pupil
group by first_score, last_score, is_pair
"""


def outcomes(moments: DuckDBPyRelation, period: Period) -> Answer:
    """One row per outcome (stopped, less, same, worse): outcome, count_targets, share, limits.

    The unit is a gepeste in a case; it counts with the outcome of the last nazorg of that gepeste
    that was held in the period. Limits: Wilson 95 %; NaN without any. n is the number of
    gepesten. Raises ValueError when the period ends before it starts.
    """
    found = dict(during(moments, period).query("moments_asked", _LAST_OUTCOME).fetchall())
    frame = pd.DataFrame({"outcome": OUTCOMES})
    frame["count_targets"] = [int(found.get(outcome, 0)) for outcome in OUTCOMES]
    count = int(frame["count_targets"].sum())
    frame = with_share(frame.assign(count=count), "count_targets", "count").drop(columns="count")
    return Answer(frame, period, count, is_few=count < MINIMUM_N)


def outcomes_shown(answer: Answer) -> Answer:
    """The answer of outcomes for who may not open the cases: no count of 1 to 4."""
    frame = answer.frame
    told = tell(frame[["count_targets"]].set_axis(list(OUTCOMES)), spare=[TOTAL])
    hidden = frame.assign(**told.column("count_targets", "count_targets", OUTCOMES))
    count = told.total("count_targets")
    hidden = without_shares(hidden, "count_targets")
    if count is None:
        hidden = hidden.assign(**dict.fromkeys(SHARE, float("nan")))
    return replace(answer, frame=hidden, count=count, is_hidden=True)


def safety_change(scores: DuckDBPyRelation, period: Period) -> Answer:
    """One row: the safety score (1-10) of the gepeste, the first in the case and the last.

    Columns: count_pairs, first_median, last_median, count_rose, count_same, count_fell, share
    (rose / pairs, Wilson 95 %), lower, upper. A gepeste belongs to the period in which the last
    score up to observed_on was given; the first score may be older. Who gave one score only has
    no change to tell: left out as one_score. The medians are of the pairs, NaN without any. n is
    the number of pairs. Raises ValueError when the period ends before it starts.
    """
    rows = during(scores, period).query("scores_asked", _FIRST_AND_LAST).fetchall()
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
    return Answer(frame, period, count, left_out, is_few=count < MINIMUM_N)


def safety_change_shown(answer: Answer) -> Answer:
    """The answer of safety_change for who may not open the cases: no count of 1 to 4.

    The medians are told from MINIMUM_N pairs on.
    """
    frame = answer.frame
    told = tell(frame[list(TURNS)], spare=[TOTAL])
    count, left_out = told_counts(
        answer.count, answer.left_out, may_tell_count=TOTAL not in told.hidden_totals()
    )
    columns = told.column(TOTAL, "count_pairs", frame.index)
    for name in TURNS:
        columns |= told.column(name, name, frame.index)
    if count is None:
        columns |= untold(frame, ["count_pairs"])
    is_enough = frame["count_pairs"] >= MINIMUM_N
    medians = {name: frame[name].where(is_enough) for name in ("first_median", "last_median")}
    hidden = without_shares(frame.assign(**columns, **medians), "count_pairs", "count_rose")
    return replace(answer, frame=hidden, count=count, left_out=left_out, is_hidden=True)


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
