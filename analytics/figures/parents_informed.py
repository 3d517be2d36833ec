"""Whether the parents of both sides were informed in time."""

import pandas as pd

from analytics.figure import Figure
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult, with_share
from analytics.step_outcomes import steps_as_known
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation
from casework.figures import Figures

OUTCOMES = ("in_time", "late", "missed", "open")
"""What can become of a case; the worst of what became of its parents, missed before open."""

LEFT_OUT = ("one_side", "set_aside", "not_asked")

# A case belongs to the period in which the last of its parents came due.
_PARENTS = """
with per_case as (
    select
        case_id,
        count(distinct side) = 2 as has_both,
        bool_or(outcome = 'set_aside') as is_set_aside,
        bool_or(outcome = 'not_asked') as is_not_asked,
        bool_or(outcome in ('missed', 'lapsed')) as is_missed,
        bool_or(outcome in ('open', 'blocked')) as is_open,
        bool_or(outcome = 'late') as is_late
    from steps_known
    where form = 'parents_informed' and side in ('target', 'displaying')
    group by case_id
    having max(due_on) between any_value(period_start) and any_value(last_day)
)
select case_id, case
    when not has_both then 'one_side'
    when is_set_aside then 'set_aside'
    when is_not_asked then 'not_asked'
    when is_missed then 'missed'
    when is_open then 'open'
    when is_late then 'late'
    else 'in_time'
end as outcome
from per_case
"""


def per_case(figures: Figures, period: Period) -> Relation:
    """One row per case of the period: case_id, outcome (one of OUTCOMES or LEFT_OUT).

    Raises ValueError when the period ends before it starts.
    """
    return steps_as_known(figures, period).query("steps_known", _PARENTS)


def parents_informed(figures: Figures, period: Period) -> FigureResult:
    """One row: were the parents of both sides informed in time.

    Columns: count_cases, count_in_time, count_late, count_missed, count_open (these four add up to
    count_cases), share (in time / cases), lower, upper: Wilson 95 % limits, NaN without cases. A
    case belongs to the period in which the last of its parents came due; in time is a case when
    those of every gepeste and every pestende leerling were. Left out, and counted: one_side (no
    pestende leerling, or no gepeste, is known), set_aside (not informed with a reason), and
    not_asked (closed before it was due). n is the number of cases. Raises ValueError when the
    period ends before it starts.
    """
    cases = per_case(figures, period)
    counted = dict(cases.aggregate("outcome, count(*)", "outcome").fetchall())
    counts = {f"count_{outcome}": [counted.get(outcome, 0)] for outcome in OUTCOMES}
    count = sum(number for (number,) in counts.values())
    frame = pd.DataFrame({"count_cases": [count], **counts})
    left_out = {reason: counted.get(reason, 0) for reason in LEFT_OUT}
    frame = with_share(frame, "count_in_time", "count_cases")
    return FigureResult(frame, period, count, left_out, is_few=count < MINIMUM_N)


FIGURE = Figure(
    key="parents_informed",
    question="aftercare",
    order=2,
    basis=Basis.PARENTS,
    compute=lambda figures, view: parents_informed(figures, view.period),
    chart="parents_informed",
    subgroups=("outcome",),
    publishable=("steps",),
)
