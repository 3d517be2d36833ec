"""The relations behind the figures: cut to who may see them, ids as text, without a pupil's id."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from casework.figures import FigureFilter, Figures, SupportFigures
from casework.people import FigureScope
from data.facts.statements import statement

ID_COLUMNS = ("case_id", "class_id", "team_id")
PLACE = ("team_id", "year_group", "class_id")
OF_CASE = (*PLACE, "kinds")
# Of each relation of Figures: its table, and the columns by which a filter cuts it.
CUT_BY = {
    "cases": ("case_fact", OF_CASE),
    "reports": ("report_fact", OF_CASE),
    "steps": ("step_of_case", OF_CASE),
    "scores": ("score_of_case", OF_CASE),
    "aftercare": ("aftercare_of_case", OF_CASE),
    "classes": ("class_fact", (*PLACE, "school_year")),
}
# What has no place of its own: its table, and the relation whose rows it goes with.
FOLLOWING = {
    "turns": ("turn_fact", "cases", "case_id"),
    "prevention": ("prevention_fact", "classes", "class_id"),
    "enrolments": ("enrolment_fact", "classes", "class_id"),
}


class Cut:
    """The relations of one scope, on one cursor, each made when it is first asked for.

    What is cut to a part of the school is asked many things: it is set apart in a table that goes
    with the cursor. Of the whole school that is done for what has to be worked out only.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, scope: FigureScope) -> None:
        self.cursor = cursor
        self._scope = scope
        self._tables: dict[str, Any] = {}
        self._derived: dict[str, Any] = {}

    def table(self, name: str) -> Any:
        """A relation of Figures by its name, cut to the scope and to nothing else."""
        if name not in self._tables:
            relation = self._of_scope(name)
            is_apart = name == "closings" or not self._scope.is_whole_school
            self._tables[name] = self._apart(name, relation) if is_apart else relation
        return self._tables[name]

    def _apart(self, name: str, relation: Any) -> Any:
        relation.query("cut", f"create temp table cut_{name} as from cut")
        return self.cursor.table(f"cut_{name}")

    def _of_scope(self, name: str) -> Any:
        if name == "closings":
            chosen = self._in_scope("cases").query("chosen_case", statement("recurrence"))
            return _with_text_ids(chosen)
        if name not in FOLLOWING:
            return _with_text_ids(self._in_scope(name))
        table, leading, key = FOLLOWING[name]
        relation = self.cursor.table(f"facts.{table}")
        if not self._scope.is_whole_school:
            relation = _matching(relation, self._in_scope(leading), key)
        return _with_text_ids(relation)

    def _in_scope(self, name: str) -> Any:
        table, _ = CUT_BY[name]
        relation = self.cursor.sql(f"from facts.{table}")
        return relation if self._scope.is_whole_school else relation.filter(_is_in(self._scope))

    def derived(
        self, name: str, make: Callable[[Figures], Any], figure_filter: FigureFilter, version: int
    ) -> Any:
        """What is worked out of the relations of the scope, set apart, and cut to a filter."""
        if name not in self._derived:
            relation = make(CutFigures(self, FigureFilter(), version))
            self._derived[name] = self._apart(f"derived_{len(self._derived)}", relation)
        relation = self._derived[name]
        for condition in _conditions(figure_filter, OF_CASE):
            relation = relation.filter(condition)
        return relation

    def under(self, name: str, figure_filter: FigureFilter) -> Any:
        """A relation of Figures by its name, cut to the scope and to a filter.

        What is of a case is cut by its kinds too; enrolments and mentor hours are of the classes
        that are left.
        """
        relation = self.table(name)
        if name in FOLLOWING:
            _, leading, key = FOLLOWING[name]
            is_cut = bool(_conditions(figure_filter, CUT_BY[leading][1]))
            return (
                _matching(relation, self.under(leading, figure_filter), key) if is_cut else relation
            )
        for condition in _conditions(figure_filter, CUT_BY.get(name, ("", OF_CASE))[1]):
            relation = relation.filter(condition)
        return relation


class _Relation:
    """A relation of Figures, made when it is first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, figures: "CutFigures", owner: type) -> Any:
        relation = figures.cut.under(self._name, figures.figure_filter)
        return figures.__dict__.setdefault(self._name, relation)


class CutFigures(Figures):
    """What a scope and a filter both leave; nothing is made before it is asked for."""

    cases = _Relation()
    reports = _Relation()
    aftercare = _Relation()
    prevention = _Relation()
    enrolments = _Relation()
    classes = _Relation()
    steps = _Relation()
    scores = _Relation()
    closings = _Relation()
    turns = _Relation()

    cut: Cut
    figure_filter: FigureFilter

    def __init__(self, cut: Cut, figure_filter: FigureFilter, version: int) -> None:
        # The class is frozen, and its relations are those above.
        self.__dict__.update(
            cut=cut,
            figure_filter=figure_filter,
            calendar=cut.cursor.table("facts.calendar"),
            card=cut.cursor.table("facts.step_card"),
            version=version,
        )

    def derived(self, name: str, make: Callable[[Figures], Any]) -> Any:
        """As Figures has it: worked out once for all filters of this scope."""
        return self.cut.derived(name, make, self.figure_filter, self.version)


def support_on(cursor: duckdb.DuckDBPyConnection) -> SupportFigures:
    """The relations of one cursor for the figures of the ondersteuningsteam."""
    return SupportFigures(
        consults=_with_text_ids(cursor.table("facts.consult_fact")),
        cases=_with_text_ids(cursor.table("facts.case_fact")),
        calendar=cursor.table("facts.calendar"),
    )


def _is_in(scope: FigureScope) -> duckdb.Expression:
    """Whether a row is of a class, year group or team of the scope; of an empty scope none is."""
    parts: dict[str, Iterable[UUID | int]] = {
        "class_id": map(UUID, scope.classes),
        "year_group": scope.year_groups,
        "team_id": map(UUID, scope.teams),
    }
    conditions = []
    for column, values in parts.items():
        if constants := [ConstantExpression(value) for value in values]:
            conditions.append(ColumnExpression(column).isin(*constants))
    return reduce(or_, conditions, ConstantExpression(False))


def _conditions(figure_filter: FigureFilter, fields: Sequence[str]) -> list[duckdb.Expression]:
    conditions = [
        ColumnExpression(field) == ConstantExpression(value)
        for field in (*PLACE, "school_year")
        if field in fields and (value := getattr(figure_filter, field))
    ]
    if figure_filter.kind and "kinds" in fields:
        kinds = ColumnExpression("kinds")
        conditions.append(
            FunctionExpression("list_contains", kinds, ConstantExpression(figure_filter.kind))
        )
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
