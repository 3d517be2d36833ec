"""Half-filled forms, sealed under the key of the person who fills them in."""

import base64
import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from casework.errors import StoreDamaged
from casework.records import Draft
from data.database import Database, Row
from data.ids import is_id
from data.rows import shown_moment, stored_moment
from data.vault import Vault

SELECT = "select form, form_key, sealed, kept_at, screen, address from draft"
ADD = """
    insert into draft (staff_id, form, form_key, sealed, kept_at, screen, address)
    values ($1, $2, $3, $4, $5, $6, $7)
"""
CHANGE = """
    update draft set sealed = $4, kept_at = $5, screen = $6, address = $7
    where staff_id = $1 and form = $2 and form_key = $3
"""
MOST_PEOPLE = 2000
LONGEST_TICKET = 20_000


class DraftDrawer:
    """Implements `casework.ports.Drafts`: a form of a person by its form key, the last one counts.

    A text of several people is kept under the id of its case, and sealed with the case's own key.
    """

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._rows: dict[str, tuple[tuple[int, int] | None, list[Row]]] = {}

    def keep(self, staff_id: str, form: str, draft: Draft) -> bool:
        """Keep the draft in place of an earlier one with its form key.

        False, and nothing is kept, when that form has been stored already.
        """
        if not is_id(staff_id):
            return False
        text = json.dumps(dict(draft.values), ensure_ascii=False, default=_plain)
        sealed = self._vault.seal(staff_id.lower(), text, _place(form))
        at = stored_moment(draft.kept_at or datetime.now(UTC))
        row: Row = (form, draft.form_key, sealed, at, draft.screen, draft.address)
        with self._database.write():
            others = [one for one in self._rows_of(staff_id) if one[:2] != row[:2]]
            # Storing a form ends its draft in the same commit: while there is one, it was not.
            if draft.form_key and len(others) < len(self._rows_of(staff_id)):
                sql = CHANGE
            elif was_stored(self._database, draft.form_key):
                return False
            else:
                self._remove(staff_id, form, draft.form_key)
                sql = ADD
            self._database.run(sql, (staff_id, *row), about=_drafts_of(staff_id))
            if draft.form_key:
                self._database.after_commit(
                    lambda: self._keep_rows(staff_id, [row, *others], self._version(staff_id))
                )
        return True

    def merge(self, staff_id: str, form: str, draft: Draft, gone: Collection[str]) -> Draft | None:
        """Put these values into the draft with this form key, and take those of `gone` out.

        Without any value left there is no draft. None when the form was stored, or nothing is left.
        """
        with self._database.write():
            earlier = self.get(staff_id, form, draft.form_key)
            values = {**(earlier.values if earlier else {}), **draft.values}
            merged = replace(draft, values={k: v for k, v in values.items() if k not in gone})
            if earlier and merged.values == earlier.values:
                return earlier
            if merged.values:
                return merged if self.keep(staff_id, form, merged) else None
            if earlier:
                self._remove(staff_id, form, draft.form_key)
            return None

    def get(self, staff_id: str, form: str, form_key: str = "") -> Draft | None:
        """The newest draft of this person for this form, or the one with this form key.

        Dates come back as text ("2026-11-02").
        """
        for row in self._rows_of(staff_id):
            if row[0] == form and form_key in ("", row[1]):
                return self._draft(staff_id, row)
        return None

    def all(self, staff_id: str) -> list[Draft]:
        """Every draft of this person, the newest first."""
        drafts = (self._draft(staff_id, row) for row in self._rows_of(staff_id))
        return [draft for draft in drafts if draft is not None]

    def _rows_of(self, staff_id: str) -> list[Row]:
        """The sealed drafts of this person, the newest first; asked anew when one has changed."""
        if not is_id(staff_id):
            return []
        if self._database.sees_own_changes:
            return self._asked(staff_id)
        version = self._version(staff_id)
        known, rows = self._rows.get(staff_id, (None, []))
        if known == version:
            return rows
        rows = self._asked(staff_id)
        self._keep_rows(staff_id, rows, version)
        return rows

    def _version(self, staff_id: str) -> tuple[int, int]:
        """Another one after each change of a draft of this person, or of drafts of many at once."""
        database = self._database
        return database.version_of("draft"), database.version_of(_drafts_of(staff_id))

    def _keep_rows(self, staff_id: str, rows: Sequence[Row], version: tuple[int, int]) -> None:
        """Keep what the file had of this person at this version, the newest first."""
        if len(self._rows) >= MOST_PEOPLE:
            self._rows.clear()
        self._rows[staff_id] = (version, sorted(rows, key=lambda row: row[3], reverse=True))

    def _asked(self, staff_id: str) -> list[Row]:
        sql = f"{SELECT} where staff_id = $1 order by kept_at desc, rowid desc"
        return self._database.rows(sql, (staff_id,))

    def drop(self, staff_id: str, form: str, form_key: str = "") -> None:
        """Forget the draft with this form key, or without one every draft of the form."""
        if self.get(staff_id, form, form_key) is None:
            return
        with self._database.write():
            self._remove(staff_id, form, form_key)

    def was_stored(self, form_key: str) -> bool:
        """Whether there is a receipt of this very form."""
        return was_stored(self._database, form_key)

    def drop_older(self, than: datetime) -> int:
        """Forget the forms that were last typed in before this moment; how many there were.

        What has no address is no form on a page: a draft of the card, or a text of several people.
        """
        old, at = "from draft where kept_at < $1 and address <> ''", (stored_moment(than),)
        count = int(self._database.rows(f"select count(*) {old}", at)[0][0])
        if count:
            with self._database.write():
                self._database.run(f"delete {old}", at)
        return count

    def sealed_ticket(self, staff_id: str, text: str) -> str:
        """A text that only this person gets back, and that nobody can make or change."""
        sealed = self._vault.seal(staff_id.lower(), text, "ticket")
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def opened_ticket(self, staff_id: str, ticket: str) -> str | None:
        """The text of a ticket; None when it is not one of this person."""
        if not is_id(staff_id) or len(ticket) > LONGEST_TICKET:
            return None
        try:
            sealed = base64.urlsafe_b64decode(ticket + "=" * (-len(ticket) % 4))
            return self._vault.unseal(staff_id.lower(), sealed, "ticket")
        except (ValueError, StoreDamaged):
            return None

    def _remove(self, staff_id: str, form: str, form_key: str) -> None:
        self._database.run(
            "delete from draft where staff_id = $1 and form = $2 and $3 in ('', form_key)",
            (staff_id, form, form_key),
            about=_drafts_of(staff_id),
        )

    def _draft(self, staff_id: str, row: Row) -> Draft | None:
        form, form_key, sealed, kept_at, screen, address = row
        text = self._vault.unseal(staff_id.lower(), sealed, _place(form))
        if text is None:
            return None
        return Draft(
            form_key=form_key,
            values=json.loads(text),
            kept_at=shown_moment(kept_at),
            form=form,
            screen=screen or "",
            address=address or "",
        )


def was_stored(database: Database, form_key: str) -> bool:
    """Whether there is a receipt of this very form."""
    sql = """
        select 1 from form_receipt where form_key = $1
        union all select 1 from act_receipt where form_key = $1
    """
    return database.one(sql, (form_key,)) is not None


def end_draft(database: Database, staff_id: str, form_key: str) -> None:
    """The form is stored in this same transaction: its draft is over."""
    if is_id(staff_id):
        sql = "delete from draft where staff_id = $1 and form_key = $2"
        database.run(sql, (staff_id, form_key), about=_drafts_of(staff_id))


def _drafts_of(staff_id: str) -> tuple[str, str]:
    """What is kept in memory of the drafts of one person, by name."""
    return "drafts", staff_id.lower()


def _place(form: str) -> str:
    return f"draft:{form}"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"a draft cannot hold a {type(value).__name__}")
