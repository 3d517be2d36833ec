"""The DuckDB file: a cursor per call, answers always drained, every change seen by the ledger."""

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa

from data.faults import WriteConflict
from data.ledger import BY_RECEIPT, Changes, TableChanges, insert
from data.statements import (
    changed_table,
    is_about_temporary,
    is_question,
    rewritten_table,
    writes_over,
)
from data.transactions import Row, Transactions

TRIES = 3
# So many rows at once go by values; more of them by a table of Arrow.
MOST_VALUES = 50

T = TypeVar("T")


class Database(Transactions):
    """One file, one engine, one process. Beside the file hangs `facts`, a database in memory."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows of the answer; ids as text. Inside `write()` it sees what was written there."""
        if not is_question(sql):
            raise RuntimeError("a change is made by run(), append() or load()")
        return self._answer(sql, params)

    def _answer(self, sql: str, params: Sequence[Any]) -> list[Row]:
        with self._cursor(sql) as cursor:
            cursor.execute(sql, list(params))
            rows = cursor.fetchall()
            ids = [i for i, column in enumerate(cursor.description or ()) if column[1] == "UUID"]
        return [_ids_as_text(row, ids) for row in rows] if ids else rows

    def one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row of the answer, or None; asked once while a transaction changes nothing."""
        here, question = self._here, (sql, *params)
        if here.cursor is None or here.has_changed:
            return next(iter(self.rows(sql, params)), None)
        if question not in here.answers:
            here.answers[question] = next(iter(self.rows(sql, params)), None)
        return here.answers[question]

    def run(self, sql: str, params: Sequence[Any] = (), *, about: Hashable = None) -> None:
        """A statement that changes something; only inside `write()`.

        `about`: of what it changes the version (`version_of`); a table that it rewrites otherwise.
        """
        changes = self._begin_change()
        about = rewritten_table(sql) if about is None else about
        if about is not None:
            self._here.changed.add(about)
            self.after_commit(partial(self._count_change, about))
        table = changed_table(sql)
        if table is not None and changes is not None:
            self._run_watched(changes, sql, params, table)
        else:
            self._refuse_other_shape(changes, sql)
            self._answer(sql, params)

    def _run_watched(self, changes: Changes, sql: str, params: Sequence[Any], table: str) -> None:
        """A change of rows; of a table of present state the ledger gets to know which."""
        if table in self.ledger.shapes:
            changes.refuse(table, is_append=False)
        if not self.ledger.is_state(table):
            self._answer(sql, params)
            return
        key = self.ledger.shapes[table].key
        if writes_over(sql, key):
            raise RuntimeError(f"the first column of {table} is never written over")
        keys = self._answer(f"{sql} returning {table}.{key}", params)
        changes.tables.setdefault(table, TableChanges()).touch(one for (one,) in keys)

    def _refuse_other_shape(self, changes: Changes | None, sql: str) -> None:
        """Only tables beside the file are made and dropped where rows are changed."""
        if changes is not None and not is_about_temporary(sql, self.ledger.shapes):
            raise RuntimeError("a shape is changed inside reshaping()")

    def append(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Rows for a table that is only appended to; each gets the number of this commit."""
        changes = self._begin_change()
        if changes is None or not rows:
            return
        changes.refuse(table, is_append=True)
        whole = self.ledger.appended_rows(changes, table, columns, rows)
        if len(whole) <= MOST_VALUES:
            with self._translated(table):
                insert(self._writing_cursor, table, whole)
        else:
            self._load(table, _arrow(whole))

    def load(self, table: str, rows: Sequence[Row]) -> None:
        """Many rows at once, in the order of the table's columns; only inside `write()`."""
        changes = self._begin_change()
        if not rows:
            return
        if changes is not None and table in self.ledger.shapes:
            changes.refuse(table, is_append=False)
            if self.ledger.is_state(table):
                self.ledger.loaded_rows(changes, table, rows)
        self._load(table, _arrow(rows))

    def append_columns(self, table: str, columns: pa.Table) -> None:
        """Very many rows, from an Arrow table, of a table of which a receipt has the digest."""
        changes = self._begin_change()
        if changes is not None:
            changes.refuse(table, is_append=table in BY_RECEIPT)
            changes.counts[table] += len(columns)
        self._load(table, columns)

    def _load(self, table: str, columns: pa.Table) -> None:
        sql, cursor = f"insert into {table} select * from many_rows", self._writing_cursor
        with self._translated(sql):
            cursor.register("many_rows", columns)
            try:
                cursor.execute(sql).fetchall()
            finally:
                cursor.unregister("many_rows")

    def retried(self, work: Callable[[], T]) -> T:
        """`work`, which writes; again when two transactions met."""
        for _ in range(TRIES - 1):
            with suppress(WriteConflict):
                return work()
        return work()

    def checkpoint(self) -> None:
        """Fold the journal into the file."""
        with self.writer:
            self.rows("checkpoint")


def _arrow(rows: Sequence[Row]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table({f"c{n}": values for n, values in enumerate(columns)})


def _ids_as_text(row: Row, ids: Sequence[int]) -> Row:
    cells = list(row)
    for i in ids:
        if cells[i] is not None:
            cells[i] = str(cells[i])
    return tuple(cells)
