"""Meldingen per class and for all classes together, as counts and as rates per 100 pupils."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.disclosure import SMALLEST, TOTAL, Told, tell
from analytics.period import Period, during, in_period
from analytics.statistics import funnel_limits, poisson_limits

MINIMUM_N = 5
"""Fewer meldingen than this in the whole period say nothing about classes."""

FUNNEL = {"95": 0.95, "99_9": 0.999}
_ROUNDING = 1e-9

_COLUMNS = ["class_id", "class_name", "year_group", "school_year", "count_reports", "count_pupils"]

_REPORTS = """
with in_period as (
    select class_id
    from reports_asked
    where reported_on between period_start and period_end
)
select class_id::varchar, count(*) as count_reports from in_period group by class_id
"""

_PUPILS_PER_CLASS = """
with overlapping as (
    select class_id, pupil_number
    from enrolments_asked
    where starts_on <= period_end
      and coalesce(ends_on, period_end) >= greatest(starts_on, period_start)
)
select class_id::varchar, count(distinct pupil_number) as count_pupils
from overlapping
group by class_id
"""

_PUPILS = """
with overlapping as (
    select pupil_number
    from enrolments_asked
    where starts_on <= period_end
      and coalesce(ends_on, period_end) >= greatest(starts_on, period_start)
)
select count(distinct pupil_number) as count_pupils from overlapping
"""

_BURSTS = """
with per_case as (
    select count(*) as count_reports
    from reports_asked
    where reported_on between period_start and last_day
    group by case_id
)
select sum(count_reports * count_reports) / sum(count_reports) from per_case
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
class SchoolRate:
    """All classes together; the rate and its limits are None when there are no pupils."""

    count_reports: int
    count_pupils: int
    rate_per_100: float | None
    lower: float | None
    upper: float | None


def reports_per_class(
    reports: DuckDBPyRelation,
    enrolments: DuckDBPyRelation,
    classes: DuckDBPyRelation,
    start: date,
    end: date,
) -> pd.DataFrame:
    """One row per class, by class name and school year; never by count.

    Columns: class_id, class_name, year_group, school_year, count_reports, count_pupils,
    rate_per_100, lower, upper. Pupils are the distinct pupils whose enrolment in the class
    overlaps the period; lower and upper are the exact 95 % Poisson limits of the rate. The
    classes are those whose school year touches the period and those with pupils or meldingen
    in it; a class without meldingen is there with 0, a class without pupils has rate NaN.
    Raises ValueError when the period ends before it starts.
    """
    rows = _classes(classes, start, end)
    rows["count_reports"] = _per_class(
        in_period(reports, start, end), "reports_asked", _REPORTS, rows
    )
    rows["count_pupils"] = _per_class(
        in_period(enrolments, start, end), "enrolments_asked", _PUPILS_PER_CLASS, rows
    )
    is_shown = rows["is_in_period"] | (rows["count_reports"] > 0) | (rows["count_pupils"] > 0)
    return _with_rates(_in_name_order(rows.loc[is_shown, _COLUMNS]))


def classes_of_period(
    classes: DuckDBPyRelation, start: date, end: date, also: Container[str] = ()
) -> pd.DataFrame:
    """The classes of the school years that the period touches, and those `also` named.

    Columns: class_id, class_name, year_group, school_year; by class name and school year.
    """
    rows = _classes(classes, start, end)
    is_shown = rows["is_in_period"] | rows["class_id"].map(lambda class_id: class_id in also)
    return _in_name_order(rows.loc[is_shown.astype(bool), _COLUMNS[:4]])


def school_rate(
    reports: DuckDBPyRelation, enrolments: DuckDBPyRelation, start: date, end: date
) -> SchoolRate:
    """Meldingen per 100 pupils over everything given, with the exact 95 % Poisson limits.

    A pupil who changed class counts once; a melding without a class counts as well. Raises
    ValueError when the period ends before it starts.
    """
    found = in_period(reports, start, end).query("reports_asked", _REPORTS).fetchall()
    count_reports = sum(count for _, count in found)
    pupils = in_period(enrolments, start, end).query("enrolments_asked", _PUPILS).fetchall()
    count_pupils = int(pupils[0][0])
    if count_pupils == 0:
        return SchoolRate(count_reports, 0, None, None, None)
    (lower,), (upper,) = poisson_limits([count_reports])
    rates = (100 * float(number) / count_pupils for number in (count_reports, lower, upper))
    return SchoolRate(count_reports, count_pupils, *rates)


def clustering(reports: DuckDBPyRelation, period: Period) -> float:
    """How many times more the number of meldingen scatters because one case can bring several.

    Where cases come at random and each brings m meldingen, the variance of their number is
    E(m^2) / E(m) times its mean (the compound Poisson distribution: Feller, An Introduction to
    Probability Theory and Its Applications I, 3rd ed. 1968, chapter XII). 1 when each case brings
    one, or without any. Raises ValueError when the period ends before it starts.
    """
    (found,) = during(reports, period).query("reports_asked", _BURSTS).fetchall()[0]
    return float(found or 1.0)


def funnel(frame: pd.DataFrame, school: SchoolRate) -> pd.DataFrame:
    """The answer of reports_per_class with the funnel around the rate of the school.

    Added columns: lower_95, upper_95, lower_99_9, upper_99_9 (rates per 100 pupils between which
    a class of that size lies by chance alone, 95 and 99.9 %; statistics.funnel_limits), and
    beyond: "99_9" or "95" for a class beyond those limits; "" within them, and where there is no
    pupil or no rate. The answer of shown may be given as well: a class whose count is hidden is
    not told to be beyond.
    """
    rate = (school.rate_per_100 or 0.0) / 100
    columns: dict[str, Any] = {}
    beyond = np.full(len(frame), "", dtype=object)
    for name, level in FUNNEL.items():
        limits = funnel_limits(frame["count_pupils"].to_numpy(), rate, level)
        lower, upper = 100 * limits["lower"].to_numpy(), 100 * limits["upper"].to_numpy()
        rates = frame["rate_per_100"].to_numpy(dtype="float64")
        beyond[(rates < lower - _ROUNDING) | (rates > upper + _ROUNDING)] = name
        columns |= {f"lower_{name}": lower, f"upper_{name}": upper}
    return frame.assign(**columns, beyond=beyond)


def too_few(frame: pd.DataFrame) -> bool:
    """Whether reports_per_class holds too few meldingen to say something."""
    return int(frame["count_reports"].sum()) < MINIMUM_N


def shown(
    frame: pd.DataFrame,
    school: SchoolRate,
    everything: pd.DataFrame,
    school_of_everything: SchoolRate,
) -> tuple[pd.DataFrame, SchoolRate | None]:
    """reports_per_class and school_rate for who may not open the cases: no count of 1 to 4.

    What is hidden is decided over `everything`, the same figure without a filter on team, year
    group or class: a class is hidden or shown alike under every such filter, and neither a year
    group nor the whole gives it away. A hidden count is NA and its rate NaN; where
    is_small_count_reports says that it is a small one, lower and upper are the rates of 1 and
    of 4 meldingen. The rate of all is None when its count is hidden.
    """
    elsewhere = school_of_everything.count_reports - int(everything["count_reports"].sum())
    told = tell(_by_year_group(everything, elsewhere))
    columns = told.column(TOTAL, "count_reports", frame["class_id"])
    known = pd.notna(columns["count_reports"])
    is_small = columns["is_small_count_reports"]
    per_100 = 100 / frame["count_pupils"].where(frame["count_pupils"] > 0)
    hidden = frame.assign(
        **columns,
        rate_per_100=frame["rate_per_100"].where(known),
        lower=frame["lower"].where(known, per_100.where(is_small)),
        upper=frame["upper"].where(known, (SMALLEST - 1) * per_100.where(is_small)),
    )
    may_show = bool(known.all()) or _is_known_total(told, frame, everything)
    return hidden, school if may_show else None


def _by_year_group(frame: pd.DataFrame, elsewhere: int) -> pd.DataFrame:
    """Classes by year groups, so that the totals of both are kept in mind."""
    groups = frame["year_group"].astype(str)
    table = pd.crosstab(frame["class_id"], groups, frame["count_reports"], aggfunc="sum")
    table = table.reindex(frame["class_id"]).fillna(0).astype("int64")
    table.loc["", ""] = elsewhere
    return table.fillna(0).astype("int64")


def _is_known_total(told: Told, frame: pd.DataFrame, everything: pd.DataFrame) -> bool:
    """Whether these classes are all there are, or one year group, and their total may show."""
    chosen, groups = set(frame["class_id"]), frame["year_group"].unique()
    if chosen == set(everything["class_id"]):
        return TOTAL not in told.hidden_totals()
    if len(groups) != 1:
        return False
    of_group = everything.loc[everything["year_group"] == groups[0], "class_id"]
    return chosen == set(of_group) and str(groups[0]) not in told.hidden_totals()


def _classes(classes: DuckDBPyRelation, start: date, end: date) -> pd.DataFrame:
    return in_period(classes, start, end).query("classes_asked", _CLASSES).df()


def _per_class(
    relation: DuckDBPyRelation, view: str, sql: str, classes: pd.DataFrame
) -> "pd.Series[int]":
    counts = dict(relation.query(view, sql).fetchall())
    return classes["class_id"].map(lambda class_id: counts.get(class_id, 0)).astype("int64")


def _in_name_order(frame: pd.DataFrame) -> pd.DataFrame:
    keys = [
        (_natural(name), str(year), class_id)
        for name, year, class_id in zip(
            frame["class_name"], frame["school_year"], frame["class_id"], strict=True
        )
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return frame.iloc[order].reset_index(drop=True)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """So that 2B comes before 10A."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _with_rates(frame: pd.DataFrame) -> pd.DataFrame:
    pupils = frame["count_pupils"].to_numpy(dtype="float64")
    per_100 = 100 / np.where(pupils > 0, pupils, np.nan)
    lower, upper = poisson_limits(frame["count_reports"].to_numpy())
    rate = frame["count_reports"].to_numpy() * per_100
    return frame.assign(rate_per_100=rate, lower=lower * per_100, upper=upper * per_100)
