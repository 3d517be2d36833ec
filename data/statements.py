"""What a statement of SQL does, as far as the ledger has to know: read from its first words."""

import re
from collections.abc import Collection

REWRITES = re.compile(r"\s*(?:delete from|update) (\w+)")
CHANGE = re.compile(r"\s*(insert into|update|delete from)\s+(\w+)", re.IGNORECASE)
WRITTEN = re.compile(
    r"\s*update\s+\w+\s+set\b(.*?)(?:\bwhere\b|\bfrom\b|$)", re.IGNORECASE | re.DOTALL
)
TEMPORARY = re.compile(r"\s*create temp table|\s*drop table (\w+)", re.IGNORECASE)
READ = re.compile(
    r"\s*(?:select|with|values|explain|checkpoint|pragma|show|from)\b|\s*\(", re.IGNORECASE
)


def is_question(sql: str) -> bool:
    """Whether the statement only asks."""
    return bool(READ.match(sql))


def rewritten_table(sql: str) -> str | None:
    """The table of which it takes rows out or writes them over."""
    rewritten = REWRITES.match(sql)
    return rewritten[1] if rewritten else None


def changed_table(sql: str) -> str | None:
    """The table of which it changes rows."""
    change = CHANGE.match(sql)
    return change[2].lower() if change else None


def writes_over(sql: str, column: str) -> bool:
    """Whether it writes over this column of the rows that are there."""
    written = WRITTEN.match(sql)
    return bool(written and re.search(rf"\b{column}\s*=", written[1]))


def is_about_temporary(sql: str, tables: Collection[str]) -> bool:
    """Whether it makes or drops a table beside the file, which has these `tables`."""
    beside = TEMPORARY.match(sql)
    return beside is not None and beside[1] not in tables
