"""How long the school takes: from incident to melding, first talk and first measure."""

import numpy as np
import pandas as pd

from analytics.as_of import cases_as_of, known_period
from analytics.figure import Figure
from analytics.period import Period, with_ordinals, with_period
from analytics.result import MINIMUM_N, FigureResult
from analytics.statistics import (
    FOLLOWED_CASES,
    FOLLOWED_PERCENT,
    at_risk_at,
    quantile_time,
    survival_table,
)
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation
from casework.figures import Figures

LEGS = ("incident_to_report", "report_to_talk", "talk_to_measure")
QUARTILES = {"first_quartile": 0.25, "median": 0.5, "third_quartile": 0.75}

_COUNTS = ("count_seen", "count_waiting", "count_missing", "count_impossible")

_CASES = """
select
    opened_on,
    incident_on,
    first_talk_on,
    first_measure_on,
    least(closed_on, observed_on) as followed_until
from cases_asked
where opened_on between period_start and last_day
"""

_PER_DURATION = """
with legs as (
    select
        'incident_to_report' as leg,
        incident_on is null as is_missing,
        true as is_seen,
        ordinal_opened_on - ordinal_incident_on as school_days
    from cases_measured
    union all
    select
        'report_to_talk',
        false,
        first_talk_on is not null,
        coalesce(ordinal_first_talk_on, ordinal_followed_until) - ordinal_opened_on
    from cases_measured
    union all
    select
        'talk_to_measure',
        false,
        first_measure_on is not null,
        coalesce(ordinal_first_measure_on, ordinal_followed_until) - ordinal_first_talk_on
    from cases_measured
    where first_talk_on is not null
),
judged as (
    select
        leg,
        is_missing,
        is_seen,
        not is_missing and (school_days is null or school_days < 0) as is_impossible,
        case when not is_missing and school_days >= 0 then school_days end as school_days
    from legs
)
select
    leg,
    school_days,
    count(*) filter (is_seen and school_days is not null) as count_seen,
    count(*) filter (not is_seen and school_days is not null) as count_waiting,
    count(*) filter (is_missing) as count_missing,
    count(*) filter (is_impossible) as count_impossible
from judged
group by leg, school_days
order by leg, school_days nulls last
"""


def compute(figures: Figures, view: View) -> FigureResult:
    """delays of the cases begun in the period, as known from the view's day."""
    cases = cases_as_of(figures, view.known_on)
    return delays(cases, figures.calendar, known_period(view))


def delays(cases: Relation, calendar: Relation, period: Period) -> FigureResult:
    """One row per leg, over the cases of which the first melding is in the period.

    `cases` as they were known on observed_on. Columns: leg (incident_to_report, report_to_talk,
    talk_to_measure), first_quartile, median, third_quartile (school days; NaN: not reached, or
    known of too few), count_cases, count_seen, count_waiting, count_missing, count_impossible.
    The quartiles are those of the Kaplan-Meier curve: a case without a talk (or measure) yet
    waits until it was closed or until observed_on, so that the slow ones are not left out. One is
    given when it is known of at least 10 cases, and of 15 %, whether they took as long: those
    that had it by then and those that waited for so long. Missing: the day of the incident is
    not known. Impossible: the later day comes first (a measure before the first talk), or a day
    is beyond the calendar; neither is in the quartiles. Only cases with a talk are in
    talk_to_measure. n is the number of cases. Raises ValueError when the period ends before it
    starts.
    """
    measured = with_ordinals(
        with_period(cases, period).query("cases_asked", _CASES),
        calendar,
        "opened_on",
        "incident_on",
        "first_talk_on",
        "first_measure_on",
        "followed_until",
    )
    rows = measured.query("cases_measured", _PER_DURATION).df()
    frame = pd.DataFrame([_of_leg(leg, rows[rows["leg"] == leg]) for leg in LEGS])
    count = int(frame["count_cases"].iloc[0])
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


def _of_leg(leg: str, rows: pd.DataFrame) -> dict[str, object]:
    counts = {name: int(rows[name].sum()) for name in _COUNTS}
    known = rows[rows["school_days"].notna()]
    curve = survival_table(known["school_days"], known["count_seen"], known["count_waiting"])
    quartiles = {name: _quartile(curve, share) for name, share in QUARTILES.items()}
    return {"leg": leg, **quartiles, "count_cases": sum(counts.values()), **counts}


def _quartile(curve: pd.DataFrame, share: float) -> float:
    """The time by which this share has had it; NaN when of too few it is known."""
    time = quantile_time(curve, share)
    if time is None:
        return np.nan
    had_it = int(curve.loc[curve["time"] < time, "events"].sum())
    known, whole = had_it + at_risk_at(curve, time), at_risk_at(curve, 0)
    is_enough = known >= FOLLOWED_CASES and 100 * known >= FOLLOWED_PERCENT * whole
    return time if is_enough else np.nan


FIGURE = Figure(
    key="delays",
    question="how_long",
    order=4,
    basis=Basis.BEGUN,
    compute=compute,
    chart="delays",
)
