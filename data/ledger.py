"""The ledger: a numbered, chained row for every commit, with a digest of all that it changed.

What is only appended carries the number of its commit. Of every other table the digest after each
commit is kept, so that a row which is changed in the file by another hand is found. A table is
watched unless it says here that it is no record.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import duckdb

from data.mark import Position, link, position_of
from data.row_digests import (
    Asked,
    Digest,
    RowDigests,
    TableShape,
    batches_of,
    shapes_in,
)

LEDGER = "ledger"
STATE = "ledger_state"
BEFORE = "ledger_before"
# Rows are appended, each with the number of its commit, and never changed.
APPENDED = frozenset(
    {"form_receipt", "act_receipt", "case_number", "access_log", "reference_change", STATE}
)
# Appended as well; the digest of each of them is in its receipt.
BY_RECEIPT = frozenset({"entry"})
# No records: half-filled forms, messages that wait or are wished for, and who was here last.
NO_RECORDS = frozenset(
    {"draft", "ended_form", "signed_in", "outbox", "digest_reader", LEDGER, BEFORE}
)
# All that was appended before this number of the ledger, as one.
EARLIER = "*"
# Rows about more things than that are not looked up one by one: the whole table is read.
MOST_KEYS = 2_000
TIP = "select max(number), arg_max(chain, number) from ledger"
STATES = """
    select table_name, arg_max(count_rows, ledger), arg_max(digest, ledger)
    from ledger_state group by table_name
"""


class TableChanges:
    """What one commit did to a table of present state: the keys that it touched, or rows it got."""

    def __init__(self) -> None:
        self.keys: set[Any] = set()
        self.loaded = Digest()
        self.is_whole = False

    @property
    def has_rows(self) -> bool:
        """Whether any row was changed."""
        return bool(self.keys or self.loaded.count)

    def touch(self, keys: Iterable[Any]) -> None:
        """Rows about these keys came, went or became others."""
        self.keys.update(str(key) if isinstance(key, UUID) else key for key in keys)
        self.is_whole |= len(self.keys) > MOST_KEYS or bool(self.keys and self.loaded.count)

    def load(self, rows: Digest) -> None:
        """Many rows came, and nothing else happened yet."""
        self.loaded += rows
        self.is_whole |= bool(self.keys)


class Changes:
    """What is changed in one transaction; `is_record` when it is to have a row in the ledger."""

    def __init__(self, *, is_record: bool) -> None:
        self.is_record = is_record
        self.appended = Digest()
        self.counts: Counter[str] = Counter()
        self.tables: dict[str, TableChanges] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no record changed after all."""
        return not self.counts and not any(one.has_rows for one in self.tables.values())

    def refuse(self, table: str, *, is_append: bool) -> None:
        """RuntimeError for a change that this transaction, or anything at all, may not make."""
        if table in (APPENDED | BY_RECEIPT) and not is_append:
            raise RuntimeError(f"{table} is only appended to, by append()")
        if table in (LEDGER, BEFORE):
            raise RuntimeError(f"{table} is written by the ledger alone")
        if not self.is_record and table not in NO_RECORDS:
            raise RuntimeError(f"{table} is a record: write(records=False) may not touch it")


class Ledger:
    """The rows of one file; `tip` is the last one."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.digests = RowDigests(key)
        self.tip = Position()
        self.shapes: dict[str, TableShape] = {}
        self.states: dict[str, Digest] = {}

    def read(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """The shapes, the last row and the digests of the tables, as they are in the file."""
        self.shapes = shapes_in(cursor)
        self.tip, self.states = Position(), {}
        if self.is_kept:
            self.tip = position_of(cursor.execute(TIP).fetchall())
            self.states = {
                table: Digest.read(count, text)
                for table, count, text in cursor.execute(STATES).fetchall()
            }

    @property
    def is_kept(self) -> bool:
        """Whether the file has a ledger; one of an earlier version has none."""
        return LEDGER in self.shapes

    @property
    def state_tables(self) -> list[TableShape]:
        """The tables of present state: all that are nothing else."""
        others = APPENDED | BY_RECEIPT | NO_RECORDS
        return [shape for name, shape in self.shapes.items() if name not in others]

    def is_state(self, table: str) -> bool:
        """Whether this is a table of present state; one beside the file is none."""
        return table in self.shapes and table not in APPENDED | BY_RECEIPT | NO_RECORDS

    # --- one commit ---------------------------------------------------------------------------

    def appended_rows(
        self, changes: Changes, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[tuple[Any, ...]]:
        """Whole rows for a table that is appended to, with the number of the commit."""
        shape, number = self.shapes[table], self.tip.count + 1
        extra = tuple(name for name in (LEDGER, "line") if name in shape.columns)
        whole = []
        for line, row in enumerate(rows, start=changes.counts[table] + 1):
            values = (*row, number, line)[: len(row) + len(extra)]
            whole.append(shape.row((*columns, *extra), values))
        changes.counts[table] += len(whole)
        if table in APPENDED:
            changes.appended += self.digests.of_rows(table, whole)
        return whole

    def loaded_rows(self, changes: Changes, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Rows came in a table of present state, in the order of its columns."""
        shape = self.shapes[table]
        change = changes.tables.setdefault(table, TableChanges())
        if len(rows) <= MOST_KEYS:
            change.touch(row[0] for row in rows)
        else:
            whole = (shape.row(shape.columns[: len(row)], row) for row in rows)
            change.load(self.digests.of_rows(table, whole))

    def seal(
        self,
        changes: Changes,
        cursor: duckdb.DuckDBPyConnection,
        committed: duckdb.DuckDBPyConnection,
    ) -> tuple[Position, dict[str, Digest]]:
        """Write the row of this commit; the last row and the digests once it is committed.

        `committed` sees the file as it was before this transaction.
        """
        states: dict[str, Digest] = {}
        touched = {name: one for name, one in changes.tables.items() if one.has_rows}
        for table, change in touched.items():
            before, after = self._before_and_after(self.shapes[table], change, cursor, committed)
            states[table] = self.states.get(table, Digest()) + after - before
            changes.counts[table] += max(len(change.keys), change.loaded.count)
        return self._write(changes, cursor, states), {**self.states, **states}

    def _before_and_after(
        self,
        shape: TableShape,
        change: TableChanges,
        cursor: duckdb.DuckDBPyConnection,
        committed: duckdb.DuckDBPyConnection,
    ) -> tuple[Digest, Digest]:
        if change.is_whole:
            before, after = (
                self.digests.of_table(shape, batches_of(one)) for one in (committed, cursor)
            )
            return before, after
        if change.loaded.count:
            return Digest(), change.loaded
        if not change.keys:
            return Digest(), Digest()
        sql, keys = shape.select_about(), sorted(change.keys, key=str)
        before, after = (
            self.digests.of_rows(shape.name, one.execute(sql, [keys]).fetchall())
            for one in (committed, cursor)
        )
        return before, after

    def _write(
        self,
        changes: Changes,
        cursor: duckdb.DuckDBPyConnection,
        states: dict[str, Digest],
    ) -> Position:
        rows = [(table, digest.count, digest.text) for table, digest in sorted(states.items())]
        columns = ("table_name", "count_rows", "digest")
        insert(cursor, STATE, self.appended_rows(changes, STATE, columns, rows))
        del changes.counts[STATE]
        number, at = self.tip.count + 1, datetime.now(UTC).replace(tzinfo=None)
        counts = json.dumps(dict(sorted(changes.counts.items())), separators=(",", ":"))
        tip = next_position(self.tip, at, counts, changes.appended.text)
        insert(cursor, LEDGER, [(number, at, counts, changes.appended.text, tip.chain)])
        return tip

    # --- before and after a change of shape -----------------------------------------------------

    def note_before(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Keep what the tables add up to now, unless that was kept when a change was cut short."""
        if self.is_kept and not cursor.execute(f"select 1 from {BEFORE}").fetchall():
            rows = [(t, d.count, d.text) for t, d in self._present(batches_of(cursor)).items()]
            insert(cursor, BEFORE, rows)

    def has_before(self, cursor: duckdb.DuckDBPyConnection) -> bool:
        """Whether the tables changed shape and the ledger does not say so yet."""
        kept = cursor.execute(f"select 1 from {BEFORE} limit 1").fetchall() if self.is_kept else []
        return bool(kept) or (self.is_kept and not self.tip.count)

    def account(
        self, changes: Changes, cursor: duckdb.DuckDBPyConnection
    ) -> tuple[Position, dict[str, Digest]]:
        """Write the row that takes the tables on as they are after a change of shape.

        A difference that was there before it stays a difference.
        """
        ask = batches_of(cursor)
        kept = cursor.execute(f"select table_name, count_rows, digest from {BEFORE}").fetchall()
        before = {table: Digest.read(count, text) for table, count, text in kept}
        recorded = {**self.states, EARLIER: self._appended_so_far(ask)} if self.tip.count else {}
        states = {
            table: recorded.get(table, Digest()) + digest - before.get(table, Digest())
            for table, digest in self._present(ask).items()
        }
        cursor.execute(f"delete from {BEFORE}")
        return self._write(changes, cursor, states), states

    def _present(self, ask: Asked) -> dict[str, Digest]:
        states = {s.name: self.digests.of_table(s, ask) for s in self.state_tables}
        appended = (self.digests.of_table(self.shapes[name], ask) for name in sorted(APPENDED))
        return {**states, EARLIER: sum(appended, Digest())}

    def _appended_so_far(self, ask: Asked) -> Digest:
        """What the rows of the ledger say that was appended, from the last change of shape on."""
        total = self.states.get(EARLIER, Digest())
        since = earlier_than(ask)
        for rows in ask(f"select appended, counts from {LEDGER} where number >= $1", (since,)):
            for text, _ in rows:
                total += Digest.read(0, text)
        return total


def earlier_than(ask: Asked) -> int:
    """The number of the commit that took everything before it as one."""
    sql = f"select max(ledger) from {STATE} where table_name = $1"
    return next((rows[0][0] or 0 for rows in ask(sql, (EARLIER,))), 0)


def next_position(before: Position, at: datetime, counts: str, appended: str) -> Position:
    """The position of the row that follows on another."""
    number = before.count + 1
    return Position(number, link(before.chain, f"{number}|{at.isoformat()}|{counts}|{appended}"))


def insert(cursor: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """A few rows, in the order of the table's columns."""
    if not rows:
        return
    width = len(rows[0])
    places = ", ".join(
        f"({', '.join(f'${n * width + place}' for place in range(1, width + 1))})"
        for n in range(len(rows))
    )
    values = [value for row in rows for value in row]
    cursor.execute(f"insert into {table} values {places}", values).fetchall()
