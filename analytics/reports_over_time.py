"""Meldingen over time, told apart from chance: a rate per interval, or the days between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation
from numpy.typing import NDArray

from analytics.answer import Answer, told_counts
from analytics.disclosure import TOTAL, tell
from analytics.period import Period, bound, during, with_ordinals
from analytics.statistics import Runs, runs, t_chart, u_chart

MINIMUM_INTERVALS = 10
"""With fewer points than this a chart over time shows no pattern."""

RARE = 5
"""Fewer meldingen than this to be expected per interval: the days between tell more."""

SCHOOL_DAYS = 20
"""School days in an interval that is not a month."""

PUPILS = 100
"""A rate is per 100 pupils and 20 school days."""

Floats = NDArray[np.float64]
Interval = Literal["month", "school_days"]

# Days without school belong to the interval that is going on.
_INTERVALS = """
with counted as (
    select
        day,
        period_start,
        size,
        ordinal > lag(ordinal) over (order by day) as is_school_day,
        ordinal - first_value(ordinal) over (order by day) as place
    from days_asked
    where day between period_start - 1 and last_day
)
select
    min(day) as starts_on,
    max(day) as ends_on,
    count(*) filter (is_school_day) as school_days,
    count(*) as count_days
from counted
where day >= period_start
group by
    case
        when size = 0 then 12 * year(day) + month(day)
        else (greatest(place, 1) - 1) // size
    end
order by starts_on
"""

_SCHOOL_DAYS = """
with counted as (
    select day, period_start, ordinal > lag(ordinal) over (order by day) as is_school_day
    from days_asked
    where day between period_start - 1 and last_day
)
select day from counted where is_school_day and day >= period_start order by day
"""

_REPORTS_PER_DAY = """
select reported_on, count(*)
from reports_asked
where reported_on between period_start and last_day
group by reported_on
order by reported_on
"""

_ENROLMENTS_PER_DAY = """
with turns as (
    select greatest(starts_on, period_start) as day, 1 as change
    from enrolments_asked
    where starts_on <= last_day and coalesce(ends_on, last_day) >= greatest(starts_on, period_start)
    union all
    select ends_on + 1, -1
    from enrolments_asked
    where starts_on <= last_day
        and ends_on >= greatest(starts_on, period_start)
        and ends_on < last_day
)
select day, sum(change)::bigint from turns group by day order by day
"""

_REPORTS_IN_ORDER = """
select reported_on, number, case_id
from reports_asked
where reported_on between period_start and last_day
"""

_GAPS = """
select
    reported_on,
    ordinal_reported_on
        - lag(ordinal_reported_on) over (order by reported_on, case_id, number) as gap
from reports_measured
order by reported_on, case_id, number
"""


@dataclass(frozen=True, eq=False)
class OverTime(Answer):
    """A chart over time: its points in order, whether they scatter by chance, and whether rare.

    `runs`: statistics.runs of the points around the centre, None where there are none. `is_rare`:
    fewer than RARE meldingen are to be expected per interval, so that days_between tells more.
    """

    runs: Runs | None = None
    is_rare: bool = False


def reports_over_time(
    reports: DuckDBPyRelation,
    enrolments: DuckDBPyRelation,
    calendar: DuckDBPyRelation,
    period: Period,
    interval: Interval = "month",
) -> OverTime:
    """One row per month, or per 20 school days from the start of the period: a u-chart.

    Columns: starts_on, ends_on, school_days, count_reports, count_pupils (enrolled on an average
    school day), rate (meldingen per 100 pupils and 20 school days), centre, lower, upper, signal;
    up to the last day of which something is known. The exposure is the sum over the school days
    of the pupils enrolled, so months with a vacation can be held beside others. An interval
    without pupils or without school days has no rate (NaN); its meldingen are left out as
    no_school. n is the meldingen in the period. statistics.u_chart and runs have the sources.
    Raises ValueError when the period ends before it starts or the calendar lacks a day of it.
    """
    size = 0 if interval == "month" else SCHOOL_DAYS
    days = bound(during(calendar, period), size=size)
    frame = days.query("days_asked", _INTERVALS).df()
    _check_whole(frame.pop("count_days"), period)
    starts = frame["starts_on"].to_numpy()
    place, numbers = _per_interval(
        during(reports, period).query("reports_asked", _REPORTS_PER_DAY).fetchall(), starts
    )
    frame["count_reports"] = np.bincount(place, numbers, len(frame)).astype("int64")
    school_days = days.query("days_asked", _SCHOOL_DAYS).fetchall()
    changes = during(enrolments, period).query("enrolments_asked", _ENROLMENTS_PER_DAY).fetchall()
    enrolled = _enrolled([day for (day,) in school_days], changes)
    place, _ = _per_interval([(day, 0) for (day,) in school_days], starts)
    pupil_days = np.bincount(place, enrolled, len(frame))
    frame["count_pupils"] = pupil_days / np.maximum(frame["school_days"], 1)
    return _charted(frame, pupil_days / (PUPILS * SCHOOL_DAYS), period)


def days_between(reports: DuckDBPyRelation, calendar: DuckDBPyRelation, period: Period) -> OverTime:
    """One row per melding in the period after the first: a t-chart, for rare meldingen.

    Columns: reported_on, gap (school days since the melding before), centre, lower, upper,
    signal; in the order of time. n is the meldingen in the period, also the first. Few: fewer
    than MINIMUM_INTERVALS gaps. Raises ValueError when the period ends before it starts or the
    calendar lacks a day.
    """
    asked = during(reports, period).query("reports_asked", _REPORTS_IN_ORDER)
    measured = with_ordinals(asked, calendar, "reported_on")
    frame = measured.query("reports_measured", _GAPS).df()
    count = len(frame)
    frame = frame.iloc[1:].reset_index(drop=True)
    if frame["gap"].isna().any():
        raise ValueError("the calendar lacks a day of a melding")
    chart = t_chart(frame["gap"].to_numpy(dtype="float64"))
    told = runs(chart["gap"], float(chart["centre"].iloc[0])) if len(chart) else None
    frame = pd.concat([frame[["reported_on"]], chart], axis=1)
    return OverTime(
        frame, period, count, is_few=len(frame) < MINIMUM_INTERVALS, runs=told, is_rare=True
    )


def reports_over_time_shown(answer: OverTime, splits: Sequence[date] = ()) -> OverTime:
    """The answer of reports_over_time for who may not open the cases: no count of 1 to 4.

    A hidden count is NA, its rate NaN and its signal False; the centre and the limits hold the
    sum of all counts, so they go when that is hidden. `splits` are the first days of parts of the
    period (a school year): each is decided by itself, its sum being known, so that a month is
    hidden or shown alike beside whichever other year it stands.
    """
    frame = answer.frame
    told = [tell(part, spare=[TOTAL]) for part in _by_part(frame, splits)]
    may_tell = not any(part.hidden_totals() for part in told)
    counts = pd.concat([part.counts[TOTAL].iloc[:-1] for part in told])
    small = pd.concat([part.is_small[TOTAL].iloc[:-1] for part in told])
    is_known = counts.notna().to_numpy(dtype=bool)
    hidden = frame.assign(
        count_reports=counts.array,
        is_small_count_reports=small.to_numpy(dtype=bool),
        rate=frame["rate"].where(is_known),
        signal=frame["signal"] & is_known,
        **({} if may_tell else dict.fromkeys(("centre", "lower", "upper"), float("nan"))),
    )
    return replace(
        answer,
        frame=hidden,
        count=answer.count if may_tell else None,
        left_out=dict.fromkeys(answer.left_out),
        is_hidden=True,
    )


def days_between_shown(answer: OverTime) -> OverTime:
    """The answer of days_between for who may not open the cases: each gap is the day of a case.

    So no point is told, only whether they scatter by chance.
    """
    count, _ = told_counts(answer.count, {})
    return replace(answer, frame=answer.frame.iloc[:0], count=count, is_hidden=True)


def _by_part(frame: pd.DataFrame, splits: Sequence[date]) -> list[pd.DataFrame]:
    """The counts of each part of the period that has any interval, in order."""
    starts = np.array(list(splits), dtype="datetime64[us]")
    place = np.searchsorted(starts, frame["starts_on"].to_numpy("datetime64[us]"), side="right")
    parts = [frame.loc[place == part, ["count_reports"]] for part in range(len(splits) + 1)]
    return [part for part in parts if len(part)] or [frame[["count_reports"]]]


def _charted(frame: pd.DataFrame, exposure: Floats, period: Period) -> OverTime:
    is_school = exposure > 0
    counts = frame["count_reports"].to_numpy()
    chart = u_chart(counts[is_school], exposure[is_school])
    chart.index = frame.index[is_school]
    whole = frame.join(chart)
    whole["signal"] = whole["signal"].eq(True)
    points = int(is_school.sum())
    expected = counts[is_school].sum() / points if points else 0.0
    return OverTime(
        whole,
        period,
        int(counts.sum()),
        {"no_school": int(counts[~is_school].sum())},
        is_few=points < MINIMUM_INTERVALS or counts.sum() < RARE,
        runs=runs(chart["rate"], float(chart["centre"].iloc[0])) if points else None,
        is_rare=bool(expected < RARE),
    )


def _check_whole(count_days: "pd.Series[int]", period: Period) -> None:
    wanted = max((period.last_day - period.start).days + 1, 0)
    if int(count_days.sum()) != wanted:
        raise ValueError("the calendar lacks a day of the period")


def _per_interval(
    days: Sequence[tuple[date, int]], starts: NDArray[np.datetime64]
) -> tuple[NDArray[np.int64], Floats]:
    """For each day the interval in which it lies, and the numbers that go with the days."""
    when = np.array([day for day, _ in days], dtype="datetime64[us]")
    numbers = np.array([number for _, number in days], dtype=np.float64)
    return np.searchsorted(starts.astype("datetime64[us]"), when, side="right") - 1, numbers


def _enrolled(days: Sequence[date], changes: Sequence[tuple[date, int]]) -> Floats:
    """How many pupils are enrolled on each of the days, from who comes and who goes."""
    when = np.array([day for day, _ in changes], dtype="datetime64[us]")
    whole = np.concatenate(([0], np.cumsum([change for _, change in changes])))
    asked = np.array(days, dtype="datetime64[us]")
    return np.asarray(whole[np.searchsorted(when, asked, side="right")], dtype=np.float64)
