"""What became of each step that the card asks of a case, as it was known at the end of a day.

The one home of "in time", "missed" and "late" of a step. Nazorg is a step too: its rows are the
planned moments of aftercare_moments, so that both say the same of it.
"""

from datetime import date

from duckdb import ColumnExpression

from analytics import aftercare_moments
from analytics.as_of import cases_as_of
from analytics.period import Period, with_constants, with_ordinals, with_period
from casework.facts.relations import Relation
from casework.figures import Figures

OUTCOMES = ("in_time", "late", "ahead", "missed", "lapsed", "open")
"""What can become of a step that was due; `ahead` only of nazorg."""

APART = ("set_aside", "blocked")
"""In no total: not applicable with a reason, and waiting for another step."""

COUNTS = ("count_due", *(f"count_{outcome}" for outcome in (*OUTCOMES, *APART)))

COUNTED = """
    count(*) filter (
        outcome in ('in_time', 'late', 'ahead', 'missed', 'lapsed', 'open')
    ) as count_due,
    count(*) filter (outcome = 'in_time') as count_in_time,
    count(*) filter (outcome = 'late') as count_late,
    count(*) filter (outcome = 'ahead') as count_ahead,
    count(*) filter (outcome = 'missed') as count_missed,
    count(*) filter (outcome = 'lapsed') as count_lapsed,
    count(*) filter (outcome = 'open') as count_open,
    count(*) filter (outcome = 'set_aside') as count_set_aside,
    count(*) filter (outcome = 'blocked') as count_blocked
"""
"""The columns COUNTS over settled steps."""

# The melding itself is what a case begins with, so it cannot be late.
_ASKED = """
    is_required
    and form not in ('reported', 'aftercare_done')
    and asked_on <= observed_on
"""

_KNOWN = """
    case_id,
    step,
    form,
    side,
    year_group,
    team_id,
    due_on,
    period_start,
    last_day,
    case
        when status = 'set_aside' and done_on <= observed_on then 'set_aside'
        when first_done_on <= in_time_until and first_done_on <= observed_on then 'in_time'
        when first_done_on <= observed_on then 'late'
        when due_on > closed_by_then then 'not_asked'
        when closed_by_then is not null then 'lapsed'
        when status = 'blocked' then 'blocked'
        when in_time_until < observed_on then 'missed'
        else 'open'
    end as outcome
"""

_SETTLED_AFTERCARE = """
    case_id,
    step,
    'aftercare_done' as form,
    null::varchar as side,
    year_group,
    team_id,
    due_on,
    case
        when outcome = 'in_window' then 'in_time'
        when outcome in ('missed', 'open') and closed_by_then is not null then 'lapsed'
        else outcome
    end as outcome
"""

# What was done or set aside after that day still waited then; so did what its closing ended later.
_STILL_WAITING = """
    closed_by_then is null
    and not coalesce(status in ('done', 'set_aside') and done_on <= observed_on, false)
    and not coalesce(first_done_on <= observed_on, false)
"""

_WAITING = """
    case_id,
    step,
    class_id,
    year_group,
    team_id,
    kinds_of_case as kinds,
    due_on,
    observed_on,
    status = 'blocked' as is_blocked
"""

_WAITING_AFTERCARE = """
    case_id,
    step,
    class_id,
    year_group,
    team_id,
    kinds_of_case as kinds,
    due_on,
    observed_on,
    false as is_blocked
"""

_LATE = """
    * exclude (ordinal_due_on, ordinal_observed_on),
    not is_blocked and coalesce(ordinal_observed_on > ordinal_due_on, false) as is_late
"""


def settled(figures: Figures, period: Period) -> Relation:
    """The steps due in the period as known on its observed_on, each with its `outcome`.

    Columns: case_id, step, form, side, year_group, team_id, due_on,
    outcome. Due: required, with its due
    day in the period and not after observed_on. in_time: done on or before that day (nazorg: in
    its window); late: done after it; ahead: of nazorg only an extra talk before it began;
    missed: not done, and the day is over; lapsed: not done when the case was closed; open: not
    done, the day (or window) not over. Apart:
    set_aside (not applicable with a reason), blocked (waits for another step) and not_asked (came
    due after its case was closed; nazorg still is asked then). A step that a next melding asks
    again counts for the last time that it was asked. Raises ValueError when the period ends
    before it starts.
    """
    steps = (
        steps_as_known(figures, period)
        .filter("due_on between period_start and last_day")
        .select("* exclude (period_start, last_day)")
    )
    moments = aftercare_moments.settled(figures.aftercare, period)
    asked = moments.filter("outcome not in ('to_come', 'not_due')")
    nazorg = _with_closing(asked, figures, period.observed_on)
    return steps.union(nazorg.select(_SETTLED_AFTERCARE))


def steps_as_known(figures: Figures, period: Period) -> Relation:
    """As settled, without nazorg and whenever they are due; with period_start and last_day."""
    asked = with_period(figures.steps, period).filter(_ASKED).filter("due_on is not null")
    return _with_closing(asked, figures, period.observed_on).select(_KNOWN)


def waiting(figures: Figures, day: date) -> Relation:
    """The steps that were asked and not done at the end of `day`, in cases that were open.

    Columns: case_id, step, class_id, year_group, team_id, kinds, due_on, observed_on, is_blocked
    (waits for another step), is_late: at least one school day past the due day, as in
    casework.cases.steps (StepState.late_by).
    """
    relation: Relation = figures.derived(
        f"waiting_{day:%Y%m%d}", lambda whole: _waiting_on(whole, day)
    )
    return relation


def _waiting_on(figures: Figures, day: date) -> Relation:
    asked = with_constants(figures.steps, observed_on=day).filter(_ASKED)
    steps = _with_closing(asked, figures, day).filter(_STILL_WAITING).select(_WAITING)
    moments = _with_closing(
        with_constants(aftercare_moments.waiting(figures.aftercare, day), observed_on=day),
        figures,
        day,
    )
    both = steps.union(moments.filter("closed_by_then is null").select(_WAITING_AFTERCARE))
    return with_ordinals(both, figures.calendar, "observed_on", "due_on").select(_LATE)


def _with_closing(relation: Relation, figures: Figures, day: date) -> Relation:
    """The relation with closed_by_then, the day on which its case was closed as known then, and
    kinds_of_case.
    """
    closed = cases_as_of(figures, day).select(
        ColumnExpression("case_id").alias("case_closed"),
        ColumnExpression("closed_on").alias("closed_by_then"),
        ColumnExpression("kinds").alias("kinds_of_case"),
    )
    return relation.join(
        closed, ColumnExpression("case_id") == ColumnExpression("case_closed"), how="left"
    )
