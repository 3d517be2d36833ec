"""Are the views of the file those that this program made; what is wrong, in Dutch.

A view holds no rows, so no digest speaks of it, and it decides who is in which class. Every
migration is done once in memory, and what that made is laid beside what is in the file.
"""

from collections.abc import Callable
from contextlib import closing
from functools import cache
from typing import Any

import duckdb

from casework.words import enumeration
from data.database import Database
from data.migrations import META, packaged

DEFINED = """
    select view_name, sql from duckdb_views()
    where not internal and database_name = current_database()
    union all
    select function_name, macro_definition from duckdb_functions()
    where not internal and database_name = current_database()
    union all
    select table_name, 'table' from duckdb_tables()
    where not internal and not temporary and database_name = current_database()
"""
WORDS = {
    "present_pupil": "wie er leerling is",
    "pupil_enrolment": "wie in welke klas zit",
}


def shape_findings(database: Database) -> list[str]:
    """What is defined in the file otherwise than by this program; nothing when all is well."""
    present, expected = _definitions(database.rows), _expected()
    others = sorted({name for name, _ in present ^ expected})
    if not others:
        return []
    named = enumeration(WORDS.get(name, name) for name in others)
    return [f"De opbouw van het gegevensbestand is buiten het programma om veranderd: {named}."]


def _definitions(ask: Callable[[str], list[Any]]) -> frozenset[tuple[str, str]]:
    return frozenset((name, " ".join(str(sql).split())) for name, sql in ask(DEFINED))


@cache
def _expected() -> frozenset[tuple[str, str]]:
    """What the migrations of this version define in an empty file."""
    with closing(duckdb.connect(":memory:")) as memory:
        for migration in packaged():
            for statement in (META, *migration.statements):
                memory.execute(statement)
        return _definitions(lambda sql: memory.execute(sql).fetchall())
