"""What DuckDB, SQLite and the disk report, said again as a refusal that a person understands."""

import logging
import sqlite3

import duckdb

from casework.errors import StoreDamaged, StoreError, StoreFull, StoreLocked, StoreTooNew

REPAIR = "Voer uit: `python run.py data repair`. Dat werkt op een kopie en zegt wat er ontbreekt."
"""What IT does about a file that is not whole; said on the console, never on a screen."""

NO_ROOM = ("no space left", "file too large", "disk quota", "not enough space", "disk is full")
NO_RIGHT = ("read-only", "permission denied", "access is denied", "readonly")
IN_USE = ("could not set lock", "conflicting lock", "used by another process", "already open")
TOO_NEW = ("newer version", "read a database file with version", "storage version")
NOT_WHOLE = (
    "corrupt",
    "not a valid duckdb database",
    "checksum",
    "replaying wal",
    "wal does not match",
    "database has been invalidated",
    "malformed",
    "not a database",
    "failed to deserialize",
)
WRITTEN_BY_US = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)

_record = logging.getLogger(__name__)


class WriteConflict(StoreError):
    """Two transactions met; the loser may try again."""


class StatementFault(Exception):
    """A statement of ours is wrong. Carries the statement, never the values that came with it."""


def torn_tail() -> StoreDamaged:
    """The sentence for a journal that cannot be read to its end."""
    return StoreDamaged(
        "De laatste regels van het gegevensbestand zijn niet goed weggeschreven, bijvoorbeeld "
        "door een stroomstoring. Er is niets veranderd. Vraag wie de computers beheert om het te "
        "herstellen; zie 'Herstellen' in docs/beheer.md.",
        REPAIR,
    )


def missing_changes(count: int, *, is_whole: bool) -> StoreDamaged:
    """The sentence for changes that were acknowledged and are not there.

    `is_whole` when changes of every kind are counted; a file of before the ledger counts lines.
    """
    one, more = ("wijziging", "wijzigingen") if is_whole else ("regel", "regels")
    what = f"Er ontbreekt 1 {one}" if count == 1 else f"Er ontbreken {count} {more}"
    return StoreDamaged(
        f"{what} die wel als opgeslagen zijn gemeld. Het gegevensbestand wordt niet geopend en "
        "is niet veranderd. Zet een reservekopie terug, of laat het herstellen; zie 'Herstellen' "
        "in docs/beheer.md.",
        REPAIR,
    )


def no_right_to_write() -> StoreFull:
    """The sentence for a folder or disk that refuses writing."""
    return StoreFull(
        "In de map van de gegevens mag niet worden geschreven. Geef Handelingskaart schrijfrecht "
        "op deze map, of kies een andere map, en start opnieuw."
    )


def no_room() -> StoreFull:
    """The sentence for a full disk."""
    return StoreFull(
        "De schijf is vol, of bijna; er is nu niets opgeslagen. Maak ruimte vrij en start opnieuw."
    )


def refusal(error: Exception, statement: str = "") -> Exception:
    """The refusal, or the fault of ours, that `error` stands for; without any value from a case."""
    text = str(error).lower()
    if isinstance(error, duckdb.TransactionException) and "conflict" in text:
        return WriteConflict()
    known = _known(text)
    if known is not None:
        return known
    if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
        return StoreDamaged()
    if isinstance(error, (duckdb.IOException, duckdb.OutOfMemoryException, OSError)):
        _record.error("the store is out of reach: %s", type(error).__name__)
        return StoreError()
    return _fault_of_ours(error, statement)


def _known(text: str) -> StoreError | None:
    if any(sign in text for sign in NO_ROOM):
        return no_room()
    if any(sign in text for sign in IN_USE):
        return StoreLocked()
    if any(sign in text for sign in NO_RIGHT):
        return no_right_to_write()
    if any(sign in text for sign in TOO_NEW):
        return StoreTooNew()
    if "wal" in text and any(sign in text for sign in NOT_WHOLE):
        return torn_tail()
    return StoreDamaged() if any(sign in text for sign in NOT_WHOLE) else None


def vault_refusal(error: sqlite3.Error) -> StoreError:
    """The refusal that an SQLite error in the vault stands for."""
    text = str(error).lower()
    if "locked" in text:
        return StoreLocked()
    if "unable to open" in text:
        return no_right_to_write()
    return _known(text) or StoreError()


def _fault_of_ours(error: Exception, statement: str) -> StatementFault:
    detail = f": {error}" if isinstance(error, WRITTEN_BY_US) else ""
    return StatementFault(f"{type(error).__name__} in `{' '.join(statement.split())}`{detail}")
