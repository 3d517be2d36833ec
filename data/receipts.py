"""The receipt of what was stored together, and the chain of hashes that it moves on."""

from collections.abc import Sequence
from typing import Any

from casework.records import Receipt
from data.database import Database
from data.mark import Position, link, position_of
from data.rows import EntryRow, digest, shown_moment, stored_moment

ENTRIES = "entries"
TIP = "select max(position), arg_max(chain, position) from form_receipt"

COLUMNS = (
    "form_key, subject_id, first_number, last_number, label, recorded_at, position, digest, chain, "
    "content, staff_id"
)
ReceiptRow = tuple[Any, ...]
"""A row of the table `form_receipt`, in the order of COLUMNS."""


def tip_of(database: Database) -> Position:
    """The last position in the file."""
    return position_of(database.rows(TIP))


def earlier_receipt(database: Database, form_key: str) -> Receipt | None:
    """What was stored with this very form before; None when nothing was."""
    row = database.one(
        """
        select subject_id, first_number, last_number, recorded_at, label
        from form_receipt where form_key = $1
        """,
        (form_key,),
    )
    if row is None:
        return None
    subject_id, first, last, at, label = row
    return Receipt(subject_id, tuple(range(first, last + 1)), shown_moment(at), label, True)


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
    return receipt_row(f"load:{before.count}", receipt, rows, before)
