"""Time to stopped: how long it takes until bullying stops, with open cases counted as waiting."""

from dataclasses import dataclass

import pandas as pd

from analytics.as_of import cases_in_view, known_period
from analytics.figure import Figure
from analytics.period import Period, with_ordinals, with_period
from analytics.result import MINIMUM_N
from analytics.statistics import survival_table
from analytics.statistics.followed_curve import FollowedCurve, followed_curve
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation
from casework.figures import Figures

MILESTONES = (20, 40, 60)
"""School days after the first melding at which the share stopped is given."""

# A case that turned out to be no bullying never counts as stopped, whatever was written before.
_ENDED = """
with settled as (
    select
        *,
        case
            when ending = 'stopped' and stopped_on is null then 'undated'
            when stopped_on is not null and ending is distinct from 'no_bullying' then 'stopped'
            when closed_on is null then 'open'
            when ending in ('no_bullying', 'left_school') then ending
            else 'other'
        end as outcome
    from cases_asked
    where opened_on between period_start and last_day
),
dated as (
    select
        opened_on,
        outcome,
        case outcome
            when 'stopped' then stopped_on
            when 'open' then observed_on
            else closed_on
        end as ended_on
    from settled
)
select
    opened_on,
    ended_on,
    case when ended_on < opened_on then 'undated' else outcome end as outcome
from dated
"""

_PER_END = """
select
    case when outcome <> 'undated' then ordinal_ended_on - ordinal_opened_on end as school_days,
    outcome,
    count(*) as count_cases
from cases_ended
group by all
"""


@dataclass(frozen=True, eq=False)
class Resolution:
    """Time from the first melding to the stop that stands, in school days.

    followed: the Kaplan-Meier curve (an event is a stop) as far as enough are followed, with the
    median. count (n) = count_stopped + count_running + count_other_ends: stopped, still open, and
    ended otherwise (no bullying, left school, other), censored at their end. count_left_out:
    cases not in n because their dates cannot be (a stop before the first melding, or an ending
    "stopped" without a day). milestones: a row for 20, 40 and 60 school days: school_days,
    at_risk, share, lower, upper; NaN beyond what is followed.
    """

    followed: FollowedCurve
    period: Period
    count: int
    count_stopped: int
    count_running: int
    count_other_ends: int
    count_left_out: int
    milestones: pd.DataFrame
    is_few: bool


def compute(figures: Figures, view: View) -> Resolution:
    """The cases begun in the period, as known from the view's day.

    Raises ValueError when the calendar lacks a day.
    """
    cases = cases_in_view(figures, view)
    return _resolution(_per_end(cases, figures.calendar), known_period(view))


def time_to_stopped(cases: Relation, calendar: Relation, period: Period) -> Resolution:
    """The same of cases opened in the period, given as they were known on its observed_on."""
    return _resolution(_per_end(with_period(cases, period), calendar), period)


def measured_ends(figures: Figures, view: View) -> pd.DataFrame:
    """One row per duration and outcome of the cases begun in the period.

    Columns: school_days, outcome (stopped, open, no_bullying, left_school, other, undated),
    count_cases. Undated has no duration. Raises ValueError as compute.
    """
    return _per_end(cases_in_view(figures, view), figures.calendar)


def _per_end(cases: Relation, calendar: Relation) -> pd.DataFrame:
    ended = with_ordinals(cases.query("cases_asked", _ENDED), calendar, "opened_on", "ended_on")
    rows: pd.DataFrame = ended.query("cases_ended", _PER_END).df()
    if rows.loc[rows["outcome"] != "undated", "school_days"].isna().any():
        raise ValueError("the calendar lacks a day on which a case began or ended")
    return rows


def _resolution(rows: pd.DataFrame, period: Period) -> Resolution:
    counts = rows.groupby("outcome")["count_cases"].sum()
    dated = rows[rows["outcome"] != "undated"]
    is_stop = dated["outcome"] == "stopped"
    ends = dated.assign(
        stopped=dated["count_cases"].where(is_stop, 0),
        waiting=dated["count_cases"].where(~is_stop, 0),
    )
    per_day = ends.groupby("school_days")[["stopped", "waiting"]].sum()
    curve = survival_table(per_day.index.to_numpy(), per_day["stopped"], per_day["waiting"])
    line, stopped = followed_curve(curve), int(counts.get("stopped", 0))
    running, count = int(counts.get("open", 0)), int(dated["count_cases"].sum())
    return Resolution(
        followed=line,
        period=period,
        count=count,
        count_stopped=stopped,
        count_running=running,
        count_other_ends=count - stopped - running,
        count_left_out=int(counts.get("undated", 0)),
        milestones=line.milestones(MILESTONES),
        is_few=count < MINIMUM_N,
    )


FIGURE = Figure(
    key="resolution",
    question="how_long",
    order=1,
    basis=Basis.BEGUN,
    compute=compute,
    chart="resolution",
    publishable=("cases_by_end",),
)
