"""Meldingen over time as a control chart: a rate per month, or the days between two meldingen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.figure import Figure
from analytics.period import Period, month_end
from analytics.report_rates import days_between, reports_per_month
from analytics.result import FigureResult
from analytics.statistics import Runs, runs, t_chart, u_chart
from analytics.statistics.baseline import Phase, phases
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

MINIMUM_SCHOOL_DAYS = 5
"""A month with fewer has no rate: one melding on its one day would be a peak."""

MINIMUM_MONTHS = 6
"""Months in a baseline; about half a school year."""

RARE = 5
"""Fewer meldingen than this a month, in the baseline and now: the days between tell more."""

MINIMUM_GAPS = 10
"""Times between two meldingen in the baseline of rare ones."""

_CHART = ("centre", "lower", "upper", "signal")


class NoBaselineReason(StrEnum):
    """Why there are no limits yet."""

    YEAR = "year"
    PUPILS = "pupils"
    CHANGE = "change"
    EVENTS = "events"


@dataclass(frozen=True)
class Baseline:
    """What the limits of now rest on: so many months (or times between) of these days."""

    first: date
    last: date
    count_points: int
    count_reports: int
    centre: float


@dataclass(frozen=True, eq=False)
class OverTime(FigureResult):
    """One row per month, and the control chart of them.

    `gaps`: where meldingen are rare one row per melding after the first, else None; the signals
    and limits are then there and not in the months. `runs`: statistics.runs around the centre of
    the baseline over what is judged since the last change; None where nothing is. `baseline`: what
    the limits of now rest on, None for `no_baseline_reason`; `count_so_far` is how many months
    (with EVENTS: times between) there are. `since`: the named change that this is counted from.
    """

    gaps: pd.DataFrame | None = None
    runs: Runs | None = None
    baseline: Baseline | None = None
    no_baseline_reason: NoBaselineReason | None = None
    count_so_far: int = 0
    since: date | None = None

    @property
    def is_rare(self) -> bool:
        """Whether the days between meldingen are judged, and not the months."""
        return self.gaps is not None


def compute(figures: Figures, view: View) -> OverTime:
    """The months of the view: a u-chart, or with rare meldingen a t-chart of the days between.

    Columns: starts_on, ends_on, school_days, count_reports, count_pupils (enrolled on an average
    school day), exposure, rate (meldingen per 100 pupils and 20 school days), centre, lower,
    upper, signal. A month with fewer than MINIMUM_SCHOOL_DAYS, or without pupils, has no rate and
    is not judged; the running month is judged on its days so far. Centre and limits come from a
    fixed baseline (`baseline`): the whole school year before, and since each named change
    its own. `gaps` has previous_on, reported_on, gap (school days), centre, lower, upper, signal.
    n is the meldingen in the days of the view; `left_out`: those in months without a rate
    (short_months). statistics.u_chart, t_chart and runs have the sources. Raises ValueError when
    the period ends before it starts or the calendar lacks a day of it.
    """
    window = _window(view)
    months = reports_per_month(
        figures.reports,
        figures.enrolments,
        figures.calendar,
        window,
        part_start=view.school_year.start,
    )
    months["rate"] = _rates(months)
    of_months = phases(
        _month_points(months, view), view.school_year.start, view.changes, MINIMUM_MONTHS
    )
    if _is_rare(months, of_months[-1]):
        return _days_between(figures, view, months)
    return _per_month(view, months, of_months)


def _is_rare(months: pd.DataFrame, now: Phase) -> bool:
    """Whether months tell little: they were nearly empty in the baseline, and are so now.

    Where more came since than the baseline led to expect, the months show how many.
    """
    if not now.has_baseline:
        return False
    means = [months.loc[rows, "count_reports"].mean() for rows in (now.baseline, now.judged)]
    return all(mean < RARE for mean in means if mean == mean)


def _per_month(view: View, months: pd.DataFrame, of_months: list[Phase]) -> OverTime:
    charted = _without_chart(months)
    for phase in of_months:
        if phase.has_baseline:
            base, judged = months[phase.baseline], months[phase.judged]
            centre = base["count_reports"].sum() / base["exposure"].sum()
            chart = u_chart(judged["count_reports"], judged["exposure"], centre)
            charted.loc[phase.judged, list(_CHART)] = chart[list(_CHART)].to_numpy(dtype=np.float64)
    charted = _typed(charted)
    now = of_months[-1]
    is_in_view = charted["starts_on"] >= pd.Timestamp(view.period.start)
    judged = charted[is_in_view & now.judged]
    base = months[now.baseline]
    return _result(
        view,
        charted[is_in_view],
        runs=runs(judged["rate"] - judged["centre"], 0.0) if len(judged) else None,
        baseline=Baseline(
            base["starts_on"].iloc[0].date(),
            base["ends_on"].iloc[-1].date(),
            len(base),
            int(base["count_reports"].sum()),
            float(base["count_reports"].sum() / base["exposure"].sum()),
        )
        if now.has_baseline
        else None,
        no_baseline_reason=None if now.has_baseline else _no_baseline_reason(months, view, now),
        count_so_far=now.count_so_far,
        since=now.starts_on,
    )


def _days_between(figures: Figures, view: View, months: pd.DataFrame) -> OverTime:
    gaps = days_between(figures.reports, figures.calendar, _window(view))
    of_gaps = phases(_gap_points(gaps), view.school_year.start, view.changes, MINIMUM_GAPS)
    charted = _without_chart(gaps)
    for phase in of_gaps:
        if phase.has_baseline:
            chart = t_chart(gaps.loc[phase.judged, "gap"], gaps.loc[phase.baseline, "gap"])
            charted.loc[phase.judged, list(_CHART)] = chart[list(_CHART)].to_numpy(dtype=np.float64)
    charted = _typed(charted)
    now = of_gaps[-1]
    is_in_view = charted["reported_on"] >= pd.Timestamp(view.period.start)
    judged, base = charted[is_in_view & now.judged], gaps[now.baseline]
    months = _typed(_without_chart(months))[months["starts_on"] >= pd.Timestamp(view.period.start)]
    if not now.has_baseline:
        return _result(
            view,
            months,
            no_baseline_reason=NoBaselineReason.EVENTS,
            count_so_far=now.count_so_far,
            since=now.starts_on,
        )
    centre = float(t_chart([0.0], base["gap"])["centre"].iloc[0])
    return _result(
        view,
        months,
        gaps=charted[is_in_view].reset_index(drop=True),
        runs=runs(judged["gap"], centre) if len(judged) else None,
        baseline=Baseline(
            base["previous_on"].iloc[0].date(),
            base["reported_on"].iloc[-1].date(),
            len(base),
            len(base) + 1,
            centre,
        ),
        count_so_far=now.count_so_far,
        since=now.starts_on,
    )


def _result(view: View, months: pd.DataFrame, **more: object) -> OverTime:
    has_rate = months["rate"].notna()
    short = int(months.loc[~has_rate, "count_reports"].sum())
    return OverTime(
        months.reset_index(drop=True),
        view.period,
        int(months["count_reports"].sum()),
        {"short_months": short},
        is_few=not bool(has_rate.any()),
        **more,  # type: ignore[arg-type]
    )


def _window(view: View) -> Period:
    """From the first day of the year before, where there is one, to the last day of the view."""
    start = view.year_before.start if view.year_before else view.school_year.start
    return Period(start, view.period.end, view.period.observed_on)


def _rates(months: pd.DataFrame) -> "pd.Series[float]":
    is_judged = (months["school_days"] >= MINIMUM_SCHOOL_DAYS) & (months["exposure"] > 0)
    return (months["count_reports"] / months["exposure"].where(is_judged)).astype("float64")


def _month_points(months: pd.DataFrame, view: View) -> pd.DataFrame:
    """The months as points of analytics.statistics.baseline; the running month is not over.

    What lies between the two school years is of neither.
    """
    last = view.period.last_day
    is_running = last < month_end(last) and last < view.school_year.end
    is_over = months["ends_on"] < pd.Timestamp(last) if is_running else True
    is_of_year = months["starts_on"] >= pd.Timestamp(view.school_year.start)
    if view.year_before is not None:
        is_of_year |= months["starts_on"] <= pd.Timestamp(view.year_before.end)
    return pd.DataFrame(
        {
            "first_on": months["starts_on"],
            "last_on": months["ends_on"],
            "is_usable": months["rate"].notna() & is_of_year,
            "is_over": is_over,
        }
    )


def _gap_points(gaps: pd.DataFrame) -> pd.DataFrame:
    """The times between as points: a change on the day of a melding comes before it."""
    days = {"first_on": gaps["previous_on"], "last_on": gaps["reported_on"]}
    return pd.DataFrame(days).assign(is_usable=True, is_over=True)


def _no_baseline_reason(months: pd.DataFrame, view: View, now: Phase) -> NoBaselineReason:
    """Why there is no baseline yet."""
    if now.starts_on is not None:
        return NoBaselineReason.CHANGE
    is_earlier = months["starts_on"] < pd.Timestamp(view.school_year.start)
    if view.filter.class_id or (is_earlier.any() and not months.loc[is_earlier, "exposure"].any()):
        return NoBaselineReason.PUPILS
    return NoBaselineReason.YEAR


def _without_chart(points: pd.DataFrame) -> pd.DataFrame:
    return points.assign(centre=np.nan, lower=np.nan, upper=np.nan, signal=0.0)


def _typed(points: pd.DataFrame) -> pd.DataFrame:
    return points.assign(signal=points["signal"].astype(bool))


FIGURE = Figure(
    key="over_time",
    question="how_often",
    order=10,
    basis=Basis.REPORT,
    compute=compute,
    chart="over_time",
    subgroups=("month",),
    publishable=("reports_by_month",),
)
