"""Transactions on the file: one writer, what its commit does besides, and what stops the engine."""

import os
import shutil
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from casework.errors import StoreDamaged, StoreError, StoreFull
from data.engine import opened, release
from data.faults import WriteConflict, no_room, refusal
from data.ledger import Changes, Ledger
from data.mark import Position
from data.row_digests import Digest

FLOOR_MB = 200

Row = tuple[Any, ...]


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


class Transactions:
    """Who writes the file, one at a time, and what happens at the commit.

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
        self._engine = opened(self.path, self)
        self.read_ledger()

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

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A bare cursor, for the coded facts only; drain what you ask of it."""
        self._refuse_after_fault()
        cursor = self._engine.cursor()
        self._cursors.add(cursor)
        return cursor

    def close(self) -> None:
        """Close the file; anybody who is writing finishes first."""
        with self.writer:
            release(self.path, self)
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


def _floor() -> float:
    try:
        return float(os.environ.get("HANDELINGSKAART_MIN_FREE_MB", FLOOR_MB))
    except ValueError:
        raise StoreError("HANDELINGSKAART_MIN_FREE_MB is geen getal.") from None
