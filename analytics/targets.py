"""Whether a share has reached a target: only said when chance does not explain the difference."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import nan

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

    All three NaN when nothing may or can be told. `leaves_open`: the share is of what is settled,
    and some is still open.
    """

    verdict: Verdict
    share: float
    lower: float
    upper: float
    leaves_open: bool = False


def held(share: float, lower: float, upper: float, percent: int, *, is_few: bool) -> Held:
    """The verdict on a share with its limits (fractions), for a target in whole percents.

    Reached: the whole interval lies at or above the target. Not reached: the whole interval lies
    below it. Otherwise the difference may be chance, whichever side the share itself is on. Too
    few: n is too small to say something (`is_few`). Hidden: a number may not be told, or there is
    none (NaN).
    """
    if is_few or any(value != value for value in (share, lower, upper)):
        silent = Verdict.TOO_FEW if is_few else Verdict.HIDDEN
        return Held(silent, nan, nan, nan)
    target = percent / 100
    if lower >= target:
        verdict = Verdict.REACHED
    elif upper < target:
        verdict = Verdict.NOT_REACHED
    else:
        verdict = Verdict.CHANCE
    return Held(verdict, share, lower, upper)


@dataclass(frozen=True)
class Settled:
    """`part` of `whole` was done in time, and some of the rest still can be.

    Part and whole are None when hidden. How many are open lies from `least_open` to `most_open`;
    these are the same when it is known. `clustering`: statistics.design_effect, for what goes
    together in one case.
    """

    part: int | None
    whole: int | None
    least_open: int
    most_open: int
    clustering: float = 1.0


def held_of_settled(counts: Settled, percent: int, minimum: int) -> Held:
    """As held, for the share in time of what is settled: what is still open is no failure.

    Too few when fewer than `minimum` are settled. The Wilson limits are those of the settled
    divided by the design effect, so that four moments of one case do not count as four answers.
    The fewer are open, the lower both limits: so the lower one goes with `least_open` and the
    upper one with `most_open`, and the share with `least_open`.
    """
    part, whole = counts.part, counts.whole
    if whole is not None and whole - counts.most_open < minimum:
        return held(nan, nan, nan, percent, is_few=True)
    if part is None or whole is None:
        return held(nan, nan, nan, percent, is_few=False)
    most, least = whole - counts.least_open, whole - counts.most_open
    lower, _ = wilson_of_share(part / most, most / max(counts.clustering, 1.0))
    _, upper = wilson_of_share(part / least, least / max(counts.clustering, 1.0))
    found = held(part / most, lower, upper, percent, is_few=False)
    return replace(found, leaves_open=counts.least_open > 0)
