"""What became of each planned nazorg moment, as it was known at the end of a day.

The one home of "nazorg on time": the share of the headline, its months, the nazorg row of the
steps of the card, the open steps and the report tables all use it.
"""

from datetime import date

from analytics.period import Period, with_constants, with_period
from casework.facts.relations import Relation

OUTCOMES = ("in_window", "late", "ahead", "missed", "open")
"""What can become of a moment that was due; every due moment is exactly one of these."""

APART = ("set_aside", "to_come")
"""In no total: not applicable with a reason, and done in its window although its day is to come."""

_KNOWN = """
with planned as (
    select
        *,
        list_last(list_filter(moves, lambda move: move.moved_on <= observed_on)) as last_move
    from moments_asked
    where planned_on <= observed_on
)
select
    * exclude (
        last_move, moves, first_due_on, first_window_ends_on, extra_on, done_on, set_aside_on,
        reopened_on, outcome
    ),
    coalesce(last_move.due_on, first_due_on) as due_on,
    coalesce(last_move.window_ends_on, first_window_ends_on) as window_ends_on,
    case when extra_on <= observed_on then extra_on end as extra_on,
    case when done_on <= observed_on then done_on end as done_on,
    case when set_aside_on <= observed_on then set_aside_on end as set_aside_on,
    case when reopened_on <= observed_on then reopened_on end as reopened_on
from planned
"""

# What was missed before the case opened again stays missed; only what could still be held lapses.
_SETTLED = f"""
with moments_known as ({_KNOWN})
select
    *,
    case
        when done_on is not null and due_on > observed_on then 'to_come'
        when done_on <= window_ends_on then 'in_window'
        when done_on is not null then 'late'
        when due_on > observed_on then 'not_due'
        when set_aside_on is not null or reopened_on <= window_ends_on then 'set_aside'
        when window_ends_on >= observed_on then 'open'
        when extra_on is not null then 'ahead'
        else 'missed'
    end as outcome
from moments_known
where due_on between period_start and period_end
"""

_WAITING = "done_on is null and set_aside_on is null and reopened_on is null"


def settled(moments: Relation, period: Period) -> Relation:
    """The moments due in the period as known on its observed_on, each with its `outcome`.

    The day on which a moment is due, and its window, are those of the last move known by then.
    in_window: held in the window. late: held after it. missed: not held, and the window over.
    ahead: the same, but there was an extra talk before the window began, which is no nazorg.
    open: not held, the window not over. set_aside: not applicable with a reason, or its case
    opened again before the window was over. to_come: held in the window, its day still to come.
    not_due: its day has not come. Raises ValueError when the period ends before it starts.
    """
    return with_period(moments, period).query("moments_asked", _SETTLED)


def waiting(moments: Relation, day: date) -> Relation:
    """The moments that were asked and neither held nor set aside at the end of `day`.

    Also those of cases that were closed by then; whoever asks leaves these out.
    """
    asked = with_constants(moments, observed_on=day)
    return asked.query("moments_asked", _KNOWN).filter(_WAITING)
