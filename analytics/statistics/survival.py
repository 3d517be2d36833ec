"""Time until something happens, with those still waiting counted as waiting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analytics.statistics.validation import (
    Floats,
    checked_counts,
    checked_level,
    checked_times,
    normal_quantile,
)

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

FOLLOWED_CASES = 10
FOLLOWED_PERCENT = 15


def survival_table(
    times: ArrayLike, events: ArrayLike, censored: ArrayLike, level: float = 0.95
) -> pd.DataFrame:
    """The Kaplan-Meier curve from counts per time, that the database has added up.

    One row per time: time, at_risk, events, censored, survival, lower, upper. `times` (durations)
    rise strictly; `events` and `censored` say how many had it, or were last seen, then. Product-
    limit estimate of Kaplan and Meier (JASA 53, 1958, 457-481); who is censored at the time of an
    event is still at risk for it. Bands on the log(-log) scale with Greenwood's variance
    (Kalbfleisch and Prentice 1980); they do not exist (NaN) where the survival is 1 or 0. No times
    give an empty frame. Raises ValueError for times that are missing, infinite, negative or do not
    rise, and for counts that are missing, negative or not whole.
    """
    moments = checked_times(times)
    died, left = checked_counts(events, "events"), checked_counts(censored, "censored")
    at_risk = (died + left)[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - died / np.maximum(at_risk, 1))
    lower, upper = _log_log_band(survival, died, at_risk, normal_quantile(level))
    columns = (moments, at_risk, died, left, survival, lower, upper)
    frame = pd.DataFrame(dict(zip(_CURVE, columns, strict=True)))
    return frame.astype(_CURVE)


def followed_part(curve: pd.DataFrame, n: int) -> pd.DataFrame:
    """The rows of a curve with enough still at risk: 10, or 15 % of n where that is more.

    Beyond them a step is a case or two and the band hides it badly: Pocock, Clayton and Altman
    (Lancet 359, 2002, 1686-1689) advise to end a curve where 10 to 20 % is still followed. The
    number at risk never rises with time, so these are the first rows; none when n is below 10.
    """
    at_risk = curve["at_risk"]
    return curve[(at_risk >= FOLLOWED_CASES) & (100 * at_risk >= FOLLOWED_PERCENT * n)]


def at_risk_at(curve: pd.DataFrame, time: float) -> int:
    """How many were followed up to that time, or had it then: 0 beyond the end of the curve."""
    later = curve.loc[curve["time"] >= time, "at_risk"]
    return 0 if later.empty else int(later.iloc[0])


def median_time(curve: pd.DataFrame) -> float | None:
    """The first time at which at most half is left; None when the curve does not get there."""
    return quantile_time(curve, 0.5)


def quantile_time(curve: pd.DataFrame, share: float) -> float | None:
    """The first time by which this share has had it; None when the curve does not get there."""
    return _first_time_below(curve, "survival", 1 - checked_level(share))


def median_interval(curve: pd.DataFrame) -> tuple[float | None, float | None]:
    """Limits of the median: where the band crosses one half (None: it does not, in this time).

    Brookmeyer and Crowley (Biometrics 38, 1982, 29-41).
    """
    return _first_time_below(curve, "lower", 0.5), _first_time_below(curve, "upper", 0.5)


def survival_at(curve: pd.DataFrame, time: float) -> tuple[float, float, float]:
    """(survival, lower, upper) at a time; all NaN when nobody was followed for that long."""
    if curve.empty or (time > curve["time"].iloc[-1] and curve["survival"].iloc[-1] > 0):
        return float("nan"), float("nan"), float("nan")
    passed = curve[curve["time"] <= time]
    if passed.empty:
        return 1.0, float("nan"), float("nan")
    last = passed.iloc[-1]
    return float(last["survival"]), float(last["lower"]), float(last["upper"])


def _first_time_below(curve: pd.DataFrame, column: str, left: float) -> float | None:
    reached = curve.loc[curve[column] <= left + _ROUNDING, "time"]
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


@dataclass(frozen=True)
class LogRank:
    """Whether groups differ in how long it takes; NaN where the groups cannot be compared."""

    statistic: float
    degrees_of_freedom: int
    p_value: float


def logrank_of_curves(curves: Sequence[pd.DataFrame]) -> LogRank:
    """The log-rank test for two or more groups, one frame of survival_table a group.

    Observed minus expected events per group over all event times, with the hypergeometric
    covariance; chi-square with groups - 1 degrees of freedom (Mantel, Cancer Chemotherapy
    Reports 50, 1966, 163-170; Peto and Peto, JRSS A 135, 1972, 185-206; survdiff in R). NaN when
    no event was seen, or when nothing was left to compare. A group in which nobody was followed
    has an empty curve and changes nothing. Raises ValueError for fewer than two curves.
    """
    if len(curves) < 2:
        raise ValueError(f"a comparison takes two groups or more, not {len(curves)}")
    followed = [curve for curve in curves if not curve.empty]
    if len(followed) < 2:
        return LogRank(float("nan"), len(curves) - 1, float("nan"))
    return _compared(*_counts_of(followed))


def events_beyond_expected(curve: pd.DataFrame, other: pd.DataFrame) -> float:
    """How many events more than expected the first of two curves has, if both were alike.

    Above 0: its events come sooner, or more often. 0 when one of the curves is empty.
    """
    if curve.empty or other.empty:
        return 0.0
    difference, _ = _observed_minus_expected(*_counts_of([curve, other]))
    return float(difference[0])


def _counts_of(curves: Sequence[pd.DataFrame]) -> tuple[Floats, Floats]:
    """The events and the ends per curve (row) and time (column)."""
    times = np.unique(np.concatenate([curve["time"] for curve in curves]))
    by_time = [curve.set_index("time").reindex(times, fill_value=0) for curve in curves]
    events = np.array([curve["events"] for curve in by_time], dtype=np.float64)
    censored = np.array([curve["censored"] for curve in by_time], dtype=np.float64)
    return events, events + censored


def _compared(events: Floats, ended: Floats) -> LogRank:
    difference, covariance = _observed_minus_expected(events, ended)
    return _chi_square(difference[:-1], covariance[:-1, :-1])


def _observed_minus_expected(events: Floats, ended: Floats) -> tuple[Floats, Floats]:
    """From the events and the ends per group (row) and time (column)."""
    at_risk = ended[:, ::-1].cumsum(axis=1)[:, ::-1]
    difference = np.zeros(len(events))
    covariance = np.zeros((len(events), len(events)))
    for moment in np.flatnonzero(events.sum(axis=0)):
        whole, died = at_risk[:, moment].sum(), events[:, moment].sum()
        share = at_risk[:, moment] / whole
        difference += events[:, moment] - died * share
        if whole > 1:
            factor = died * (whole - died) / (whole - 1)
            covariance += factor * (np.diag(share) - np.outer(share, share))
    return difference, covariance


def _chi_square(difference: Floats, covariance: Floats) -> LogRank:
    from scipy.special import chdtrc

    freedom = len(difference)
    if np.linalg.matrix_rank(covariance) < freedom:
        return LogRank(float("nan"), freedom, float("nan"))
    statistic = float(difference @ np.linalg.solve(covariance, difference))
    return LogRank(statistic, freedom, float(chdtrc(freedom, statistic)))


def incidence_table(
    times: ArrayLike, events: Mapping[int, ArrayLike], censored: ArrayLike
) -> pd.DataFrame:
    """The cumulative incidence of competing events from counts per time: time, cause, incidence.

    One row per time and cause. `times` rise strictly; `events` has for each cause (1, 2, ...; they
    exclude one another) how many ended so then, `censored` how many were last seen then. incidence
    is the share that ended by that cause by that time (Aalen and Johansen, Scandinavian Journal of
    Statistics 5, 1978, 141-150): the sum over event times of what was left just before times the
    share of those at risk that ended so. With one cause it is one minus the Kaplan-Meier curve.
    Rows by time, then cause; empty without events. Raises ValueError as survival_table.
    """
    moments = checked_times(times)
    by_cause = {code: checked_counts(counts, "events") for code, counts in events.items()}
    left_then = checked_counts(censored, "censored")
    ended = sum(by_cause.values(), np.zeros(moments.size))
    at_risk = (ended + left_then)[::-1].cumsum()[::-1]
    left = np.cumprod(1 - ended / np.maximum(at_risk, 1))
    before = np.concatenate(([1.0], left[:-1])) if moments.size else left
    parts = [
        pd.DataFrame(
            {
                "time": moments,
                "cause": code,
                "incidence": np.cumsum(before * counts / np.maximum(at_risk, 1)),
            }
        )
        for code, counts in by_cause.items()
    ]
    empty = pd.DataFrame({"time": [], "cause": [], "incidence": []})
    whole = pd.concat(parts) if parts else empty
    typed = whole.astype({"time": "float64", "cause": "int64", "incidence": "float64"})
    return typed.sort_values(["time", "cause"], ignore_index=True)
