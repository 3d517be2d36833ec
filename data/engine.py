"""The DuckDB engine on a file: one at a time in this process, with every door shut but the file."""

import os
import threading
import weakref
from pathlib import Path
from typing import Any

import duckdb

from casework.errors import StoreLocked
from data.faults import no_right_to_write, refusal

STORAGE_VERSION = "v1.5.0"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION
}
MEMORY_LIMIT = "2GB"

_open: weakref.WeakValueDictionary[Path, object] = weakref.WeakValueDictionary()
_opening = threading.Lock()


def opened(path: Path, holder: object) -> duckdb.DuckDBPyConnection:
    """The engine on this file, for one holder at a time; StoreLocked for a second one."""
    with _opening:
        if path in _open:
            raise StoreLocked()
        engine = _connect(path)
        _open[path] = holder
        return engine


def release(path: Path, holder: object) -> None:
    """This holder is done with the file."""
    if _open.get(path) is holder:
        del _open[path]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    scratch = path.parent / "tmp"
    try:
        scratch.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise no_right_to_write() from None
    try:
        engine = duckdb.connect(str(path), config=CONFIG)
        engine.execute(f"attach ':memory:' as facts; {_hardened(scratch)}")
    except duckdb.Error as error:
        raise refusal(error, "open") from None
    return engine


def _hardened(scratch: Path) -> str:
    """Shut every door but the file itself; the order matters, the last one locks the rest."""
    place = str(scratch).replace("'", "''")
    settings = (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "allow_community_extensions = false",
        "allow_persistent_secrets = false",
        "python_enable_replacements = false",
        f"memory_limit = '{os.environ.get('HANDELINGSKAART_MEMORY', MEMORY_LIMIT)}'",
        f"temp_directory = '{place}'",
        f"allowed_directories = ['{place}']",
        "enable_external_access = false",
        "lock_configuration = true",
    )
    return "; ".join(f"set {setting}" for setting in settings)


def peek(path: Path, *queries: str) -> list[list[tuple[Any, ...]]]:
    """Rows read without changing a byte: the journal is replayed in memory only.

    Used before a file is opened for writing after an unclean stop, because opening it for
    writing folds the journal away, and with it the proof of what is missing.
    """
    with _opening:
        if path.resolve() in _open:
            raise StoreLocked()
        try:
            engine = duckdb.connect(str(path), read_only=True)
            try:
                return [engine.execute(query).fetchall() for query in queries]
            finally:
                engine.close()
        except duckdb.CatalogException:
            return [[] for _ in queries]
        except duckdb.Error as error:
            raise refusal(error, "open") from None


def journal_fault(path: Path) -> str | None:
    """What the engine says when it cannot replay the journal; None when it can. For repair only."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        if "replaying WAL" not in str(error):
            raise refusal(error, "open") from None
        return str(error)
    return None
