"""Whether numbers differ more than chance makes them: two shares, two rates, several at once."""

from collections.abc import Sequence
from math import exp, lgamma

import numpy as np
from numpy.typing import ArrayLike

from analytics.statistics.validation import checked_counts, same_length

SMALLEST_EXPECTED = 1.0


def shares_p_value(part: float, whole: float, part_before: float, whole_before: float) -> float:
    """The two-sided p-value of the difference between part / whole and the share before.

    The "N - 1" chi-square test, and where a count of less than 1 is to be expected the exact test
    of Fisher and Irwin by the doubled tail (Campbell, Statistics in Medicine 26, 2007, 3661-3675).
    The numbers may be broken: a count divided by its design effect. 1 where nothing can differ.
    Raises ValueError for a whole below its part, or below 0.
    """
    for some, all_of_it in ((part, whole), (part_before, whole_before)):
        if not 0 <= some <= all_of_it:
            raise ValueError(f"{some} of {all_of_it} is no share")
    total, yes = whole + whole_before, part + part_before
    no = total - yes
    if min(whole, whole_before, yes, no) <= 0:
        return 1.0
    if min(whole, whole_before) * min(yes, no) / total < SMALLEST_EXPECTED:
        return _fisher(round(part), round(whole), round(part_before), round(whole_before))
    across = part * (whole_before - part_before) - part_before * (whole - part)
    statistic = (total - 1) * across**2 / (whole * whole_before * yes * no)
    from scipy.special import chdtrc

    return float(chdtrc(1, statistic))


def rates_p_value(count: int, exposure: float, count_before: int, exposure_before: float) -> float:
    """The two-sided p-value of the difference between two Poisson rates.

    Given their sum the first count is binomial, with the share of its exposure (Przyborowski and
    Wilenski, Biometrika 31, 1940, 313-323); the doubled smaller tail. 1 where nothing was counted.
    Raises ValueError for a negative count and for an exposure of 0 or less.
    """
    if min(exposure, exposure_before) <= 0:
        raise ValueError("a rate takes an exposure above 0")
    total = count + count_before
    if min(count, count_before) < 0:
        raise ValueError("a count is not negative")
    if not total:
        return 1.0
    from scipy.special import bdtr, bdtrc

    share = exposure / (exposure + exposure_before)
    at_most = float(bdtr(count, total, share))
    at_least = float(bdtrc(count - 1, total, share)) if count else 1.0
    return min(1.0, 2 * min(at_most, at_least))


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values as they count when all of them are looked at together, in the same order.

    The smallest times their number, the next times one less, and so on, never below the one
    before (Holm, Scandinavian Journal of Statistics 6, 1979, 65-70; p.adjust in R): below 0.05
    the chance of even one wrong claim among them is at most 5 %.
    """
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(np.argsort(p_values, kind="stable")):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def design_effect(parts: ArrayLike, wholes: ArrayLike) -> float:
    """How many times more a share scatters because its trials come in clusters; at least 1.

    The variance of the ratio over the clusters to that of the binomial (Rao and Scott, Biometrics
    48, 1992, 577-585). 1 with fewer than two clusters, or when all or none of the trials succeed.
    Raises ValueError for counts that are missing, negative or not whole.
    """
    some, all_of_it = checked_counts(parts, "parts"), checked_counts(wholes, "wholes")
    same_length(parts=some, wholes=all_of_it)
    clusters, total = len(some), all_of_it.sum()
    share = some.sum() / total if total else 0.0
    if clusters < 2 or not 0 < share < 1:
        return 1.0
    spread = clusters / (clusters - 1) * ((some - share * all_of_it) ** 2).sum() / total**2
    return max(1.0, float(spread * total / (share * (1 - share))))


def _fisher(part: int, whole: int, part_before: int, whole_before: int) -> float:
    yes = part + part_before
    total = whole + whole_before

    def chance(drawn: int) -> float:
        logs = _log_choose(whole, drawn) + _log_choose(whole_before, yes - drawn)
        return exp(logs - _log_choose(total, yes))

    possible = range(max(0, yes - whole_before), min(whole, yes) + 1)
    at_most = sum(chance(drawn) for drawn in possible if drawn <= part)
    at_least = sum(chance(drawn) for drawn in possible if drawn >= part)
    return min(1.0, 2 * min(at_most, at_least))


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
