"""The card itself: whether what the card asks was done, and in time."""

from dataclasses import replace

import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import Answer, told_counts, untold, with_share, without_shares
from analytics.disclosure import TOTAL, tell
from analytics.period import Period, during

MINIMUM_N = 10
"""Of fewer steps than this no share is worth a look."""

OUTCOMES = ("count_in_time", "count_late", "count_missed", "count_open")
APART = ("count_set_aside", "count_blocked")
COUNTS = ("count_due", *OUTCOMES, *APART)

# The melding itself is what a case begins with, so it cannot be late.
_SETTLED = """
with known as (
    select
        *,
        coalesce(status = 'set_aside' and done_on <= observed_on, false) as is_set_aside,
        coalesce(first_done_on <= observed_on, false) as is_done,
        coalesce(status = 'lapsed' and closed_on <= observed_on, false) as is_lapsed
    from steps_asked
    where is_required and form <> 'reported' and due_on is not null
)
select
    case_id,
    step,
    form,
    side,
    year_group,
    due_on,
    period_start,
    last_day,
    case
        when is_set_aside then 'set_aside'
        when is_done and first_done_on <= in_time_until then 'in_time'
        when is_done then 'late'
        when is_lapsed and form <> 'aftercare_done' and due_on > closed_on then 'not_asked'
        when is_lapsed then 'missed'
        when status = 'blocked' then 'blocked'
        when in_time_until < observed_on then 'missed'
        else 'open'
    end as outcome
from known
"""

_COUNTED = """
    count(*) filter (outcome in ('in_time', 'late', 'missed', 'open')) as count_due,
    count(*) filter (outcome = 'in_time') as count_in_time,
    count(*) filter (outcome = 'late') as count_late,
    count(*) filter (outcome = 'missed') as count_missed,
    count(*) filter (outcome = 'open') as count_open,
    count(*) filter (outcome = 'set_aside') as count_set_aside,
    count(*) filter (outcome = 'blocked') as count_blocked
"""

_PER_STEP = f"""
select step, {_COUNTED}
from steps_settled
where due_on between period_start and last_day
group by step
"""

_PER_YEAR_GROUP = f"""
select step, year_group, {_COUNTED}
from steps_settled
where due_on between period_start and last_day
group by step, year_group
"""

_STEPS_OF_CARD = """
with standing as (
    select
        step,
        arg_max(column_id, card_version) as column_id,
        max(card_version) = (select max(card_version) from card_asked) as is_on_card,
        arg_max(place, card_version) as place
    from card_asked
    where per <> 'class' and form <> 'reported'
    group by step
)
select step, column_id, is_on_card from standing order by is_on_card desc, place, step
"""

_PARENTS = """
with per_case as (
    select
        case_id,
        count(distinct side) = 2 as has_both,
        bool_or(outcome = 'set_aside') as is_set_aside,
        bool_or(outcome = 'not_asked') as is_not_asked,
        bool_and(outcome = 'in_time') as is_in_time,
        max(due_on) between any_value(period_start) and any_value(last_day) as is_due
    from steps_settled
    where form = 'parents_informed' and side in ('target', 'displaying')
    group by case_id
)
select
    count(*) filter (has_both and not is_set_aside and not is_not_asked),
    count(*) filter (has_both and not is_set_aside and not is_not_asked and is_in_time),
    count(*) filter (not has_both),
    count(*) filter (has_both and is_set_aside),
    count(*) filter (has_both and not is_set_aside and is_not_asked)
from per_case
where is_due
"""


def steps(steps: DuckDBPyRelation, card: DuckDBPyRelation, period: Period) -> Answer:
    """One row per step of the newest card that a case can have, and each older one that was due.

    Columns: step, column_id, count_due, count_in_time, count_late, count_missed, count_open,
    count_set_aside, count_blocked, share, lower, upper; in the order of the card. Due: asked of
    the case, with its due day in the period and not after observed_on; done in time: on or before
    that day (nazorg: within its window); late: after it; missed: not done, and the day is over or
    the case was closed; open: not done, the day (or window) is not over. These four add up to
    count_due. share = in time / due, Wilson 95 % limits. Apart: set aside with a reason, and
    blocked until other steps are done. A step that came due after its case was closed was not
    asked any more (nazorg was). A step that is asked again by a next melding counts for the last
    time that it was asked. n is all steps due. Raises ValueError when the period ends before it
    starts.
    """
    found = _settled(steps, period).query("steps_settled", _PER_STEP).df()
    of_card = card.query("card_asked", _STEPS_OF_CARD).df()
    frame = of_card.merge(found, on="step", how="left").fillna(dict.fromkeys(COUNTS, 0))
    frame = frame[frame["is_on_card"] | (frame[list(COUNTS)].sum(axis=1) > 0)]
    frame = frame.drop(columns="is_on_card").reset_index(drop=True)
    frame = with_share(frame.astype(dict.fromkeys(COUNTS, "int64")), "count_in_time", "count_due")
    count = int(frame["count_due"].sum())
    return Answer(frame, period, count, is_few=count < MINIMUM_N)


def steps_shown(answer: Answer) -> Answer:
    """The answer of steps for who may not open the cases: no count of 1 to 4.

    What became of the steps is one table (steps by outcomes, with totals); set aside and blocked
    are in no total, so each is a table of its own. A hidden count is NA, and a share is NaN when
    either of its counts is hidden; is_small_<count> marks the small ones.
    """
    frame = answer.frame
    counts = frame.set_index("step")
    outcomes = tell(counts[list(OUTCOMES)], spare=["count_in_time", TOTAL])
    columns = outcomes.column(TOTAL, "count_due", frame["step"])
    for name in OUTCOMES:
        columns |= outcomes.column(name, name, frame["step"])
    for name in APART:
        columns |= tell(counts[[name]]).column(name, name, frame["step"])
    hidden = without_shares(frame.assign(**columns), "count_due", "count_in_time")
    may_tell = TOTAL not in outcomes.hidden_totals()
    return replace(answer, frame=hidden, count=answer.count if may_tell else None, is_hidden=True)


def steps_per_year_group(steps: DuckDBPyRelation, period: Period) -> Answer:
    """One row per step and year group in which it was due: the columns of steps but column_id.

    By step, then year group. n is all steps due. Raises ValueError as steps.
    """
    frame = _settled(steps, period).query("steps_settled", _PER_YEAR_GROUP).df()
    frame = frame[frame["count_due"] > 0].sort_values(["step", "year_group"], ignore_index=True)
    frame = with_share(frame, "count_in_time", "count_due")
    count = int(frame["count_due"].sum())
    return Answer(frame, period, count, is_few=count < MINIMUM_N)


def steps_per_year_group_shown(answer: Answer) -> Answer:
    """The answer of steps_per_year_group for who may not open the cases: shares without counts.

    The counts of a step add up to those of steps, so none is told here. A share is told in tenths,
    where at least MINIMUM_N steps were due.
    """
    frame = answer.frame
    share = frame["share"].round(1).where(frame["count_due"] >= MINIMUM_N)
    hidden = frame.assign(
        **untold(frame, COUNTS), share=share, lower=float("nan"), upper=float("nan")
    )
    return replace(answer, frame=hidden, count=None, is_hidden=True)


def parents_informed(steps: DuckDBPyRelation, period: Period) -> Answer:
    """One row: were the parents of both sides informed in time. count_cases, count_in_time, share.

    A case belongs to the period in which the last of its parents came due; in time is a case
    when those of every gepeste and every pestende leerling were. Left out, and counted: one_side
    (no pestende leerling, or no gepeste, is known), set_aside (not informed with a reason), and
    not_asked (closed before it was due). Wilson 95 % limits; NaN without cases. n is the number
    of cases. Raises ValueError when the period ends before it starts.
    """
    found = _settled(steps, period).query("steps_settled", _PARENTS).fetchall()[0]
    count, in_time, one_side, set_aside, not_asked = found
    frame = pd.DataFrame({"count_cases": [count], "count_in_time": [in_time]})
    left_out = {"one_side": one_side, "set_aside": set_aside, "not_asked": not_asked}
    frame = with_share(frame, "count_in_time", "count_cases")
    return Answer(frame, period, count, left_out, is_few=count < MINIMUM_N)


def parents_informed_shown(answer: Answer) -> Answer:
    """The answer of parents_informed for who may not open the cases: no count of 1 to 4."""
    frame = answer.frame
    in_time = frame["count_in_time"]
    parts = pd.DataFrame({"in_time": in_time, "not": frame["count_cases"] - in_time})
    told = tell(parts, spare=[TOTAL])
    columns = told.column("in_time", "count_in_time", [0]) | told.column(TOTAL, "count_cases", [0])
    hidden = without_shares(frame.assign(**columns), "count_cases", "count_in_time")
    may_tell = TOTAL not in told.hidden_totals()
    count, left_out = told_counts(answer.count, answer.left_out, may_tell_count=may_tell)
    if count is None:
        hidden = hidden.assign(**untold(hidden, ("count_cases", "count_in_time")))
        hidden = without_shares(hidden, "count_cases")
    return replace(answer, frame=hidden, count=count, left_out=left_out, is_hidden=True)


def _settled(steps: DuckDBPyRelation, period: Period) -> DuckDBPyRelation:
    return during(steps, period).query("steps_asked", _SETTLED)
