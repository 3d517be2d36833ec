"""Whether nazorg is done in its window: the headline figure."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import Answer, untold, with_share
from analytics.disclosure import TOTAL, tell
from analytics.period import Period, during
from analytics.statistics import design_effect

MINIMUM_N = 10
"""Of fewer moments due than this no share is worth a look."""

KINDS = ("target", "displaying", "parents", "all")

_OUTCOMES = ("count_in_window", "count_late", "count_missed", "count_open")
_APART = ("count_set_aside", "count_ahead")
_COUNTS = ("count_due", *_OUTCOMES, *_APART)

_SETTLED = """
with known as (
    select
        case_id,
        kind,
        due_on,
        set_aside,
        due_on <= observed_on as is_come,
        window_ends_on,
        observed_on,
        case when done_on <= observed_on then done_on end as done_on
    from moments_asked
    where due_on between period_start and period_end
),
settled as (
    select
        case_id,
        kind,
        due_on,
        case
            when set_aside and is_come then 'set_aside'
            when set_aside then 'not_asked'
            when not is_come and done_on is not null then 'ahead'
            when not is_come then 'not_asked'
            when done_on <= window_ends_on then 'in_window'
            when done_on is not null then 'late'
            when window_ends_on < observed_on then 'missed'
            else 'open'
        end as outcome
    from known
)
select * from settled
"""

_COUNTED = """
    count(*) filter (outcome in ('in_window', 'late', 'missed', 'open')),
    count(*) filter (outcome = 'in_window'),
    count(*) filter (outcome = 'late'),
    count(*) filter (outcome = 'missed'),
    count(*) filter (outcome = 'open'),
    count(*) filter (outcome = 'set_aside'),
    count(*) filter (outcome = 'ahead')
"""

_COMPLETION = f"""
select coalesce(kind, 'all'), {_COUNTED} from moments_settled group by grouping sets ((kind), ())
"""

_PER_CASE = """
select
    count(*) filter (outcome in ('in_window', 'late', 'missed', 'open')) as count_due,
    count(*) filter (outcome = 'in_window') as count_in_window
from moments_settled
group by case_id
"""

_BY_MONTH = f"""
select date_trunc('month', due_on)::date as month, {_COUNTED}
from moments_settled
group by month
order by month
"""


def completion(
    moments: DuckDBPyRelation, start: date, end: date, observed_on: date
) -> pd.DataFrame:
    """One row per kind (target, displaying, parents) and one for all together.

    Columns: kind, count_due, count_in_window, count_late, count_missed, count_open,
    count_set_aside, count_ahead, share, lower, upper. Due: due_on in the period and not after
    observed_on, and not set aside. In window: done on or before window_ends_on. Late: done
    after it. Missed: not done, and the window was over before observed_on. Open: not done,
    window not over. These four add up to count_due. share = in window / due, Wilson 95 %
    limits, NaN when nothing was due. Set aside: would have been due. Ahead: due later in the
    period, yet done. What was done after observed_on is not known yet. Raises ValueError when
    the period ends before it starts.
    """
    settled = _settled(moments, Period(start, end, observed_on))
    found = settled.query("moments_settled", _COMPLETION).fetchall()
    counts = {kind: tuple(numbers) for kind, *numbers in found}
    rows = [counts.get(kind, (0,) * len(_COUNTS)) for kind in KINDS]
    frame = pd.DataFrame(rows, columns=list(_COUNTS))
    frame.insert(0, "kind", KINDS)
    return with_share(frame, "count_in_window", "count_due")


def too_few(frame: pd.DataFrame) -> bool:
    """Whether too few moments were due, over all kinds, to say something."""
    return int(frame.loc[frame["kind"] == "all", "count_due"].iloc[0]) < MINIMUM_N


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The answer of completion for who may not open the cases: no count of 1 to 4.

    Same rows and columns; a hidden count is NA, its column is_small_<count> says whether it is
    a small one, and a share and its limits are NaN when either of its counts is hidden. What
    became of the moments is one table (kinds by outcomes, with their totals); set aside and
    ahead are in no total, so each is a table of its own.
    """
    counts = frame[frame["kind"] != "all"].set_index("kind")
    rows = [TOTAL if kind == "all" else kind for kind in frame["kind"]]
    outcomes = tell(counts[list(_OUTCOMES)], spare=["count_in_window", TOTAL])
    columns = outcomes.column(TOTAL, "count_due", rows)
    for name in _OUTCOMES:
        columns |= outcomes.column(name, name, rows)
    for name in _APART:
        columns |= tell(counts[[name]]).column(name, name, rows)
    hidden = frame.assign(**columns)
    is_known = hidden["count_due"].notna() & hidden["count_in_window"].notna()
    for name in ("share", "lower", "upper"):
        hidden[name] = frame[name].where(is_known.to_numpy(dtype=bool))
    return hidden


def clustering(moments: DuckDBPyRelation, period: Period) -> float:
    """How much more the share of completion scatters because moments of one case go together.

    statistics.design_effect over the cases. Raises ValueError as completion.
    """
    found = _settled(moments, period).query("moments_settled", _PER_CASE).fetchnumpy()
    return design_effect(found["count_in_window"], found["count_due"])


def completion_by_month(moments: DuckDBPyRelation, period: Period) -> Answer:
    """One row per month of the period with nazorg due in it: the counts and share of completion.

    Columns: month (its first day), and as completion but kind. A month without any moment due has
    no row. n is the number of moments due. Raises ValueError when the period ends before it
    starts.
    """
    found = _settled(moments, period).query("moments_settled", _BY_MONTH).fetchall()
    frame = pd.DataFrame(found, columns=["month", *_COUNTS]).astype(dict.fromkeys(_COUNTS, "int64"))
    frame = frame[frame["count_due"] > 0].reset_index(drop=True)
    count = int(frame["count_due"].sum())
    return Answer(
        with_share(frame, "count_in_window", "count_due"), period, count, is_few=count < MINIMUM_N
    )


def completion_by_month_shown(answer: Answer) -> Answer:
    """The answer of completion_by_month for who may not open the cases: no count of 1 to 4.

    The months and the kinds have the same totals, and both are told: so here no more is told than
    the share of a month, in tenths, where at least MINIMUM_N moments were due.
    """
    frame = answer.frame
    share = frame["share"].round(1).where(frame["count_due"] >= MINIMUM_N)
    hidden = frame.assign(**untold(frame, _COUNTS), share=share, lower=np.nan, upper=np.nan)
    return replace(answer, frame=hidden, count=None, is_hidden=True)


def _settled(moments: DuckDBPyRelation, period: Period) -> DuckDBPyRelation:
    return during(moments, period).query("moments_asked", _SETTLED)
