"""The DuckDB file: opened hardened, a cursor per call, answers always drained, one writer."""

import os
import re
import shutil
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from casework.errors import StoreDamaged, StoreError, StoreFull, StoreLocked
from data.faults import WriteConflict, no_right_to_write, no_room, refusal

STORAGE_VERSION = "v1.5.0"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION
}
MEMORY_LIMIT = "2GB"
FLOOR_MB = 200
TRIES = 3
REWRITES = re.compile(r"\s*(?:delete from|update) (\w+)")

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


class Database:
    """One file, one engine, one process. Beside the file hangs `facts`, a database in memory.

    `on_fatal` is called once when nothing can be written any more; the server then exits and
    its supervisor starts it again.
    """

    def __init__(self, path: Path, *, on_fatal: Callable[[], None] | None = None) -> None:
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
        self._engine = _opened(self)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows of the answer; ids as text. Inside `write()` it sees what was written there."""
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
        if self._here.cursor is None:
            raise RuntimeError("a change outside write()")
        self._here.has_changed = True
        if about is None and (rewritten := REWRITES.match(sql)):
            about = rewritten[1]
        if about is not None:
            self._here.changed.add(about)
            self.after_commit(partial(self._count_change, about))
        self.rows(sql, params)

    def load(self, table: str, rows: Sequence[Row]) -> None:
        """Many rows at once, in the order of the table's columns; only inside `write()`."""
        if rows:
            columns = {f"c{n}": values for n, values in enumerate(zip(*rows, strict=True))}
            self.load_columns(table, pa.table(columns))

    def load_columns(self, table: str, columns: pa.Table) -> None:
        """The same from an Arrow table, for very many rows; only inside `write()`."""
        cursor = self._here.cursor
        if cursor is None:
            raise RuntimeError("a change outside write()")
        self._here.has_changed = True
        sql = f"insert into {table} select * from many_rows"
        with self._translated(sql):
            cursor.register("many_rows", columns)
            try:
                cursor.execute(sql).fetchall()
            finally:
                cursor.unregister("many_rows")

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction under the one writer's lock; inside another one it joins that."""
        with self.writer:
            if self._here.cursor is not None:
                yield
                return
            self._refuse_without_room()
            after = self._here.after = []
            self._here.undo = []
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
            with self._translated("commit", is_commit=True):
                cursor.execute("commit")
            self.commits += 1
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
