"""The report tables: the counts of a school year that may leave the program, teams as columns.

What is hidden is decided once, over the whole school and a whole period, in tables of categories
by teams: so every team's report holds the same number or hides it, and laying reports side by
side gives nothing more than the whole table, in which no 1 to 4 can be worked out, not even by who
leads a team and knows the numbers of that team exactly. Tables that count the same meldingen or
cases are suppressed one beside the other (`overlapping_tables`), so that all of them are safe
together.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd
from duckdb import ColumnExpression, ConstantExpression

from analytics import aftercare_moments
from analytics.as_of import cases_as_of
from analytics.disclosure.overlapping_tables import suppress_beside, suppress_overlapping
from analytics.disclosure.suppression import TOTAL, SuppressedTable, is_small, suppress_marked
from analytics.figures.aftercare import completion
from analytics.figures.flow import level_outcomes
from analytics.figures.outcomes import OUTCOMES, outcomes
from analytics.figures.reports import overall_rate
from analytics.figures.steps import steps
from analytics.period import Period, with_period
from analytics.step_outcomes import settled
from casework.facts.relations import Relation
from casework.figures import Figures
from casework.records import SchoolYear

NO_TEAM = ""
UNKNOWN = "unknown"
ENDS = ("open", "stopped", "no_bullying", "left_school", "other")
LEVELS = ("1", "2", "3")
DUE = aftercare_moments.OUTCOMES
STEP_DUE = ("in_time", "late", "missed", "lapsed", "open")
AFTERCARE_KINDS = ("target", "displaying", "parents")
OF_CASES = ("cases_by_end", "cases_by_level")
REPORTS_BY_MONTH = "reports_by_month"
FAMILIES = (
    (REPORTS_BY_MONTH, "reports_by_year_group"),
    OF_CASES,
    ("aftercare_by_outcome", "aftercare_by_kind"),
    ("targets_by_outcome",),
    ("mentor_hours_by_month",),
)
"""The tables in each row count the same things, so that their totals are equal; what is hidden in
the first of them goes before."""

OVERLAPPING = ("reports_by_kind", "reports_by_place")
"""In these a melding can stand in several rows."""

TABLES = (*(name for family in FAMILIES for name in family), *OVERLAPPING)
STEPS = "steps"
"""By this name Figure.publishable means the tables of all steps."""

Counts = dict[tuple[str, str], int]

_REPORTS = """
with of_period as (
    select
        coalesce(team_id::varchar, '') as team,
        strftime(reported_on, '%Y-%m') as month,
        coalesce(year_group::varchar, 'unknown') as year_group,
        case when coalesce(len(kinds), 0) = 0 then ['unknown'] else kinds end as kinds,
        case when coalesce(len(places), 0) = 0 then ['unknown'] else places end as places
    from reports_asked
    where reported_on between period_start and last_day
)"""
_HOURS = """
select strftime(held_on, '%Y-%m') as month, coalesce(team_id::varchar, '') as team, count(*)
from hours_asked
where held_on between period_start and last_day
group by month, team
"""
_STEPS_PER_TEAM = """
select step, coalesce(team_id::varchar, '') as team, outcome, count(*)
from steps_settled
where form <> 'aftercare_done' and outcome in ('in_time', 'late', 'missed', 'lapsed', 'open')
group by step, team, outcome
"""
_BY = {
    "reports_by_month": "month",
    "reports_by_year_group": "year_group",
    "reports_by_kind": "unnest(kinds)",
    "reports_by_place": "unnest(places)",
}


@dataclass(frozen=True, eq=False)
class ReportTables:
    """What may be published of one period, of every team.

    `tables`: a suppressed table of categories by team ids (NO_TEAM: cases outside every team) for
    each name in TABLES; None where too little may be published. `steps`: such a table for each
    step that was due, of what became of it; nazorg is not among them, it has tables of its own.
    `pupils`: how many pupils a team had in the period, by its id, and the school by TOTAL.
    """

    period: Period
    tables: Mapping[str, SuppressedTable | None]
    steps: Mapping[str, SuppressedTable]
    pupils: Mapping[str, int] = field(default_factory=dict)


def reporting_period(year: SchoolYear, today: date) -> Period | None:
    """The period of the report tables: the year when it is over, else its months that are over.

    None when no month of it is over. There is no other choice of days: two periods that overlap
    give away by subtraction what each of them hides.
    """
    if year.ends_on < today:
        return Period(year.starts_on, year.ends_on, year.ends_on + timedelta(days=1))
    last_day = today.replace(day=1) - timedelta(days=1)
    if last_day < year.starts_on:
        return None
    return Period(year.starts_on, year.ends_on, last_day)


def report_tables(figures: Figures, period: Period, teams: Iterable[str]) -> ReportTables:
    """Every table over the facts of the whole school; `teams` are all its team ids.

    Raises ValueError when the period ends before it starts.
    """
    columns = [NO_TEAM, *sorted(set(teams))]
    of_steps = _steps(figures, period, columns)
    return ReportTables(
        period,
        tables=suppressed_together(counts(figures, period, columns)),
        steps={
            step: suppress_marked(table, insiders=_teams(table))
            for step, table in of_steps.items()
            if table.to_numpy().sum()
        },
        pupils=_pupils(figures, period, columns),
    )


def counts(figures: Figures, period: Period, columns: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The exact tables, by name: a row for each category, a column for each team."""
    reports = with_period(figures.reports, period)
    tables = {name: _of_reports(reports, by, columns) for name, by in _BY.items()}
    tables["reports_by_month"] = (
        tables["reports_by_month"].reindex(_months(period), fill_value=0).astype("int64")
    )
    cases = cases_as_of(figures, period.last_day)
    flow = _per_team(cases, columns, lambda of_team: _flow(of_team, period))
    aftercare = _per_team(figures.aftercare, columns, lambda moments: _aftercare(moments, period))
    tables["cases_by_end"] = _table(flow, ENDS, columns)
    tables["cases_by_level"] = _table(flow, LEVELS, columns)
    tables["aftercare_by_outcome"] = _table(aftercare, DUE, columns)
    tables["aftercare_by_kind"] = _table(aftercare, AFTERCARE_KINDS, columns)
    tables["mentor_hours_by_month"] = _hours(figures, period, columns)
    last_answers = _per_team(figures.aftercare, columns, lambda moments: _outcomes(moments, period))
    tables["targets_by_outcome"] = _table(last_answers, OUTCOMES, columns)
    return tables


def suppressed_together(counted: Mapping[str, pd.DataFrame]) -> dict[str, SuppressedTable | None]:
    """The tables of `counts` as they may be published beside each other; None: not at all."""
    published: dict[str, SuppressedTable | None] = {}
    for first, *others in FAMILIES:
        table = suppress_marked(
            counted[first],
            keep=_secret_totals(counted) if first in OF_CASES else (),
            spare=[*counted[first].columns, TOTAL],
            insiders=_teams(counted[first]),
        )
        published[first] = table
        published |= {
            name: suppress_beside(counted[name], table, _teams(counted[name])) for name in others
        }
        if first == REPORTS_BY_MONTH:
            distinct_counts = counted[first].sum()
            published |= {
                name: suppress_overlapping(
                    counted[name], distinct_counts, table, UNKNOWN, _teams(counted[name])
                )
                for name in OVERLAPPING
            }
    return published


def _teams(table: pd.DataFrame) -> list[str]:
    """The teams, each of which its own teamleider knows exactly."""
    return [str(column) for column in table.columns if column != NO_TEAM]


def _secret_totals(counted: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """The totals of cases that differ little from those of meldingen.

    The difference, the meldingen that came in a running case, is published nowhere else.
    """
    reports, cases = (counted[name].sum().to_dict() for name in (REPORTS_BY_MONTH, "cases_by_end"))
    gaps = {team: reports[team] - cases[team] for team in reports}
    gaps[TOTAL] = sum(gaps.values())
    totals = {**cases, TOTAL: sum(cases.values())}
    return [(TOTAL, str(team)) for team, gap in gaps.items() if is_small(abs(gap)) and totals[team]]


# --- counting ------------------------------------------------------------------------------------


def _of_reports(reports: Relation, by: str, columns: Sequence[str]) -> pd.DataFrame:
    named = f"{_REPORTS}, named as (select {by} as category, team from of_period)"
    sql = f"{named} select category, team, count(*) from named group by category, team"
    cells = reports.query("reports_asked", sql).fetchall()
    rows = sorted({category for category, _, _ in cells}, key=lambda code: (len(code), code))
    return _table({(row, team): count for row, team, count in cells}, rows, columns)


def _hours(figures: Figures, period: Period, columns: Sequence[str]) -> pd.DataFrame:
    """The mentor hours about bullying, in the team of their class."""
    teams = figures.classes.select("class_id", "team_id").set_alias("teams")
    hours = figures.prevention.select("class_id", "held_on").set_alias("hours")
    placed = hours.join(teams, "class_id", how="left")
    cells = with_period(placed, period).query("hours_asked", _HOURS).fetchall()
    counts = {(month, team): count for month, team, count in cells}
    return _table(counts, _months(period), columns)


def _pupils(figures: Figures, period: Period, columns: Sequence[str]) -> dict[str, int]:
    """The pupils of each team in the period; one of two teams counts in both, and once in all."""
    teams = figures.classes.select("class_id", "team_id")
    placed = figures.enrolments.join(teams, "class_id", how="left")
    of_teams = {team: _of_team(placed, team) for team in columns if team != NO_TEAM}
    return {
        team: overall_rate(figures.reports.limit(0), enrolments, period).count_pupils
        for team, enrolments in {**of_teams, TOTAL: figures.enrolments}.items()
    }


def _months(period: Period) -> list[str]:
    days = pd.period_range(period.start, period.last_day, freq="M")
    return [str(month) for month in days]


def _per_team(
    relation: Relation,
    columns: Sequence[str],
    count: Callable[[Relation], Mapping[str, int]],
) -> Counts:
    return {
        (category, team): number
        for team in columns
        for category, number in count(_of_team(relation, team)).items()
    }


def _of_team(relation: Relation, team: str) -> Relation:
    column: Any = ColumnExpression("team_id")
    if team == NO_TEAM:
        return relation.filter(column.isnull())
    return relation.filter(column == ConstantExpression(team))


def _flow(cases: Relation, period: Period) -> Mapping[str, int]:
    numbers: Counter[str] = Counter()
    for row in level_outcomes(cases, period).frame.itertuples():
        end = str(row.outcome).removeprefix("closed_")
        is_open = row.outcome in ("running", "stopped")
        numbers["open" if is_open else end] += int(str(row.count_cases))
        numbers[str(row.level)] += int(str(row.count_cases))
    return numbers


def _aftercare(moments: Relation, period: Period) -> Mapping[str, int]:
    due = {str(row["kind"]): row for row in completion(moments, period).frame.to_dict("records")}
    by_outcome = {name: int(due["all"][f"count_{name}"]) for name in DUE}
    return by_outcome | {kind: int(due[kind]["count_due"]) for kind in AFTERCARE_KINDS}


def _outcomes(moments: Relation, period: Period) -> Mapping[str, int]:
    frame = outcomes(moments, period).frame
    return dict(zip(frame["outcome"], frame["count_targets"].astype(int), strict=True))


def _steps(figures: Figures, period: Period, columns: Sequence[str]) -> dict[str, pd.DataFrame]:
    """What became of each step, in the order of the card; nazorg has tables of its own."""
    due = settled(figures, period).query("steps_settled", _STEPS_PER_TEAM).fetchall()
    counted: dict[str, Counts] = {}
    for step, team, outcome, count in due:
        counted.setdefault(step, {})[outcome, team] = count
    in_order = steps(figures, period).frame["step"]
    return {step: _table(counted[step], STEP_DUE, columns) for step in in_order if step in counted}


def _table(
    cells: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    values = [[cells.get((row, team), 0) for team in columns] for row in rows]
    return pd.DataFrame(values, index=list(rows), columns=list(columns), dtype="int64")
