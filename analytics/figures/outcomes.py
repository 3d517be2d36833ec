"""What the gepeste says of it at the last nazorg."""

import pandas as pd

from analytics.figure import Figure
from analytics.period import Period, with_period
from analytics.result import MINIMUM_N, FigureResult, with_share
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation

OUTCOMES = ("stopped", "less", "same", "worse")

_LAST_ANSWER = """
select case_id, pupil_in_case, arg_max(outcome, (done_on, number)) as outcome
from moments_asked
where kind = 'target' and done_on between period_start and last_day
group by case_id, pupil_in_case
"""


def last_answers(moments: Relation, period: Period) -> Relation:
    """One row per gepeste in a case with nazorg held in the period, with the last answer.

    Columns: case_id, pupil_in_case, outcome; also of nazorg held before its window. Raises
    ValueError when the period ends before it starts.
    """
    return with_period(moments, period).query("moments_asked", _LAST_ANSWER)


def outcomes(moments: Relation, period: Period) -> FigureResult:
    """One row per outcome (stopped, less, same, worse): outcome, count_targets, share, limits.

    The unit is a gepeste in a case, with its last answer (last_answers). Limits: Wilson 95 %; NaN
    without any. n is the number of gepesten. Raises ValueError when the period ends before it
    starts.
    """
    answers = last_answers(moments, period)
    counted = dict(answers.aggregate("outcome, count(*)", "outcome").fetchall())
    frame = pd.DataFrame({"outcome": OUTCOMES})
    frame["count_targets"] = [int(counted.get(outcome, 0)) for outcome in OUTCOMES]
    count = int(frame["count_targets"].sum())
    frame = with_share(frame.assign(count=count), "count_targets", "count").drop(columns="count")
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


FIGURE = Figure(
    key="outcomes",
    question="does_it_stop",
    order=1,
    basis=Basis.ANSWER,
    compute=lambda figures, view: outcomes(figures.aftercare, view.period),
    chart="outcomes",
    subgroups=("outcome",),
    publishable=("targets_by_outcome",),
)
