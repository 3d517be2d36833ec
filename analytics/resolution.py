"""How long it takes until bullying stops, with cases that have not stopped counted as waiting."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.period import observed, with_ordinals
from analytics.statistics import median_interval, median_time, survival_at, survival_table

MINIMUM_N = 10
"""With fewer cases than this the curve is a handful of steps."""

MILESTONES = (20, 40, 60)
"""School days after the first melding at which the share stopped is told."""

# What was known on the day of observation. A case that turned out to be no bullying never
# counts as stopped, whatever was written down before.
_SETTLED = """
with known as (
    select
        opened_on,
        observed_on,
        case when stopped_on <= observed_on then stopped_on end as stopped_on,
        case when closed_on <= observed_on then closed_on end as closed_on,
        case when closed_on <= observed_on then ending end as ending
    from cases_asked
    where opened_on between period_start and period_end and opened_on <= observed_on
),
settled as (
    select
        *,
        case
            when ending = 'stopped' and stopped_on is null then 'undated'
            when stopped_on is not null and ending is distinct from 'no_bullying' then 'stopped'
            when closed_on is not null then 'other_end'
            else 'open'
        end as outcome
    from known
),
dated as (
    select
        opened_on,
        outcome,
        case outcome
            when 'stopped' then stopped_on
            when 'open' then observed_on
            else closed_on
        end as ended_on
    from settled
)
select
    opened_on,
    ended_on,
    case when ended_on < opened_on then 'undated' else outcome end as outcome
from dated
"""

_PER_DURATION = """
with measured as (
    select outcome, ordinal_ended_on - ordinal_opened_on as school_days from cases_settled
)
select
    school_days,
    count(*) filter (outcome = 'stopped') as count_stopped,
    count(*) filter (outcome = 'open') as count_open,
    count(*) filter (outcome = 'other_end') as count_other_ends,
    count(*) filter (outcome = 'undated') as count_undated
from measured
group by school_days
order by school_days nulls last
"""


@dataclass(frozen=True, eq=False)
class Resolution:
    """Time from the first melding to the stop that stands, in school days.

    curve: the frame of statistics.kaplan_meier (time in school days; an event is a stop).
    count = count_stopped + count_censored + count_other_ends: stopped, still open on the day of
    observation, and ended otherwise (no bullying, left school, other), censored at their end.
    count_left_out: cases not in count because their dates cannot be (a stop before the first
    melding, or an ending "stopped" without a day). median and its limits: school days, None
    when not reached. milestones: one row for 20, 40 and 60 school days with school_days,
    share, lower, upper; NaN when no case was followed for that long or no limit exists.
    """

    curve: pd.DataFrame
    count: int
    count_stopped: int
    count_censored: int
    count_other_ends: int
    count_left_out: int
    median: float | None
    median_lower: float | None
    median_upper: float | None
    milestones: pd.DataFrame


def time_to_stopped(
    cases: DuckDBPyRelation,
    calendar: DuckDBPyRelation,
    start: date,
    end: date,
    observed_on: date,
) -> Resolution:
    """The Kaplan-Meier curve over the cases opened in the period, as known on observed_on.

    Raises ValueError when the period ends before it starts or the calendar lacks a day.
    """
    settled = observed(cases, start, end, observed_on).query("cases_asked", _SETTLED)
    measured = with_ordinals(settled, calendar, "opened_on", "ended_on")
    rows = measured.query("cases_settled", _PER_DURATION).df()
    left_out = int(rows.pop("count_undated").sum())
    rows = rows[rows[["count_stopped", "count_open", "count_other_ends"]].sum(axis=1) > 0]
    if rows["school_days"].isna().any():
        raise ValueError("the calendar lacks a day on which a case began or ended")
    return _resolution(rows, left_out)


def too_few(resolution: Resolution) -> bool:
    """Whether the curve rests on too few cases to say something."""
    return resolution.count < MINIMUM_N


def _resolution(rows: pd.DataFrame, left_out: int) -> Resolution:
    waiting = rows["count_open"] + rows["count_other_ends"]
    curve = survival_table(rows["school_days"], rows["count_stopped"], waiting)
    lower, upper = median_interval(curve)
    counts = rows[["count_stopped", "count_open", "count_other_ends"]].sum().astype(int)
    return Resolution(
        curve=curve,
        count=int(counts.sum()),
        count_stopped=int(counts["count_stopped"]),
        count_censored=int(counts["count_open"]),
        count_other_ends=int(counts["count_other_ends"]),
        count_left_out=left_out,
        median=median_time(curve),
        median_lower=lower,
        median_upper=upper,
        milestones=_milestones(curve),
    )


def _milestones(curve: pd.DataFrame) -> pd.DataFrame:
    """The share stopped is what the survival lacks to one, so its limits change places."""
    left = np.array([survival_at(curve, days) for days in MILESTONES])
    return pd.DataFrame(
        {
            "school_days": MILESTONES,
            "share": 1 - left[:, 0],
            "lower": 1 - left[:, 2],
            "upper": 1 - left[:, 1],
        }
    )
