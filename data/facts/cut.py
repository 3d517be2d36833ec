"""The relations behind the figures: cut to who may see them, ids as text, without a pupil's id."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from casework.figures import FigureFilter, Figures
from casework.store import SupportFigures
from data.facts.statements import statement

NO_TEAM = "00000000-0000-0000-0000-000000000000"
ID_COLUMNS = ("case_id", "class_id", "team_id")
PLACE = ("team_id", "year_group", "class_id")
CUT = (
    *("cases", "reports", "aftercare", "prevention", "enrolments", "classes", "steps", "scores"),
    *("closings", "turns"),
)
"""The relations of Figures that are cut; the calendar and the card are the same for everybody."""


def figures_on(
    cursor: duckdb.DuckDBPyConnection,
    teams: frozenset[str] | None,
    wanted: FigureFilter,
    *,
    may_open_all: bool,
    version: int,
) -> Figures:
    """The relations of one cursor, cut to `teams` (None: all) and to `wanted`.

    Moments, scores, steps and closings are of a case: they are cut by its kinds as well. What is
    cut to teams is small and is asked many things: it is set apart, as it is at one moment, in
    tables that go with the cursor.
    """
    figures = _figures_on(cursor, teams, wanted, may_open_all, version)
    if teams is None:
        return figures
    cursor.execute("begin")
    apart = {name: _apart(cursor, name, getattr(figures, name)) for name in CUT}
    cursor.execute("commit")
    return replace(figures, **apart)


def _apart(cursor: duckdb.DuckDBPyConnection, name: str, relation: Any) -> Any:
    relation.query("cut", f"create temp table cut_{name} as from cut")
    return cursor.table(f"cut_{name}")


def _figures_on(
    cursor: duckdb.DuckDBPyConnection,
    teams: frozenset[str] | None,
    wanted: FigureFilter,
    may_open_all: bool,
    version: int,
) -> Figures:

    def chosen(table: str, *fields: str) -> Any:
        relation = cursor.sql(f"from facts.{table}")
        for condition in _conditions(teams, wanted, fields):
            relation = relation.filter(condition)
        return relation

    def cut(table: str, *fields: str) -> Any:
        return _with_text_ids(chosen(table, *fields))

    in_classes = cut("class_fact", *PLACE, "school_year")
    in_cases = chosen("case_fact", *PLACE, "kinds")
    cases = _with_text_ids(in_cases)
    aftercare = cut("aftercare_fact", *PLACE)
    return Figures(
        cases=cases,
        reports=cut("report_fact", *PLACE, "kinds"),
        aftercare=_matching(aftercare, cases, "case_id") if wanted.kind else aftercare,
        prevention=_matching(cut("prevention_fact"), in_classes, "class_id"),
        enrolments=_matching(cut("enrolment_fact"), in_classes, "class_id"),
        classes=in_classes,
        calendar=cursor.table("facts.calendar"),
        steps=cut("step_of_case", *PLACE, "kinds"),
        scores=cut("score_of_case", *PLACE, "kinds"),
        closings=_with_text_ids(in_cases.query("chosen_case", statement("recurrence"))),
        turns=_with_text_ids(_matching(cursor.table("facts.turn_fact"), in_cases, "case_id")),
        card=cursor.table("facts.step_card"),
        may_open_all=may_open_all,
        version=version,
    )


def support_on(cursor: duckdb.DuckDBPyConnection) -> SupportFigures:
    """The relations of one cursor for the figures of the ondersteuningsteam."""
    return SupportFigures(
        consults=_with_text_ids(cursor.table("facts.consult_fact")),
        cases=_with_text_ids(cursor.table("facts.case_fact")),
        calendar=cursor.table("facts.calendar"),
    )


def _conditions(
    teams: frozenset[str] | None, wanted: FigureFilter, fields: Sequence[str]
) -> list[duckdb.Expression]:
    conditions = []
    if "team_id" in fields and teams is not None:
        constants = [ConstantExpression(UUID(team)) for team in teams or {NO_TEAM}]
        conditions.append(ColumnExpression("team_id").isin(*constants))
    for field, value in (
        ("team_id", wanted.team_id and UUID(wanted.team_id)),
        ("year_group", wanted.year_group),
        ("class_id", wanted.class_id and UUID(wanted.class_id)),
        ("school_year", wanted.school_year),
    ):
        if value and field in fields:
            conditions.append(ColumnExpression(field) == ConstantExpression(value))
    if wanted.kind and "kinds" in fields:
        kinds = ColumnExpression("kinds")
        has_kind = FunctionExpression("list_contains", kinds, ConstantExpression(wanted.kind))
        conditions.append(has_kind)
    return conditions


def _with_text_ids(relation: Any) -> Any:
    columns = [
        ColumnExpression(name).cast("varchar").alias(name)
        if name in ID_COLUMNS
        else ColumnExpression(name)
        for name in relation.columns
        if name != "pupil_id"
    ]
    return relation.select(*columns)


def _matching(relation: Any, others: Any, column: str) -> Any:
    only = others.select(ColumnExpression(column)).set_alias("others")
    return relation.set_alias("these").join(only, column, how="semi")
