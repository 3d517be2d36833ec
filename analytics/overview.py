"""The figures of the Trends screen for one period: exact, or with small numbers hidden."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics import aftercare, escalation, reports, resolution
from analytics.disclosure import is_small
from analytics.period import Period
from analytics.reports import SchoolRate
from analytics.resolution import Resolution
from casework.figures import Figures

__all__ = [
    "Overview",
    "Period",
    "Sight",
    "in_sight",
    "overview",
    "reports_of",
    "school_of",
    "shown",
]


@dataclass(frozen=True, eq=False)
class Overview:
    """One answer for each figure; `too_few` names those that rest on too few cases.

    aftercare: aftercare.completion; resolution: resolution.time_to_stopped; open_cases:
    escalation.open_cases_by_level; reached: escalation.levels_reached; reports:
    reports.reports_per_class; school: reports.school_rate (None: hidden).
    """

    aftercare: pd.DataFrame
    resolution: Resolution
    open_cases: pd.DataFrame
    reached: pd.DataFrame
    reports: pd.DataFrame
    school: SchoolRate | None
    too_few: frozenset[str]


@dataclass(frozen=True, eq=False)
class Sight:
    """The figures of one period: exact, and as they may be told to the viewer.

    `everything`: reports_of and school_of without a filter on team, year group or class. None for
    who may open all cases: then nothing is hidden, and `told` is `exact`.
    """

    exact: Overview
    told: Overview
    everything: tuple[pd.DataFrame, SchoolRate] | None = None


def in_sight(figures: Figures, period: Period, everything: Figures | None = None) -> Sight:
    """Every figure, computed once for all that is told of it.

    Who may not open all cases gives `everything` as well, the figures without a filter on team,
    year group or class. Raises ValueError as the functions of the figures do.
    """
    exact = overview(figures, period)
    if everything is None:
        return Sight(exact, exact)
    whole = reports_of(everything, period), school_of(everything, period)
    return Sight(exact, shown(exact, *whole), whole)


def overview(figures: Figures, period: Period) -> Overview:
    """Every figure, exact. Raises ValueError as the functions of the figures do."""
    start, end, seen = period.start, period.end, period.observed_on
    nazorg = aftercare.completion(figures.aftercare, start, end, seen)
    times = resolution.time_to_stopped(figures.cases, figures.calendar, start, end, seen)
    reached = escalation.levels_reached(figures.cases, figures.calendar, start, end, seen)
    classes = reports_of(figures, period)
    few = {
        "aftercare": aftercare.too_few(nazorg),
        "resolution": resolution.too_few(times),
        "reached": escalation.too_few(reached),
        "reports": reports.too_few(classes),
    }
    return Overview(
        aftercare=nazorg,
        resolution=times,
        open_cases=escalation.open_cases_by_level(figures.cases, seen),
        reached=reached,
        reports=classes,
        school=school_of(figures, period),
        too_few=frozenset(name for name, is_so in few.items() if is_so),
    )


def reports_of(figures: Figures, period: Period) -> pd.DataFrame:
    """Meldingen per class, up to what can be known."""
    return reports.reports_per_class(
        figures.reports, figures.enrolments, figures.classes, period.start, period.last_day
    )


def school_of(figures: Figures, period: Period) -> SchoolRate:
    """Meldingen of all classes together, up to what can be known."""
    return reports.school_rate(figures.reports, figures.enrolments, period.start, period.last_day)


def shown(exact: Overview, everything: pd.DataFrame, school: SchoolRate) -> Overview:
    """The overview for who may not open the cases behind it: no count of 1 to 4 anywhere.

    `everything` and `school` are reports_of and school_of without a filter on team, year group
    or class. Each figure hides its own small numbers; and a number that is in two figures is
    hidden in the curve when the other would give a small one away by subtraction.
    """
    if exact.school is None:
        raise ValueError("this overview has its small numbers hidden already")
    times = resolution.shown(exact.resolution, _told_by_others(exact))
    per_class, school_shown = reports.shown(exact.reports, exact.school, everything, school)
    few = {"resolution"} if times.curve.empty else set()
    return replace(
        exact,
        aftercare=aftercare.shown(exact.aftercare),
        resolution=times,
        open_cases=escalation.open_cases_shown(exact.open_cases),
        reached=escalation.levels_reached_shown(exact.reached),
        reports=per_class,
        school=school_shown,
        too_few=exact.too_few | few,
    )


def _told_by_others(exact: Overview) -> list[str]:
    """The counts of the curve that differ little from a number in another figure.

    Cases begun = followed long enough + too recent; meldingen = cases begun + later meldingen;
    cases that run = begun in the period and not stopped + those from before.
    """
    times = exact.resolution
    begun = (times.count or 0) + (times.count_left_out or 0)
    meldingen = exact.school.count_reports if exact.school else 0
    running = int(exact.open_cases["count_running"].sum())
    others = (begun - int(exact.reached["count_followed"].max()), abs(meldingen - begun))
    kept = ["count"] if any(is_small(other) for other in others) else []
    if is_small(abs(running - (times.count_censored or 0))):
        kept.append("count_censored")
    return kept
