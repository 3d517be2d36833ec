"""How much the numbers differ from the year before as far: the size first, then how sure it is.

The size comes with a 95 % interval. A difference is called CLEAR only when its p-value stays below
3 % after Holm's correction for the numbers that are compared on this screen; that word stands
behind the (i), the size stands in the number. benchmarks/README.md tells how often that goes wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isnan, nan

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures import aftercare
from analytics.figures.resolution import Resolution
from analytics.headline.numbers import Numbers, OpenCases, ReportCount
from analytics.result import MINIMUM_N
from analytics.statistics import (
    events_beyond_expected,
    holm,
    logrank_of_curves,
    rate_ratio_interval,
    rates_p_value,
    share_difference_interval,
    shares_p_value,
)
from analytics.view import View
from casework.figures import Figures

SURE = 0.03
"""At most one screen in twenty is to call a difference clear where nothing changed."""

PROBABLE = 0.10

MINIMUM_COUNT = 10
"""Of fewer meldingen or cases in both years together no ratio is given: the counts say it all."""


class Certainty(StrEnum):
    """How sure a difference is. FEW: too little in one of the years to compare."""

    CLEAR = "clear"
    PROBABLE = "probable"
    UNSURE = "unsure"
    FEW = "few"


@dataclass(frozen=True)
class Change:
    """How one number differs from the year before as far.

    `size` with its limits: how many times as high for meldingen and open cases (per pupil), how
    many school days more for the median time to stopped (without limits), and how much higher as
    a fraction for the share of nazorg on time. NaN where it is not known. `p_value` is the one
    after Holm; None for FEW. `same_exposure`: both years had about as many pupils and school days.
    `is_sooner`: cases stop sooner than the year before, by the log-rank test.
    """

    key: str
    certainty: Certainty
    size: float = nan
    lower: float = nan
    upper: float = nan
    p_value: float | None = None
    same_exposure: bool = True
    is_sooner: bool = False


def changes_of(
    figures: Figures, view: View, numbers: Numbers, charts: Mapping[str, ComputedFigure]
) -> dict[str, Change]:
    """The changes of reports, open_cases, resolution and aftercare; none without a before."""
    if view.before is None or numbers.reports_before is None:
        return {}
    changes = [_reports(numbers.reports, numbers.reports_before)]
    if numbers.open_before is not None:
        changes.append(_open(numbers, numbers.open_before))
    if charts["resolution"].before is not None:
        changes.append(resolution_change(charts["resolution"].now, charts["resolution"].before))
    if charts["aftercare"].before is not None:
        changes.append(_aftercare(figures, view, charts["aftercare"]))
    return {change.key: change for change in judged(changes)}


def judged(compared: Sequence[Change]) -> list[Change]:
    """The changes with their p-values after Holm, and CLEAR where these stay below SURE."""
    tested = [change for change in compared if change.p_value is not None]
    adjusted = holm([change.p_value for change in tested if change.p_value is not None])
    p_values = dict(zip((change.key for change in tested), adjusted, strict=True))
    return [
        replace(
            change,
            p_value=p_values[change.key],
            certainty=_certainty(p_values[change.key]),
        )
        if change.key in p_values
        else change
        for change in compared
    ]


def _certainty(p_value: float) -> Certainty:
    if p_value < SURE:
        return Certainty.CLEAR
    return Certainty.PROBABLE if p_value < PROBABLE else Certainty.UNSURE


def rate_change(
    key: str, now: float, exposure: float, before: float, exposure_before: float, clustering: float
) -> Change:
    """How many times as high a rate is; limits and test are of counts divided by the clustering."""
    if now + before < MINIMUM_COUNT or min(exposure, exposure_before) <= 0:
        return Change(key, Certainty.FEW)
    here, there = now / clustering, before / clustering
    lower, upper = rate_ratio_interval(here, exposure, there, exposure_before)
    return Change(
        key,
        Certainty.UNSURE,
        size=now / exposure / (before / exposure_before) if before else inf,
        lower=lower,
        upper=upper,
        p_value=rates_p_value(round(here), exposure, round(there), exposure_before),
        same_exposure=0.9 <= exposure / exposure_before <= 1.1,
    )


def share_change(
    key: str, now: tuple[int, int], before: tuple[int, int], clustering: float, minimum: int
) -> Change:
    """How much higher a share (part, whole) is; numbers are divided by the clustering."""
    (part, whole), (part_before, whole_before) = now, before
    if min(whole, whole_before) / clustering < minimum:
        return Change(key, Certainty.FEW)
    share, share_before = part / whole, part_before / whole_before
    trials, trials_before = whole / clustering, whole_before / clustering
    lower, upper = share_difference_interval(share, trials, share_before, trials_before)
    effective = (share * trials, trials, share_before * trials_before, trials_before)
    size = share - share_before
    return Change(key, Certainty.UNSURE, size, lower, upper, shares_p_value(*effective))


def resolution_change(now: Resolution, before: Resolution) -> Change:
    """How many school days later half has stopped, tested by the log-rank test of both curves."""
    if now.is_few or before.is_few:
        return Change("resolution", Certainty.FEW)
    median, earlier = now.followed.median, before.followed.median
    curves = now.followed.curve, before.followed.curve
    p_value = logrank_of_curves(curves).p_value
    size = nan if median is None or earlier is None else median - earlier
    return Change(
        "resolution",
        Certainty.UNSURE,
        size,
        p_value=1.0 if isnan(p_value) else p_value,
        is_sooner=events_beyond_expected(*curves) > 0,
    )


def _reports(now: ReportCount, before: ReportCount) -> Change:
    clustering = max(now.clustering, before.clustering)
    return rate_change(
        "reports", now.count, now.exposure, before.count, before.exposure, clustering
    )


def _open(numbers: Numbers, before: OpenCases) -> Change:
    """Per pupil: the pupil-school-days of both years are as far, so they stand for the pupils."""
    exposure = numbers.reports.exposure
    exposure_before = numbers.reports_before.exposure if numbers.reports_before else 0.0
    now = numbers.open_cases.count
    return rate_change("open_cases", now, exposure, before.count, exposure_before, 1.0)


def _aftercare(figures: Figures, view: View, computed: ComputedFigure) -> Change:
    now, before = _on_time(computed.now.frame), _on_time(computed.before.frame)
    if min(now[1], before[1]) < MINIMUM_N:
        return Change("aftercare", Certainty.FEW)
    periods = [period for period in (view.period, view.before) if period is not None]
    clustering = max(aftercare.clustering(figures.aftercare, period) for period in periods)
    return share_change("aftercare", now, before, clustering, MINIMUM_N)


def _on_time(frame: pd.DataFrame) -> tuple[int, int]:
    row = frame[frame["kind"] == "all"].iloc[0]
    return int(row["count_in_window"]), int(row["count_due"])
