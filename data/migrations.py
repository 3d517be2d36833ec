"""The numbered shapes of the database, each applied once and recorded by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from casework.errors import StoreTooNew
from data.database import Database
from data.faults import StatementFault

META = "create table if not exists meta (key varchar primary key, value varchar not null)"


@dataclass(frozen=True)
class Migration:
    """One numbered file of `data/schema`; it may run twice and does no harm then."""

    number: int
    name: str
    statements: tuple[str, ...]


@cache
def packaged() -> tuple[Migration, ...]:
    """All migrations of this version, in order."""
    folder = files("data") / "schema"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return tuple(_read(name, (folder / name).read_text(encoding="utf-8")) for name in names)


def _read(name: str, text: str) -> Migration:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    statements = (part.strip() for part in "\n".join(lines).split(";"))
    return Migration(int(name[:4]), name, tuple(part for part in statements if part))


def applied_numbers(database: Database) -> set[int]:
    """The numbers of the migrations that this file has had."""
    try:
        rows = database.rows("select key from meta")
    except StatementFault:
        # A file in which nothing was made yet has no such table.
        return set()
    return {int(key.removeprefix("schema-")) for (key,) in rows if key.startswith("schema-")}


def migrate(database: Database, known: Sequence[Migration] | None = None) -> list[str]:
    """Bring the file up to date; the names of what was applied.

    StoreTooNew when the file carries a migration that this version does not have.

    The shape and its record are two transactions, because DuckDB should not change shapes and
    rows in one; a stop in between runs the migration again, which its statements allow.
    """
    migrations = packaged() if known is None else known
    done = applied_numbers(database)
    if done - {migration.number for migration in migrations}:
        raise StoreTooNew()
    todo = [migration for migration in migrations if migration.number not in done]
    if todo:
        database.note_before_reshaping()
    for migration in todo:
        _apply(database, migration)
    database.account_for_shape()
    return [migration.name for migration in todo]


def _apply(database: Database, migration: Migration) -> None:
    with database.reshaping():
        for statement in (META, *migration.statements):
            database.run(statement)
    with database.reshaping():
        database.run(
            "insert into meta (key, value) values ($1, $2)",
            (f"schema-{migration.number:04d}", datetime.now(UTC).isoformat(timespec="seconds")),
        )
