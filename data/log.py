"""The log of entries: only ever appended, one receipt per form, words sealed."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial

from casework.entries import Entry, NewEntry
from casework.errors import CaseMovedOn, NotHere
from casework.records import PutRight, Receipt, SavePart, Signature
from data.database import Database
from data.drafts import DraftDrawer
from data.ids import is_id, only_ids
from data.kept_entries import KeptEntries
from data.mark import Position
from data.pupil_merges import MERGES
from data.receipts import COLUMNS as RECEIPT
from data.receipts import (
    ReceiptRow,
    bounds_of_saves,
    case_label,
    check_there,
    earlier_receipt,
    fingerprint_of,
    loaded_receipt,
    receipt_row,
    saved_together,
    saves_by,
    tip_of,
)
from data.rows import COLUMNS, EntryRow, as_entry, as_row, in_present_class
from data.vault import Vault

LOAD_BATCH = 50_000
CASE_NUMBER = ("year", "sequence", "case_id")
LOOK_UP_BATCH = 5_000
MOST_KEPT = 500
"""More subjects than that in one question are read for once, and not kept."""

_record = logging.getLogger(__name__)


class EntryLogStore:
    """Implements `casework.ports.entry_log.EntryLog`.

    `on_change` is called with a subject's id and the first new number, after the commit and under
    the writer's lock; `on_load` after a bulk load. A listener that fails does not undo what is
    stored. `tip` is the last position in the file, where that is known already. `merged_pupils`
    says which record of a pupil counts as which other one, in every entry that is read.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        drafts: DraftDrawer,
        tip: Position | None = None,
        merged_pupils: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._database = database
        self._vault = vault
        self._drafts = drafts
        self._merged_pupils = merged_pupils
        self._tip = tip or tip_of(database)
        self.on_change: list[Callable[[str, int], None]] = []
        self.on_load: list[Callable[[], None]] = []
        self.put_right: Callable[[], PutRight] = PutRight
        self._begin_to_keep()

    def _begin_to_keep(self) -> None:
        """Nothing is kept in memory yet, or no longer what is gone or is about another pupil."""
        self._rewrites = self._versions()
        self._kept: KeptEntries[Entry] = KeptEntries()
        self._sealed: KeptEntries[EntryRow] = KeptEntries()

    def _versions(self) -> tuple[int, int]:
        return self._database.version_of("entry"), self._database.version_of(MERGES)

    @property
    def _can_use_kept(self) -> bool:
        """Whether what is kept holds for this thread: who has written sees more than others."""
        if self._rewrites != self._versions():
            self._begin_to_keep()
        return not self._database.sees_own_changes

    @property
    def position(self) -> Position:
        """How many entries were ever stored, and the hash of their chain."""
        return self._tip

    def append(
        self,
        subject_id: str,
        entries: Sequence[NewEntry],
        *,
        expected: int,
        signature: Signature,
    ) -> Receipt:
        """Store `entries` after number `expected`; CaseMovedOn when the subject is further."""
        if not is_id(subject_id):
            raise NotHere()

        def work() -> Receipt:
            with self._database.write():
                return self._earlier(signature) or self._append(
                    subject_id.lower(), entries, expected, signature
                )

        return self._database.retried(work)

    def open_case(
        self,
        case_id: str,
        entries: Callable[[str], Sequence[NewEntry]],
        *,
        year: int,
        signature: Signature,
    ) -> Receipt:
        """Start a case: `entries` gets the fresh label ("2026-044") and says what to store."""
        if not is_id(case_id):
            raise NotHere()

        def work() -> Receipt:
            with self._database.write():
                return self._earlier(signature) or self._open(
                    case_id.lower(), entries, year, signature
                )

        return self._database.retried(work)

    def earlier(self, signature: Signature) -> Receipt | None:
        """The receipt that this very form got; FormStoredBefore with another content."""
        content = fingerprint_of(self._vault, signature.content)
        if earlier_receipt(self._database, signature, content) is None:
            return None
        with self._database.write():
            return self._earlier(signature)

    def together(self) -> AbstractContextManager[None]:
        """All that is stored inside is stored in one transaction, or not at all."""
        return self._database.write()

    def entries(self, subject_id: str) -> list[Entry]:
        """All entries of one subject in order, with their words; none when it is unknown."""
        ids = only_ids([subject_id])
        keeps = self._can_use_kept
        every = self._sealed.get(ids, self._sealed_rows) if keeps else self._sealed_rows(ids)
        read = self._read(every, self._vault)
        return [entry for entries in read.values() for entry in entries]

    def _read(
        self, every: Mapping[str, Iterable[EntryRow]], vault: Vault | None = None
    ) -> dict[str, list[Entry]]:
        """The entries of rows, in their class and about the pupil as these are now."""
        put_right, kept = self.put_right(), self._merged_pupils()
        return {
            one: [in_present_class(as_entry(row, vault, kept=kept), put_right) for row in rows]
            for one, rows in every.items()
        }

    def classes_changed(self) -> None:
        """What is kept reads otherwise from now on."""
        self._kept.forget()

    def _sealed_rows(self, ids: Sequence[str]) -> dict[str, list[EntryRow]]:
        sql = f"select {COLUMNS} from entry where subject_id = $1 order by number"
        return {one: [EntryRow(*row) for row in self._database.rows(sql, (one,))] for one in ids}

    def entries_of(
        self, subject_ids: Iterable[str], *, with_words: bool = False
    ) -> dict[str, list[Entry]]:
        """The entries of several subjects; their words are all empty unless they are asked for."""
        ids = only_ids(subject_ids)
        # Words are never kept.
        if with_words or not self._can_use_kept or len(ids) > MOST_KEPT:
            every = self._histories(ids, with_words=with_words)
            return {one: entries for one, entries in every.items() if entries}
        return self._kept.get(ids, self._coded)

    def _coded(self, ids: Sequence[str]) -> dict[str, list[Entry]]:
        """Histories without words: of what is in memory with its words sealed, or of the file."""
        rows = {one: self._sealed.peek(one) for one in ids}
        every = self._histories([one for one, known in rows.items() if not known])
        return {**every, **self._read({one: known for one, known in rows.items() if known})}

    def _histories(self, ids: Sequence[str], *, with_words: bool = False) -> dict[str, list[Entry]]:
        by_subject: dict[str, list[EntryRow]] = {subject: [] for subject in ids}
        for start in range(0, len(ids), LOOK_UP_BATCH):
            for row in self._rows(ids[start : start + LOOK_UP_BATCH], with_words=with_words):
                by_subject[row.subject_id].append(row)
        return self._read(by_subject, self._vault if with_words else None)

    def saves(self, subject_id: str) -> list[tuple[int, int]]:
        """The first and last number of each save of a subject, oldest first."""
        return bounds_of_saves(self._database, subject_id) if is_id(subject_id) else []

    def saves_by(self, staff_id: str, since: datetime) -> list[SavePart]:
        """What this person saved since then, the newest first; of each save its first place."""
        return saves_by(self._database, staff_id, since) if is_id(staff_id) else []

    def saved_together(self, subject_id: str, number: int, position: int = 0) -> list[SavePart]:
        """Every place that was written in by the save that this entry was part of; it is found
        sooner by its position."""
        if not is_id(subject_id):
            return []
        return saved_together(self._database, subject_id, number, position)

    def begun_with(self, kind: str) -> list[str]:
        """The subjects whose first entry is of this kind, the newest first."""
        sql = """
            select subject_id from entry where number = 1 and kind = $1
            order by recorded_at desc, subject_id
        """
        return [str(subject_id) for (subject_id,) in self._database.rows(sql, (kind,))]

    def load(self, histories: Iterable[Sequence[Entry]]) -> int:
        """Store whole histories of new subjects in bulk; how many entries there were.

        For the demo school and for imports: numbers run from 1 in each history, each history
        has one subject, and nobody else has written in it.
        """
        count = 0
        for batch in _batches(histories):
            with self._database.write():
                self._load(batch)
            count += sum(len(history) for history in batch)
        self._notify(self.on_load)
        return count

    def _rows(self, ids: Sequence[str], *, with_words: bool) -> list[EntryRow]:
        columns = COLUMNS if with_words else COLUMNS.replace("sealed", "null")
        sql = f"""
            select {columns} from entry
            where subject_id = any($1::uuid[]) order by subject_id, number
        """
        return [EntryRow(*row) for row in self._database.rows(sql, (list(ids),))]

    def _earlier(self, signature: Signature) -> Receipt | None:
        if not signature.form_key:
            raise ValueError("a form without a key of its own")
        content = fingerprint_of(self._vault, signature.content)
        earlier = earlier_receipt(self._database, signature, content)
        if earlier is not None:
            self._drafts.end_in_commit(signature.by, signature.form_key)
        return earlier

    def _open(
        self,
        case_id: str,
        entries: Callable[[str], Sequence[NewEntry]],
        year: int,
        signature: Signature,
    ) -> Receipt:
        sql = "select coalesce(max(sequence), 0) + 1 from case_number where year = $1"
        (sequence,) = self._database.rows(sql, (year,))[0]
        label = case_label(year, sequence)
        self._database.append("case_number", CASE_NUMBER, [(year, sequence, case_id)])
        return self._append(case_id, entries(label), 0, signature, label)

    def _append(
        self,
        subject_id: str,
        entries: Sequence[NewEntry],
        expected: int,
        signature: Signature,
        label: str = "",
    ) -> Receipt:
        if not entries:
            raise ValueError("nothing to store")
        if any(entry.pupil_id and not is_id(entry.pupil_id) for entry in entries):
            raise NotHere()
        is_new = expected == 0 and self._vault.make_key(subject_id)
        if not is_new and self._last_number(subject_id) != expected:
            raise CaseMovedOn()
        numbered = [
            _signed(subject_id, number, entry, signature)
            for number, entry in enumerate(entries, start=expected + 1)
        ]
        rows = [as_row(entry, self._vault) for entry in numbered]
        self._database.append("entry", EntryRow._fields, rows)
        receipt = Receipt(subject_id, tuple(row.number for row in rows), signature.at, label)
        self._sign(signature, receipt, rows)
        self._database.after_commit(partial(self._changed, subject_id, rows))
        return receipt

    def _last_number(self, subject_id: str) -> int:
        if self._can_use_kept:
            rows = self._sealed.get([subject_id], self._sealed_rows).get(subject_id)
            return rows[-1].number if rows else 0
        sql = "select coalesce(max(number), 0) from entry where subject_id = $1"
        (number,) = self._database.rows(sql, (subject_id,))[0]
        return int(number)

    def _sign(self, signature: Signature, receipt: Receipt, rows: Sequence[EntryRow]) -> None:
        """The receipt moves the chain on; the draft of the form ends with it."""
        before = self._tip
        content = fingerprint_of(self._vault, signature.content)
        tip, row = receipt_row(signature.form_key, receipt, rows, before, content=content)
        self._drafts.end_in_commit(signature.by, signature.form_key)
        self._database.after_commit(partial(check_there, self._database, signature.form_key, rows))
        self._database.append("form_receipt", RECEIPT, [row])
        self._move_to(tip, before)

    def _move_to(self, tip: Position, before: Position) -> None:
        self._tip = tip
        self._database.after_rollback(lambda: self._back_to(before))

    def _back_to(self, tip: Position) -> None:
        self._tip = tip

    def _load(self, batch: Sequence[Sequence[Entry]]) -> None:
        """Each history gets a receipt of its own, so that a check treats all entries alike."""
        before = tip = self._tip
        self._vault.make_keys(history[0].subject_id for history in batch)
        rows: list[EntryRow] = []
        numbers: list[tuple[int, int, str]] = []
        receipts: list[ReceiptRow] = []
        for history in batch:
            its_rows = [as_row(entry, self._vault) for entry in history]
            label = getattr(history[0].payload, "label", "")
            if label:
                numbers.append((*_label_parts(label), its_rows[0].subject_id))
            tip, receipt = loaded_receipt(its_rows, label, tip)
            rows.extend(its_rows)
            receipts.append(receipt)
        self._database.append("case_number", CASE_NUMBER, numbers)
        self._database.append("entry", EntryRow._fields, rows)
        self._database.append("form_receipt", RECEIPT, receipts)
        self._move_to(tip, before)

    def _changed(self, subject_id: str, rows: Sequence[EntryRow]) -> None:
        first = rows[0].number
        self._kept.extend(subject_id, first, self._read({subject_id: rows})[subject_id])
        self._sealed.extend(subject_id, first, rows)
        self._notify([partial(listener, subject_id, first) for listener in self.on_change])

    def _notify(self, listeners: Sequence[Callable[[], None]]) -> None:
        with self._database.writer:
            for listener in listeners:
                try:
                    listener()
                except Exception as fault:
                    _record.error("after a commit something failed: %s", type(fault).__name__)


def _signed(subject_id: str, number: int, entry: NewEntry, signature: Signature) -> Entry:
    return Entry(
        subject_id=subject_id,
        number=number,
        payload=entry.payload,
        happened_on=entry.happened_on,
        recorded_at=signature.at,
        recorded_by=signature.by,
        card_version=signature.card_version,
        step=entry.step,
        pupil_id=entry.pupil_id,
    )


def _label_parts(label: str) -> tuple[int, int]:
    year, _, sequence = label.partition("-")
    return int(year), int(sequence)


def _batches(histories: Iterable[Sequence[Entry]]) -> Iterator[list[Sequence[Entry]]]:
    batch: list[Sequence[Entry]] = []
    size = 0
    for history in histories:
        batch.append(history)
        size += len(history)
        if size >= LOAD_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
