"""A Kaplan-Meier curve as far as enough cases are still followed, with its median."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.statistics import (
    at_risk_at,
    followed_part,
    median_interval,
    median_time,
    survival_at,
)


@dataclass(frozen=True, eq=False)
class FollowedCurve:
    """The share that has had it by school day, as far as enough are followed.

    curve: the whole frame of statistics.survival_table; part: its rows up to where too few are
    still followed (statistics.followed_part), which is all that is drawn; count: n; until: the
    last day of `part` (None: too few from the start); count_beyond: how many are followed for
    longer than that. median: from the exact curve, None when not reached within `part`; its
    limits are those of the whole curve, None where the band does not cross one half.
    """

    curve: pd.DataFrame
    part: pd.DataFrame
    count: int
    until: int | None
    count_beyond: int
    median: float | None
    median_lower: float | None
    median_upper: float | None

    def share_at(self, day: float) -> tuple[float, float, float]:
        """(share, lower, upper) that has had it by that day; NaN beyond what is followed.

        It is what the survival lacks to one, so its limits change places.
        """
        if self.until is None or day > self.until:
            return float("nan"), float("nan"), float("nan")
        left, lower, upper = survival_at(self.part, day)
        return 1 - left, 1 - upper, 1 - lower

    def milestones(self, days: Sequence[int]) -> pd.DataFrame:
        """One row per day: school_days, at_risk (followed until then), share, lower, upper."""
        shares = np.array([self.share_at(day) for day in days]).reshape(-1, 3)
        frame = pd.DataFrame({"school_days": days, "at_risk": self.at_risk(days)})
        return frame.assign(share=shares[:, 0], lower=shares[:, 1], upper=shares[:, 2])

    def at_risk(self, days: Sequence[int]) -> list[int]:
        """How many were followed up to each of these days without it before that day."""
        return [at_risk_at(self.curve, day) for day in days]


def followed_curve(curve: pd.DataFrame) -> FollowedCurve:
    """The followed part of a frame of survival_table, its n being all at risk at first."""
    count = int(curve["at_risk"].iloc[0]) if len(curve) else 0
    part = followed_part(curve, count)
    until = int(part["time"].iloc[-1]) if len(part) else None
    median = median_time(part)
    lower, upper = median_interval(curve) if median is not None else (None, None)
    return FollowedCurve(
        curve=curve,
        part=part,
        count=count,
        until=until,
        count_beyond=count if until is None else at_risk_at(curve, until + 0.5),
        median=median,
        median_lower=lower,
        median_upper=upper,
    )
