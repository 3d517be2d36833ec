"""What is chance and what is not, in a row of measurements over time: charts and runs."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analytics.statistics.validation import Floats, checked_amounts, checked_counts, same_length

SIGMAS = 3
# The power by which times between rare events become nearly normal, and back.
NELSON = 3.6
# Three sigma on a chart of single values, from the mean moving range: 3 / 1.128.
OF_MOVING_RANGE = 2.66
# A value on a limit is not beyond it, whatever the last digits of both.
_ROUNDING = 1e-9


def u_chart(counts: ArrayLike, exposures: ArrayLike, baseline: float | None = None) -> pd.DataFrame:
    """One row per period, in the order given: rate, centre, lower, upper, signal.

    rate = count / exposure; centre = all counts / all exposures, or the rate of a `baseline` that
    is known beforehand (a "standard given": Montgomery, Introduction to Statistical Quality
    Control, 6th ed., 7.3); limits = centre +- 3 times the square root of centre /
    exposure, not below 0. signal: the rate lies beyond a limit. A period without exposure has no
    rate and no limits (NaN) and no signal. No periods give an empty frame; no exposure at all
    gives NaN. Raises ValueError for counts or exposures that are missing, infinite or negative,
    counts that are not whole or stand where there is no exposure, rows that differ in length, and
    a baseline that is missing, infinite or negative.
    """
    seen, sizes = checked_counts(counts, "counts"), checked_amounts(exposures, "exposures")
    same_length(counts=seen, exposures=sizes)
    if (seen[sizes == 0] > 0).any():
        raise ValueError("counts hold events where there is no exposure")
    known = np.where(sizes > 0, sizes, np.nan)
    whole = sizes.sum()
    middle = seen.sum() / whole if whole else np.nan
    if baseline is not None:
        (middle,) = checked_amounts([baseline], "the baseline")
    centre = np.full(seen.size, middle)
    half = SIGMAS * np.sqrt(centre / known)
    return _chart("rate", seen / known, centre, centre - half, centre + half)


def t_chart(gaps: ArrayLike, baseline: ArrayLike | None = None) -> pd.DataFrame:
    """One row per gap between two rare events, in order: gap, centre, lower, upper, signal.

    Gaps to the power 1 / 3.6 are nearly normal (Nelson, Journal of Quality Technology 26, 1994,
    166-168); on that scale centre = mean, limits = mean +- 2.66 times the mean moving range, and
    all three are brought back (Benneyan, Health Care Management Science 4, 2001, 305-318). They
    come from the gaps of a `baseline` where one is given, in order. lower is not below 0. signal:
    the gap lies beyond a limit. From one gap come a centre and no limits (NaN), from none neither.
    Raises ValueError for gaps that are missing, infinite or negative.
    """
    waits = checked_amounts(gaps, "gaps")
    known = waits if baseline is None else checked_amounts(baseline, "gaps of the baseline")
    scaled = known ** (1 / NELSON)
    mean = scaled.mean() if known.size else np.nan
    half = OF_MOVING_RANGE * np.abs(np.diff(scaled)).mean() if known.size > 1 else np.nan
    middle, low, high = (
        np.full(waits.size, max(value, 0.0) ** NELSON if value == value else np.nan)
        for value in (mean, mean - half, mean + half)
    )
    return _chart("gap", waits, middle, low, high)


def _chart(name: str, values: Floats, centre: Floats, lower: Floats, upper: Floats) -> pd.DataFrame:
    floor = np.where(np.isnan(lower), np.nan, np.maximum(lower, 0.0))
    signal = (values < floor - _ROUNDING * values) | (values > upper + _ROUNDING * values)
    columns = {name: values, "centre": centre, "lower": floor, "upper": upper, "signal": signal}
    return pd.DataFrame(columns)


@dataclass(frozen=True)
class Runs:
    """How long the points stay on one side of the centre, and how often they cross it."""

    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int
    signal: bool


def runs(values: ArrayLike, centre: float) -> Runs:
    """The longest run and the number of crossings, with what chance alone would seldom pass.

    Points on the centre are left out; n points are left. A run longer than log2(n) + 3, rounded,
    or fewer crossings than the 5 % quantile of a binomial(n - 1, 1/2) is a signal that the points
    do not scatter by chance (Anhoj and Olesen, PLoS ONE 9, 2014, e113825). Without points
    everything is 0 and there is no signal. Raises ValueError for values or a centre that is
    missing or infinite.
    """
    points = np.asarray(values, dtype=np.float64)
    if points.ndim != 1 or not np.isfinite([*points, centre]).all():
        raise ValueError("values or centre hold a missing or infinite value")
    sides = np.sign(points - centre)
    sides = sides[sides != 0]
    if not sides.size:
        return Runs(0, 0, 0, 0, False)
    turns = np.flatnonzero(np.diff(sides)) + 1
    lengths = np.diff([0, *turns, sides.size])
    longest_limit = round(np.log2(sides.size)) + 3
    crossings_limit = _binomial_quantile(0.05, sides.size - 1)
    longest, crossings = int(lengths.max()), int(turns.size)
    is_signal = longest > longest_limit or crossings < crossings_limit
    return Runs(longest, longest_limit, crossings, crossings_limit, is_signal)


def _binomial_quantile(share: float, trials: int) -> int:
    """The smallest number of heads in `trials` fair throws with at least this chance below it."""
    from scipy.special import bdtr

    chances = bdtr(np.arange(trials + 1), trials, 0.5)
    return int(np.argmax(chances >= share))
