"""The DuckDB file: opened hardened, a cursor per call, answers always drained, one writer."""

import os
import re
import shutil
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from casework.errors import StoreDamaged, StoreError, StoreFull, StoreLocked
from data.faults import WriteConflict, no_right_to_write, no_room, refusal
from data.ledger import BY_RECEIPT, Changes, Ledger, TableChanges, insert
from data.mark import Position
from data.row_digests import Digest

STORAGE_VERSION = "v1.5.0"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION
}
MEMORY_LIMIT = "2GB"
FLOOR_MB = 200
TRIES = 3
REWRITES = re.compile(r"\s*(?:delete from|update) (\w+)")
CHANGE = re.compile(r"\s*(insert into|update|delete from)\s+(\w+)", re.IGNORECASE)
WRITTEN = re.compile(
    r"\s*update\s+\w+\s+set\b(.*?)(?:\bwhere\b|\bfrom\b|$)", re.IGNORECASE | re.DOTALL
)
TEMPORARY = re.compile(r"\s*create temp table|\s*drop table (\w+)", re.IGNORECASE)
READ = re.compile(
    r"\s*(?:select|with|values|explain|checkpoint|pragma|show|from)\b|\s*\(", re.IGNORECASE
)
# So many rows at once go by values; more of them by a table of Arrow.
MOST_VALUES = 50

Row = tuple[Any, ...]
T = TypeVar("T")

_open: "weakref.WeakValueDictionary[Path, Database]" = weakref.WeakValueDictionary()
_opening = threading.Lock()


class _Transaction(threading.local):
    """The transaction of this thread, if it is writing, and what to do once it is committed."""

    def __init__(self) -> None:
        self.cursor: duckdb.DuckDBPyConnection | None = None
        self.has_changed = False
        self.changed: set[Hashable] = set()
        self.answers: dict[Hashable, Row | None] = {}
        self.after: list[Callable[[], None]] = []
        self.undo: list[Callable[[], None]] = []
        self.last: dict[Hashable, Callable[[], None]] = {}
        self.changes: Changes | None = None


class Database:
    """One file, one engine, one process. Beside the file hangs `facts`, a database in memory.

    `on_fatal` is called once when nothing can be written any more; the server then exits and
    its supervisor starts it again. `on_commit` is called with each new position of the ledger.
    """

    def __init__(
        self, path: Path, ledger_key: bytes, *, on_fatal: Callable[[], None] | None = None
    ) -> None:
        self.path = path.resolve()
        self.writer = threading.RLock()
        self.commits = 0
        """How many transactions were committed."""
        self._versions: dict[Hashable, int] = {}
        self._on_fatal = on_fatal
        self._fault: StoreError | None = None
        self._here = _Transaction()
        self._floor = _floor() * 1_000_000
        self._cursors: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
        self.ledger = Ledger(ledger_key)
        self.on_commit: Callable[[Position], None] | None = None
        self._engine = _opened(self)
        self.read_ledger()

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows of the answer; ids as text. Inside `write()` it sees what was written there."""
        if not READ.match(sql):
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
        if about is None and (rewritten := REWRITES.match(sql)):
            about = rewritten[1]
        if about is not None:
            self._here.changed.add(about)
            self.after_commit(partial(self._count_change, about))
        change = CHANGE.match(sql)
        if change is not None and changes is not None:
            self._run_watched(changes, sql, params, change[2].lower())
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
        if (written := WRITTEN.match(sql)) and re.search(rf"\b{key}\s*=", written[1]):
            raise RuntimeError(f"the first column of {table} is never written over")
        keys = self._answer(f"{sql} returning {table}.{key}", params)
        changes.tables.setdefault(table, TableChanges()).touch(one for (one,) in keys)

    def _refuse_other_shape(self, changes: Changes | None, sql: str) -> None:
        """Only tables beside the file are made and dropped where rows are changed."""
        beside = TEMPORARY.match(sql)
        if changes is not None and (beside is None or beside[1] in self.ledger.shapes):
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

    def _begin_change(self) -> Changes | None:
        if self._here.cursor is None:
            raise RuntimeError("a change outside write()")
        self._here.has_changed = True
        return self._here.changes

    @property
    def _writing_cursor(self) -> duckdb.DuckDBPyConnection:
        if self._here.cursor is None:
            raise RuntimeError("a change outside write()")
        return self._here.cursor

    @contextmanager
    def write(self, *, records: bool = True) -> Iterator[None]:
        """One transaction under the one writer's lock; inside another one it joins that.

        What it changed gets a row in the ledger. Without `records` it gets none, and only what is
        no record can be changed.
        """
        with self.writer:
            if self._here.cursor is not None:
                if self._here.changes is not None:
                    self._here.changes.is_record |= records
                yield
                return
            with self._fresh_transaction(Changes(is_record=records)):
                yield

    @contextmanager
    def reshaping(self) -> Iterator[None]:
        """A transaction that changes the shape of the file; the ledger takes it on afterwards."""
        if self.is_writing:
            raise RuntimeError("a shape is changed in a transaction of its own")
        with self.writer, self._fresh_transaction(None):
            yield
        self.read_ledger()

    def note_before_reshaping(self) -> None:
        """Keep what the tables add up to, before their shape changes."""
        if self.ledger.is_kept:
            with self.reshaping():
                self.ledger.note_before(self._writing_cursor)

    def account_for_shape(self) -> None:
        """Write the row of the ledger that takes on what the file is after a change of shape."""
        with self.writer:
            with closing(self.cursor()) as cursor:
                is_due = self.ledger.has_before(cursor)
            if is_due:
                with self._fresh_transaction(None):
                    self.ledger.account(Changes(is_record=True), self._writing_cursor)
                self.read_ledger()
                self._note(self.ledger.tip)

    def read_ledger(self) -> None:
        """Ask the file how far its ledger is."""
        with self._translated("ledger"), closing(self.cursor()) as cursor:
            self.ledger.read(cursor)

    def _note(self, tip: Position) -> None:
        if self.on_commit is not None:
            self.on_commit(tip)

    @contextmanager
    def _fresh_transaction(self, changes: Changes | None) -> Iterator[None]:
        self._refuse_without_room()
        after = self._here.after = []
        self._here.undo = []
        self._here.last = {}
        self._here.changes = changes
        yield from self._transaction()
        for act in after:
            act()

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside `write()`."""
        return self._here.cursor is not None

    @property
    def sees_own_changes(self) -> bool:
        """Whether this thread wrote something that is not committed yet.

        Until it does, a kept answer is as good inside `write()` as outside: nobody else writes.
        """
        return self._here.has_changed

    def has_changed_here(self, *subjects: Hashable) -> bool:
        """Whether this thread changed any of these (see `version_of`) and did not commit yet."""
        return not self._here.changed.isdisjoint(subjects)

    def touched_here(self, *tables: str) -> set[Any] | None:
        """The first columns of the rows of these tables that this transaction changed.

        None when they are too many to be kept one by one.
        """
        changes = self._here.changes
        touched = (
            [changes.tables[one] for one in tables if one in changes.tables] if changes else []
        )
        if any(one.is_whole or one.loaded.count for one in touched):
            return None
        return {key for one in touched for key in one.keys}

    @contextmanager
    def as_committed(self) -> Iterator[None]:
        """Inside `write()`: what is asked here is answered as if this transaction were not."""
        here = self._here
        own, changes = self._writing_cursor, here.changes
        with closing(self.cursor()) as committed:
            here.cursor, here.changes = committed, Changes(is_record=False)
            try:
                yield
            finally:
                here.cursor, here.changes = own, changes

    def version_of(self, subject: Hashable) -> int:
        """Another number after each commit that changed this: what is kept of it is asked anew.

        Of a table, by its name, after each commit that took rows out of it or wrote over them.
        """
        return self._versions.get(subject, 0)

    def _count_change(self, subject: Hashable) -> None:
        self._versions[subject] = self.version_of(subject) + 1

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do `act`, once, when this transaction is committed, still under the writer's lock."""
        if act not in self._here.after:
            self._here.after.append(act)

    def before_commit(self, name: Hashable, act: Callable[[], None]) -> None:
        """Do `act` as the last thing in this transaction; of the same name the last one alone."""
        self._here.last[name] = act

    def after_rollback(self, act: Callable[[], None]) -> None:
        """Do `act` when this transaction comes to nothing, still under the writer's lock."""
        self._here.undo.append(act)

    def retried(self, work: Callable[[], T]) -> T:
        """`work`, which writes; again when two transactions met."""
        for _ in range(TRIES - 1):
            with suppress(WriteConflict):
                return work()
        return work()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A bare cursor, for the coded facts only; drain what you ask of it."""
        self._refuse_after_fault()
        cursor = self._engine.cursor()
        self._cursors.add(cursor)
        return cursor

    def checkpoint(self) -> None:
        """Fold the journal into the file."""
        with self.writer:
            self.rows("checkpoint")

    def close(self) -> None:
        """Close the file; anybody who is writing finishes first."""
        with self.writer:
            if _open.get(self.path) is self:
                del _open[self.path]
            with suppress(duckdb.Error):
                self._engine.execute("checkpoint")
            for cursor in (*self._cursors, self._engine):
                with suppress(duckdb.Error):
                    cursor.close()
            self._fault = self._fault or StoreError()

    def _transaction(self) -> Iterator[None]:
        cursor = self.cursor()
        self._here.cursor, self._here.has_changed = cursor, False
        self._here.changed.clear()
        self._here.answers.clear()
        try:
            with self._translated("begin"):
                cursor.execute("begin")
            yield
            for act in self._here.last.values():
                act()
            sealed = self._sealed(cursor)
            with self._translated("commit", is_commit=True):
                cursor.execute("commit")
            self.commits += 1
            if sealed is not None:
                self.ledger.tip, self.ledger.states = sealed
                self._note(self.ledger.tip)
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("rollback")
            for act in reversed(self._here.undo):
                act()
            raise
        finally:
            self._here.cursor, self._here.has_changed = None, False
            self._here.changed.clear()
            cursor.close()

    def _sealed(
        self, cursor: duckdb.DuckDBPyConnection
    ) -> tuple[Position, dict[str, Digest]] | None:
        """The row of the ledger for what this transaction changed, if it is a record."""
        changes = self._here.changes
        if changes is None or not changes.is_record or changes.is_empty:
            return None
        with self._translated("ledger"):
            if not changes.tables:
                return self.ledger.seal(changes, cursor, cursor)
            with closing(self.cursor()) as committed:
                return self.ledger.seal(changes, cursor, committed)

    @contextmanager
    def _cursor(self, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._translated(sql):
            if self._here.cursor is not None:
                yield self._here.cursor
                return
            cursor = self.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def _translated(self, sql: str, is_commit: bool = False) -> Iterator[None]:
        self._refuse_after_fault()
        try:
            yield
        except duckdb.Error as error:
            fault = refusal(error, sql)
            if self._is_fatal(error, fault, is_commit):
                self._stop(fault if isinstance(fault, StoreError) else StoreDamaged())
            raise fault from None

    def _is_fatal(self, error: duckdb.Error, fault: Exception, is_commit: bool) -> bool:
        if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
            return True
        if is_commit:
            return not isinstance(fault, WriteConflict)
        return self._here.cursor is not None and isinstance(fault, StoreFull)

    def _refuse_after_fault(self) -> None:
        if self._fault is not None:
            raise type(self._fault)(str(self._fault), self._fault.advice)

    def _refuse_without_room(self) -> None:
        if shutil.disk_usage(self.path.parent).free < self._floor:
            raise no_room()

    def _stop(self, fault: StoreError) -> None:
        """From here every call refuses: after a failed write the engine is not to be trusted."""
        first = self._fault is None
        self._fault = fault
        if first and self._on_fatal is not None:
            self._on_fatal()


def _arrow(rows: Sequence[Row]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table({f"c{n}": values for n, values in enumerate(columns)})


def _floor() -> float:
    try:
        return float(os.environ.get("HANDELINGSKAART_MIN_FREE_MB", FLOOR_MB))
    except ValueError:
        raise StoreError("HANDELINGSKAART_MIN_FREE_MB is geen getal.") from None


def _ids_as_text(row: Row, ids: Sequence[int]) -> Row:
    cells = list(row)
    for i in ids:
        if cells[i] is not None:
            cells[i] = str(cells[i])
    return tuple(cells)


def _opened(database: Database) -> duckdb.DuckDBPyConnection:
    path = database.path
    with _opening:
        if path in _open:
            raise StoreLocked()
        engine = _connect(path)
        _open[path] = database
        return engine


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    scratch = path.parent / "tmp"
    try:
        scratch.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise no_right_to_write() from None
    try:
        engine = duckdb.connect(str(path), config=CONFIG)
        engine.execute(f"attach ':memory:' as facts; {_hardened(scratch)}")
    except duckdb.Error as error:
        raise refusal(error, "open") from None
    return engine


def _hardened(scratch: Path) -> str:
    """Shut every door but the file itself; the order matters, the last one locks the rest."""
    place = str(scratch).replace("'", "''")
    settings = (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "allow_community_extensions = false",
        "allow_persistent_secrets = false",
        "python_enable_replacements = false",
        f"memory_limit = '{os.environ.get('HANDELINGSKAART_MEMORY', MEMORY_LIMIT)}'",
        f"temp_directory = '{place}'",
        f"allowed_directories = ['{place}']",
        "enable_external_access = false",
        "lock_configuration = true",
    )
    return "; ".join(f"set {setting}" for setting in settings)


def peek(path: Path, *queries: str) -> list[list[Row]]:
    """Rows read without changing a byte: the journal is replayed in memory only.

    Used before a file is opened for writing after an unclean stop, because opening it for
    writing folds the journal away, and with it the proof of what is missing.
    """
    with _opening:
        if path.resolve() in _open:
            raise StoreLocked()
        try:
            engine = duckdb.connect(str(path), read_only=True)
            try:
                return [engine.execute(query).fetchall() for query in queries]
            finally:
                engine.close()
        except duckdb.CatalogException:
            return [[] for _ in queries]
        except duckdb.Error as error:
            raise refusal(error, "open") from None


def journal_fault(path: Path) -> str | None:
    """What the engine says when it cannot replay the journal; None when it can. For repair only."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        if "replaying WAL" not in str(error):
            raise refusal(error, "open") from None
        return str(error)
    return None
