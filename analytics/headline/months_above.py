"""The months in which more meldingen came than fits the fixed baseline of the chart over time."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.figures.over_time import Baseline, OverTime
from analytics.headline.day_ordinals import DayOrdinals
from analytics.headline.numbers import enrolment_spans, pupil_school_days
from analytics.period import Period
from analytics.report_rates import PUPILS
from analytics.report_rates import SCHOOL_DAYS as UNIT
from analytics.view import View
from casework.figures import Figures

BEYOND = 0.00135
"""The chance above the upper limit of a control chart (3 sigma)."""


@dataclass(frozen=True)
class MonthsAbove:
    """Months above the limit: since the first day of the first, or in that one month alone.

    `against_year_before`: the limit comes from the year before, not from months after a change.
    """

    since: date
    is_one_month: bool
    against_year_before: bool


def months_above(
    figures: Figures, view: View, days: DayOrdinals, chart: OverTime, clustering: float
) -> MonthsAbove | None:
    """The last months above the limits; what was over two months ago is left out.

    `chart` is over_time of the view. Where meldingen are so rare that it draws the days between
    them, a month is above when its count is beyond the 99.9 % of Poisson around the rate of the
    baseline, with counts divided by the `clustering`.
    """
    if chart.baseline is None:
        return None
    judged = chart.frame[chart.frame["rate"].notna()]
    if chart.is_rare:
        above = _beyond_poisson(figures, days, judged, chart.baseline, clustering)
    else:
        above = (judged["signal"] & (judged["rate"] > judged["centre"])).to_numpy(dtype=bool)
    last, row = len(above) - 1, _last_row(above)
    if not row or row[-1] < last - 1:
        return None
    is_going_on = row[-1] == last and len(row) > 1
    first: date = judged["starts_on"].iloc[row[0] if is_going_on else row[-1]].date()
    is_before = chart.baseline.last < view.school_year.start
    return MonthsAbove(first, is_one_month=not is_going_on, against_year_before=is_before)


def _beyond_poisson(
    figures: Figures, days: DayOrdinals, months: pd.DataFrame, base: Baseline, clustering: float
) -> NDArray[np.bool_]:
    """P(N >= count) under the mean of the baseline; with broken counts by the gamma function."""
    from scipy.special import gammainc

    period = Period(base.first, base.last, base.last)
    exposure = pupil_school_days(enrolment_spans(figures.enrolments, period), period, days)
    if not exposure:
        return np.zeros(len(months), dtype=bool)
    rate = base.count_points / exposure * PUPILS * UNIT
    counts = months["count_reports"].to_numpy(dtype=np.float64) / clustering
    means = rate * months["exposure"].to_numpy(dtype=np.float64) / clustering
    is_some = counts > 0
    tails = np.where(is_some, gammainc(np.where(is_some, counts, 1.0), means), 1.0)
    return np.asarray(tails < BEYOND)


def _last_row(marks: NDArray[np.bool_]) -> list[int]:
    """The places of the last row of marks that follow each other; [] without any."""
    places = np.flatnonzero(marks)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > 1)
    return [int(place) for place in places[breaks[-1] + 1 if len(breaks) else 0 :]]
