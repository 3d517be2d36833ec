"""Recovering what can be recovered, on a copy, with an account of what is missing."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from casework.errors import StoreDamaged, StoreError
from data import inspection, school_key
from data.database import Database
from data.engine import journal_fault, peek
from data.faults import StatementFault
from data.mark import Mark
from data.school_key import VAULT_NAME, SchoolKey
from data.store import DATABASE_NAME, MARK_NAME, Store, exists, start_mark
from data.vault import Vault

WAL_NAME = f"{DATABASE_NAME}.wal"


@dataclass(frozen=True)
class Account:
    """What a repair found: up to which number of the ledger all is there, how many changes after
    it are missing (None: unknown), and what else is wrong."""

    folder: Path
    count_kept: int
    count_missing: int | None
    cut_bytes: int
    findings: list[str] = field(default_factory=list)


def repair(folder: Path, into: Path, key: SchoolKey | None = None) -> Account:
    """Recover the longest whole beginning of the data of `folder` in the new folder `into`.

    Nothing in `folder` changes. StoreDamaged when the main file itself cannot be read: then only
    a back-up helps.
    """
    if not exists(folder) or not (folder / DATABASE_NAME).is_file():
        raise StoreError("In deze map staat geen gegevensbestand (school.duckdb).")
    if into.exists():
        raise StoreError("De map voor het herstel bestaat al. Kies een andere.")
    _refuse_in_use(folder)
    key = key or school_key.find(folder)
    into.mkdir(parents=True)
    try:
        _copy(folder, into)
        cut = _readable_journal(into)
        return _opened(folder, into, key, cut)
    except BaseException:
        shutil.rmtree(into, ignore_errors=True)
        raise


def use(folder: Path, recovered: Path, aside: Path) -> None:
    """Put a recovered copy in place; the damaged files move to the folder `aside`."""
    aside.mkdir(parents=True)
    for name in (DATABASE_NAME, WAL_NAME, VAULT_NAME, MARK_NAME):
        if (folder / name).exists():
            (folder / name).replace(aside / name)
    for name in (MARK_NAME, VAULT_NAME, DATABASE_NAME):
        (recovered / name).replace(folder / name)
    shutil.rmtree(recovered)


def _refuse_in_use(folder: Path) -> None:
    try:
        peek(folder / DATABASE_NAME, "select 1")
    except (StoreDamaged, StatementFault):
        return


def _copy(folder: Path, into: Path) -> None:
    for name in (DATABASE_NAME, WAL_NAME, VAULT_NAME):
        if (folder / name).exists():
            shutil.copy2(folder / name, into / name)


def _readable_journal(folder: Path) -> int:
    """Cut the copied journal where its first unreadable line begins; how many bytes went."""
    journal = folder / WAL_NAME
    size = journal.stat().st_size if journal.exists() else 0
    while journal.exists():
        fault = journal_fault(folder / DATABASE_NAME)
        if fault is None:
            break
        _cut(journal, fault)
    return size - (journal.stat().st_size if journal.exists() else 0)


def _cut(journal: Path, fault: str) -> None:
    """Zeros at the end go first: no line of the journal ends in one. Then the line at fault."""
    whole = journal.read_bytes()
    kept = whole.rstrip(b"\0")
    if len(kept) == len(whole):
        place = re.search(r"at byte position (\d+)", fault)
        kept = whole[: min(int(place[1]), len(whole) - 1)] if place else b""
    if kept:
        journal.write_bytes(kept)
    else:
        journal.unlink()


def _opened(folder: Path, into: Path, key: SchoolKey, cut: int) -> Account:
    vault = Vault(into, key)
    vault.close()
    database = Database(into / DATABASE_NAME, vault.ledger_key)
    try:
        missing = inspection.count_missing(database, Mark.read(folder / MARK_NAME))
        start_mark(into / MARK_NAME, database).close()
    finally:
        database.close()
    store = Store.open(into, key)
    try:
        account = Account(into, store.database.ledger.tip.count, missing, cut, store.check())
        if missing != 0:
            store.school.note_repair(missing or 0)
        return account
    finally:
        store.close()
