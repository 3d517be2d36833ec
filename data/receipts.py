"""The receipt of what was stored together, and the chain of hashes that it moves on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.errors import FormStoredBefore, StoreError
from casework.records import Receipt, SavePart, Signature, StoredForm
from casework.sent_forms import opens_case, stored_before, title_of
from data.database import Database
from data.mark import Position, link, position_of
from data.rows import EntryRow, digest, shown_moment, stored_moment
from data.vault import Vault

LOADED = "load"
# More entries than any form ever wrote in one go.
LONGEST_SAVE = 2_000
NOT_READ_BACK = (
    "Wat je opsloeg kon niet worden teruggelezen. Wat je typte staat er nog; sla het nog eens op. "
    "Lukt het weer niet, vertel het dan aan de beheerder."
)
TIP = "select max(position), arg_max(chain, position) from form_receipt"

COLUMNS = (
    "form_key",
    "subject_id",
    "first_number",
    "last_number",
    "label",
    "recorded_at",
    "position",
    "digest",
    "chain",
    "content",
    "staff_id",
)
ReceiptRow = tuple[Any, ...]
"""A row of the table `form_receipt`, in the order of COLUMNS."""


def tip_of(database: Database) -> Position:
    """The last position in the file."""
    return position_of(database.rows(TIP))


def fingerprint_of(vault: Vault, content: str) -> str:
    """The keyed hash of what was sent: it tells whether that was the same, and nothing else."""
    return vault.fingerprint(f"form:{content}")


def earlier_receipt(database: Database, signature: Signature, content: str) -> Receipt | None:
    """What was stored with this very form before; None when nothing was.

    FormStoredBefore when its key was stored with another content, or by somebody else.
    """
    row = database.one(
        """
        select subject_id, first_number, last_number, recorded_at, label, content, staff_id
        from form_receipt where form_key = $1
        """,
        (signature.form_key,),
    )
    if row is None:
        return None
    subject_id, first, last, at, label, stored_content, staff_id = row
    if staff_id and staff_id != signature.by:
        raise FormStoredBefore
    if stored_content != content:
        stored = stored_form(database, "form_key = $1", (signature.form_key,))
        raise stored_before(stored, signature.at) if stored else FormStoredBefore()
    return Receipt(subject_id, tuple(range(first, last + 1)), shown_moment(at), label, True)


def check_there(database: Database, form_key: str, rows: Sequence[EntryRow]) -> None:
    """Read the receipt back that was committed with these rows; StoreError when it is not there."""
    row = database.one("select digest from form_receipt where form_key = $1", (form_key,))
    if row != (digest(rows),):
        raise StoreError(NOT_READ_BACK)


def latest_in_log(database: Database, staff_id: str, since: datetime) -> StoredForm | None:
    """The form that somebody stored last since then, in the log; None when there is none."""
    where = "staff_id = $1 and recorded_at >= $2 and not contains(form_key, ':')"
    return stored_form(database, where, (staff_id, stored_moment(since)))


def stored_form(database: Database, where: str, params: Sequence[Any]) -> StoredForm | None:
    """The latest form of which the receipt is like this; None when there is none."""
    row = database.one(
        f"""
        select recorded_at, subject_id, first_number from form_receipt
        where {where} order by position desc limit 1
        """,
        params,
    )
    if row is None:
        return None
    at, subject_id, first_number = row
    # Each is looked up by what is known already: a join would walk all entries of the school.
    entry = database.one(
        "select kind from entry where subject_id = $1 and number = $2", (subject_id, first_number)
    )
    case = database.one("select year, sequence from case_number where case_id = $1", (subject_id,))
    kind = entry[0] if entry else ""
    return StoredForm(
        stored_at=shown_moment(at),
        title=title_of(kind),
        label=case_label(*case) if case else "",
        is_new_case=opens_case(kind),
        subject_id=subject_id,
    )


def bounds_of_saves(database: Database, subject_id: str) -> list[tuple[int, int]]:
    """The first and last number of each receipt of a subject, oldest first."""
    sql = """
        select first_number, last_number from form_receipt
        where subject_id = $1 order by first_number
    """
    return [(int(first), int(last)) for first, last in database.rows(sql, (subject_id,))]


PART = "subject_id, first_number, last_number, position"


def saves_by(database: Database, staff_id: str, since: datetime) -> list[SavePart]:
    """What somebody saved since then, the newest first; of each form its first place."""
    sql = f"""
        select {PART} from form_receipt
        where staff_id = $1 and recorded_at >= $2 and not contains(form_key, ':')
        order by position desc
    """
    return [_part(row) for row in database.rows(sql, (staff_id, stored_moment(since)))]


def saved_together(
    database: Database, subject_id: str, number: int, position: int = 0
) -> list[SavePart]:
    """Every place that a form wrote in, by one of its entries; what was loaded is not told.

    With the position of its receipt, where that is known, it is not looked for among all.
    """
    by_position = "and position = $3" if position else ""
    row = database.one(
        f"""
        select form_key, position from form_receipt
        where subject_id = $1 and first_number <= $2 and last_number >= $2 {by_position}
        """,
        (subject_id, number, position) if position else (subject_id, number),
    )
    key = row[0].partition(":")[0] if row else ""
    if row is None or not key or key == LOADED:
        return []
    # What is one transaction stands together: no need to walk all receipts of the school.
    sql = f"""
        select {PART} from form_receipt
        where position between $3 and $4 and (form_key = $1 or starts_with(form_key, $2))
        order by position
    """
    near = (row[1] - LONGEST_SAVE, row[1] + LONGEST_SAVE)
    return [_part(found) for found in database.rows(sql, (key, f"{key}:", *near))]


def _part(row: Sequence[Any]) -> SavePart:
    subject_id, first, last, position = row
    return SavePart(str(subject_id), int(first), int(last), int(position))


def case_label(year: int, sequence: int) -> str:
    """The number of a case as people read it: "2026-044"."""
    return f"{year}-{sequence:03d}"


def receipt_row(
    form_key: str,
    receipt: Receipt,
    rows: Sequence[EntryRow],
    before: Position,
    *,
    content: str = "",
) -> tuple[Position, ReceiptRow]:
    """The position after these rows, and the row of their receipt.

    `content` is the keyed hash of what was sent; who sent it, is who wrote the rows.
    """
    hash_of_rows = digest(rows)
    tip = Position(before.count + len(rows), link(before.chain, hash_of_rows))
    numbers = (receipt.numbers[0], receipt.numbers[-1])
    at = stored_moment(receipt.recorded_at)
    about = (form_key, receipt.subject_id, *numbers, receipt.label, at)
    return tip, (*about, tip.count, hash_of_rows, tip.chain, content, rows[0].recorded_by)


def loaded_receipt(
    rows: Sequence[EntryRow], label: str, before: Position
) -> tuple[Position, ReceiptRow]:
    """The same for a whole history that was loaded; its form key is its place in the log."""
    numbers = tuple(row.number for row in rows)
    receipt = Receipt(rows[0].subject_id, numbers, shown_moment(rows[-1].recorded_at), label)
    return receipt_row(f"{LOADED}:{before.count}", receipt, rows, before)
