"""Exact and score limits for counts and shares, and the funnel around a rate.

scipy is loaded when an exact Poisson limit is first asked for: it costs half a second that the
first page does not need.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analytics.statistics.validation import (
    Floats,
    checked_amounts,
    checked_counts,
    checked_level,
    normal_quantile,
)


def poisson_interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """Exact limits for the expected number of events when `count` were seen.

    Garwood (Biometrika 28, 1936, 437-442). Raises ValueError for a count that is missing,
    negative or not whole, and for a level outside (0, 1).
    """
    lower, upper = poisson_limits([count], level)
    return float(lower[0]), float(upper[0])


def poisson_limits(counts: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """poisson_interval for an array of counts: (lower limits, upper limits)."""
    seen = checked_counts(counts, "counts")
    tail = (1 - checked_level(level)) / 2
    from scipy.special import gammaincinv

    lower = np.where(seen == 0, 0.0, gammaincinv(np.maximum(seen, 1), tail))
    return lower, np.asarray(gammaincinv(seen + 1, 1 - tail), dtype=np.float64)


def wilson_interval(successes: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Limits for a share, by the score method without continuity correction.

    Wilson (JASA 22, 1927, 209-212); method 3 of Newcombe (Statistics in Medicine 17, 1998,
    857-872). No trials tell nothing: (0, 1). Raises ValueError for counts that are missing,
    negative or not whole, for more successes than trials, and for a level outside (0, 1).
    """
    lower, upper = wilson_limits([successes], [trials], level)
    return float(lower[0]), float(upper[0])


def wilson_limits(
    successes: ArrayLike, trials: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """wilson_interval for arrays: (lower limits, upper limits)."""
    wins, tries = checked_counts(successes, "successes"), checked_counts(trials, "trials")
    if (wins > tries).any():
        raise ValueError("more successes than trials")
    z = normal_quantile(level)
    scale = np.where(tries == 0, 1.0, tries + z * z)
    centre = (wins + z * z / 2) / scale
    half = z / scale * np.sqrt(_spread(wins, tries) + z * z / 4)
    lower = np.where(wins == 0, 0.0, np.clip(centre - half, 0, 1))
    return lower, np.where(wins == tries, 1.0, np.clip(centre + half, 0, 1))


def wilson_of_share(share: float, trials: float, level: float = 0.95) -> tuple[float, float]:
    """wilson_interval for a share of so many trials, which need not be whole.

    For trials that were divided by a design effect (Rao and Scott, Biometrics 48, 1992, 577-585).
    No trials tell nothing: (0, 1). Raises ValueError for a share outside 0 to 1, for trials that
    are missing, infinite or negative, and for a level outside (0, 1).
    """
    checked_amounts([trials], "trials")
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    if not trials:
        return 0.0, 1.0
    z = normal_quantile(level)
    scale = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / scale
    half = z / scale * float(np.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2))
    lower = 0.0 if share == 0 else max(0.0, centre - half)
    return lower, 1.0 if share == 1 else min(1.0, centre + half)


def funnel_limits(exposures: ArrayLike, rate: float, level: float) -> pd.DataFrame:
    """One row per exposure, in the order given: exposure, lower, upper.

    Between lower and upper lies the rate (events per unit of exposure) of a unit that is like
    all others, with a chance of at least `level`: the quantiles (1 - level) / 2 and
    (1 + level) / 2 of a Poisson count with mean rate x exposure, divided by the exposure
    (Spiegelhalter, Statistics in Medicine 24, 2005, 1185-1202, without his interpolation, so
    that a count beyond the limits is never more likely than the level says). Without exposure
    there are no limits: NaN. Raises ValueError for an exposure or rate that is missing, infinite
    or negative, and for a level outside (0, 1).
    """
    sizes = checked_amounts(exposures, "exposures")
    (mean,) = checked_amounts([rate], "rate")
    tail = (1 - checked_level(level)) / 2
    known = np.where(sizes > 0, sizes, np.nan)
    return pd.DataFrame(
        {
            "exposure": sizes,
            "lower": _poisson_quantile(tail, mean * sizes) / known,
            "upper": _poisson_quantile(1 - tail, mean * sizes) / known,
        }
    )


def _poisson_quantile(share: float, means: Floats) -> Floats:
    """The smallest count that a Poisson variable stays within with at least this chance."""
    from scipy.special import pdtr, pdtrik

    safe = np.where(means > 0, means, 1.0)
    count = np.ceil(pdtrik(share, safe))
    one_less = np.maximum(count - 1, 0)
    exact = np.where(pdtr(one_less, safe) >= share, one_less, np.maximum(count, 0))
    return np.where(means > 0, exact, 0.0)


def _spread(successes: Floats, trials: Floats) -> Floats:
    return successes * (trials - successes) / np.maximum(trials, 1)
