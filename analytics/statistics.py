"""The formulas behind the figures: exact and score intervals, and the Kaplan-Meier curve.

scipy is loaded when an exact Poisson interval is first asked for: it costs half a second that
the first page does not need.
"""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_CURVE = {
    "time": "float64",
    "at_risk": "int64",
    "events": "int64",
    "censored": "int64",
    "survival": "float64",
    "lower": "float64",
    "upper": "float64",
}
_ROUNDING = 1e-9


def poisson_interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """Exact limits for the expected number of events when `count` were seen.

    Garwood (Biometrika 28, 1936, 437-442). Raises ValueError for a count that is missing,
    negative or not whole, and for a level outside (0, 1).
    """
    lower, upper = poisson_limits([count], level)
    return float(lower[0]), float(upper[0])


def poisson_limits(counts: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """poisson_interval for an array of counts: (lower limits, upper limits)."""
    seen = _counts(counts, "counts")
    tail = (1 - _checked_level(level)) / 2
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
    wins, tries = _counts(successes, "successes"), _counts(trials, "trials")
    if (wins > tries).any():
        raise ValueError("more successes than trials")
    z = _normal_quantile(level)
    scale = np.where(tries == 0, 1.0, tries + z * z)
    centre = (wins + z * z / 2) / scale
    half = z / scale * np.sqrt(_spread(wins, tries) + z * z / 4)
    lower = np.where(wins == 0, 0.0, np.clip(centre - half, 0, 1))
    return lower, np.where(wins == tries, 1.0, np.clip(centre + half, 0, 1))


def kaplan_meier(
    durations: Sequence[float], observed: Sequence[bool], level: float = 0.95
) -> pd.DataFrame:
    """One row per distinct duration: time, at_risk, events, censored, survival, lower, upper.

    `observed` says whether the event was seen at the end of the duration (else: censored then).
    Product-limit estimate of Kaplan and Meier (JASA 53, 1958, 457-481); who is censored at the
    time of an event is still at risk for it. Bands on the log(-log) scale with Greenwood's
    variance (Kalbfleisch and Prentice 1980); they do not exist (NaN) where the survival is
    1 or 0. No durations give an empty frame. Raises ValueError for durations that are missing,
    infinite or negative, and for lists that differ in length.
    """
    ends, seen = np.asarray(durations, dtype=np.float64), np.asarray(observed)
    if ends.shape != seen.shape:
        raise ValueError(f"{ends.size} durations but {seen.size} marks of what was observed")
    if seen.size and not np.isin(seen, (0, 1)).all():
        raise ValueError("observed holds something other than true and false")
    times, place = np.unique(ends, return_inverse=True)
    events = np.bincount(place, weights=seen.astype(np.float64), minlength=times.size)
    return survival_table(times, events, np.bincount(place, minlength=times.size) - events, level)


def survival_table(
    times: ArrayLike, events: ArrayLike, censored: ArrayLike, level: float = 0.95
) -> pd.DataFrame:
    """kaplan_meier from counts per time, for many cases that the database has added up.

    `times` rise strictly. Raises ValueError as kaplan_meier, and for counts that are missing,
    negative or not whole.
    """
    moments = _checked_times(times)
    died, left = _counts(events, "events"), _counts(censored, "censored")
    at_risk = (died + left)[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - died / np.maximum(at_risk, 1))
    lower, upper = _log_log_band(survival, died, at_risk, _normal_quantile(level))
    columns = (moments, at_risk, died, left, survival, lower, upper)
    frame = pd.DataFrame(dict(zip(_CURVE, columns, strict=True)))
    return frame.astype(_CURVE)


def median_time(curve: pd.DataFrame) -> float | None:
    """The first time at which at most half is left; None when the curve does not get there."""
    return _first_time_below_half(curve, "survival")


def median_interval(curve: pd.DataFrame) -> tuple[float | None, float | None]:
    """Limits of the median: where the band crosses one half (None: it does not, in this time).

    Brookmeyer and Crowley (Biometrics 38, 1982, 29-41).
    """
    return _first_time_below_half(curve, "lower"), _first_time_below_half(curve, "upper")


def survival_at(curve: pd.DataFrame, time: float) -> tuple[float, float, float]:
    """(survival, lower, upper) at a time; all NaN when nobody was followed for that long."""
    if curve.empty or (time > curve["time"].iloc[-1] and curve["survival"].iloc[-1] > 0):
        return float("nan"), float("nan"), float("nan")
    passed = curve[curve["time"] <= time]
    if passed.empty:
        return 1.0, float("nan"), float("nan")
    last = passed.iloc[-1]
    return float(last["survival"]), float(last["lower"]), float(last["upper"])


def _first_time_below_half(curve: pd.DataFrame, column: str) -> float | None:
    reached = curve.loc[curve[column] <= 0.5 + _ROUNDING, "time"]
    return None if reached.empty else float(reached.iloc[0])


def _log_log_band(
    survival: Floats, events: Floats, at_risk: Floats, z: float
) -> tuple[Floats, Floats]:
    inside = (survival > _ROUNDING) & (survival < 1 - _ROUNDING)
    safe = np.where(inside, survival, 0.5)
    remain = np.where(at_risk > events, at_risk - events, 1.0)
    greenwood = np.sqrt(np.cumsum(events / (np.maximum(at_risk, 1) * remain)))
    swing = np.exp(z * greenwood / np.abs(np.log(safe)))
    return np.where(inside, safe**swing, np.nan), np.where(inside, safe ** (1 / swing), np.nan)


def _spread(successes: Floats, trials: Floats) -> Floats:
    return successes * (trials - successes) / np.maximum(trials, 1)


def _normal_quantile(level: float) -> float:
    return NormalDist().inv_cdf(1 - (1 - _checked_level(level)) / 2)


def _checked_level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    return level


def _checked_times(times: ArrayLike) -> Floats:
    moments = np.asarray(times, dtype=np.float64)
    if not np.isfinite(moments).all():
        raise ValueError("durations hold a missing or infinite value")
    if (moments < 0).any():
        raise ValueError("durations hold a negative value")
    if (np.diff(moments) <= 0).any():
        raise ValueError("times do not rise")
    return moments


def _counts(values: ArrayLike, name: str) -> Floats:
    counts = np.asarray(values, dtype=np.float64)
    if not np.isfinite(counts).all():
        raise ValueError(f"{name} hold a missing or infinite value")
    if (counts < 0).any():
        raise ValueError(f"{name} hold a negative value")
    if (counts != np.floor(counts)).any():
        raise ValueError(f"{name} hold a value that is not whole")
    return counts
