"""The record of changes, read back: what was changed, by whom, when; the newest first."""

import json
from datetime import datetime
from typing import Any

from casework.change_log import ChangeLine, ChangeSearch
from data.database import Database
from data.ids import only_ids
from data.log_search import bounds, limit
from data.rows import shown_moment

COLUMNS = "changed_at, changed_by, kind, subject_id, detail"
NEWEST_FIRST = "order by ledger desc, changed_at desc, line desc"


class ChangeLog:
    """Implements `casework.ports.change_log.ChangeLog`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, sought: ChangeSearch) -> int:
        """How many changes `search` gives in all."""
        where, params = _condition(sought)
        row = self._database.one(f"select count(*) from reference_change where {where}", params)
        return int(row[0]) if row else 0

    def search(self, sought: ChangeSearch, rows_of_page: slice = slice(None)) -> list[ChangeLine]:
        """The changes that are asked for, the newest first; of these rows alone."""
        where, params = _condition(sought)
        page = f"{NEWEST_FIRST} {limit(rows_of_page)}"
        sql = f"select {COLUMNS} from reference_change where {where} {page}"
        return [_line(*row) for row in self._database.rows(sql, params)]


def _line(
    at: datetime, by: str | None, kind: str, subject_id: str, detail: str | None
) -> ChangeLine:
    name, _, code = kind.partition(":")
    said = json.loads(detail) if detail else {}
    return ChangeLine(shown_moment(at), by or "", name, code, subject_id, said)


def _condition(sought: ChangeSearch) -> tuple[str, list[Any]]:
    where = "changed_at >= $1 and changed_at < $2"
    params: list[Any] = [*bounds(sought.first, sought.last)]
    if sought.staff_ids is not None:
        params.append(only_ids(sought.staff_ids))
        place = f"${len(params)}"
        where += f" and (changed_by = any({place}::uuid[]) or subject_id = any({place}::varchar[]))"
    if sought.group is not None:
        params.append(sought.kinds)
        where += f" and split_part(kind, ':', 1) = any(${len(params)}::varchar[])"
    return where, params
