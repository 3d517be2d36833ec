"""Validation of the input of a formula; an error names the wrong value."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def normal_quantile(level: float) -> float:
    """The z that leaves (1 - level) / 2 above it."""
    return NormalDist().inv_cdf(1 - (1 - checked_level(level)) / 2)


def checked_level(level: float) -> float:
    """A confidence level, strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    return level


def checked_times(times: ArrayLike) -> Floats:
    """Durations that rise strictly."""
    moments = checked_amounts(times, "durations")
    if (np.diff(moments) <= 0).any():
        raise ValueError("times do not rise")
    return moments


def checked_amounts(values: ArrayLike, name: str) -> Floats:
    """Finite numbers of 0 or more, in one row."""
    amounts = np.asarray(values, dtype=np.float64)
    if amounts.ndim != 1:
        raise ValueError(f"{name} are not one row of numbers")
    if not np.isfinite(amounts).all():
        raise ValueError(f"{name} hold a missing or infinite value")
    if (amounts < 0).any():
        raise ValueError(f"{name} hold a negative value")
    return amounts


def checked_counts(values: ArrayLike, name: str) -> Floats:
    """Whole numbers of 0 or more, in one row."""
    counts = checked_amounts(values, name)
    if (counts != np.floor(counts)).any():
        raise ValueError(f"{name} hold a value that is not whole")
    return counts


def same_length(**rows: Floats) -> None:
    """Refuse rows of different lengths; says which."""
    sizes = {name: len(row) for name, row in rows.items()}
    if len(set(sizes.values())) > 1:
        lengths = ", ".join(f"{size} {name}" for name, size in sizes.items())
        raise ValueError(f"the rows differ in length: {lengths}")
