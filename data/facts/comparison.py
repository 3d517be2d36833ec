"""What one case is held against: the other cases, with an id only of what may be opened."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression

from casework.figures import Comparison

NO_CASE = UUID(int=0)
_DAYS = (
    "opened_on",
    "incident_on",
    "first_talk_on",
    "first_measure_on",
    "stopped_on",
    "closed_on",
    "ending",
)


def comparison_on(
    cursor: duckdb.DuckDBPyConnection, case_id: str, may_open: Iterable[str], since: date
) -> Comparison:
    """The relations of one cursor, without the case itself."""
    cases = _others(cursor.sql("from facts.case_fact"), case_id)
    cases = cases.filter(ColumnExpression("opened_on") >= ConstantExpression(since))
    past = _others(cursor.sql("from facts.past_case"), case_id)
    open_to_viewer = [ConstantExpression(UUID(case_id)) for case_id in may_open]
    is_open = ColumnExpression("case_id").isin(*open_to_viewer, ConstantExpression(NO_CASE))
    case_id_if_open = CaseExpression(is_open, ColumnExpression("case_id").cast("varchar")).alias(
        "case_id"
    )
    rest = [ColumnExpression(name) for name in past.columns if name != "case_id"]
    return Comparison(
        cases=cases.select(*(ColumnExpression(name) for name in _DAYS)),
        past=past.select(case_id_if_open, *rest),
        calendar=cursor.table("facts.calendar"),
        since=since,
    )


def _others(relation: Any, case_id: str) -> Any:
    return relation.filter(ColumnExpression("case_id") != ConstantExpression(UUID(case_id)))
