"""Standouts: at most three things that ask attention, ranked by what one can act on today.

Each can be checked: it is a count of the same results as the figures, or it lies beyond limits
that were fixed beforehand, and it leads to the cases, the class or the figure that shows it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures import over_time
from analytics.figures.funnel import MINIMUM_CLASSES, with_funnel
from analytics.figures.open_steps import LateSteps
from analytics.figures.reports import ReportsPerClass
from analytics.headline.day_ordinals import DayOrdinals
from analytics.headline.months_above import MonthsAbove, months_above
from analytics.headline.numbers import Numbers
from analytics.period import with_constants, with_period
from analytics.view import View
from casework.figures import Figures

MOST = 3

SEVERAL = 3
"""Meldingen in a class that had no mentor hour about it."""

MINIMUM_ALL = 20
"""Fewer meldingen than this of all classes: their rate is too rough to hold a class beside."""

MINIMUM_ABOVE = 5
"""Meldingen in a class that stands out, or that came close together."""

WINDOW = 20
"""School days in which meldingen of a class are counted as close together."""

WINDOWS_A_YEAR = 40
"""A school year looked at every school week."""

MOST_FALSE = 0.2
"""Close together is only claimed when chance brings it at most once in five school years."""

LATE_STEPS, LATE_SHARE = 5, 0.25
"""Late steps are concentrated with so many in one class, which are this part of all."""

_HOURS = """
select distinct class_id::varchar
from hours_asked
where held_on between period_start and last_day
"""

_CLOSE = """
select class_id::varchar, count(*), count(distinct case_id)
from reports_asked
where reported_on between window_start and last_day and class_id is not null
group by class_id
"""


class StandoutKind(StrEnum):
    """What asks attention, in the order in which one can act on it."""

    NO_MENTOR = "no_mentor"
    MISSED = "missed"
    MONTHS = "months"
    LATE = "late"
    CLASS_ABOVE = "class_above"
    CLOSE = "close"
    NO_HOUR = "no_hour"
    LEVEL_3 = "level_3"


@dataclass(frozen=True)
class Standout:
    """One thing that asks attention.

    `count`: meldingen, moments, steps or cases, by its kind; `count_cases`: of how many cases. The
    class is the first of those of this kind, with `count_others` more.
    """

    kind: StandoutKind
    count: int = 0
    count_cases: int = 0
    class_id: str = ""
    class_name: str = ""
    count_others: int = 0
    has_hour: bool = True
    months: MonthsAbove | None = None


def standouts_of(
    figures: Figures,
    view: View,
    days: DayOrdinals,
    numbers: Numbers,
    charts: Mapping[str, ComputedFigure],
    without_mentor: frozenset[str] = frozenset(),
) -> tuple[Standout, ...]:
    """The first three, one for each kind and each class. `without_mentor`: ids of classes."""
    classes: ReportsPerClass = charts["reports"].now
    chart = over_time.compute(figures, view)
    months = months_above(figures, view, days, chart, numbers.reports.clustering)
    # These two hold for a period that is over as well; the others ask for an act today.
    standouts = [Standout(StandoutKind.MONTHS, months=months)] if months else []
    standouts += classes_above_funnel(classes)
    if view.is_now:
        held = with_period(figures.prevention, view.period).query("hours_asked", _HOURS).fetchall()
        hours = {class_id for (class_id,) in held}
        standouts += [
            *classes_without_hours(classes.frame, hours, without_mentor),
            *missed_aftercare(charts["aftercare"].now.frame),
            *classes_with_late_steps(numbers.late, classes.frame),
            *classes_close_together(figures, view, days, classes),
            *cases_on_level_3(charts["open_cases"].now.frame),
        ]
    return tuple(ranked_standouts(standouts)[:MOST])


def classes_without_hours(
    classes: pd.DataFrame, with_hour: set[str], without_mentor: frozenset[str]
) -> list[Standout]:
    """Classes with meldingen and no mentor, and those with several and no mentor hour."""
    standouts = []
    for row in _rows(classes):
        has_hour = row.class_id in with_hour
        about = Standout(
            StandoutKind.NO_MENTOR,
            count=int(row.count_reports),
            class_id=str(row.class_id),
            class_name=str(row.class_name),
            has_hour=has_hour,
        )
        if row.class_id in without_mentor and about.count:
            standouts.append(about)
        elif not has_hour and about.count >= SEVERAL:
            standouts.append(replace(about, kind=StandoutKind.NO_HOUR))
    return standouts


def missed_aftercare(moments: pd.DataFrame) -> list[Standout]:
    """Nazorg that was not held, of which the window is over."""
    count = int(moments.loc[moments["kind"] == "all", "count_missed"].iloc[0])
    return [Standout(StandoutKind.MISSED, count)] if count else []


def classes_with_late_steps(late: LateSteps, classes: pd.DataFrame) -> list[Standout]:
    """A class with many of the late steps."""
    names = dict(zip(classes["class_id"], classes["class_name"], strict=True))
    return [
        Standout(StandoutKind.LATE, count, cases, class_id, str(names[class_id]))
        for class_id, (count, cases) in late.by_class.items()
        if class_id in names
        and len(names) >= MINIMUM_CLASSES
        and count >= max(LATE_STEPS, LATE_SHARE * late.count)
    ]


def classes_above_funnel(classes: ReportsPerClass) -> list[Standout]:
    """Classes above the 99.9 % limit of the funnel around the rate of all."""
    overall = classes.overall
    has_pupils = classes.frame["count_pupils"] > 0
    if overall is None or not overall.rate_per_100 or overall.count_reports < MINIMUM_ALL:
        return []
    if has_pupils.sum() < MINIMUM_CLASSES:
        return []
    frame = with_funnel(classes.frame, overall)
    above = frame[
        (frame["beyond"] == "99_9")
        & (frame["rate_per_100"] > overall.rate_per_100)
        & (frame["count_reports"] >= MINIMUM_ABOVE)
    ]
    return [
        _of_class(StandoutKind.CLASS_ABOVE, row, int(row.count_reports)) for row in _rows(above)
    ]


def classes_close_together(
    figures: Figures, view: View, days: DayOrdinals, classes: ReportsPerClass
) -> list[Standout]:
    """Classes with more meldingen in the last 20 school days than chance explains.

    Out of two cases at least. What is to be expected follows from the rate of all classes over
    the period. The chance under Poisson of so many, times the classes and the weeks of a year in
    which one could look, bounds how often chance brings it in a school year (Boole).
    """
    overall, period = classes.overall, view.period
    length = days.ordinal(period.last_day) - days.before(period.start)
    known = classes.frame[classes.frame["count_pupils"] > 0]
    if overall is None or overall.count_reports < MINIMUM_ALL or length < 2 * WINDOW:
        return []
    if len(known) < MINIMUM_CLASSES:
        return []
    start = days.window_start(period.last_day, WINDOW)
    asked = with_constants(figures.reports, window_start=start, last_day=period.last_day)
    rows = asked.query("reports_asked", _CLOSE).fetchall()
    counts = {class_id: (count, cases) for class_id, count, cases in rows}
    share = WINDOW / length / known["count_pupils"].sum() * known["count_reports"].sum()
    standouts = []
    for row in _rows(known):
        count, cases = counts.get(row.class_id, (0, 0))
        tail = _tail(count, share * row.count_pupils)
        is_rare = tail * len(known) * WINDOWS_A_YEAR <= MOST_FALSE
        if count >= MINIMUM_ABOVE and cases > 1 and is_rare:
            standouts.append(_of_class(StandoutKind.CLOSE, row, count, cases))
    return standouts


def cases_on_level_3(levels: pd.DataFrame) -> list[Standout]:
    """Cases on level 3 in which it has not stopped."""
    count = int(levels.loc[levels["level"] == 3, "count_running"].sum())
    return [Standout(StandoutKind.LEVEL_3, count, count)] if count else []


def ranked_standouts(standouts: Iterable[Standout]) -> list[Standout]:
    """One for each kind, the one with the largest count; a class is named once."""
    first: list[Standout] = []
    named: set[str] = set()
    by_rank = sorted(
        standouts, key=lambda standout: (list(StandoutKind).index(standout.kind), -standout.count)
    )
    for kind in StandoutKind:
        of_kind = [
            standout
            for standout in by_rank
            if standout.kind is kind and standout.class_id not in named
        ]
        if of_kind:
            first.append(replace(of_kind[0], count_others=len(of_kind) - 1))
            named |= {of_kind[0].class_id} - {""}
    return first


def _tail(count: int, mean: float) -> float:
    """The chance under Poisson of so many or more."""
    from scipy.special import pdtrc

    return float(pdtrc(count - 1.0, mean)) if count else 1.0


def _of_class(kind: StandoutKind, row: Any, count: int, cases: int = 0) -> Standout:
    class_id, name = (str(getattr(row, field)) for field in ("class_id", "class_name"))
    return Standout(kind, count, cases, class_id, name)


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples(index=False))
