"""A Kaplan-Meier curve for who looks beyond the own scope: no step of 1 to 4 cases."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.disclosure.suppression import SMALLEST, is_small
from analytics.statistics import survival_at

STEP = 5
"""School days between the days on which such a curve may be given."""


def publishable_curve(curve: pd.DataFrame, milestones: Sequence[int]) -> pd.DataFrame:
    """The frame of statistics.survival_table on the days on which it may be given.

    Every step of the exact curve is one case or a few, with the day on which it stopped, and the
    number still followed gives away who left between two steps. So it is given only on days that
    are whole weeks of school (a multiple of 5), with at least 5 events or none since the day
    before it that is given, 5 events or none after the last one, and 5 cases still followed a week
    earlier; the milestones go first. Shares and limits are rounded to whole percents, and at_risk,
    events and censored are NA.
    """
    days = _days(curve, milestones)
    last = curve["time"].max()
    shares = np.array([survival_at(curve, min(day, last)) for day in days]).reshape(-1, 3).round(2)
    frame = pd.DataFrame(shares, columns=["survival", "lower", "upper"])
    frame.insert(0, "time", np.array(days, dtype=np.float64))
    for name in ("at_risk", "events", "censored"):
        frame[name] = pd.array([pd.NA] * len(days), dtype="Int64")
    return frame[list(curve.columns)]


def _days(curve: pd.DataFrame, milestones: Sequence[int]) -> list[int]:
    """The days that may be given: first the milestones, then what fits between them."""
    times, events = curve["time"].to_numpy(), curve["events"].to_numpy()
    ended = events + curve["censored"].to_numpy()

    def count_events(after: float, until: float) -> int:
        return int(events[(times > after) & (times <= until)].sum())

    last = int(times.max()) if len(times) else 0
    weeks = range(STEP, last + STEP, STEP)
    days = [day for day in weeks if ended[times > day - STEP].sum() >= SMALLEST]
    published_days: list[float] = [-1]
    for day in milestones:
        if day in days and not is_small(count_events(published_days[-1], day)):
            published_days.append(day)
    while len(published_days) > 1 and is_small(count_events(published_days[-1], np.inf)):
        published_days.pop()
    for start, end in zip(tuple(published_days), (*published_days[1:], np.inf), strict=True):
        for day in (day for day in days if start < day < end):
            since = count_events(start, day)
            if since >= SMALLEST and not is_small(count_events(day, end)):
                published_days.append(day)
                start = day
    return sorted(int(day) for day in published_days)[1:]
