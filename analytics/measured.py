"""What the sentences at the top of Trends rest on: each figure of a period in a few numbers."""

from dataclasses import dataclass

import pandas as pd

from analytics import adherence, aftercare, escalation, prevention, recurrence, reports, resolution
from analytics.overview import Sight
from analytics.period import Period
from analytics.reports_over_time import reports_over_time
from casework.figures import Figures

STOPPED_BY = 40
"""School days; the share stopped by then is told when half has not stopped yet."""

RETURNED_BY = 60
"""School days after the closing; the share that came back by then is told."""

MINIMUM_REPORTS = 10
"""Fewer meldingen than this say nothing about a change."""

MINIMUM_HOURS = 5
"""Fewer mentor hours than this say nothing about a change."""


@dataclass(frozen=True)
class Share:
    """Part of a whole; each None when it is hidden. `clustering`: statistics.design_effect.

    `tested`: the exact part and whole that only a test looks at, where they are hidden.
    """

    part: int | None
    whole: int | None
    is_few: bool
    clustering: float = 1.0
    tested: tuple[int, int] | None = None

    @property
    def exact(self) -> tuple[int, int] | None:
        """Part and whole for a test; None when they are not known even there."""
        is_told = self.part is not None and self.whole is not None
        return (self.part or 0, self.whole or 0) if is_told else self.tested


@dataclass(frozen=True)
class Rate:
    """A count over an exposure, told as a count on `units`; the count is None when hidden.

    `clustering`: how many times more than by Poisson the count scatters (reports.clustering).
    `tested`: the exact count that only a test looks at, where it is hidden.
    """

    count: int | None
    units: int
    exposure: float
    is_few: bool
    clustering: float = 1.0
    tested: int | None = None

    @property
    def exact(self) -> int | None:
        """The count for a test; None when it is not known even there."""
        return self.tested if self.count is None else self.count


@dataclass(frozen=True, eq=False)
class Wait:
    """A time to something: what may be told, and the exact curve that only a test looks at.

    `median` in school days, None when not reached; `share` had it by `by` school days, NaN when
    that may not or cannot be told. `count` is n, None when it is hidden.
    """

    curve: pd.DataFrame
    count: int | None
    is_few: bool
    by: int
    share: float
    median: float | None = None


@dataclass(frozen=True, eq=False)
class Measured:
    """The figures of one period; the fields are named after the charts that they belong to."""

    period: Period
    aftercare: Share
    resolution: Wait
    recurrence: Wait
    reached: Share
    parents_informed: Share
    reports: Rate
    prevention: Rate


def measured(figures: Figures, period: Period, sight: Sight) -> Measured:
    """Every figure, as it may be told; `sight` is overview.in_sight of the same figures.

    For who may not open all cases every number is one of the answers with small numbers hidden
    (overview.shown and its like). Raises ValueError as the functions of the figures do.
    """
    exact, told = sight.exact, sight.told
    parents = adherence.parents_informed(figures.steps, period)
    back = recurrence.time_to_return(figures.closings, figures.calendar, period)
    back_told = back
    if sight.everything is not None:
        parents = adherence.parents_informed_shown(parents)
        back_told = recurrence.shown(back)
    clustering = aftercare.clustering(figures.aftercare, period)
    return Measured(
        period=period,
        aftercare=_share(
            told.aftercare[told.aftercare["kind"] == "all"],
            ("count_in_window", "count_due"),
            "aftercare" in told.too_few or _weighs_too_little(exact.aftercare, clustering),
            clustering,
        ),
        resolution=Wait(
            exact.resolution.curve,
            told.resolution.count,
            exact.resolution.count is not None and exact.resolution.count < resolution.MINIMUM_N,
            STOPPED_BY,
            _share_by(told.resolution.milestones, STOPPED_BY),
            told.resolution.median,
        ),
        recurrence=Wait(
            back.curve,
            back_told.count,
            back.is_few,
            RETURNED_BY,
            _share_by(back_told.milestones, RETURNED_BY),
        ),
        reached=_share(
            told.reached[told.reached["rung"] == "level_2"],
            ("count_reached", "count_followed"),
            escalation.too_few(exact.reached),
        ),
        parents_informed=_share(parents.frame, ("count_in_time", "count_cases"), parents.is_few),
        reports=_reports(figures, period, told.school),
        prevention=_hours(figures, period),
    )


def _share(
    frame: pd.DataFrame, names: tuple[str, str], is_few: bool, clustering: float = 1.0
) -> Share:
    part, whole = (_number(frame[name].iloc[0]) for name in names)
    return Share(part, whole, is_few, clustering)


def _weighs_too_little(moments: pd.DataFrame, clustering: float) -> bool:
    """Ten moments of three cases tell no more than a few that stand alone."""
    due = int(moments.loc[moments["kind"] == "all", "count_due"].iloc[0])
    return due / clustering < aftercare.MINIMUM_N


def _number(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _share_by(milestones: pd.DataFrame, school_days: int) -> float:
    return float(milestones.loc[milestones["school_days"] == school_days, "share"].iloc[0])


def _reports(figures: Figures, period: Period, school: reports.SchoolRate | None) -> Rate:
    """The exposure is the school days of all pupils, so that periods of any length compare."""
    months = reports_over_time(figures.reports, figures.enrolments, figures.calendar, period).frame
    exposure = float((months["count_pupils"] * months["school_days"]).sum())
    if school is None:
        return Rate(None, 0, exposure, is_few=False)
    is_few = school.count_reports < MINIMUM_REPORTS
    bursts = reports.clustering(figures.reports, period)
    return Rate(school.count_reports, school.count_pupils, exposure, is_few, bursts)


def _hours(figures: Figures, period: Period) -> Rate:
    answer = prevention.hours_per_class(figures.prevention, figures.classes, period)
    classes = len(answer.frame)
    return Rate(answer.count, classes, float(classes), (answer.count or 0) < MINIMUM_HOURS)
