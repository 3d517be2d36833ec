"""The result of a figure: its small frame, the period and n, and what it leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analytics.period import Period
from analytics.statistics import wilson_limits

SHARE = ("share", "lower", "upper")

MINIMUM_N = 10
"""Of fewer (cases, moments, steps, gepesten) no share, median or curve is given."""


@dataclass(frozen=True, eq=False)
class FigureResult:
    """The frame of a figure with its period and its n.

    `count` is the n that the figure rests on, and `left_out` how many of its cases, pupils or
    meldingen are not in n, by reason; each None when it is hidden. `is_few`: n is too small to
    say something. `is_hidden`: small numbers are hidden, for who may not open the cases.
    """

    frame: pd.DataFrame
    period: Period
    count: int | None
    left_out: Mapping[str, int | None] = field(default_factory=dict)
    is_few: bool = False
    is_hidden: bool = False


def with_share(frame: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """The frame with share (of column `part` in column `whole`), lower and upper.

    Wilson 95 % limits; all NaN where the whole is 0.
    """
    some, all_of_it = frame[part].to_numpy(), frame[whole].to_numpy()
    lower, upper = wilson_limits(some, all_of_it)
    known = np.where(all_of_it > 0, 1.0, np.nan)
    share = some / np.maximum(all_of_it, 1)
    return frame.assign(share=share * known, lower=lower * known, upper=upper * known)


def whole_percents(parts: Sequence[float]) -> list[int]:
    """Counts (or shares of 1) as whole percents of their sum that add up to exactly 100.

    Rounded down, and what is missing goes to the largest remainders, the first of equal ones
    (Hamilton's method). All 0 when there is nothing to divide.
    """
    whole = sum(parts)
    if whole <= 0:
        return [0] * len(parts)
    exact = [100 * part / whole for part in parts]
    percents = [int(share + 1e-9) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda n: round(percents[n] - exact[n], 6))
    for place in by_remainder[: 100 - sum(percents)]:
        percents[place] += 1
    return percents


def without_shares(frame: pd.DataFrame, *needed: str) -> pd.DataFrame:
    """The frame with share and its limits NaN where one of the needed counts is hidden."""
    is_known = frame[list(needed)].notna().all(axis=1).to_numpy(dtype=bool)
    return frame.assign(**{name: frame[name].where(is_known) for name in SHARE})


def whole_numbers(values: Iterable[Any]) -> Any:
    """A column of whole numbers in which a hidden one is NA."""
    return pd.array(list(values), dtype="Int64")


def hidden_columns(frame: pd.DataFrame, names: Iterable[str]) -> dict[str, Any]:
    """Columns of these names in which every number is hidden."""
    return {name: whole_numbers([pd.NA] * len(frame)) for name in names}
