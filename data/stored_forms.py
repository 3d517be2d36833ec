"""Receipts of forms: those of the log of entries, and those of what is stored outside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from casework.errors import FormStoredBefore, StoreError
from casework.records import StoredForm
from casework.sent_forms import SentForm, stored_before
from data.database import Database
from data.drafts import DraftDrawer
from data.ids import is_id
from data.receipts import NOT_READ_BACK, fingerprint_of, latest_in_log
from data.register import Clock, system_clock
from data.rows import shown_moment, stored_moment
from data.vault import Vault


class StoredFormsBook:
    """Implements `casework.ports.drafts.StoredForms`."""

    def __init__(
        self, database: Database, vault: Vault, drafts: DraftDrawer, now: Clock = system_clock
    ) -> None:
        self._database = database
        self._vault = vault
        self._drafts = drafts
        self._now = now

    @contextmanager
    def once(self, form: SentForm, by: str, title: str) -> Iterator[bool]:
        """What is stored inside, its receipt and the end of its draft in one transaction.

        False when this very form was stored before: then nothing is to be done. FormStoredBefore
        when its key was stored with another content.
        """
        with self._database.write():
            is_new = not self.is_repeat(form, by)
            yield is_new
            if is_new:
                self._sign(form, by, title)
                self._database.after_commit(lambda: self._check_there(form, by))
            self._drafts.end_in_commit(by, form.key)

    def is_repeat(self, form: SentForm, by: str) -> bool:
        """Whether this very form was stored before; FormStoredBefore with another content."""
        row = self._database.one(
            "select staff_id, content, label, recorded_at from act_receipt where form_key = $1",
            (form.key,),
        )
        if row is None:
            return False
        staff_id, content, title, at = row
        if (staff_id or "") != by:
            raise FormStoredBefore
        if content != fingerprint_of(self._vault, form.content):
            raise stored_before(StoredForm(shown_moment(at), title), self._now())
        return True

    def latest(self, staff_id: str, since: datetime) -> StoredForm | None:
        """The form that this person stored last since then; None when there is none."""
        if not is_id(staff_id):
            return None
        row = self._database.one(
            """
            select recorded_at, label from act_receipt
            where staff_id = $1 and recorded_at >= $2 order by recorded_at desc limit 1
            """,
            (staff_id, stored_moment(since)),
        )
        act = StoredForm(shown_moment(row[0]), row[1]) if row else None
        stored = [form for form in (latest_in_log(self._database, staff_id, since), act) if form]
        return max(stored, key=lambda form: form.stored_at, default=None)

    def _check_there(self, form: SentForm, by: str) -> None:
        if not self.is_repeat(form, by):
            raise StoreError(NOT_READ_BACK)

    def _sign(self, form: SentForm, by: str, title: str) -> None:
        content = fingerprint_of(self._vault, form.content)
        self._database.append(
            "act_receipt",
            ("form_key", "staff_id", "content", "label", "recorded_at"),
            [(form.key, by if is_id(by) else None, content, title, stored_moment(self._now()))],
        )
