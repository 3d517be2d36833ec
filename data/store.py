"""The store of one school: file, vault and mark opened together, or not at all."""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Self

from casework.errors import KeyWrong, StoreDamaged, StoreError
from casework.rate_limits import RateLimits
from data import file_modes, inspection, school_key
from data.access_log import AccessLogStore
from data.accounts import Accounts
from data.calendar_feeds import Calendars
from data.cards import Cards
from data.change_log import ChangeLog
from data.database import Database
from data.drafts import DraftDrawer
from data.facts import Facts
from data.faults import no_right_to_write
from data.integrity import Integrity
from data.ledger_check import ledger_findings
from data.log import EntryLogStore
from data.mark import LEDGER, Mark
from data.migrations import migrate
from data.name_answers import NameAnswerBook
from data.outbox import Outbox
from data.reading_reviews import ReadingReviews
from data.register import Clock, system_clock
from data.school import School
from data.school_accounts import SchoolAccounts
from data.school_key import VAULT_NAME, SchoolKey
from data.second_factor import SecondFactors
from data.shape_check import shape_findings
from data.stored_forms import StoredFormsBook
from data.trend_notes import TrendNoteStore
from data.vault import Vault
from data.vault_check import key_findings

DATABASE_NAME = "school.duckdb"
MARK_NAME = "position.json"
_numbers = count(1)
FILES = (DATABASE_NAME, f"{DATABASE_NAME}.wal", VAULT_NAME, f"{VAULT_NAME}-journal", MARK_NAME)


def exists(folder: Path) -> bool:
    """Whether a school, or what is left of one, is kept in `folder`."""
    return any((folder / name).exists() for name in (DATABASE_NAME, VAULT_NAME))


class Store:
    """Implements `casework.ports.store`. Open it with `Store.open`; close it when done."""

    def __init__(
        self,
        folder: Path,
        key: SchoolKey,
        database: Database,
        vault: Vault,
        mark: Mark,
        now: Clock = system_clock,
        *,
        is_demo: bool = False,
    ) -> None:
        self.folder = folder
        self.number = next(_numbers)
        self.key = key
        self.database = database
        self.vault = vault
        self.mark = mark
        self.drafts = DraftDrawer(database, vault)
        self.school = School(database, vault, now)
        self.log = EntryLogStore(
            database,
            vault,
            self.drafts,
            merged_pupils=self.school.merged_pupils,
        )
        self.imports = self.school
        self.accounts = Accounts(database, vault, self.school)
        self.second_factors = SecondFactors(database, vault, self.school, now)
        self.access_log = AccessLogStore(database, vault, self.school)
        self.school_accounts = SchoolAccounts(database, vault, now)
        self.forms = StoredFormsBook(database, vault, self.drafts, now)
        self.calendars = Calendars(database, vault, now)
        self.outbox = Outbox(database, vault)
        self.rate_limits = RateLimits()
        self.outbox.address_of = self.school.email_of
        self.trend_notes = TrendNoteStore(database, vault, now)
        self.name_answers = NameAnswerBook(database, vault, now)
        self.cards = Cards(database, vault)
        self.changes = ChangeLog(database)
        self.integrity = Integrity(self.check, now)
        self.reading_reviews = ReadingReviews(database, vault, now)
        self.is_demo = is_demo
        self._old_mark = ""
        self.log.put_right = self.school.put_right
        self.facts = Facts(
            database,
            self.school.school_days,
            self.cards.followed,
            self.school.put_right,
            self.school.merged_pupils,
        )
        self.log.on_change.append(self.facts.entries_changed)
        self.log.on_load.append(self.facts.forget)
        self.school.on_school_change.append(self.facts.school_changed)
        for held in (self.school_accounts, self.calendars):
            self.accounts.on_access_change.append(held.forget)
        for book in (self.second_factors, self.school_accounts):
            book.on_school_change.append(partial(self.accounts.access_changed, ""))
        self.school.on_classes_changed.append(self.log.classes_changed)
        self.school.on_classes_changed.append(self.facts.forget)
        self.school.on_merge.append(self.facts.subjects_changed)
        self.cards.on_keep.append(self.facts.cards_changed)

    @classmethod
    def open(
        cls,
        folder: Path,
        key: SchoolKey | None = None,
        *,
        on_fatal: Callable[[], None] | None = None,
        now: Clock = system_clock,
    ) -> Self:
        """Open the school kept in `folder`; every way in which that can fail is a StoreError.

        `on_fatal` is called once when nothing can be written any more.
        """
        path = folder / DATABASE_NAME
        _refuse_impossible(folder)
        key = key or school_key.find(folder)
        file_modes.make_private(folder, FILES, key.path)
        vault = Vault(folder, key)
        try:
            noted = Mark.read(folder / MARK_NAME)
            has_journal = path.with_name(f"{DATABASE_NAME}.wal").exists()
            if has_journal:
                inspection.look_first(path, noted)
            database = Database(path, vault.ledger_key, on_fatal=on_fatal)
        except StoreError:
            vault.close()
            raise
        try:
            inspection.compare_with_mark(database, noted)
            old_mark = inspection.mark_finding(database, noted, was_closed=not has_journal)
            migrate(database)
            meta: dict[str, str] = dict(database.rows("select key, value from meta"))
            _refuse_other_school(meta, key)
            mark = caught_up(Mark(folder / MARK_NAME), database)
            is_demo = meta.get("is_demo") == "yes"
            store = cls(folder, key, database, vault, mark, now, is_demo=is_demo)
            store.note_old_mark(old_mark)
            return store
        except BaseException:
            database.close()
            vault.close()
            raise

    def note_old_mark(self, finding: str) -> None:
        """The mark was older than the file: on record for good, and a finding until it closes."""
        self._old_mark = finding
        if finding:
            self.school.note_old_mark()

    def check(self) -> list[str]:
        """Everything read and hashed again; what is wrong, in Dutch; nothing when all is well."""
        return [
            *filter(None, [self._old_mark]),
            *self.verify_ledger(),
            *inspection.findings(self.database, self.vault),
            *key_findings(self.database, self.vault),
            *shape_findings(self.database),
            *self.access_log.verify(),
        ]

    def verify_ledger(self, since: int = 0) -> list[str]:
        """What in the file is not as the ledger says, in Dutch; nothing when all is well.

        Of the commits up to number `since`, which were verified before, what they appended is not
        read again. For a thread beside the work: nobody waits for it.
        """
        return ledger_findings(self.database, self.mark.position, since)

    def close(self) -> None:
        """Close the files; whoever is writing finishes first."""
        self.database.close()
        self.mark.close()
        self.vault.close()

    def throw_away(self) -> None:
        """Remove a demo school with its key; refused for a real one."""
        if not self.is_demo:
            raise StoreError("Alleen de demoschool kan worden weggegooid.")
        self.close()
        remove_files(self.folder)
        school_key.forget(self.key)


def caught_up(mark: Mark, database: Database) -> Mark:
    """The mark, brought to the end of the file: a change that nobody acknowledged counts as well.

    It follows every further commit.
    """
    if mark.positions != {LEDGER: database.ledger.tip}:
        mark.note(database.ledger.tip)
    mark.sync()
    database.on_commit = mark.note
    return mark


def start_mark(path: Path, database: Database) -> Mark:
    """A fresh mark at the end of the file."""
    return Mark.start(path, database.ledger.tip)


def remove_files(folder: Path) -> None:
    """Remove the files of a store, and the folder when nothing else is in it."""
    for name in FILES:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    with suppress(OSError):
        folder.rmdir()


def _refuse_impossible(folder: Path) -> None:
    if not (folder / DATABASE_NAME).is_file():
        raise StoreDamaged(
            "Het gegevensbestand (school.duckdb) is er niet. Zet het terug uit de reservekopie, "
            "samen met vault.sqlite en position.json."
        )
    if not os.access(folder, os.W_OK) or not os.access(folder / DATABASE_NAME, os.W_OK):
        raise no_right_to_write()


def _refuse_other_school(meta: Mapping[str, str], key: SchoolKey) -> None:
    if meta.get("school_id") != key.school_id:
        raise KeyWrong(
            "De kluis (vault.sqlite) en het gegevensbestand zijn van verschillende scholen. Zet "
            "de bestanden terug die bij elkaar horen."
        )
