"""The fixed baseline of a chart over time: which points judge others, and which are judged.

What is judged is held beside what came before, never beside itself (the frozen limits and phases
of NHS England, Making Data Count; Anhoj and Olesen, PLoS ONE 9, 2014, e113825). The baseline is
the school year before. A named change begins a new phase with a baseline of its own: the points of
the year before that came after it, and where those are too few the first points since, which are
then not judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Mask = NDArray[np.bool_]

NO_PHASE = -1
"""The phase of a point that lies partly before a change and partly after it."""


@dataclass(frozen=True, eq=False)
class Phase:
    """A row of points between two named changes; the masks are over all points given.

    `starts_on` is the day of the change that it begins with, None where there is none before it.
    `baseline` is empty when there are too few points; `count_so_far` is how many there are.
    """

    starts_on: date | None
    baseline: Mask
    judged: Mask
    count_so_far: int

    @property
    def has_baseline(self) -> bool:
        """Whether its points can be judged."""
        return bool(self.baseline.any())


def phases(points: pd.DataFrame, since: date, changes: Sequence[date], minimum: int) -> list[Phase]:
    """The phases of the points, in the order of time; the last one is that of now.

    `points` has one row per point in the order of time: first_on and last_on (its days),
    is_usable (it can be judged or judge others) and is_over (nothing more comes to it). Points
    that end before `since` are of the year before: they are baseline, and are not judged. A
    baseline is of `minimum` points or more. Changes before the first point and after the last
    have no effect.
    """
    inside = _inside(points, changes)
    phase_of = _phase_of(points, inside)
    is_usable, is_over = (points[name].to_numpy(dtype=bool) for name in ("is_usable", "is_over"))
    is_earlier = _days(points["last_on"]) < np.datetime64(since, "D")
    all_phases = []
    for number, starts_on in enumerate([None, *inside]):
        here = is_usable & (phase_of == number)
        known = here & is_earlier
        if starts_on is not None and known.sum() < minimum:
            known = known | _first(here & ~is_earlier & is_over, minimum - int(known.sum()))
        is_enough = known.sum() >= minimum
        baseline = known if is_enough else np.zeros_like(known)
        judged = here & ~is_earlier & ~baseline if is_enough else np.zeros_like(known)
        all_phases.append(Phase(starts_on, baseline, judged, int(known.sum())))
    return all_phases


def _inside(points: pd.DataFrame, changes: Sequence[date]) -> list[date]:
    if points.empty:
        return []
    first, last = points["first_on"].min(), points["last_on"].max()
    return [day for day in sorted(set(changes)) if first < pd.Timestamp(day) <= last]


def _phase_of(points: pd.DataFrame, changes: Sequence[date]) -> NDArray[np.int64]:
    """How many changes came before or on the first day of each point; NO_PHASE: one within it."""
    when = np.array(changes, dtype="datetime64[D]")
    first, last = (
        np.searchsorted(when, _days(points[name]), side="right") for name in ("first_on", "last_on")
    )
    return np.where(first == last, first, NO_PHASE)


def _days(values: ArrayLike) -> NDArray[np.datetime64]:
    return np.asarray(values).astype("datetime64[D]")


def _first(mask: Mask, count: int) -> Mask:
    """The first so many of the points in the mask."""
    return np.asarray(mask & (np.cumsum(mask) <= count))
