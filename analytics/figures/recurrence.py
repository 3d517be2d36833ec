"""Does it come back: from the day a case was closed to the next melding of the same gepeste."""

from dataclasses import dataclass

import pandas as pd

from analytics.as_of import known_period
from analytics.figure import Figure
from analytics.period import Period, with_ordinals, with_period
from analytics.result import MINIMUM_N
from analytics.statistics import survival_table
from analytics.statistics.followed_curve import FollowedCurve, followed_curve
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

MILESTONES = (60, 120, 200)
"""School days after the closing at which the share that came back is given; 200 is a year."""

# Who left, or whose case was closed anew, cannot come back to this closing.
_CLOSED = """
with known as (
    select
        closed_on,
        ending,
        case when next_report_on <= observed_on then next_report_on end as next_report_on,
        greatest(closed_on, least(followed_until, observed_on)) as followed_until
    from closings_asked
    where closed_on between period_start and last_day
)
select
    closed_on,
    ending,
    coalesce(next_report_on <= followed_until, false) as is_returned,
    least(next_report_on, followed_until) as ended_on
from known
"""

_PER_DURATION = """
select
    ending = 'stopped' as is_stopped,
    ordinal_ended_on - ordinal_closed_on as school_days,
    count(*) filter (is_returned) as count_returned,
    count(*) filter (not is_returned) as count_waiting
from closings_measured
group by all
order by is_stopped, school_days
"""


@dataclass(frozen=True, eq=False)
class Recurrence:
    """Time from a closing "gestopt" to the next melding of the same gepeste, in school days.

    followed: the Kaplan-Meier curve as far as enough are followed; an event is a melding, so
    survival is the share that stayed away. count (n) = count_returned + count_waiting: one per
    closing and gepeste, and waiting are those without a melding yet, until they left school, the
    case was closed anew or observed_on. count_other_ends: closings with another ending than
    "gestopt"; not in n. milestones: a row for 60, 120 and 200 school days:
    school_days, at_risk, share that came back, lower, upper; NaN beyond what is followed.
    """

    followed: FollowedCurve
    period: Period
    count: int
    count_returned: int
    count_waiting: int
    count_other_ends: int
    milestones: pd.DataFrame
    is_few: bool


def compute(figures: Figures, view: View) -> Recurrence:
    """What was closed in the period, as known from the view's day.

    Raises ValueError when the calendar lacks a day.
    """
    period = known_period(view)
    asked = with_period(figures.closings, period).query("closings_asked", _CLOSED)
    measured = with_ordinals(asked, figures.calendar, "closed_on", "ended_on")
    rows = measured.query("closings_measured", _PER_DURATION).df()
    of_stop = rows[rows["is_stopped"]]
    if of_stop["school_days"].isna().any():
        raise ValueError("the calendar lacks a day on which a case was closed or came back")
    back, waiting = of_stop["count_returned"], of_stop["count_waiting"]
    line = followed_curve(survival_table(of_stop["school_days"], back, waiting))
    others = rows.loc[~rows["is_stopped"], ["count_returned", "count_waiting"]]
    count_returned, count_waiting = int(back.sum()), int(waiting.sum())
    return Recurrence(
        followed=line,
        period=period,
        count=count_returned + count_waiting,
        count_returned=count_returned,
        count_waiting=count_waiting,
        count_other_ends=int(others.to_numpy().sum()),
        milestones=line.milestones(MILESTONES),
        is_few=count_returned + count_waiting < MINIMUM_N,
    )


FIGURE = Figure(
    key="recurrence",
    question="does_it_stop",
    order=5,
    basis=Basis.CLOSED,
    compute=compute,
    chart="recurrence",
    subgroups=("month",),
)
