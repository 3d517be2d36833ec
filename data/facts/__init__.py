"""The coded facts in memory: one table a grain, kept up to date per changed subject."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from casework.card.model import ActionCard
from casework.cases.hard_cases import CaseFigures
from casework.errors import CaseworkError
from casework.figures import Ask
from casework.people import FigureScope, Reach
from casework.ports import CaseGlance, Comparison, RelatedCase, SupportFigures
from casework.school_days import SchoolDays
from data.cache import Memory
from data.database import Database
from data.facts.comparison import comparison_on
from data.facts.cut import Cut, CutFigures, support_on
from data.facts.reference import calendar, step_card
from data.facts.statements import of_entries, of_standing, standing, statement

# Each table has a file of its own; these are made from the entries of a subject, in this order.
FROM_ENTRIES = {
    "case_fact": "case_id",
    "report_fact": "case_id",
    "part_fact": "case_id",
    "aftercare_fact": "case_id",
    "safety_fact": "case_id",
    "turn_fact": "case_id",
    "prevention_fact": "class_id",
    "consult_fact": "case_id",
    "look_fact": "case_id",
    "signal_fact": "signal_id",
    "signal_pupil_fact": "signal_id",
}
# Made when first asked for; from then on renewed for what changed.
WHEN_ASKED = {"step_fact": "case_id", "likeness_fact": "case_id"}
# What crosses subjects, or says of each row where its case is from, is worked out when asked.
VIEWS = ("step_of_case", "score_of_case", "aftercare_of_case", "past_case")
ENTRIES_AT_ONCE = 1_000_000
MOST_KEPT = 500


class Facts:
    """Coded facts beside the file, in the same engine; no name and no word is in them."""

    def __init__(
        self,
        database: Database,
        school_days: Callable[[], SchoolDays],
        cards: Callable[[], Sequence[ActionCard]],
    ) -> None:
        self._database = database
        self._school_days = school_days
        self._cards = cards
        self._counted: SchoolDays | None = None
        self._has_steps = False
        self._steps_to_renew: set[str] = set()
        self._steps_forgotten = 0
        self._making_steps = threading.Lock()
        self._homes_on: date | None = None
        self._lock = threading.RLock()
        self._is_whole = True
        self._memory = Memory(lambda: self.version, MOST_KEPT)
        self.version = 0
        self.rebuild()

    # --- keeping up -----------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make every table again from the log and the register."""
        with self._database.writer:
            self._run("create or replace table facts.changed_entry as select * from entry limit 0")
            for number, part in enumerate(self._parts()):
                # Found once: each table asks for the entries that count.
                found = f"create or replace table facts.standing as {standing(part)}"
                self._run(found)
                for table in FROM_ENTRIES:
                    start = "insert into" if number else "create or replace table"
                    rows = of_standing(table)
                    self._run(f"{start} facts.{table} {'' if number else 'as'} {rows}")
            self._run("truncate facts.standing")
            self.cards_changed()
            self.school_changed()
            for view in VIEWS:
                self._run(f"create or replace view facts.{view} as {statement(view)}")

    def entries_changed(self, subject_id: str) -> None:
        """Bring the facts of one subject up to date; called under the writer's lock."""
        with self._lock:
            try:
                with self._transaction() as cursor:
                    self._refresh(cursor, subject_id)
            finally:
                # Last, so that nobody keeps an answer from before under the new number.
                self.version += 1

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

    def _mend(self) -> None:
        """Build everything anew when a refresh failed half-way: late is better than wrong."""
        if not self._is_whole:
            self.rebuild()
            self._is_whole = True

    def _refresh(self, cursor: duckdb.DuckDBPyConnection, subject_id: str) -> None:
        self._renew(cursor, FROM_ENTRIES, [subject_id])
        self._steps_to_renew.add(subject_id)

    def _renew(
        self, cursor: duckdb.DuckDBPyConnection, tables: Mapping[str, str], subject_ids: list[str]
    ) -> None:
        """Make the rows of these subjects anew."""
        cursor.execute("delete from facts.changed_entry").fetchall()
        for subject_id in subject_ids:
            # One by one, because each is found by its key.
            add = "insert into facts.changed_entry select * from entry where subject_id = $1"
            cursor.execute(add, [UUID(subject_id)]).fetchall()
        _replace(cursor, "standing", standing("facts.changed_entry"))
        for table, column in tables.items():
            of_these = f"{column} in (select subject_id from facts.changed_entry)"
            cursor.execute(f"delete from facts.{table} where {of_these}").fetchall()
            cursor.execute(f"insert into facts.{table} {of_standing(table)}").fetchall()

    def school_changed(self) -> None:
        """Take over classes, enrolments, free days and homes after a change in the register."""
        with self._database.writer, self._lock:
            self._run(
                "create or replace table facts.enrolment_fact as " + statement("enrolment_fact")
            )
            self._run("create or replace table facts.class_fact as " + statement("class_fact"))
            self._make_calendar()
            self._homes_on = None
            self.version += 1

    def _make_calendar(self) -> None:
        """Days that change move what is due; most changes of the register change no day."""
        school_days = self._school_days()
        if school_days == self._counted:
            return
        self._take_over("calendar", calendar(school_days))
        self._run(
            """
            create or replace table facts.school_day as
            select ordinal, min(day) as day from facts.calendar group by ordinal
            """
        )
        self._counted = school_days
        self._forget_steps()

    def cards_changed(self) -> None:
        """Take over the steps of every version of the card."""
        with self._database.writer, self._lock:
            self._take_over("step_card", step_card(self._cards()))
            self._forget_steps()
            self.version += 1

    def _take_over(self, table: str, rows: pa.Table) -> None:
        cursor = self._database.cursor()
        cursor.register("rows_taken_over", rows)
        make = f"create or replace table facts.{table} as select * from rows_taken_over"
        cursor.execute(make).fetchall()
        cursor.unregister("rows_taken_over")
        cursor.close()

    def _forget_steps(self) -> None:
        self._has_steps = False
        self._steps_forgotten += 1
        if self._counted is not None:
            for table in WHEN_ASKED:
                empty = f"select * from ({of_standing(table)}\n) limit 0"
                self._run(f"create or replace table facts.{table} as {empty}")

    def get_ready(self) -> None:
        """Make what the first figure would have to wait for, while nobody asks for one."""
        # What goes wrong here goes wrong again, and is told, when a figure is asked for.
        with suppress(duckdb.Error, CaseworkError):
            self._make_steps()

    def _make_steps(self) -> None:
        """The steps of every case, when a figure is first asked for; from then on what changed."""
        if self._has_steps and not self._steps_to_renew:
            return
        with self._making_steps:
            while not self._has_steps:
                self._make_all_steps()
            with self._database.writer, self._lock:
                if self._has_steps and self._steps_to_renew:
                    with self._transaction() as cursor:
                        self._renew(cursor, WHEN_ASKED, list(self._steps_to_renew))
                    self._steps_to_renew.clear()

    def _make_all_steps(self) -> None:
        """They are many, so they are made beside the table, and nobody's write waits for it.

        What changes in the meantime is noted and made anew afterwards; when days or cards change,
        all of it is.
        """
        with self._lock:
            forgotten = self._steps_forgotten
            self._steps_to_renew.clear()
        parts = self._parts()
        for table in WHEN_ASKED:
            self._run(f"create or replace table facts.{table}_made as from facts.{table} limit 0")
            for part in parts:
                self._run(f"insert into facts.{table}_made {of_entries(table, part)}")
        with self._database.writer, self._lock:
            if forgotten != self._steps_forgotten:
                return
            with self._transaction() as cursor:
                for table in WHEN_ASKED:
                    cursor.execute(f"drop table facts.{table}").fetchall()
                    made = f"alter table facts.{table}_made rename to {table}"
                    cursor.execute(made).fetchall()
            self._has_steps = True

    def _parts(self) -> list[str]:
        """The entries, whole subjects at a time: those of a million cases do not fit in memory."""
        (count_entries,) = self._rows("select count(*) from entry", [])[0]
        parts = 1 + count_entries // ENTRIES_AT_ONCE
        if parts == 1:
            return ["entry"]
        some = "(select * from entry where hash(subject_id) % {} = {})"
        return [some.format(parts, part) for part in range(parts)]

    def _homes_of(self, today: date) -> None:
        """The homes change with the day, because pupils move on a date that was set before."""
        if self._homes_on == today:
            return
        # The writer's lock comes first, as for everybody who changes a fact: else two would wait.
        with self._database.writer, self._lock:
            if self._homes_on != today:
                self._run("create or replace table facts.home as " + statement("home"), [today])
                self._homes_on = today

    # --- asking ---------------------------------------------------------------------------------

    def glances(self, reach: Reach, today: date) -> list[CaseGlance]:
        """The cases within `reach` today, one line each."""
        self._mend()
        return list(self._memory.answer((reach, today), lambda: self._glances(reach, today)))

    def _glances(self, reach: Reach, today: date) -> list[CaseGlance]:
        self._homes_of(today)
        params = [
            [UUID(found) for found in reach.classes],
            list(reach.year_groups),
            [UUID(found) for found in reach.teams],
            reach.consulted,
            UUID(reach.member) if reach.member else None,
            today,
        ]
        return [_glance(row) for row in self._rows(statement("in_sight"), params)]

    def related(self, pupil_ids: Iterable[str], since: date) -> list[RelatedCase]:
        """Open cases, and cases with a melding since that day, that share one of these pupils."""
        self._mend()
        wanted = tuple(sorted(pupil_ids))
        return list(self._memory.answer((wanted, since), lambda: self._related(wanted, since)))

    def _related(self, pupil_ids: Sequence[str], since: date) -> list[RelatedCase]:
        params = [[UUID(found) for found in pupil_ids], since]
        parts: dict[tuple[Any, ...], dict[str, str]] = {}
        for *case, pupil_id, role in self._rows(statement("related"), params):
            parts.setdefault(tuple(case), {})[str(pupil_id)] = role
        return [
            RelatedCase(str(case_id), label, state, last_report_on, roles)
            for (case_id, label, state, last_report_on), roles in parts.items()
        ]

    def running_cases(self, today: date, since: date) -> list[CaseFigures]:
        """What makes a case hard, counted for every running case; `since` for other cases."""
        self._mend()
        self._make_steps()
        found = self._rows(statement("hard_case"), [today, since])
        return [CaseFigures(str(case_id), *counted) for case_id, *counted in found]

    def support(self) -> SupportFigures:
        """What the figures of the ondersteuningsteam rest on, on a cursor of their own."""
        self._mend()
        return support_on(self._database.cursor())

    def signals_near(self, reach: Reach, posts: Reach, today: date) -> list[str]:
        """The waiting signals that may be for somebody with this reach; which, a rule decides."""
        self._mend()
        self._homes_of(today)
        params = [
            [UUID(found) for found in reach.classes],
            list(reach.year_groups),
            [UUID(found) for found in reach.teams],
            list(posts.year_groups),
            [UUID(found) for found in posts.teams],
        ]
        return [str(signal_id) for (signal_id,) in self._rows(statement("signals_near"), params)]

    def signals_of(self, staff_id: str, since: date) -> list[str]:
        """The signals that somebody sent since that day, the newest first."""
        self._mend()
        sql = """
            select signal_id from facts.signal_fact where sent_by = $1 and sent_on >= $2
            order by sent_on desc, signal_id
        """
        return [str(signal_id) for (signal_id,) in self._rows(sql, [UUID(staff_id), since])]

    def whole_version(self) -> int:
        """The version of the facts, another number after every change."""
        self._mend()
        return self.version

    def figures(self, scope: FigureScope) -> Ask:
        """The relations of a scope, on a cursor of their own, to be limited by any filter."""
        self._mend()
        # The version is from before the steps are made: what changes in between makes it old.
        version = self.version
        self._make_steps()
        cut = Cut(self._database.cursor(), scope)
        return lambda wanted: CutFigures(cut, wanted, version)

    def comparison(self, case_id: str, may_open: Iterable[str], since: date) -> Comparison:
        """What one case is held against: all cases, with no id of one that may not be opened."""
        self._mend()
        self._make_steps()
        return comparison_on(self._database.cursor(), case_id, may_open, since)

    def _rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        cursor = self._database.cursor()
        try:
            return cursor.execute(sql, list(params)).fetchall()
        finally:
            cursor.close()

    def _run(self, sql: str, params: Sequence[Any] = ()) -> None:
        self._rows(sql, params)


def _replace(cursor: duckdb.DuckDBPyConnection, table: str, rows: str) -> None:
    cursor.execute(f"delete from facts.{table}").fetchall()
    cursor.execute(f"insert into facts.{table} {rows}").fetchall()


def _glance(row: tuple[Any, ...]) -> CaseGlance:
    (case_id, label, state, level, opened_on, last_report_on, serious, group_level) = row[:8]
    kinds, class_names, pupil_ids, closed_on, ending, turn = row[8:]
    return CaseGlance(
        str(case_id),
        label,
        state,
        level,
        opened_on,
        last_report_on,
        bool(serious),
        bool(group_level),
        tuple(kinds or ()),
        tuple(name for name in class_names or () if name),
        tuple(str(pupil) for pupil in pupil_ids or ()),
        closed_on,
        ending or "",
        turn or "",
    )
