"""The coded facts in memory: one table a grain, kept up to date per changed subject."""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from casework.people import Reach
from casework.school_days import SchoolDays
from casework.store import CaseGlance, FigureFilter, Figures, RelatedCase
from data.database import Database

# Each table has a file of its own; all but `home` are made from the entries of a subject.
FROM_ENTRIES = {
    "case_fact": "case_id",
    "report_fact": "case_id",
    "aftercare_fact": "case_id",
    "part_fact": "case_id",
    "prevention_fact": "class_id",
    "signal_fact": "signal_id",
    "signal_pupil_fact": "signal_id",
}
MOST_KEPT = 500
NO_TEAM = "00000000-0000-0000-0000-000000000000"
ID_COLUMNS = ("case_id", "class_id", "team_id", "pupil_id")


class Facts:
    """Coded facts beside the file, in the same engine; no name and no word is in them."""

    def __init__(self, database: Database, school_days: Callable[[], SchoolDays]) -> None:
        self._database = database
        self._school_days = school_days
        self._homes_on: date | None = None
        self._lock = threading.RLock()
        self._is_whole = True
        self._in_sight: dict[tuple[Reach, date], tuple[int, list[CaseGlance]]] = {}
        self.version = 0
        self.rebuild()

    # --- keeping up -----------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make every table again from the log and the register."""
        with self._database.writer:
            for table in FROM_ENTRIES:
                self._run(f"create or replace table facts.{table} as {_of_entries(table)}")
            self._run("create or replace table facts.changed_entry as select * from entry limit 0")
            self.school_changed()

    def entries_changed(self, subject_id: str) -> None:
        """Bring the facts of one subject up to date; called under the writer's lock."""
        with self._lock:
            cursor = self._database.cursor()
            try:
                cursor.execute("begin")
                self._refresh(cursor, subject_id)
                cursor.execute("commit")
            except BaseException:
                self._is_whole = False
                raise
            finally:
                cursor.close()
                # Last, so that nobody keeps an answer from before under the new number.
                self.version += 1

    def _mend(self) -> None:
        """Build everything anew when a refresh failed half-way: late is better than wrong."""
        if not self._is_whole:
            self.rebuild()
            self._is_whole = True

    def _refresh(self, cursor: duckdb.DuckDBPyConnection, subject_id: str) -> None:
        subject = UUID(subject_id)
        cursor.execute("delete from facts.changed_entry").fetchall()
        cursor.execute(
            "insert into facts.changed_entry select * from entry where subject_id = $1", [subject]
        ).fetchall()
        for table, column in FROM_ENTRIES.items():
            cursor.execute(f"delete from facts.{table} where {column} = $1", [subject]).fetchall()
            changed = _of_entries(table, "facts.changed_entry")
            cursor.execute(f"insert into facts.{table} {changed}").fetchall()

    def school_changed(self) -> None:
        """Take over classes, enrolments, free days and homes after a change in the register."""
        with self._database.writer, self._lock:
            self._run("create or replace table facts.enrolment_fact as " + _sql("enrolment_fact"))
            self._run("create or replace table facts.class_fact as " + _sql("class_fact"))
            self._make_calendar()
            self._homes_on = None
            self.version += 1

    def _make_calendar(self) -> None:
        school_days = self._school_days()
        days, ordinals, ordinal = [], [], 0
        for n in range((school_days.last - school_days.first).days + 1):
            day = school_days.first + timedelta(days=n)
            ordinal += school_days.is_school_day(day)
            days.append(day)
            ordinals.append(ordinal)
        cursor = self._database.cursor()
        columns = {"day": pa.array(days, pa.date32()), "ordinal": pa.array(ordinals, pa.int32())}
        cursor.register("counted_days", pa.table(columns))
        make = "create or replace table facts.calendar as select * from counted_days"
        cursor.execute(make).fetchall()
        cursor.unregister("counted_days")
        cursor.close()

    def _homes_of(self, today: date) -> None:
        """The homes change with the day, because pupils move on a date that was set before."""
        if self._homes_on == today:
            return
        # The writer's lock comes first, as for everybody who changes a fact: else two would wait.
        with self._database.writer, self._lock:
            if self._homes_on != today:
                self._run("create or replace table facts.home as " + _sql("home"), [today])
                self._homes_on = today

    # --- asking ---------------------------------------------------------------------------------

    def glances(self, reach: Reach, today: date) -> list[CaseGlance]:
        """The cases within `reach` today, one line each."""
        self._mend()
        version = self.version
        kept = self._in_sight.get((reach, today))
        if kept is not None and kept[0] == version:
            return list(kept[1])
        found = self._glances(reach, today)
        if len(self._in_sight) >= MOST_KEPT:
            self._in_sight.clear()
        # The version is from before the question: what changed in between makes it out of date.
        self._in_sight[reach, today] = (version, found)
        return list(found)

    def _glances(self, reach: Reach, today: date) -> list[CaseGlance]:
        self._homes_of(today)
        params = [
            [UUID(found) for found in reach.classes],
            list(reach.year_groups),
            [UUID(found) for found in reach.teams],
            reach.consulted,
        ]
        return [_glance(row) for row in self._rows(_sql("in_sight"), params)]

    def related(self, pupil_ids: Iterable[str], since: date) -> list[RelatedCase]:
        """Open cases, and cases with a melding since that day, that share one of these pupils."""
        self._mend()
        params = [[UUID(found) for found in pupil_ids], since]
        parts: dict[tuple[Any, ...], dict[str, str]] = {}
        for *case, pupil_id, role in self._rows(_sql("related"), params):
            parts.setdefault(tuple(case), {})[str(pupil_id)] = role
        return [
            RelatedCase(str(case_id), label, state, last_report_on, roles)
            for (case_id, label, state, last_report_on), roles in parts.items()
        ]

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
        return [str(signal_id) for (signal_id,) in self._rows(_sql("signals_near"), params)]

    def signals_of(self, staff_id: str, since: date) -> list[str]:
        """The signals that somebody sent since that day, the newest first."""
        self._mend()
        sql = """
            select signal_id from facts.signal_fact where sent_by = $1 and sent_on >= $2
            order by sent_on desc, signal_id
        """
        return [str(signal_id) for (signal_id,) in self._rows(sql, [UUID(staff_id), since])]

    def figures(
        self, teams: frozenset[str] | None, wanted: FigureFilter, may_open_all: bool
    ) -> Figures:
        """Relations on a cursor of their own, cut to `teams` (None: all) and to `wanted`."""
        self._mend()
        cursor = self._database.cursor()

        def cut(table: str, *fields: str) -> Any:
            relation = cursor.table(f"facts.{table}")
            for wanted_here in _conditions(teams, wanted, fields):
                relation = relation.filter(wanted_here)
            return _with_text_ids(relation)

        place = ("team_id", "year_group", "class_id")
        in_classes = cut("class_fact", *place, "school_year")
        cases = cut("case_fact", *place, "kinds")
        aftercare = cut("aftercare_fact", *place)
        return Figures(
            cases=cases,
            reports=cut("report_fact", *place, "kinds"),
            aftercare=_matching(aftercare, cases, "case_id") if wanted.kind else aftercare,
            prevention=_matching(cut("prevention_fact"), in_classes, "class_id"),
            enrolments=_matching(cut("enrolment_fact"), in_classes, "class_id"),
            classes=in_classes,
            calendar=cursor.table("facts.calendar"),
            may_open_all=may_open_all,
            version=self.version,
        )

    def _rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        cursor = self._database.cursor()
        try:
            return cursor.execute(sql, list(params)).fetchall()
        finally:
            cursor.close()

    def _run(self, sql: str, params: Sequence[Any] = ()) -> None:
        self._rows(sql, params)


@cache
def _sql(name: str) -> str:
    return files(__package__).joinpath(f"{name}.sql").read_text("utf-8")


def _of_entries(table: str, source: str = "entry") -> str:
    """The statement of a table over all entries that count, or over those of one subject."""
    standing = _sql("standing").replace("source_entry", source)
    return _sql(table).replace("from standing_entry", f"from ({standing})")


def _conditions(
    teams: frozenset[str] | None, wanted: FigureFilter, fields: Sequence[str]
) -> list[duckdb.Expression]:
    conditions = []
    if "team_id" in fields and teams is not None:
        constants = [ConstantExpression(UUID(team)) for team in teams or {NO_TEAM}]
        conditions.append(ColumnExpression("team_id").isin(*constants))
    for field, value in (
        ("team_id", wanted.team_id and UUID(wanted.team_id)),
        ("year_group", wanted.year_group),
        ("class_id", wanted.class_id and UUID(wanted.class_id)),
        ("school_year", wanted.school_year),
    ):
        if value and field in fields:
            conditions.append(ColumnExpression(field) == ConstantExpression(value))
    if wanted.kind and "kinds" in fields:
        kinds = ColumnExpression("kinds")
        has_kind = FunctionExpression("list_contains", kinds, ConstantExpression(wanted.kind))
        conditions.append(has_kind)
    return conditions


def _with_text_ids(relation: Any) -> Any:
    columns = [
        ColumnExpression(name).cast("varchar").alias(name)
        if name in ID_COLUMNS
        else ColumnExpression(name)
        for name in relation.columns
    ]
    return relation.select(*columns)


def _matching(relation: Any, others: Any, column: str) -> Any:
    only = others.select(ColumnExpression(column)).set_alias("others")
    return relation.set_alias("these").join(only, column, how="semi")


def _glance(row: tuple[Any, ...]) -> CaseGlance:
    (case_id, label, state, level, opened_on, last_report_on, serious, group_level) = row[:8]
    kinds, class_names, pupil_ids, closed_on, ending = row[8:]
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
    )
