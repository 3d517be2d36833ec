"""Which cases are behind a figure: over the same relations, by the same rules.

What became of a moment, a step or a case is asked of the modules that the figures ask as well.
"""

from collections.abc import Callable
from datetime import date

from duckdb import ColumnExpression, ConstantExpression, StarExpression

from analytics import aftercare_moments, step_outcomes
from analytics.as_of import cases_as_of
from analytics.figures.outcomes import last_answers
from analytics.figures.parents_informed import per_case
from analytics.figures.safety_change import first_and_last
from analytics.period import Period, with_constants, with_ordinals
from casework.cases.case_filter import FOLLOW_UP, Basis, CaseFilter
from casework.facts.relations import Relation
from casework.figures import Figures

FAR_BACK, FAR_AHEAD = date(1900, 1, 1), date(9999, 1, 1)
TEXTS = ("place", "day_part", "second_kind", "state", "step", "outcome", "concerns")

_IN_DAYS = "between filter_first and filter_last"
_STATE = """
    filter_state in ('', case
        when state <> 'closed' then state
        when ending in ('stopped', 'no_bullying', 'left_school') then 'closed_' || ending
        else 'closed_other'
    end)
"""
_CONDITIONS = {
    Basis.REPORT: f"""
        reported_on {_IN_DAYS}
        and (filter_place = '' or list_contains(places, filter_place))
        and (filter_day_part = '' or day_part = filter_day_part)
        and (filter_second_kind = '' or list_contains(kinds, filter_second_kind))
    """,
    Basis.BEGUN: f"opened_on {_IN_DAYS} and filter_level in (0, level) and {_STATE}",
    Basis.REACHED: f"""
        opened_on {_IN_DAYS}
        and ordinal_known_on - ordinal_opened_on >= {FOLLOW_UP}
        and (filter_level < 2 or {FOLLOW_UP} >= case filter_level
            when 2 then least(ordinal_level_2_on, ordinal_level_3_on)
            else ordinal_level_3_on
        end - ordinal_opened_on)
    """,
    Basis.CLOSED: f"closed_on {_IN_DAYS} and ending = 'stopped'",
    Basis.AFTERCARE: """
        outcome in ('in_window', 'late', 'ahead', 'missed', 'open')
        and filter_outcome in ('', outcome)
        and filter_concerns in ('', kind)
    """,
    Basis.ANSWER: "filter_outcome in ('', outcome)",
    Basis.SCORE: "is_pair",
    Basis.STEP: """
        outcome in ('in_time', 'late', 'ahead', 'missed', 'lapsed', 'open')
        and filter_step in ('', step)
        and (
            filter_outcome in ('', outcome)
            or (filter_outcome = 'behind' and outcome in ('late', 'ahead', 'missed', 'lapsed'))
        )
    """,
    Basis.PARENTS: """
        outcome in ('in_time', 'late', 'missed', 'open') and filter_outcome in ('', outcome)
    """,
    Basis.NOW: f"state <> 'closed' and filter_level in (0, level) and {_STATE}",
    Basis.WAITING: """
        filter_step in ('', step) and (filter_outcome <> 'behind' or is_late)
    """,
}


def _measured(figures: Figures, period: Period) -> Relation:
    cases = with_constants(cases_as_of(figures, period.observed_on), known_on=period.observed_on)
    days = ("known_on", "opened_on", "level_2_on", "level_3_on")
    return with_ordinals(cases, figures.calendar, *days)


_ROWS: dict[Basis, Callable[[Figures, Period], Relation]] = {
    Basis.REPORT: lambda figures, _: figures.reports,
    Basis.BEGUN: lambda figures, period: cases_as_of(figures, period.observed_on),
    Basis.REACHED: _measured,
    Basis.CLOSED: lambda figures, _: figures.closings,
    Basis.AFTERCARE: lambda figures, period: aftercare_moments.settled(figures.aftercare, period),
    Basis.ANSWER: lambda figures, period: last_answers(figures.aftercare, period),
    Basis.SCORE: lambda figures, period: first_and_last(figures.scores, period),
    Basis.STEP: step_outcomes.settled,
    Basis.PARENTS: per_case,
    Basis.NOW: lambda figures, period: cases_as_of(figures, period.observed_on),
    Basis.WAITING: lambda figures, period: step_outcomes.waiting(figures, period.observed_on),
}


def levels_behind(figures: Figures, case_filter: CaseFilter, today: date) -> dict[str, int]:
    """The cases that a figure with this filter is about: their level as it is now, by case id.

    `figures` are those under the team, year group, class and kind of the filter; everything else
    of it is asked here. A first day after the last one has nothing behind it.
    """
    first, last = case_filter.first or FAR_BACK, case_filter.last or FAR_AHEAD
    if first > last:
        return {}
    rows = _ROWS[case_filter.basis](figures, Period(first, last, case_filter.known_on or today))
    asked: dict[str, date | str | int] = {"first": first, "last": last, "level": case_filter.level}
    asked |= {name: getattr(case_filter, name) for name in TEXTS}
    constants = [ConstantExpression(value).alias(f"filter_{name}") for name, value in asked.items()]
    behind = rows.select(StarExpression(), *constants).filter(_CONDITIONS[case_filter.basis])
    ids = behind.select("case_id").set_alias("behind")
    known = figures.cases.select(ColumnExpression("case_id"), ColumnExpression("level"))
    levels = known.set_alias("known").join(ids, "case_id", how="semi").fetchall()
    return {str(case_id): int(level) for case_id, level in levels}
