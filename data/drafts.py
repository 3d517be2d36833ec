"""Half-filled forms, sealed under the key of the person who fills them in.

What is about a case, a signal, a meeting or a person is sealed with their keys besides: once such a
key is erased, nobody reads it any more.
"""

import base64
import json
import re
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from casework.errors import StoreDamaged
from casework.records import Draft
from data.database import Database
from data.ids import is_id
from data.rows import shown_moment, stored_moment
from data.transactions import Row
from data.vault import Vault

SELECT = """
    select form, form_key, sealed, kept_at, screen, address, subjects, sign_in from draft
"""
ADD = """
    insert into draft (
        staff_id, form, form_key, sealed, kept_at, screen, address, subjects, sign_in
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
CHANGE = """
    update draft
    set sealed = $4, kept_at = $5, screen = $6, address = $7, subjects = $8, sign_in = $9
    where staff_id = $1 and form = $2 and form_key = $3
"""
AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Three times as quick as `insert or ignore`, which costs as much as a whole commit.
NOTE_END = """
    insert into ended_form
    select $1, $2, $3 where not exists (select 1 from ended_form where form_key = $1)
"""
MOST_PEOPLE = 2000
LONGEST_TICKET = 20_000


@dataclass
class _SentForm(threading.local):
    """The form that this thread is storing now: its key, its screen, and whether it is over."""

    key: str = ""
    screen: str = ""
    is_over: bool = False


class DraftDrawer:
    """Implements `casework.ports.drafts.Drafts`: a form of a person by its key, the last counts.

    A text of several people is kept under the id of its case, and sealed with the case's own key.
    """

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._rows: dict[str, tuple[tuple[int, int] | None, list[Row]]] = {}
        self._sent = _SentForm()

    def keep(self, staff_id: str, form: str, draft: Draft) -> bool:
        """Keep the draft in place of an earlier one with its form key.

        False, and nothing is kept, when that form has ended already, or what it is about is erased.
        """
        if not is_id(staff_id):
            return False
        about = [one for one in AN_ID.findall(form) if one != staff_id.lower()]
        if any(map(self._vault.is_erased, about)):
            return False
        subjects = [one for one in dict.fromkeys(about) if self._vault.has_key(one)]
        text = json.dumps(dict(draft.values), ensure_ascii=False, default=_plain)
        sealed = self._sealed([staff_id.lower(), *subjects], text, _place(form))
        at = stored_moment(draft.kept_at or datetime.now(UTC))
        kept = (draft.screen, draft.address, " ".join(subjects), draft.sign_in)
        row: Row = (form, draft.form_key, sealed, at, *kept)
        with self._database.write(records=False):
            others = [one for one in self._rows_of(staff_id) if one[:2] != row[:2]]
            # The end of a form takes its draft in the same commit: while there is one, it goes on.
            if draft.form_key and len(others) < len(self._rows_of(staff_id)):
                sql = CHANGE
            elif self.has_ended(draft.form_key):
                return False
            else:
                self._remove(staff_id, form, draft.form_key)
                sql = ADD
            self._database.run(sql, (staff_id, *row), about=_drafts_of(staff_id))
            if draft.form_key:
                self._keep_after_commit(staff_id, [row, *others])
        return True

    def merge(self, staff_id: str, form: str, draft: Draft, gone: Collection[str]) -> Draft | None:
        """Put these values into the draft with this form key, and take those of `gone` out.

        Without any value left there is no draft. None when the form was stored, or nothing is left.
        """
        with self._database.write(records=False):
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
        if self._database.has_changed_here("draft", _drafts_of(staff_id)):
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

    def _keep_after_commit(self, staff_id: str, rows: Sequence[Row]) -> None:
        self._database.after_commit(
            lambda: self._keep_rows(staff_id, rows, self._version(staff_id))
        )

    def _asked(self, staff_id: str) -> list[Row]:
        sql = f"{SELECT} where staff_id = $1 order by kept_at desc, rowid desc"
        return self._database.rows(sql, (staff_id,))

    def drop(self, staff_id: str, form: str, form_key: str = "") -> None:
        """Forget the draft with this form key, or without one every draft of the form."""
        if self.get(staff_id, form, form_key) is None:
            return
        with self._database.write(records=False):
            self._remove(staff_id, form, form_key)

    def end(self, staff_id: str, form: str, form_key: str, screen: str) -> None:
        """Forget the draft with this form key for good: nothing is kept under that key any more."""
        with self._database.write(records=False):
            self._remove(staff_id, form, form_key)
            self._note_end(form_key, screen)

    @contextmanager
    def ending(self, staff_id: str, form: str, form_key: str, screen: str) -> Iterator[None]:
        """What is stored inside with this form key ends its draft in that same commit.

        A form that stores nothing by its key is ended afterwards.
        """
        sent = self._sent
        sent.key, sent.screen, sent.is_over = form_key, screen, False
        try:
            yield
        finally:
            sent.key, is_over = "", sent.is_over
        if not is_over:
            self.end(staff_id, form, form_key, screen)

    def end_in_commit(self, staff_id: str, form_key: str) -> None:
        """A form is stored in this transaction: its draft is over, on the screen that sent it."""
        if not is_id(staff_id):
            return
        rows, sent = self._rows_of(staff_id), self._sent
        screens = [row[4] or "" for row in rows if row[1] == form_key]
        is_sent = bool(form_key) and sent.key == form_key
        if is_sent or screens:
            self._note_end(form_key, sent.screen if is_sent else screens[0])
        if screens:
            self._database.run(
                "delete from draft where staff_id = $1 and form_key = $2",
                (staff_id, form_key),
                about=_drafts_of(staff_id),
            )
            others = [row for row in rows if row[1] != form_key]
            self._keep_after_commit(staff_id, others)
        if is_sent:
            self._database.after_commit(self._note_over)

    def _note_end(self, form_key: str, screen: str) -> None:
        at = stored_moment(datetime.now(UTC))
        self._database.run(NOTE_END, (form_key, screen, at))

    def _note_over(self) -> None:
        self._sent.is_over = True

    def has_ended(self, form_key: str) -> bool:
        """Whether this very form was stored, or thrown away."""
        sql = """
            select 1 from ended_form where form_key = $1
            union all select 1 from form_receipt where form_key = $1
            union all select 1 from act_receipt where form_key = $1
        """
        return self._database.one(sql, (form_key,)) is not None

    def ended_on(self, form_key: str) -> str:
        """The screen on which the form with this key ended; "" when that is not known."""
        sql = "select screen from ended_form where form_key = $1"
        row = self._database.one(sql, (form_key,))
        return str(row[0]) if row else ""

    def of_sign_in(self, sign_in: str) -> list[datetime]:
        """When each form was last typed in that waits since this sign-in, the newest first."""
        sql = """
            select kept_at from draft where sign_in = $1 and sign_in <> '' and address <> ''
            order by kept_at desc
        """
        return [shown_moment(at) for (at,) in self._database.rows(sql, (sign_in,))]

    def drop_older(self, than: datetime) -> int:
        """Forget the forms that were last typed in before this moment; how many there were.

        What has no address is no form on a page: a draft of the card, or a text of several people.
        """
        at = (stored_moment(than),)
        count = self._delete("draft where kept_at < $1 and address <> ''", at)
        self._delete("ended_form where ended_at < $1", at)
        return count

    def drop_erased(self) -> int:
        """Forget what is about somebody or something of which the words were erased."""
        rows = self._database.rows("select distinct subjects from draft where subjects <> ''")
        erased = [row for row in rows if any(map(self._vault.is_erased, row[0].split()))]
        return sum(self._delete("draft where subjects = $1", row) for row in erased)

    def _delete(self, rows: str, values: Row) -> int:
        count = int(self._database.rows(f"select count(*) from {rows}", values)[0][0])
        if count:
            with self._database.write(records=False):
                self._database.run(f"delete from {rows}", values)
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

    def _sealed(self, subjects: Sequence[str], text: str, context: str) -> bytes:
        """Sealed with the key of the first, and that with the key of the next, to the last."""
        first, *others = subjects
        sealed = self._vault.seal(first, text, context)
        for subject in others:
            sealed = self._vault.seal(subject, base64.b64encode(sealed).decode(), context)
        return sealed

    def _unsealed(self, subjects: Sequence[str], sealed: bytes, context: str) -> str | None:
        """The text again; None once one of these keys was erased."""
        first, *others = subjects
        for subject in reversed(others):
            inner = self._vault.unseal(subject, sealed, context)
            if inner is None:
                return None
            sealed = base64.b64decode(inner)
        return self._vault.unseal(first, sealed, context)

    def _draft(self, staff_id: str, row: Row) -> Draft | None:
        form, form_key, sealed, kept_at, screen, address, about, sign_in = row
        subjects = [staff_id.lower(), *(about or "").split()]
        text = self._unsealed(subjects, sealed, _place(form))
        if text is None:
            return None
        return Draft(
            form_key=form_key,
            values=json.loads(text),
            kept_at=shown_moment(kept_at),
            form=form,
            screen=screen or "",
            address=address or "",
            sign_in=sign_in or "",
        )


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
