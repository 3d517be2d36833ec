"""From level to outcome: how far the cases of the period came, and how they stand."""

import pandas as pd

from analytics.as_of import cases_as_of, known_period
from analytics.figure import Figure
from analytics.period import Period, with_period
from analytics.result import MINIMUM_N, FigureResult, whole_percents
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation
from casework.figures import Figures

LEVELS = (1, 2, 3)
OUTCOMES = (
    "running",
    "stopped",
    "closed_stopped",
    "closed_no_bullying",
    "closed_left_school",
    "closed_other",
)
"""The outcome of a case so far; the first two are open, and "stopped" has nazorg."""

_LEVEL_OUTCOMES = """
select
    case when level_3_on is not null then 3 when level_2_on is not null then 2 else 1 end as level,
    case
        when closed_on is null and stopped_on is not null then 'stopped'
        when closed_on is null then 'running'
        when ending in ('stopped', 'no_bullying', 'left_school') then 'closed_' || ending
        else 'closed_other'
    end as outcome,
    count(*)
from cases_asked
where opened_on between period_start and last_day
group by all
"""


def compute(figures: Figures, view: View) -> FigureResult:
    """level_outcomes of the cases begun in the period, as known from the view's day."""
    return level_outcomes(cases_as_of(figures, view.known_on), known_period(view))


def level_outcomes(cases: Relation, period: Period) -> FigureResult:
    """One row per level reached (1, 2, 3) and outcome: level, outcome, count_cases, percent.

    The cases of which the first melding is in the period, as they were known on observed_on:
    running, stopped (nazorg goes on), or closed_ and how it ended (stopped, no_bullying,
    left_school, other). Every combination has a row. percent: of the cases of that level, whole
    percents that add up to 100 (all 0 for a level without cases). n is the number of cases; the
    young ones among them may still climb, so this is a picture of where cases are and no share of
    what becomes of them. Raises ValueError when the period ends before it starts.
    """
    cells = with_period(cases, period).query("cases_asked", _LEVEL_OUTCOMES).fetchall()
    counts = {(level, outcome): count for level, outcome, count in cells}
    rows = [(level, outcome) for level in LEVELS for outcome in OUTCOMES]
    frame = pd.DataFrame(rows, columns=["level", "outcome"])
    frame["count_cases"] = [int(counts.get(row, 0)) for row in rows]
    frame["percent"] = [
        percent
        for level in LEVELS
        for percent in whole_percents([counts.get((level, end), 0) for end in OUTCOMES])
    ]
    count = int(frame["count_cases"].sum())
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


FIGURE = Figure(
    key="flow",
    question="levels",
    order=6,
    basis=Basis.BEGUN,
    compute=compute,
    chart="flow",
    subgroups=("level", "state"),
    publishable=("cases_by_level", "cases_by_end"),
)
