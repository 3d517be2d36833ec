"""Meldingen and the pupils who could make them per month, and the days between two meldingen."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.period import Period, with_constants, with_ordinals, with_period
from casework.facts.relations import Relation

SCHOOL_DAYS = 20
PUPILS = 100
"""A rate is per 100 pupils and 20 school days."""

Floats = NDArray[np.float64]

_MONTHS = """
with counted as (
    select
        day,
        period_start,
        part_start,
        ordinal > lag(ordinal) over (order by day) as is_school_day
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
group by year(day), month(day), day >= part_start
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
    lag(reported_on) over in_order as previous_on,
    ordinal_reported_on - lag(ordinal_reported_on) over in_order as gap,
    ordinal_reported_on is null as is_outside
from reports_measured
window in_order as (order by reported_on, case_id, number)
order by reported_on, case_id, number
"""


def reports_per_month(
    reports: Relation,
    enrolments: Relation,
    calendar: Relation,
    period: Period,
    part_start: date | None = None,
) -> pd.DataFrame:
    """One row per month, in order.

    Columns: starts_on, ends_on, school_days, count_reports, count_pupils (enrolled on an average
    school day), exposure (school days of pupils, in 100 pupils times 20 school days); up to the
    last day of which something is known. With the exposure a month with a vacation can be held
    beside a full one. At `part_start` a new row begins, also within a month. Raises ValueError
    when the period ends before it starts or the calendar lacks a day of it.
    """
    days = with_constants(with_period(calendar, period), part_start=part_start or period.start)
    frame: pd.DataFrame = days.query("days_asked", _MONTHS).df()
    _check_whole(frame.pop("count_days"), period)
    starts = frame["starts_on"].to_numpy()
    place, numbers = _per_month(
        with_period(reports, period).query("reports_asked", _REPORTS_PER_DAY).fetchall(), starts
    )
    frame["count_reports"] = np.bincount(place, numbers, len(frame)).astype("int64")
    school_days = days.query("days_asked", _SCHOOL_DAYS).fetchall()
    changes = (
        with_period(enrolments, period).query("enrolments_asked", _ENROLMENTS_PER_DAY).fetchall()
    )
    enrolled = _enrolled([day for (day,) in school_days], changes)
    place, _ = _per_month([(day, 0) for (day,) in school_days], starts)
    pupil_days = np.bincount(place, enrolled, len(frame))
    frame["count_pupils"] = pupil_days / np.maximum(frame["school_days"], 1)
    frame["exposure"] = pupil_days / (PUPILS * SCHOOL_DAYS)
    return frame


def days_between(reports: Relation, calendar: Relation, period: Period) -> pd.DataFrame:
    """One row per melding in the period after the first, in the order of time.

    Columns: previous_on and reported_on, the days of the melding before and of this one; gap, the
    school days between them. Raises ValueError when the period ends before it starts or the
    calendar lacks the day of a melding.
    """
    relation = with_period(reports, period).query("reports_asked", _REPORTS_IN_ORDER)
    measured = with_ordinals(relation, calendar, "reported_on")
    frame: pd.DataFrame = measured.query("reports_measured", _GAPS).df()
    if frame.pop("is_outside").any():
        raise ValueError("the calendar lacks a day of a melding")
    return frame.iloc[1:].reset_index(drop=True)


def _check_whole(count_days: "pd.Series[int]", period: Period) -> None:
    count_expected = max((period.last_day - period.start).days + 1, 0)
    if int(count_days.sum()) != count_expected:
        raise ValueError("the calendar lacks a day of the period")


def _per_month(
    days: Sequence[tuple[date, int]], starts: NDArray[np.datetime64]
) -> tuple[NDArray[np.int64], Floats]:
    """For each day the month in which it lies, and the numbers that go with the days."""
    when = np.array([day for day, _ in days], dtype="datetime64[us]")
    numbers = np.array([number for _, number in days], dtype=np.float64)
    return np.searchsorted(starts.astype("datetime64[us]"), when, side="right") - 1, numbers


def _enrolled(days: Sequence[date], changes: Sequence[tuple[date, int]]) -> Floats:
    """How many pupils are enrolled on each of the days, from who comes and who goes."""
    when = np.array([day for day, _ in changes], dtype="datetime64[us]")
    whole = np.concatenate(([0], np.cumsum([change for _, change in changes])))
    on_days = np.array(days, dtype="datetime64[us]")
    return np.asarray(whole[np.searchsorted(when, on_days, side="right")], dtype=np.float64)
