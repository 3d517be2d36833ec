"""Whether a share has reached a target: no verdict where chance can explain the difference."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isnan, nan

from analytics.statistics import wilson_of_share


class Verdict(StrEnum):
    """The verdict on a share beside its target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CHANCE = "chance"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class TargetCheck:
    """A share beside its target, with the 95 % limits that the verdict rests on.

    All three NaN when it is too few. `leaves_open`: the share is of what is settled, and some is
    still open.
    """

    verdict: Verdict
    share: float
    lower: float
    upper: float
    leaves_open: bool = False


def check_target(
    share: float, lower: float, upper: float, percent: int, *, is_few: bool
) -> TargetCheck:
    """The verdict on a share with its limits (fractions), for a target in whole percents.

    Reached: the whole interval lies at or above the target. Not reached: the whole interval lies
    below it. Otherwise the difference may be chance, whichever side the share itself is on. Too
    few: n is too small to say something (`is_few`), or there is no share (NaN).
    """
    if is_few or any(isnan(value) for value in (share, lower, upper)):
        return TargetCheck(Verdict.TOO_FEW, nan, nan, nan)
    target = percent / 100
    if lower >= target:
        verdict = Verdict.REACHED
    elif upper < target:
        verdict = Verdict.NOT_REACHED
    else:
        verdict = Verdict.CHANCE
    return TargetCheck(verdict, share, lower, upper)


@dataclass(frozen=True)
class SettledCounts:
    """`part` of `whole` was done in time, and of the rest `count_open` still can be.

    `clustering`: statistics.design_effect, for what goes together in one case.
    """

    part: int
    whole: int
    count_open: int
    clustering: float = 1.0


def check_target_of_settled(counts: SettledCounts, percent: int, minimum: int) -> TargetCheck:
    """As check_target, for the share in time of what is settled: what is still open is no failure.

    Too few when fewer than `minimum` are settled. The Wilson limits are those of the settled
    divided by the design effect, so that four moments of one case do not count as four trials.
    """
    settled = counts.whole - counts.count_open
    if settled < minimum:
        return check_target(nan, nan, nan, percent, is_few=True)
    share = counts.part / settled
    lower, upper = wilson_of_share(share, settled / max(counts.clustering, 1.0))
    known = check_target(share, lower, upper, percent, is_few=False)
    return replace(known, leaves_open=counts.count_open > 0)
