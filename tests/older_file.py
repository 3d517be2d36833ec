"""A school's files as an earlier version of the program left them."""

import re
from pathlib import Path

from data.access_log import reads_tip
from data.database import Database
from data.mark import SLOT, _slot
from data.migrations import packaged
from data.receipts import tip_of
from data.store import MARK_NAME, Store

# The columns that a change of shape added to tables of before.
ADDED_COLUMNS = {
    17: (("access_log", "act"), ("access_log", "pupils")),
    11: (
        ("form_receipt", "ledger"),
        ("act_receipt", "ledger"),
        ("case_number", "ledger"),
        ("access_log", "ledger"),
        ("reference_change", "ledger"),
        ("reference_change", "line"),
    ),
    6: (("draft", "subjects"), ("draft", "sign_in")),
    5: (
        ("draft", "screen"),
        ("draft", "address"),
        ("form_receipt", "content"),
        ("form_receipt", "staff_id"),
    ),
}
MADE = re.compile(r"create (?:or replace )?(table|view)(?: if not exists)? (\w+)")
LEDGER_BEGAN = 11


def as_before(store: Store, number: int) -> None:
    """The file, and its mark, as they were before the change of shape with this number."""
    if number <= LEDGER_BEGAN:
        mark_of_before(store.database, store.folder / MARK_NAME)
    for later in reversed([one for one in packaged() if one.number >= number]):
        with store.database.reshaping():
            for statement in reversed(later.statements):
                for kind, name in MADE.findall(statement):
                    store.database.run(f"drop {kind} {name}")
            for name, column in ADDED_COLUMNS.get(later.number, ()):
                store.database.run(f"alter table {name} drop column {column}")
        with store.database.reshaping():
            store.database.run(f"delete from meta where key = 'schema-{later.number:04d}'")


def mark_of_before(database: Database, path: Path) -> None:
    """The mark with its two series: entries and reads."""
    positions = {"entries": tip_of(database), "reads": reads_tip(database)}
    path.write_bytes(bytes(SLOT) + _slot(1, positions))
