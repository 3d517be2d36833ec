"""Setting up a school: everything is made beside, and put in place only when it is whole."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from casework.errors import InputRefused, StoreError
from casework.free_periods import FreePeriod
from casework.people import Assignment, PersonName, Role
from casework.records import HashedPassword, SchoolYear
from data import school_key
from data.database import Database
from data.faults import no_right_to_write
from data.migrations import migrate
from data.register import Clock, system_clock
from data.school_key import VAULT_NAME, SchoolKey
from data.store import DATABASE_NAME, MARK_NAME, Store, exists, start_mark
from data.vault import Vault

FORMAT = "1"


class ClassSetup(BaseModel):
    """A class to begin with."""

    model_config = ConfigDict(frozen=True)
    name: str
    year_group: int
    team: str


class SchoolSetup(BaseModel):
    """What a school says of itself at the start; a demo school has no first beheerder."""

    model_config = ConfigDict(frozen=True)
    name: str
    region: str
    school_year: str
    starts_on: date
    ends_on: date
    classes: tuple[ClassSetup, ...] = ()
    admin_given: str = ""
    admin_family: str = ""
    admin_user_name: str = ""
    admin_password: str = ""
    is_demo: bool = False
    free_days: tuple[FreePeriod, ...] = ()


def set_up_school(
    folder: Path,
    key: SchoolKey,
    setup: SchoolSetup,
    *,
    fill: Callable[[Store], None] | None = None,
    on_fatal: Callable[[], None] | None = None,
    now: Clock = system_clock,
) -> Store:
    """A new school in `folder`, open; InputRefused or StoreError leave nothing behind.

    `fill` gets the store before it is put in place: what it adds is there from the first moment.
    """
    if exists(folder):
        raise StoreError("In deze map staat al een school. Kies een andere map.")
    beside = folder / f"new-{uuid4().hex[:8]}"
    was_there = folder.exists()
    try:
        _make_folder(beside)
        key = school_key.keep(key)
        _create(beside, key, setup)
        store = Store.open(beside, key, now=now)
        try:
            _furnish(store, setup, now)
            if fill is not None:
                fill(store)
        finally:
            store.close()
        _put_in_place(beside, folder)
    except BaseException:
        school_key.forget(key)
        _remove(beside, None if was_there else folder)
        raise
    _remove(beside)
    return Store.open(folder, key, on_fatal=on_fatal, now=now)


def _make_folder(beside: Path) -> None:
    try:
        beside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.mkdir(mode=0o700)
    except OSError:
        raise no_right_to_write() from None


def _remove(beside: Path, folder: Path | None = None) -> None:
    shutil.rmtree(beside, ignore_errors=True)
    if folder is not None:
        with suppress(OSError):
            folder.rmdir()


def _create(folder: Path, key: SchoolKey, setup: SchoolSetup) -> None:
    vault = Vault.create(folder, key)
    ledger_key = vault.ledger_key
    vault.close()
    database = Database(folder / DATABASE_NAME, ledger_key)
    try:
        migrate(database)
        with database.write():
            for name, value in (
                ("school_id", key.school_id),
                ("format", FORMAT),
                ("is_demo", "yes" if setup.is_demo else "no"),
            ):
                database.run("insert into meta (key, value) values ($1, $2)", (name, value))
        start_mark(folder / MARK_NAME, database).close()
    finally:
        database.close()


def _furnish(store: Store, setup: SchoolSetup, now: Clock) -> None:
    """Name, calendar, card, classes and the first beheerder, in one transaction."""
    school = store.school
    year = SchoolYear(setup.school_year, setup.starts_on, setup.ends_on)
    password = None if setup.is_demo else _first_password(store, setup)
    with store.database.write():
        school.set_school(setup.name, setup.region, "")
        school.add_school_year(year, "")
        school.add_free_periods(setup.free_days, "")
        for made in setup.classes:
            school.add_class(made.name, made.year_group, made.team, setup.school_year, "")
        store.cards.keep_packaged(now())
        if password is not None:
            _first_admin(store, setup, password)


def _first_password(store: Store, setup: SchoolSetup) -> HashedPassword:
    if not setup.admin_user_name.strip():
        raise InputRefused("Vul een gebruikersnaam voor de beheerder in.", "admin_user_name")
    name = PersonName(setup.admin_given, setup.admin_family).full
    own_words = [name, setup.admin_given, setup.admin_user_name, setup.name]
    return store.accounts.checked_password(setup.admin_password, own_words)


def _first_admin(store: Store, setup: SchoolSetup, password: HashedPassword) -> None:
    name = PersonName(setup.admin_given, setup.admin_family)
    admin = store.school.add_staff(name, setup.admin_user_name, "")
    store.school.assign(admin, Assignment(Role.ADMIN), admin)
    store.accounts.keep_password(admin, password, admin)


def _put_in_place(beside: Path, folder: Path) -> None:
    """The database comes last: until it is there, there is no school."""
    try:
        for name in (MARK_NAME, VAULT_NAME, DATABASE_NAME):
            (beside / name).chmod(0o600)
            os.replace(beside / name, folder / name)
        _sync(folder)
    except OSError:
        for name in (MARK_NAME, VAULT_NAME):
            (folder / name).unlink(missing_ok=True)
        raise no_right_to_write() from None


def _sync(folder: Path) -> None:
    """Make the new names survive a power cut, where a folder can be synced."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)
