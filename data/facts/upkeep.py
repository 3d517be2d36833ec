"""The tables of facts kept as the log and the register are: per changed subject, or all anew."""

import gc
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, TypeVar

import duckdb

from casework.card.model import ActionCard
from casework.entries import Entry, SignalSent
from casework.records import PutRight
from casework.school_days import SchoolDays
from data.database import Database
from data.facts import tables
from data.facts.reference import calendar, step_card
from data.facts.sight import Journal
from data.facts.statements import statement
from data.facts.subject_rows import SubjectRows, all_entries, entries_of
from data.facts.tables import STEPS, TABLES
from data.roles_in_force import MENTORED

# What crosses subjects, or says of each row where its case is from, is worked out when asked.
VIEWS = ("step_of_case", "score_of_case", "aftercare_of_case", "past_case")
ENTRIES_AT_ONCE = 250_000
ROWS_AT_ONCE = 50_000
ALL_ANEW = 0
"""In the place of the first new number of a subject: nothing of what is in the tables holds."""

_record = logging.getLogger(__name__)

Row = TypeVar("Row", bound=tuple[Any, ...])


class FactTables:
    """Keeps the tables; nothing is made before the first question.

    `version` is another number after every change: whoever keeps an answer reads it before asking.
    Locks are taken in this order: the making of the steps, the writer of the database, the facts.
    """

    def __init__(
        self,
        database: Database,
        school_days: Callable[[], SchoolDays],
        cards: Callable[[], Sequence[ActionCard]],
        put_right: Callable[[], PutRight] = PutRight,
        merged_pupils: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._merged_pupils = merged_pupils
        self._database = database
        self._school_days = school_days
        self._cards = cards
        self._put_right = put_right
        self._is_whole = False
        self._to_renew: dict[str, int] = {}
        self._homes_on: date | None = None
        self._follows_school = False
        self._follows_cards = False
        self._has_views = False
        self._counted: SchoolDays | None = None
        self._rows_made_by: SubjectRows | None = None
        self._has_steps = False
        self._steps_to_renew: set[str] = set()
        self._steps_forgotten = 0
        self._making_steps = threading.Lock()
        self._lock = threading.RLock()
        self.version = 0
        self.journal = Journal()
        self._signals_changed = 0

    # --- what changed -----------------------------------------------------------------------------

    def entries_changed(self, subject_id: str, first_number: int) -> None:
        """What was written of a subject from that number on is taken over when it is asked for."""
        with self._lock:
            # What was written before, and not yet taken over, begins at a lower number.
            self._to_renew.setdefault(subject_id, first_number)
            self.version += 1

    def subjects_changed(self, subject_ids: Iterable[str]) -> None:
        """Of these subjects all that was said is about another pupil now: they are made anew."""
        with self._lock:
            self._to_renew.update(dict.fromkeys(subject_ids, ALL_ANEW))
            self.version += 1

    def forget(self) -> None:
        """Make every table anew when it is next asked for: much was loaded, or reads otherwise."""
        with self._database.writer, self._lock:
            self._is_whole = False
            self._rows_made_by = None
            self.version += 1
            self.journal.begin_anew()

    def school_changed(self) -> None:
        """Classes, enrolments, free days and homes are taken over when they are next asked for."""
        with self._database.writer, self._lock:
            self._homes_on = None
            self._follows_school = False
            self._rows_made_by = None
            self.version += 1
            self.journal.begin_anew()

    def cards_changed(self) -> None:
        """The steps of every version of the card are taken over when they are next asked for."""
        with self._database.writer, self._lock:
            self._follows_cards = False
            self._forget_steps()
            self.version += 1
            self.journal.begin_anew()

    # --- made when asked for ----------------------------------------------------------------------

    def get_ready(self) -> None:
        """Make what the first question would have to wait for, while nobody asks one."""
        # What goes wrong here goes wrong again, and is told, when a figure is asked for.
        with suppress(Exception):
            self._catch_up()
            self._make_steps()

    def rebuild(self) -> None:
        """Make every table again from the log and the register, but those of the steps."""
        with self._database.writer, self._lock:
            self._is_whole = self._follows_school = self._follows_cards = False
            self._to_renew.clear()
            self._forget_steps()
            self._run(statement("tables"))
            for made in self._made(SubjectRows.facts):
                for table, rows in tables.by_table(made).items():
                    self._insert(table, rows)
            self._is_whole = True
            self.version += 1
            self.journal.begin_anew()

    def _catch_up(self) -> None:
        """Bring the tables up to date with what came since they were last asked for.

        When that fails half-way all is made anew: late is better than wrong.
        """
        if self._is_whole and not self._to_renew:
            return
        # The writer's lock comes first, as for everybody who changes a fact: else two would wait.
        with self._database.writer, self._lock:
            if self._is_whole:
                self._renew_changed()
            if not self._is_whole:
                self.rebuild()

    def _catch_up_references(self) -> None:
        """The same for what figures are measured by, which no list of cases needs."""
        if self._follows_school and self._follows_cards:
            return
        with self._database.writer, self._lock:
            if not self._follows_cards:
                self._take_over_cards()
            if not self._follows_school:
                self._take_over_school()
            if not self._has_views:
                views = (f"create or replace view facts.{v} as {statement(v)}" for v in VIEWS)
                self._run(";".join(views))
                self._has_views = True
            self.version += 1

    def _made(
        self, make: Callable[[SubjectRows, Sequence[Entry]], list[Row]]
    ) -> Iterator[list[Row]]:
        """What is made of every subject, whole subjects, so many rows at a time.

        Nothing in it goes in circles, and looking for those would take a third of the time.
        """
        subject_rows = self._subject_rows()
        cursor = self._database.cursor()
        was_collecting = gc.isenabled()
        gc.disable()
        rows: list[Row] = []
        try:
            for entries in all_entries(cursor, ENTRIES_AT_ONCE, self._merged_pupils()):
                rows.extend(make(subject_rows, entries))
                if len(rows) >= ROWS_AT_ONCE:
                    yield rows
                    rows = []
        finally:
            cursor.close()
            if was_collecting:
                gc.enable()
        yield rows

    def _subject_rows(self) -> SubjectRows:
        """What makes rows under the cards and the calendar that were taken over last."""
        with self._lock:
            if self._rows_made_by is None:
                cards = {card.version: card for card in self._cards()}
                self._rows_made_by = SubjectRows(cards, self._school_days(), self._put_right())
            return self._rows_made_by

    def _renew_changed(self) -> None:
        """Take over what was written since; when that fails, all is to be made anew."""
        count_signals = 0
        try:
            with self._transaction() as cursor:
                for entries in entries_of(cursor, self._to_renew, self._merged_pupils()):
                    self._renew(cursor, entries, self._to_renew[entries[0].subject_id])
                    count_signals += isinstance(entries[0].payload, SignalSent)
        except Exception as fault:
            _record.error("the facts are made anew: %s", type(fault).__name__)
        self._steps_to_renew.update(self._to_renew)
        # After the commit: whoever hears of it finds it in the tables.
        self._signals_changed += count_signals
        self.journal.note(self._to_renew)
        self._to_renew.clear()

    def _renew(
        self, cursor: duckdb.DuckDBPyConnection, entries: Sequence[Entry], first_number: int
    ) -> None:
        """Change the tables in which the rows of a subject are not what they were before."""
        rows = self._subject_rows()
        before = tables.by_table(rows.facts([e for e in entries if e.number < first_number]))
        after = tables.by_table(rows.facts(entries))
        for table in TABLES.values():
            if first_number != ALL_ANEW and before.get(table) == after.get(table):
                continue
            if first_number != 1:
                tables.delete(cursor, table, [entries[0].subject_id])
            tables.insert(cursor, table, after.get(table, []))

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._database.cursor()
        try:
            cursor.execute("begin")
            yield cursor
            cursor.execute("commit")
        except BaseException:
            self._is_whole = False
            raise
        finally:
            cursor.close()

    # --- register and card ------------------------------------------------------------------------

    def _take_over_school(self) -> None:
        made = (
            f"create or replace table facts.{table} as {statement(table)}"
            for table in ("enrolment_fact", "class_fact")
        )
        self._run(";".join(made))
        school_days = self._school_days()
        # Days that change move what is due; most changes of the register change no day.
        if school_days != self._counted:
            cursor = self._database.cursor()
            cursor.register("days", calendar(school_days))
            cursor.execute("create or replace table facts.calendar as from days").fetchall()
            cursor.unregister("days")
            cursor.close()
            self._counted = school_days
            self._forget_steps()
        self._follows_school = True

    def _take_over_cards(self) -> None:
        with self._transaction() as cursor:
            cursor.execute("delete from facts.step_card").fetchall()
            tables.insert(cursor, "step_card", step_card(self._cards()))
        self._follows_cards = True

    def _homes_of(self, today: date) -> None:
        """Homes and mentors change with the day, by a date that was set before."""
        if self._homes_on == today:
            return
        with self._database.writer, self._lock:
            if self._homes_on != today:
                for table, sql in (("mentored", MENTORED), ("home", statement("home"))):
                    self._run(f"create or replace table facts.{table} as {sql}", [today])
                self._homes_on = today

    # --- steps: made when first asked for, and from then on renewed for what changed --------------

    def _forget_steps(self) -> None:
        self._rows_made_by = None
        self._has_steps = False
        self._steps_forgotten += 1

    def _make_steps(self) -> None:
        self._catch_up_references()
        if self._has_steps and not self._steps_to_renew:
            return
        with self._making_steps:
            while not self._has_steps:
                self._make_all_steps()
            with self._database.writer, self._lock:
                if self._has_steps and self._steps_to_renew:
                    with self._transaction() as cursor:
                        self._renew_steps(cursor, list(self._steps_to_renew))
                    self._steps_to_renew.clear()

    def _renew_steps(self, cursor: duckdb.DuckDBPyConnection, subject_ids: list[str]) -> None:
        rows = self._subject_rows()
        tables.delete(cursor, STEPS, subject_ids)
        changed = entries_of(cursor, subject_ids, self._merged_pupils())
        tables.insert(cursor, STEPS, [row for entries in changed for row in rows.steps(entries)])

    def _make_all_steps(self) -> None:
        """They are many, so they are made beside the table, and nobody's write waits for it.

        What changes in the meantime is noted and made anew afterwards; when days or cards change,
        all of it is. The rows of a team lie together: of many schools, only those of one are read.
        """
        with self._lock:
            forgotten = self._steps_forgotten
            self._steps_to_renew.clear()
        self._run("create or replace table facts.step_fact_made as from facts.step_fact limit 0")
        for made in self._made(SubjectRows.steps):
            self._insert("step_fact_made", made)
        self._run(
            """
            create or replace table facts.step_fact_sorted as
            from facts.step_fact_made order by team_id
            """
        )
        with self._database.writer, self._lock:
            self._catch_up_references()
            if forgotten != self._steps_forgotten:
                return
            with self._transaction() as cursor:
                cursor.execute("drop table facts.step_fact").fetchall()
                cursor.execute("drop table facts.step_fact_made").fetchall()
                cursor.execute("alter table facts.step_fact_sorted rename to step_fact").fetchall()
            self._has_steps = True

    # --- statements -------------------------------------------------------------------------------

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        cursor = self._database.cursor()
        try:
            tables.insert(cursor, table, rows)
        finally:
            cursor.close()

    def _rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        cursor = self._database.cursor()
        try:
            return cursor.execute(sql, list(params)).fetchall()
        finally:
            cursor.close()

    def _run(self, sql: str, params: Sequence[Any] = ()) -> None:
        self._rows(sql, params)
