"""Many meldingen in one class within a few weeks, and how often chance brings such a thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.period import Period, during, with_ordinals
from casework.figures import Figures

WINDOW = 20
"""School days in which the meldingen of a class are counted together."""

WEEK = 5
YEAR = 200
"""School days in a school year."""

SMALLEST = 5
"""Meldingen in a cluster; out of two cases at least, since one case can bring many."""

MOST_FALSE = 0.2
"""A cluster is announced when chance brings one like it at most once in five school years."""

_YEARS = 2_000
_SEED = 20_261_123

Floats = NDArray[np.float64]

_IN_WEEKS = """
with dated as (
    select
        class_id::varchar as class_id,
        case_id,
        (ordinal_last_day - ordinal_reported_on) // 5 as weeks_ago
    from reports_measured
    where reported_on between period_start and last_day
)
select class_id, case_id, weeks_ago, count(*) as count_reports
from dated
where class_id is not null
group by all
"""

_SCHOOL_DAYS = """
select max(ordinal) - min(ordinal) + 1
from days_asked
where day between period_start and last_day
"""

_WEEK_ENDS = """
select weeks_ago, max(day)
from (
    select day, (max(ordinal) over () - ordinal) // 5 as weeks_ago,
        ordinal > lag(ordinal) over (order by day) as is_school_day
    from days_asked
    where day between period_start and last_day
)
where is_school_day
group by weeks_ago
"""


class Sign(StrEnum):
    """In what way something stands out."""

    CLASS_ABOVE = "class_above"
    CLASS_BELOW = "class_below"
    MONTH_ABOVE = "month_above"
    MONTH_BELOW = "month_below"
    RUN = "run"
    CLUSTER = "cluster"


@dataclass(frozen=True)
class Noticed:
    """One thing that stands out. `per_year`: how many such things chance brings in a school year.

    `day` is the first day of the month, or the last school day of a cluster.
    """

    sign: Sign
    per_year: float
    class_name: str = ""
    day: date | None = None


def clusters(
    figures: Figures, classes: pd.DataFrame, period: Period, known: Iterable[str]
) -> list[Noticed]:
    """Classes with more meldingen within 20 school days than chance explains, by class name.

    `classes` is the answer of reports.reports_per_class; only those whose id is `known` are
    looked at. Windows of four school weeks, a week apart, back from the last day. What is to be
    expected follows from the rate of all classes together, over the pupils of the class; the tail
    is that of Poisson. `per_year` counts the classes for which chance brings a tail as small
    somewhere in a school year, in 2,000 made-up years with these classes: looking at every class
    in every week is part of it. Raises ValueError when the period ends before it starts.
    """
    days = during(figures.calendar, period).query("days_asked", _SCHOOL_DAYS).fetchall()[0][0] or 0
    pupils, total = classes["count_pupils"].sum(), classes["count_reports"].sum()
    if days < 2 * WINDOW or not pupils or not total:
        return []
    means = classes["count_pupils"].to_numpy(dtype=np.float64) * total / pupils * WINDOW / days
    wanted = set(known)
    best = _fullest(figures, period, wanted)
    ends = during(figures.calendar, period).query("days_asked", _WEEK_ENDS).fetchall()
    ends_by_week = {int(weeks): day for weeks, day in ends}
    by_chance = _tails_by_chance(means)
    found = []
    names = zip(classes["class_id"], classes["class_name"], strict=True)
    for place, (class_id, name) in enumerate(names):
        count, week = best.get(class_id, (0, 0))
        if count < SMALLEST or not means[place]:
            continue
        per_year = float((by_chance <= _tail(count, means[place])).sum()) / _YEARS
        if per_year <= MOST_FALSE:
            found.append(Noticed(Sign.CLUSTER, per_year, name, ends_by_week.get(week)))
    return found


def _fullest(figures: Figures, period: Period, wanted: set[str]) -> dict[str, tuple[int, int]]:
    """Per class the most meldingen in a window, of two cases at least, and its last week."""
    asked = during(figures.reports, period)
    measured = with_ordinals(asked, figures.calendar, "reported_on", "last_day")
    rows = measured.query("reports_measured", _IN_WEEKS).df()
    found: dict[str, tuple[int, int]] = {}
    for class_id, of_class in rows[rows["class_id"].isin(list(wanted))].groupby("class_id"):
        for week in sorted(of_class["weeks_ago"].unique() - WINDOW // WEEK + 1):
            inside = of_class[of_class["weeks_ago"].between(week, week + WINDOW // WEEK - 1)]
            count = int(inside["count_reports"].sum())
            is_more = count > found.get(str(class_id), (0, 0))[0]
            if week >= 0 and is_more and inside["case_id"].nunique() > 1:
                found[str(class_id)] = (count, int(week))
        last = of_class[of_class["weeks_ago"] < WINDOW // WEEK]
        count = int(last["count_reports"].sum())
        if count > found.get(str(class_id), (0, 0))[0] and last["case_id"].nunique() > 1:
            found[str(class_id)] = (count, 0)
    return found


def _tails_by_chance(means: Floats) -> Floats:
    """For each class in each made-up year the smallest tail of its windows; 1 below SMALLEST."""
    weeks, rng = YEAR // WEEK, np.random.default_rng(_SEED)
    tails = np.ones((_YEARS, len(means)))
    for place, mean in enumerate(means):
        drawn = rng.poisson(mean * WEEK / WINDOW, size=(_YEARS, weeks)).cumsum(axis=1)
        drawn = np.pad(drawn, ((0, 0), (1, 0)))
        fullest = (drawn[:, WINDOW // WEEK :] - drawn[:, : -WINDOW // WEEK]).max(axis=1)
        is_enough = fullest >= SMALLEST
        tails[is_enough, place] = _tail(fullest[is_enough], mean)
    return tails


def _tail(counts: Floats | int, mean: float) -> Floats:
    """The chance under Poisson of so many or more."""
    from scipy.special import pdtrc

    return np.asarray(pdtrc(np.asarray(counts) - 1.0, mean))
