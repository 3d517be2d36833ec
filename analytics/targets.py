"""Whether a share has reached a target: only said when chance does not explain the difference."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.statistics import wilson_of_share


class Verdict(StrEnum):
    """What can be said of a share beside its target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CHANCE = "chance"
    TOO_FEW = "too_few"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Held:
    """A share beside its target, with the 95 % limits that the verdict rests on.

    All three NaN when nothing may or can be told.
    """

    verdict: Verdict
    share: float
    lower: float
    upper: float


def held(share: float, lower: float, upper: float, percent: int, *, is_few: bool) -> Held:
    """The verdict on a share with its limits (fractions), for a target in whole percents.

    Reached: the whole interval lies at or above the target. Not reached: the whole interval lies
    below it. Otherwise the difference may be chance, whichever side the share itself is on. Too
    few: n is too small to say something (`is_few`). Hidden: a number may not be told, or there is
    none (NaN).
    """
    if is_few or any(value != value for value in (share, lower, upper)):
        silent = Verdict.TOO_FEW if is_few else Verdict.HIDDEN
        return Held(silent, float("nan"), float("nan"), float("nan"))
    target = percent / 100
    if lower >= target:
        verdict = Verdict.REACHED
    elif upper < target:
        verdict = Verdict.NOT_REACHED
    else:
        verdict = Verdict.CHANCE
    return Held(verdict, share, lower, upper)


def held_in_groups(
    part: int | None, whole: int | None, clustering: float, percent: int, *, is_few: bool
) -> Held:
    """As held, for `part` of `whole` things of which those of one case go together.

    The Wilson limits are those of whole / clustering things (statistics.design_effect), so that
    four moments of one case do not count as four answers. A hidden count is None.
    """
    if part is None or not whole:
        return held(float("nan"), float("nan"), float("nan"), percent, is_few=is_few)
    share = part / whole
    lower, upper = wilson_of_share(share, whole / max(clustering, 1.0))
    return held(share, lower, upper, percent, is_few=is_few)
