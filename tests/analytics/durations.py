"""The formulas of survival on single durations, as published examples give them.

The program adds durations up in the database and only knows the counts per time.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from analytics.statistics import LogRank, incidence_table, survival_table
from analytics.statistics.survival import _compared
from analytics.statistics.validation import Floats, checked_amounts, checked_counts, same_length


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
    ends, seen = _ends(durations, observed)
    times, place = np.unique(ends, return_inverse=True)
    events = np.bincount(place, weights=seen, minlength=times.size)
    return survival_table(times, events, np.bincount(place, minlength=times.size) - events, level)


def logrank(
    durations: Sequence[float], observed: Sequence[bool], groups: Sequence[Hashable]
) -> LogRank:
    """The log-rank test for two or more groups, one mark of `groups` per duration.

    Observed minus expected events per group over all event times, with the hypergeometric
    covariance; chi-square with groups - 1 degrees of freedom (Mantel, Cancer Chemotherapy
    Reports 50, 1966, 163-170; Peto and Peto, JRSS A 135, 1972, 185-206; survdiff in R). NaN when
    no event was seen, or when nothing was left to compare. Raises ValueError as kaplan_meier,
    and for fewer than two groups, a missing group, or lists that differ in length.
    """
    ends, seen = _ends(durations, observed)
    names = list(groups)
    if len(names) != ends.size:
        raise ValueError(f"{ends.size} durations but {len(names)} marks of groups")
    if any(name is None or name != name for name in names):
        raise ValueError("groups hold a missing value")
    kinds = list(dict.fromkeys(names))
    if len(kinds) < 2:
        raise ValueError(f"a comparison takes two groups or more, not {len(kinds)}")
    place = pd.Categorical(names, categories=kinds).codes.astype(np.int64)
    times, moment = np.unique(ends, return_inverse=True)
    events, ended = np.zeros((2, len(kinds), times.size))
    np.add.at(events, (place, moment), seen)
    np.add.at(ended, (place, moment), 1)
    return _compared(events, ended)


def cumulative_incidence(durations: Sequence[float], causes: Sequence[int]) -> pd.DataFrame:
    """One row per distinct duration and cause that occurs: time, cause, incidence.

    `causes` says how each duration ended: 0 is censored, 1, 2, ... are causes that exclude one
    another. incidence is the share that ended by that cause by that time (Aalen and Johansen,
    Scandinavian Journal of Statistics 5, 1978, 141-150): the sum over event times of what was
    left just before times the share of those at risk that ended so. With one cause it is one
    minus the Kaplan-Meier curve. Rows by time, then cause; empty when only censored durations
    were given. Raises ValueError for durations as kaplan_meier, for causes that are missing,
    negative or not whole, and for lists that differ in length.
    """
    ends = checked_amounts(np.asarray(durations, dtype=np.float64), "durations")
    codes = checked_counts(np.asarray(causes, dtype=np.float64), "causes").astype(int)
    same_length(durations=ends, causes=codes.astype(np.float64))
    times, moment = np.unique(ends, return_inverse=True)
    events = {
        int(code): np.bincount(moment, weights=codes == code, minlength=times.size)
        for code in np.unique(codes)
        if code
    }
    return incidence_table(times, events, np.bincount(moment[codes == 0], minlength=times.size))


def _ends(durations: Sequence[float], observed: Sequence[bool]) -> tuple[Floats, Floats]:
    ends = np.asarray(durations, dtype=np.float64)
    marks = np.asarray(observed)
    if ends.shape != marks.shape:
        raise ValueError(f"{ends.size} durations but {marks.size} marks of what was observed")
    if marks.size and not np.isin(marks, (0, 1)).all():
        raise ValueError("observed holds something other than true and false")
    return checked_amounts(ends, "durations"), marks.astype(np.float64)
