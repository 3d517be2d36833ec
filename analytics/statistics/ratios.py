"""How much two rates or two shares differ, with an interval; for counts that may be clustered."""

from math import hypot, inf, isfinite

from analytics.statistics.intervals import wilson_of_share
from analytics.statistics.validation import checked_level


def rate_ratio_interval(
    count: float,
    exposure: float,
    count_before: float,
    exposure_before: float,
    level: float = 0.95,
) -> tuple[float, float]:
    """The exact interval of (count / exposure) / (count_before / exposure_before).

    Given their sum the first count is binomial with chance p = r t / (r t + t_before), r being the
    ratio and t the exposures; the limits are those of Clopper and Pearson for p, brought back to
    r (Clopper and Pearson, Biometrika 26, 1934, 404-413; Przyborowski and Wilenski, Biometrika 31,
    1940, 313-323; poisson.test in R). The counts may be broken: divided by a design effect. No
    count at all tells nothing: (0, inf). Raises ValueError for a negative or infinite count, an
    exposure of 0 or less, and a level outside (0, 1).
    """
    if min(exposure, exposure_before) <= 0:
        raise ValueError("a rate takes an exposure above 0")
    if min(count, count_before) < 0 or not isfinite(count + count_before):
        raise ValueError("a count is finite and not negative")
    tail = (1 - checked_level(level)) / 2
    if count + count_before == 0:
        return 0.0, inf
    from scipy.special import betaincinv

    low = float(betaincinv(count, count_before + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, count_before, 1 - tail)) if count_before else 1.0
    scale = exposure_before / exposure
    return scale * low / (1 - low), scale * high / (1 - high) if high < 1 else inf


def share_difference_interval(
    share: float, trials: float, share_before: float, trials_before: float, level: float = 0.95
) -> tuple[float, float]:
    """The interval of share - share_before, from the Wilson limits of each.

    Method 10 of Newcombe (Statistics in Medicine 17, 1998, 873-890). The trials may be broken:
    divided by a design effect. No trials on one side tell nothing: (-1, 1). Raises ValueError as
    wilson_of_share.
    """
    lower, upper = wilson_of_share(share, trials, level)
    lower_before, upper_before = wilson_of_share(share_before, trials_before, level)
    if not trials or not trials_before:
        return -1.0, 1.0
    down = hypot(share - lower, upper_before - share_before)
    up = hypot(upper - share, share_before - lower_before)
    return share - share_before - down, share - share_before + up
