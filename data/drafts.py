"""Half-filled forms, sealed under the key of the person who fills them in."""

import json
from datetime import UTC, date, datetime
from typing import Any

from casework.records import Draft
from data.database import Database
from data.ids import is_id
from data.rows import shown_moment, stored_moment
from data.vault import Vault


class DraftDrawer:
    """Implements `casework.ports.Drafts`: one draft per person and form, the last one counts.

    A text of several people is kept under the id of its case, and sealed with the case's own key.
    """

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def keep(self, staff_id: str, form: str, draft: Draft) -> None:
        """Keep the draft in place of an earlier one."""
        if not is_id(staff_id):
            return
        text = json.dumps(dict(draft.values), ensure_ascii=False, default=_plain)
        sealed = self._vault.seal(staff_id.lower(), text, _place(form))
        at = stored_moment(draft.kept_at or datetime.now(UTC))
        with self._database.write():
            self._remove(staff_id, form)
            self._database.run(
                """
                insert into draft (staff_id, form, form_key, sealed, kept_at)
                values ($1, $2, $3, $4, $5)
                """,
                (staff_id, form, draft.form_key, sealed, at),
            )

    def get(self, staff_id: str, form: str) -> Draft | None:
        """The draft of this person for this form; dates come back as text ("2026-11-02")."""
        if not is_id(staff_id):
            return None
        row = self._database.one(
            "select form_key, sealed, kept_at from draft where staff_id = $1 and form = $2",
            (staff_id, form),
        )
        text = self._vault.unseal(staff_id.lower(), row[1], _place(form)) if row else None
        if row is None or text is None:
            return None
        return Draft(row[0], json.loads(text), shown_moment(row[2]))

    def drop(self, staff_id: str, form: str) -> None:
        """The form was sent or thrown away."""
        if self.get(staff_id, form) is None:
            return
        with self._database.write():
            self._remove(staff_id, form)

    def _remove(self, staff_id: str, form: str) -> None:
        self._database.run("delete from draft where staff_id = $1 and form = $2", (staff_id, form))


def _place(form: str) -> str:
    return f"draft:{form}"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"a draft cannot hold a {type(value).__name__}")
