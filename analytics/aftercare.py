"""Whether nazorg is done in its window: the headline figure."""

from datetime import date

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.period import observed
from analytics.statistics import wilson_limits

MINIMUM_N = 10
"""Of fewer moments due than this no share is worth a look."""

KINDS = ("target", "displaying", "parents", "all")

_COUNTS = (
    "count_due",
    "count_in_window",
    "count_late",
    "count_missed",
    "count_open",
    "count_set_aside",
    "count_ahead",
)

_COMPLETION = """
with known as (
    select
        kind,
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
        kind,
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
select
    coalesce(kind, 'all'),
    count(*) filter (outcome in ('in_window', 'late', 'missed', 'open')),
    count(*) filter (outcome = 'in_window'),
    count(*) filter (outcome = 'late'),
    count(*) filter (outcome = 'missed'),
    count(*) filter (outcome = 'open'),
    count(*) filter (outcome = 'set_aside'),
    count(*) filter (outcome = 'ahead')
from settled
group by grouping sets ((kind), ())
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
    asked = observed(moments, start, end, observed_on)
    found = asked.query("moments_asked", _COMPLETION).fetchall()
    counts = {kind: tuple(numbers) for kind, *numbers in found}
    rows = [counts.get(kind, (0,) * len(_COUNTS)) for kind in KINDS]
    frame = pd.DataFrame(rows, columns=list(_COUNTS))
    frame.insert(0, "kind", KINDS)
    return _with_share(frame)


def too_few(frame: pd.DataFrame) -> bool:
    """Whether too few moments were due, over all kinds, to say something."""
    return int(frame.loc[frame["kind"] == "all", "count_due"].iloc[0]) < MINIMUM_N


def _with_share(frame: pd.DataFrame) -> pd.DataFrame:
    done, due = frame["count_in_window"].to_numpy(), frame["count_due"].to_numpy()
    lower, upper = wilson_limits(done, due)
    known = np.where(due > 0, 1.0, np.nan)
    share = done / np.maximum(due, 1)
    return frame.assign(share=share * known, lower=lower * known, upper=upper * known)
