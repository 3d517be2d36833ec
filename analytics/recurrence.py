"""Does it come back: from the day a case was closed to the next melding of the same gepeste."""

from dataclasses import dataclass, replace

import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import told_counts
from analytics.period import Period, during, with_ordinals
from analytics.resolution import coarse, milestones_of
from analytics.statistics import survival_table

MINIMUM_N = 10
"""With fewer gepesten than this the curve is a handful of steps."""

MILESTONES = (60, 120, 200)
"""School days after the closing at which the share that came back is told; 200 is a school year."""

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

    curve: the frame of statistics.kaplan_meier; an event is a melding, so survival is the share
    that stayed away. count (n) = count_returned + count_waiting: one per closing and gepeste, and
    waiting are those without a melding yet, until they left school, the case was closed anew or
    observed_on. count_other_ends: closings with another ending than "gestopt"; not in n.
    milestones: school_days (60, 120, 200), share that came back, lower, upper; NaN when nobody
    was followed for that long. A hidden count is None; `is_hidden` says that small numbers are.
    """

    curve: pd.DataFrame
    period: Period
    count: int | None
    count_returned: int | None
    count_waiting: int | None
    count_other_ends: int | None
    milestones: pd.DataFrame
    is_few: bool
    is_hidden: bool = False


def time_to_return(
    closings: DuckDBPyRelation, calendar: DuckDBPyRelation, period: Period
) -> Recurrence:
    """The Kaplan-Meier curve over what was closed in the period, as known on observed_on.

    Raises ValueError when the period ends before it starts or the calendar lacks a day.
    """
    asked = during(closings, period).query("closings_asked", _CLOSED)
    measured = with_ordinals(asked, calendar, "closed_on", "ended_on")
    rows = measured.query("closings_measured", _PER_DURATION).df()
    of_stop = rows[rows["is_stopped"]]
    if of_stop["school_days"].isna().any():
        raise ValueError("the calendar lacks a day on which a case was closed or came back")
    curve = survival_table(
        of_stop["school_days"], of_stop["count_returned"], of_stop["count_waiting"]
    )
    returned, waiting = int(of_stop["count_returned"].sum()), int(of_stop["count_waiting"].sum())
    others = rows.loc[~rows["is_stopped"], ["count_returned", "count_waiting"]]
    return Recurrence(
        curve=curve,
        period=period,
        count=returned + waiting,
        count_returned=returned,
        count_waiting=waiting,
        count_other_ends=int(others.to_numpy().sum()),
        milestones=milestones_of(curve, MILESTONES),
        is_few=returned + waiting < MINIMUM_N,
    )


def shown(answer: Recurrence) -> Recurrence:
    """The answer of time_to_return for who may not open the cases: no count of 1 to 4.

    The curve is told in the steps of resolution.shown, and the milestones follow from it.
    """
    curve = coarse(answer.curve, MILESTONES)
    told = curve.set_index("time").reindex([float(days) for days in MILESTONES])
    limits = {"share": 1 - told["survival"], "lower": 1 - told["upper"], "upper": 1 - told["lower"]}
    milestones = pd.DataFrame(
        {"school_days": MILESTONES, **{name: found.array for name, found in limits.items()}}
    )
    waiting, parts = told_counts(answer.count_waiting, {"returned": answer.count_returned})
    both_known = waiting is not None and parts["returned"] is not None
    _, others = told_counts(0, {"other_ends": answer.count_other_ends})
    return replace(
        answer,
        curve=curve,
        count=answer.count if both_known else None,
        count_returned=parts["returned"],
        count_waiting=waiting,
        count_other_ends=others["other_ends"],
        milestones=milestones,
        is_hidden=True,
    )
