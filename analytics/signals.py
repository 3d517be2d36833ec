"""What stands out, and how often such a thing happens by chance when nothing is going on.

Few rules: a class beyond the 99.9 % limits of the funnel, a month beyond the limits of the
u-chart, a run of months on one side (Anhoj), and many meldingen in one class within 20 school days
(analytics.clusters). Nothing is announced on fewer than MINIMUM_REPORTS meldingen in all: below 20
events a rate says little.
"""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import reports
from analytics.clusters import YEAR, Noticed, Sign, clusters
from analytics.overview import Sight
from analytics.period import Period
from analytics.reports import SchoolRate
from analytics.reports_over_time import OverTime, reports_over_time, reports_over_time_shown
from analytics.statistics import runs
from casework.figures import Figures

MINIMUM_REPORTS = 20
MINIMUM_CLASSES = 3
"""Of fewer classes there is no whole to hold a class beside."""

MINIMUM_N = 5
"""Meldingen in a class that stands out above; to be expected in one that stands out below."""

_SERIES = 2_000
_SEED = 20_261_123

Floats = NDArray[np.float64]


def noticed(
    figures: Figures, period: Period, sight: Sight, before: Period | None = None
) -> list[Noticed]:
    """What stands out in the meldingen of the period: over time, then by class name.

    `sight` is overview.in_sight of the same figures; `before` lengthens the chart over time, which
    one school year is too short for. To who may not open all cases a class or month is only named
    when its number of meldingen may be told, and never with a number. Raises ValueError as the
    functions of the figures do.
    """
    classes, school = sight.exact.reports, sight.exact.school
    if school is None or school.count_reports < MINIMUM_REPORTS:
        return []
    whole = Period(before.start if before else period.start, period.end, period.observed_on)
    over_time = reports_over_time(figures.reports, figures.enrolments, figures.calendar, whole)
    shown = sight.told.reports
    if sight.everything is not None:
        over_time = reports_over_time_shown(over_time, [period.start] if before else [])
    beyond = beyond_funnel(shown, school)
    known = shown.loc[shown["count_reports"].notna(), "class_id"]
    named = {one.class_name for one in beyond}
    close = [
        one for one in clusters(figures, classes, period, known) if one.class_name not in named
    ]
    order = list(classes["class_name"])
    by_class = sorted([*beyond, *close], key=lambda one: order.index(one.class_name))
    return [*beyond_limits(over_time, period), *by_class]


def beyond_funnel(classes: pd.DataFrame, school: SchoolRate) -> list[Noticed]:
    """Classes beyond the 99.9 % limits around the rate of all, from reports_per_class.

    A class whose number is hidden is passed over. `per_year`: the chance under Poisson to lie
    beyond, summed over the classes.
    """
    if len(classes) < MINIMUM_CLASSES or not school.rate_per_100:
        return []
    frame = reports.funnel(classes, school)
    pupils = frame["count_pupils"].to_numpy(dtype=np.float64)
    expected = pupils * school.rate_per_100 / 100
    lower, upper = (frame[f"{side}_99_9"].to_numpy() * pupils / 100 for side in ("lower", "upper"))
    chance = float(_beyond(lower, upper, expected).sum())
    told = frame["count_reports"].notna().to_numpy(dtype=bool)
    counts = np.where(told, frame["count_reports"].fillna(0).to_numpy(dtype=np.float64), expected)
    is_enough = np.maximum(counts, expected) >= MINIMUM_N
    is_beyond = (frame["beyond"] == "99_9").to_numpy() & is_enough & (counts != expected)
    return [
        Noticed(
            Sign.CLASS_ABOVE if counts[place] > expected[place] else Sign.CLASS_BELOW,
            chance,
            class_name=str(frame["class_name"].iloc[place]),
        )
        for place in np.flatnonzero(is_beyond)
    ]


def beyond_limits(over_time: OverTime, period: Period) -> list[Noticed]:
    """Months of the period beyond the limits of the u-chart, and a pattern in all of them.

    `per_year` of a month: the chance under Poisson to lie beyond, summed over the months and
    brought to a school year; of a pattern: the share of made-up series of this length without
    any pattern that show one all the same.
    """
    if over_time.is_few:
        return []
    patterns = []
    if over_time.runs and over_time.runs.signal:
        patterns = [Noticed(Sign.RUN, patterns_by_chance(len(over_time.frame)))]
    frame = over_time.frame.dropna(subset=["centre", "rate"])
    if frame.empty:
        return patterns
    exposure = (frame["count_pupils"] * frame["school_days"]).to_numpy() / (100 * 20)
    lower, upper, centre = (
        frame[one].to_numpy() * exposure for one in ("lower", "upper", "centre")
    )
    chance = float(_beyond(lower, upper, centre).sum()) * YEAR / int(frame["school_days"].sum())
    is_now = pd.to_datetime(frame["starts_on"]) >= pd.Timestamp(period.start)
    found = frame[frame["signal"] & is_now]
    days = [day.date() for day in pd.to_datetime(found["starts_on"])]
    is_above = (found["rate"] > found["centre"]).tolist()
    months = [
        Noticed(Sign.MONTH_ABOVE if above else Sign.MONTH_BELOW, chance, day=day)
        for day, above in zip(days, is_above, strict=True)
    ]
    return [*months, *patterns]


@cache
def patterns_by_chance(points: int) -> float:
    """The share of 2,000 series of so many points on either side by a fair coin that signal."""
    sides = np.random.default_rng(_SEED).choice([-1.0, 1.0], size=(_SERIES, points))
    return sum(runs(series, 0.0).signal for series in sides) / _SERIES


def pupils_twice_by_chance(pupils: int, parts: int) -> float:
    """How many pupils get two parts or more when `parts` fall on `pupils` at random.

    Each pupil's number of parts is binomial(parts, 1 / pupils); 0 without pupils.
    """
    if pupils < 1:
        return 0.0
    missed = 1 - 1 / pupils
    none, one = missed**parts, parts / pupils * missed ** max(parts - 1, 0)
    return max(0.0, pupils * (1 - none - one))


def _beyond(lower: Floats, upper: Floats, means: Floats) -> Floats:
    """The chance that a Poisson count lies below the lower or above the upper limit."""
    from scipy.special import pdtr, pdtrc

    known = np.where(means > 0, means, 0.0)
    below = np.where(lower > 0, pdtr(np.maximum(np.ceil(lower) - 1, 0), known), 0.0)
    above = pdtrc(np.floor(np.nan_to_num(upper)), known)
    return np.where(means > 0, below + above, 0.0)
