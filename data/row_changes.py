"""What one piece of work changed in the tables of the register, row by row, and the way back.

The tables are copied before the work and compared after it, so that the way back is exact whatever
the work was, also for columns of which it does not know. All of it happens inside one transaction.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.database import Database
from data.transactions import Row

# The tables of the register that an import may change, with what a row is known by, if anything.
TABLES = {
    "school_year": "school_year",
    "team": "team_id",
    "school_class": "class_id",
    "pupil": "pupil_id",
    "pupil_name": "",
    "pupil_detail": "pupil_id",
    "enrolment": "",
    "staff": "staff_id",
    "staff_email": "staff_id",
    "assignment": "",
    "role_request": "request_id",
}
# Where several rows are about one thing: what they are about. A row that joins them changes it.
SUBJECTS = {
    "pupil_name": ("pupil_id",),
    "enrolment": ("pupil_id",),
    "assignment": ("staff_id", "role", "scope"),
}


@dataclass(frozen=True)
class TableChange:
    """The rows of one table that are gone, and those that are new; a changed row is in both.

    `left` has all rows about what was changed, as the work left them.
    """

    columns: tuple[str, ...]
    removed: tuple[Row, ...]
    added: tuple[Row, ...]
    left: tuple[Row, ...]

    def keys(self, column: str) -> set[Any]:
        """What stands in a column of the rows that are new, and in none that is gone."""
        place = self.columns.index(column)
        return {row[place] for row in self.added} - {row[place] for row in self.removed}


RowChanges = Mapping[str, TableChange]
"""By table; of a table that stayed as it was there is none."""


def begin(database: Database) -> None:
    """Remember how the tables are now."""
    for table in TABLES:
        database.run(f"create temp table before_{table} as select * from {table}")


def finish(database: Database) -> RowChanges:
    """What was changed since `begin`."""
    changes = {}
    for table in TABLES:
        before = f"before_{table}"
        added = database.rows(f"select * from {table} except all select * from {before}")
        removed = database.rows(f"select * from {before} except all select * from {table}")
        database.run(f"drop table {before}")
        if added or removed:
            columns = _columns(database, table)
            about = _rows_about(database, table, columns, [*added, *removed])
            changes[table] = TableChange(columns, tuple(removed), tuple(added), tuple(about))
    return changes


def _rows_about(
    database: Database, table: str, columns: Sequence[str], rows: Sequence[Row]
) -> list[Row]:
    """The rows of a table now that are about the same as these, each by the columns named."""
    subject = SUBJECTS.get(table) or (TABLES[table],)
    places = [columns.index(name) for name in subject]
    touched = sorted({tuple(row[place] for place in places) for row in rows})
    same = " and ".join(f"a.{name} = {table}.{name}" for name in subject)
    load_beside(database, "about", table, subject, touched)
    names = ", ".join(columns)
    about = database.rows(
        f"select {names} from {table} where exists (select 1 from rows_about a where {same})"
    )
    database.run("drop table rows_about")
    return about


def changed_since(database: Database, changes: RowChanges) -> Counter[str]:
    """By table, how much of what was changed is not as it was left any more."""
    changed: Counter[str] = Counter()
    for table, change in changes.items():
        rows = [*change.added, *change.removed]
        now = _rows_about(database, table, change.columns, rows)
        load_beside(database, "left", table, change.columns, change.left)
        load_beside(database, "now", table, change.columns, now)
        gone = database.rows("select * from rows_left except all select * from rows_now")
        new = database.rows("select * from rows_now except all select * from rows_left")
        changed[table] = max(len(gone), len(new))
        database.run("drop table rows_left")
        database.run("drop table rows_now")
    return +changed


def revert(database: Database, changes: RowChanges) -> None:
    """Put the rows back as they were; only when all the new ones are still as they were left."""
    for table, change in changes.items():
        if key := TABLES[table]:
            _revert_by_key(database, table, change, key)
        else:
            _take_out(database, table, change.columns, change.added)
            insert_rows(database, table, change.columns, change.removed)


def _revert_by_key(database: Database, table: str, change: TableChange, key: str) -> None:
    """A row that was changed is written over: its key is never taken out and put in at once."""
    place = change.columns.index(key)
    before = {row[place]: row for row in change.removed}
    after = {row[place] for row in change.added}
    _take_out(database, table, (key,), [(one,) for one in after if one not in before])
    write_over(database, table, change.columns, change.removed)


def write_over(database: Database, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Put these rows in the place of those with the same key, or beside them when there is none."""
    if not rows:
        return
    key = TABLES[table]
    values = ", ".join(f"{column} = b.{column}" for column in columns if column != key)
    names = ", ".join(columns)
    load_beside(database, "back", table, columns, rows)
    database.run(f"update {table} set {values} from rows_back b where {table}.{key} = b.{key}")
    database.run(
        f"""
        insert into {table} ({names}) select {names} from rows_back b
        where not exists (select 1 from {table} where {table}.{key} = b.{key})
        """
    )
    database.run("drop table rows_back")


def _take_out(database: Database, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    if rows:
        load_beside(database, "out", table, columns, rows)
        same = " and ".join(f"{table}.{name} is not distinct from o.{name}" for name in columns)
        database.run(f"delete from {table} using rows_out o where {same}")
        database.run("drop table rows_out")


def insert_rows(
    database: Database, table: str, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Many rows with these columns at once; of a column that is not named it is as it begins."""
    if rows:
        load_beside(database, "in", table, columns, rows)
        names = ", ".join(columns)
        database.run(f"insert into {table} ({names}) select {names} from rows_in")
        database.run("drop table rows_in")


def load_beside(
    database: Database, name: str, table: str, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """A table beside, `rows_<name>`, with these columns of `table` and these rows."""
    names = ", ".join(columns)
    database.run(f"create temp table rows_{name} as select {names} from {table} where false")
    database.load(f"rows_{name}", rows)


def _columns(database: Database, table: str) -> tuple[str, ...]:
    sql = """
        select column_name from information_schema.columns
        where table_name = $1 and table_schema = current_schema() order by ordinal_position
    """
    return tuple(name for (name,) in database.rows(sql, (table,)))


def as_text(changes: RowChanges) -> str:
    """The changes as one text, to be sealed and kept."""
    tables = {table: vars(one) for table, one in changes.items()}
    return json.dumps(tables, default=_written, separators=(",", ":"))


def from_text(text: str) -> RowChanges:
    """The changes that `as_text` wrote."""
    return {
        table: TableChange(
            tuple(one["columns"]), _rows(one["removed"]), _rows(one["added"]), _rows(one["left"])
        )
        for table, one in json.loads(text).items()
    }


def _written(value: object) -> object:
    """Bytes and days as text; a day becomes one again in a column of days."""
    if isinstance(value, bytes | bytearray):
        return {"hex": value.hex()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _rows(rows: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
    return tuple(
        tuple(bytes.fromhex(v["hex"]) if isinstance(v, dict) else v for v in row) for row in rows
    )
