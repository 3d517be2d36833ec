"""Rows of facts put into their tables, and taken out again."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from casework.facts import rows as of
from casework.facts.rows import FactRow

TABLES: Mapping[type, str] = {
    of.CaseRow: "case_fact",
    of.ReportRow: "report_fact",
    of.PartRow: "part_fact",
    of.ClassPartRow: "class_part_fact",
    of.AftercareRow: "aftercare_fact",
    of.SafetyRow: "safety_fact",
    of.TurnRow: "turn_fact",
    of.ConsultRow: "consult_fact",
    of.LookRow: "look_fact",
    of.LikenessRow: "likeness_fact",
    of.SignalRow: "signal_fact",
    of.SignalPupilRow: "signal_pupil_fact",
    of.PreventionRow: "prevention_fact",
}
"""The table of each class of rows that follow from entries alone."""

STEPS = "step_fact"
KEYS: Mapping[str, str] = {
    STEPS: "case_id",
    **dict.fromkeys(TABLES.values(), "case_id"),
    "signal_fact": "signal_id",
    "signal_pupil_fact": "signal_id",
    "prevention_fact": "class_id",
}
"""The column of each table that says which subject a row is of."""

FEW = 40
"""Up to so many rows go in as values; more as columns of Arrow, which take 2 ms to begin with."""

RowsByTable = dict[str, list[tuple[Any, ...]]]
"""The rows of one subject, or of many, by the table in which they belong."""


def by_table(rows: Iterable[FactRow]) -> RowsByTable:
    """Sort rows out by table; a table without rows is not in it."""
    sorted_out: RowsByTable = {}
    for row in rows:
        sorted_out.setdefault(TABLES[type(row)], []).append(row)
    return sorted_out


def insert(cursor: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows to a table of facts, or to one with the same columns beside it."""
    if len(rows) > FEW:
        _insert_many(cursor, table, rows)
    elif rows:
        width = len(rows[0])
        cells = [f"${n}" for n in range(1, len(rows) * width + 1)]
        lines = [", ".join(cells[n : n + width]) for n in range(0, len(cells), width)]
        values = ", ".join(f"({line})" for line in lines)
        sql = f"insert into facts.{table} values {values}"
        cursor.execute(sql, list(chain.from_iterable(rows))).fetchall()


def _insert_many(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    columns = {f"c{n}": list(cells) for n, cells in enumerate(zip(*rows, strict=True))}
    cursor.register("many_rows", pa.table(columns))
    try:
        cursor.execute(f"insert into facts.{table} select * from many_rows").fetchall()
    finally:
        cursor.unregister("many_rows")


def delete(cursor: duckdb.DuckDBPyConnection, table: str, subject_ids: Iterable[str]) -> None:
    """Take the rows of these subjects out of a table of facts."""
    ids = [UUID(subject_id) for subject_id in subject_ids]
    sql = f"delete from facts.{table} where list_contains($1, {KEYS[table]})"
    cursor.execute(sql, [ids]).fetchall()
