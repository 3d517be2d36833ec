"""Meldingen per class and for all classes together, as counts and as rates per 100 pupils."""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.figure import Figure
from analytics.period import Period, with_period
from analytics.result import FigureResult
from analytics.statistics import poisson_limits
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation
from casework.figures import Figures
from casework.name_order import natural_key

_COLUMNS = ["class_id", "class_name", "year_group", "school_year", "count_reports", "count_pupils"]

_REPORTS = """
with in_period as (
    select class_id
    from reports_asked
    where reported_on between period_start and last_day
)
select class_id::varchar, count(*) as count_reports from in_period group by class_id
"""

_PUPILS_PER_CLASS = """
with overlapping as (
    select class_id, pupil_number
    from enrolments_asked
    where starts_on <= last_day
      and least(coalesce(ends_on, last_day), last_day) >= greatest(starts_on, period_start)
)
select class_id::varchar, count(distinct pupil_number) as count_pupils
from overlapping
group by class_id
"""

_PUPILS = """
with overlapping as (
    select pupil_number
    from enrolments_asked
    where starts_on <= last_day
      and least(coalesce(ends_on, last_day), last_day) >= greatest(starts_on, period_start)
)
select count(distinct pupil_number) as count_pupils from overlapping
"""

# A Dutch school year runs from 1 August to 31 July.
_CLASSES = """
with dated as (
    select *, try_cast(left(school_year, 4) as integer) as first_year from classes_asked
)
select
    class_id::varchar as class_id, class_name, year_group, school_year,
    coalesce(make_date(first_year, 8, 1) <= period_end
        and make_date(first_year + 1, 7, 31) >= period_start, false) as is_in_period
from dated
"""


@dataclass(frozen=True)
class OverallRate:
    """All classes together; the rate and its limits are None when there are no pupils."""

    count_reports: int
    count_pupils: int
    rate_per_100: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, eq=False, kw_only=True)
class ReportsPerClass(FigureResult):
    """reports_per_class with the rate of all these classes together, and n their meldingen."""

    overall: OverallRate


def compute(figures: Figures, view: View) -> ReportsPerClass:
    """Meldingen per class in the days of the view; few: there is no class at all.

    `left_out` says how many meldingen have no class (no_class).
    """
    period = view.period
    frame = reports_per_class(figures.reports, figures.enrolments, figures.classes, period)
    overall = overall_rate(figures.reports, figures.enrolments, period)
    no_class = overall.count_reports - int(frame["count_reports"].sum())
    return ReportsPerClass(
        frame,
        period,
        overall.count_reports,
        {"no_class": no_class},
        is_few=frame.empty,
        overall=overall,
    )


def reports_per_class(
    reports: Relation,
    enrolments: Relation,
    classes: Relation,
    period: Period,
) -> pd.DataFrame:
    """One row per class, by class name and school year; never by count.

    Columns: class_id, class_name, year_group, school_year, count_reports, count_pupils,
    rate_per_100, lower, upper. Pupils are the distinct pupils whose enrolment in the class
    overlaps the period, up to its last known day; lower and upper are the exact 95 % Poisson
    limits of the rate. The classes are those whose school year touches the period and those with
    pupils or meldingen in it; a class without meldingen is there with 0, a class without pupils
    has rate NaN.
    Raises ValueError when the period ends before it starts.
    """
    rows = _classes(classes, period)
    rows["count_reports"] = _per_class(
        with_period(reports, period), "reports_asked", _REPORTS, rows
    )
    rows["count_pupils"] = _per_class(
        with_period(enrolments, period), "enrolments_asked", _PUPILS_PER_CLASS, rows
    )
    is_listed = rows["is_in_period"] | (rows["count_reports"] > 0) | (rows["count_pupils"] > 0)
    return _with_rates(_in_name_order(rows.loc[is_listed, _COLUMNS]))


def classes_of_period(classes: Relation, period: Period, also: Container[str] = ()) -> pd.DataFrame:
    """The classes of the school years that the period touches, and those `also` named.

    Columns: class_id, class_name, year_group, school_year; by class name and school year.
    """
    rows = _classes(classes, period)
    is_listed = rows["is_in_period"] | rows["class_id"].map(lambda class_id: class_id in also)
    return _in_name_order(rows.loc[is_listed.astype(bool), _COLUMNS[:4]])


def overall_rate(reports: Relation, enrolments: Relation, period: Period) -> OverallRate:
    """Meldingen per 100 pupils over everything given, with the exact 95 % Poisson limits.

    A pupil who changed class counts once; a melding without a class counts as well. Raises
    ValueError when the period ends before it starts.
    """
    per_class = with_period(reports, period).query("reports_asked", _REPORTS).fetchall()
    count_reports = sum(count for _, count in per_class)
    pupils = with_period(enrolments, period).query("enrolments_asked", _PUPILS).fetchall()
    count_pupils = int(pupils[0][0])
    if count_pupils == 0:
        return OverallRate(count_reports, 0, None, None, None)
    (lower,), (upper,) = poisson_limits([count_reports])
    rates = (100 * float(number) / count_pupils for number in (count_reports, lower, upper))
    return OverallRate(count_reports, count_pupils, *rates)


def _classes(classes: Relation, period: Period) -> pd.DataFrame:
    rows: pd.DataFrame = with_period(classes, period).query("classes_asked", _CLASSES).df()
    return rows


def _per_class(relation: Relation, view: str, sql: str, classes: pd.DataFrame) -> "pd.Series[int]":
    counts = dict(relation.query(view, sql).fetchall())
    return classes["class_id"].map(lambda class_id: counts.get(class_id, 0)).astype("int64")


def _in_name_order(frame: pd.DataFrame) -> pd.DataFrame:
    keys = [
        (natural_key(name), str(year), class_id)
        for name, year, class_id in zip(
            frame["class_name"], frame["school_year"], frame["class_id"], strict=True
        )
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return frame.iloc[order].reset_index(drop=True)


def _with_rates(frame: pd.DataFrame) -> pd.DataFrame:
    pupils = frame["count_pupils"].to_numpy(dtype="float64")
    per_100 = 100 / np.where(pupils > 0, pupils, np.nan)
    lower, upper = poisson_limits(frame["count_reports"].to_numpy())
    rate = frame["count_reports"].to_numpy() * per_100
    return frame.assign(rate_per_100=rate, lower=lower * per_100, upper=upper * per_100)


FIGURE = Figure(
    key="reports",
    question="how_often",
    order=20,
    basis=Basis.REPORT,
    compute=compute,
    chart="reports",
    subgroups=("class_id",),
    publishable=("reports_by_year_group",),
)
