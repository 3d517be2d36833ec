"""How long it takes until bullying stops, with cases that have not stopped counted as waiting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.disclosure import SMALLEST, TOTAL, is_small, tell
from analytics.period import Period, during, with_ordinals
from analytics.statistics import median_interval, median_time, survival_at, survival_table

MINIMUM_N = 10
"""With fewer cases than this the curve is a handful of steps."""

MILESTONES = (20, 40, 60)
"""School days after the first melding at which the share stopped is told."""

ENDS = ("count_stopped", "count_censored", "count_other_ends")
STEP = 5
"""School days between the days on which a curve without small steps may be told."""

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
        ending,
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
    case when ended_on < opened_on then 'undated' else outcome end as outcome,
    ending
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

_PER_END = """
select
    case when outcome <> 'undated' then ordinal_ended_on - ordinal_opened_on end as school_days,
    case
        when outcome <> 'other_end' then outcome
        when ending in ('no_bullying', 'left_school') then ending
        else 'other'
    end as outcome,
    count(*) as count_cases
from cases_settled
group by all
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
    Where small numbers are hidden (see shown), `is_coarse` is set, a hidden count is None, and
    `small` names the counts of 1 to 4 among them.
    """

    curve: pd.DataFrame
    count: int | None
    count_stopped: int | None
    count_censored: int | None
    count_other_ends: int | None
    count_left_out: int | None
    median: float | None
    median_lower: float | None
    median_upper: float | None
    milestones: pd.DataFrame
    small: frozenset[str] = frozenset()
    is_coarse: bool = False


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
    measured = _measured(cases, calendar, Period(start, end, observed_on))
    rows = measured.query("cases_settled", _PER_DURATION).df()
    left_out = int(rows.pop("count_undated").sum())
    rows = rows[rows[["count_stopped", "count_open", "count_other_ends"]].sum(axis=1) > 0]
    if rows["school_days"].isna().any():
        raise ValueError("the calendar lacks a day on which a case began or ended")
    return _resolution(rows, left_out)


def measured_ends(
    cases: DuckDBPyRelation, calendar: DuckDBPyRelation, period: Period
) -> pd.DataFrame:
    """One row per duration and outcome of the cases opened in the period.

    Columns: school_days, outcome (stopped, open, no_bullying, left_school, other, undated),
    count_cases. Undated has no duration. Raises ValueError as time_to_stopped.
    """
    rows = _measured(cases, calendar, period).query("cases_settled", _PER_END).df()
    if rows.loc[rows["outcome"] != "undated", "school_days"].isna().any():
        raise ValueError("the calendar lacks a day on which a case began or ended")
    return rows


def _measured(
    cases: DuckDBPyRelation, calendar: DuckDBPyRelation, period: Period
) -> DuckDBPyRelation:
    settled = during(cases, period).query("cases_asked", _SETTLED)
    return with_ordinals(settled, calendar, "opened_on", "ended_on")


def too_few(resolution: Resolution) -> bool:
    """Whether the curve rests on too few cases to say something."""
    return resolution.count is not None and resolution.count < MINIMUM_N


def shown(resolution: Resolution, keep: Iterable[str] = ()) -> Resolution:
    """The answer of time_to_stopped for who may not open the cases: no count of 1 to 4.

    Every step of the exact curve is one case or a few, with the day on which it stopped, and
    the number still followed gives away who left between two steps. So the curve is told only
    on days that are whole weeks of school (a multiple of 5), with at least 5 stops or none
    since the day told before, 5 stops or none after the last one, and 5 cases still followed
    a week earlier; 20, 40 and 60 school days go first. Shares and limits are rounded to whole
    percents, and at_risk, events and censored are NA. The milestones and the median follow from
    those days alone: a milestone that is not among them is NaN, the median is the first of them
    by which half has stopped, its limits rounded outwards. The counts are one table with their
    total; `keep` names counts that another figure would give away (count, count_censored).
    """
    curve = coarse(resolution.curve)
    counts = pd.DataFrame([[getattr(resolution, end) for end in ENDS]], columns=list(ENDS))
    names = {"count": TOTAL, **{end: end for end in ENDS}}
    told = tell(counts, keep=[(0, names[kept]) for kept in keep])
    median, median_lower, median_upper = _coarse_median(curve)
    left_out = resolution.count_left_out or 0
    small = {name for name, column in names.items() if told.is_small.loc[0, column]}
    return replace(
        resolution,
        curve=curve,
        count=_known(told.counts.loc[0, TOTAL]),
        count_stopped=_known(told.counts.loc[0, "count_stopped"]),
        count_censored=_known(told.counts.loc[0, "count_censored"]),
        count_other_ends=_known(told.counts.loc[0, "count_other_ends"]),
        count_left_out=None if is_small(left_out) else left_out,
        small=frozenset(small | ({"count_left_out"} if is_small(left_out) else set())),
        median=median,
        median_lower=median_lower,
        median_upper=median_upper,
        milestones=_milestones_among(curve),
        is_coarse=True,
    )


def _known(count: object) -> int | None:
    return int(count) if isinstance(count, int | np.integer) else None


def coarse(curve: pd.DataFrame, milestones: Sequence[int] = MILESTONES) -> pd.DataFrame:
    """The curve on the days on which it may be told to who may not open the cases (see shown)."""
    days = _days_told(curve, milestones)
    last = curve["time"].max()
    told = np.array([survival_at(curve, min(day, last)) for day in days]).reshape(-1, 3).round(2)
    frame = pd.DataFrame(told, columns=["survival", "lower", "upper"])
    frame.insert(0, "time", np.array(days, dtype=np.float64))
    for name in ("at_risk", "events", "censored"):
        frame[name] = pd.array([pd.NA] * len(days), dtype="Int64")
    return frame[list(curve.columns)]


def _days_told(curve: pd.DataFrame, milestones: Sequence[int]) -> list[int]:
    """The days of shown: first the milestones, then what fits between them."""
    times, events = curve["time"].to_numpy(), curve["events"].to_numpy()
    ended = events + curve["censored"].to_numpy()

    def stops(after: float, until: float) -> int:
        return int(events[(times > after) & (times <= until)].sum())

    last = int(times.max()) if len(times) else 0
    weeks = range(STEP, last + STEP, STEP)
    days = [day for day in weeks if ended[times > day - STEP].sum() >= SMALLEST]
    told: list[float] = [-1]
    for day in milestones:
        if day in days and not is_small(stops(told[-1], day)):
            told.append(day)
    while len(told) > 1 and is_small(stops(told[-1], np.inf)):
        told.pop()
    for start, end in zip(tuple(told), (*told[1:], np.inf), strict=True):
        for day in (day for day in days if start < day < end):
            since = stops(start, day)
            if since >= SMALLEST and not is_small(stops(day, end)):
                told.append(day)
                start = day
    return sorted(int(day) for day in told)[1:]


def _milestones_among(curve: pd.DataFrame) -> pd.DataFrame:
    told = curve.set_index("time").reindex([float(days) for days in MILESTONES])
    limits = {"share": 1 - told["survival"], "lower": 1 - told["upper"], "upper": 1 - told["lower"]}
    return pd.DataFrame({"school_days": MILESTONES, **{k: v.array for k, v in limits.items()}})


def _coarse_median(curve: pd.DataFrame) -> tuple[float | None, float | None, float | None]:
    """The median and its limits; the lower limit is the day told before it was passed."""
    lower, upper = median_interval(curve)
    if lower is not None:
        lower = max([0.0, *curve.loc[curve["time"] < lower, "time"]])
    return median_time(curve), lower, upper


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
        milestones=milestones_of(curve),
    )


def milestones_of(curve: pd.DataFrame, days: Sequence[int] = MILESTONES) -> pd.DataFrame:
    """The share that had the event by each of these days: school_days, share, lower, upper.

    It is what the survival lacks to one, so its limits change places.
    """
    left = np.array([survival_at(curve, day) for day in days])
    return pd.DataFrame(
        {
            "school_days": days,
            "share": 1 - left[:, 0],
            "lower": 1 - left[:, 2],
            "upper": 1 - left[:, 1],
        }
    )
