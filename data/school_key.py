"""The key of the school: from the environment, or from a key file outside the data's folder."""

import base64
import binascii
import os
import secrets
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from casework.errors import KeyMissing, KeyWrong, StoreDamaged

LENGTH = 32
VAULT_NAME = "vault.sqlite"
KEY = "HANDELINGSKAART_KEY"
KEY_FILE = "HANDELINGSKAART_KEY_FILE"


@dataclass(frozen=True)
class SchoolKey:
    """The key, the school it opens, and the file it came from (None: the environment)."""

    value: bytes = field(repr=False)
    school_id: str
    path: Path | None = None


def find(folder: Path) -> SchoolKey:
    """The key of the school kept in `folder`; KeyMissing or KeyWrong when there is none."""
    school_id = _school_of(folder)
    if KEY in os.environ:
        return SchoolKey(_decoded(os.environ[KEY]), school_id)
    path = _file_for(school_id)
    try:
        return SchoolKey(_read(path), school_id, path)
    except OSError:
        raise KeyMissing() from None


def make(folder: Path) -> SchoolKey:
    """A key for a new school whose data will be in `folder`; kept in a file with mode 600."""
    school_id = str(uuid4())
    if KEY in os.environ:
        return SchoolKey(_decoded(os.environ[KEY]), school_id)
    path = _file_for(school_id)
    if path.resolve().is_relative_to(folder.resolve()):
        raise KeyMissing(
            "De sleutel hoort niet in de map van de gegevens: wie de map meeneemt, zou dan alles "
            f"kunnen lezen. Kies met {KEY_FILE} een andere plaats."
        )
    if path.exists():
        return SchoolKey(_read(path), school_id, path)
    return keep(SchoolKey(secrets.token_bytes(LENGTH), school_id, path))


def keep(key: SchoolKey) -> SchoolKey:
    """Make sure the key is in its file, with mode 600, before anything is sealed with it."""
    if key.path is not None and not key.path.exists():
        _write(key.path, written(key.value) + "\n")
    return key


def forget(key: SchoolKey) -> None:
    """Remove the key file that was made for this one school; a file that the school chose stays."""
    if key.path is not None and key.path == default_file(key.school_id):
        key.path.unlink(missing_ok=True)


def written(value: bytes) -> str:
    """The key as text, for a key file or the environment."""
    return base64.b64encode(value).decode("ascii")


def _read(path: Path) -> bytes:
    return _decoded(path.read_text(encoding="ascii", errors="replace"))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise KeyMissing(
            "De sleutel van de school kan niet worden bewaard: op de plaats van het "
            f"sleutelbestand mag niet worden geschreven. Kies met {KEY_FILE} een andere plaats."
        ) from None


def _decoded(text: str) -> bytes:
    try:
        value = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        value = b""
    if len(value) != LENGTH:
        raise KeyWrong(
            "De sleutel is niet compleet: er horen 32 bytes te staan, geschreven als base64. "
            "Gebruik de sleutel die bij de eerste start is gemaakt."
        )
    return value


def _file_for(school_id: str) -> Path:
    chosen = os.environ.get(KEY_FILE)
    return Path(chosen).expanduser() if chosen else default_file(school_id)


def default_file(school_id: str) -> Path:
    """Where the key of this school is kept when nobody chose another place."""
    return _config_folder() / "handelingskaart" / f"{school_id}.key"


def _config_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _school_of(folder: Path) -> str:
    path = folder / VAULT_NAME
    if not path.is_file():
        raise KeyMissing(
            "De kluis met sleutels (vault.sqlite) staat niet bij de gegevens. Zet dit bestand "
            "terug uit de reservekopie; zonder de kluis zijn namen en teksten niet te lezen."
        )
    try:
        # Not read-only: after a crash the first who looks puts the last half write back.
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as vault:
            row = vault.execute("select school_id from owner").fetchone()
    except sqlite3.Error:
        row = None
    if row is None:
        raise StoreDamaged(
            "De kluis met sleutels (vault.sqlite) is beschadigd. Zet dit bestand terug uit de "
            "reservekopie."
        )
    return str(row[0])
