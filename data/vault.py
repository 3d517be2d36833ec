"""The vault: a key per subject, wrapped by the school's key; text in, sealed text out."""

import secrets
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.errors import InputRefused, KeyMissing, KeyWrong, StoreDamaged, StoreError
from data.faults import vault_refusal
from data.school_key import VAULT_NAME, SchoolKey

NONCE = 12
CACHED_KEYS = 4096
BATCH = 10_000
CHECK = b"handelingskaart"

SHAPE = """
create table if not exists owner (school_id text not null, check_value blob not null);
create table if not exists key (subject_id text primary key, wrapped blob) without rowid;
"""


class KeyStates(NamedTuple):
    """Whose key is as it was made, was erased, or is another than was made."""

    sound: set[str]
    erased: set[str]
    damaged: set[str]


class Vault:
    """Keys in an SQLite file beside the database, never in it.

    An erased key leaves its row without a key behind: the proof that it is gone, and the reason
    why nothing is ever sealed for that subject again. Safe to use from several threads.
    """

    def __init__(self, folder: Path, key: SchoolKey) -> None:
        path = folder / VAULT_NAME
        if not path.is_file():
            raise KeyMissing(
                "De kluis met sleutels (vault.sqlite) staat niet bij de gegevens. Zet dit bestand "
                "terug uit de reservekopie; zonder de kluis zijn namen en teksten niet te lezen."
            )
        self.school_id = key.school_id
        self._wrapper = AESGCM(_derived(key.value, b"wrap"))
        self._mark_key = _derived(key.value, b"mark")
        self.ledger_key = _derived(key.value, b"ledger")
        self._lock = threading.RLock()
        self._keys: OrderedDict[str, AESGCM] = OrderedDict()
        self._file = _connect(path)
        try:
            self._check_key()
        except StoreError:
            self._file.close()
            raise

    @classmethod
    def create(cls, folder: Path, key: SchoolKey) -> Self:
        """A new, empty vault of this school in `folder`."""
        wrapper = AESGCM(_derived(key.value, b"wrap"))
        check = _sealed(wrapper, CHECK, f"owner:{key.school_id}")
        file = _connect(folder / VAULT_NAME)
        try:
            file.executescript(SHAPE)
            file.execute("insert into owner values (?, ?)", (key.school_id, check))
        except sqlite3.Error as error:
            raise vault_refusal(error) from None
        finally:
            file.close()
        return cls(folder, key)

    def make_key(self, subject_id: str) -> bool:
        """A key for this subject, unless it has one; on disk when this returns.

        Whether it was made now: then nothing was ever stored of this subject.
        """
        with self._lock:
            is_new = subject_id not in self._keys and not self._rows_for([subject_id])
            if is_new:
                self.make_keys([subject_id])
            return is_new

    def make_keys(self, subject_ids: Iterable[str]) -> None:
        """Keys for many subjects that have none yet, a batch per transaction."""
        ids = iter(subject_ids)
        while batch := list(islice(ids, BATCH)):
            rows = [(subject, self._wrapped(subject, _fresh_key())) for subject in batch]
            with self._changing():
                self._file.executemany("insert or ignore into key values (?, ?)", rows)

    def seal(self, subject_id: str, text: str, context: str) -> bytes:
        """`text` under the subject's key (made when needed), bound to subject and `context`."""
        key = self._key(subject_id)
        if key is None:
            self.make_key(subject_id)
            key = self._key(subject_id)
        if key is None:
            raise InputRefused("Deze gegevens zijn gewist; er kan niets meer bij worden gezet.")
        return _sealed(key, text.encode(), f"{subject_id}:{context}")

    def unseal(self, subject_id: str, sealed: bytes | None, context: str) -> str | None:
        """The text again; None when there is none or its key was erased."""
        key = self._key(subject_id) if sealed else None
        if key is None or not sealed:
            return None
        return _unsealed(key, sealed, f"{subject_id}:{context}").decode()

    def has_key(self, subject_id: str) -> bool:
        """Whether there is a key of this subject, and it was not erased."""
        return self._key(subject_id) is not None

    def is_missing(self, subject_id: str) -> bool:
        """Whether the vault knows nothing of this subject: it has no key, and had none."""
        with self._lock:
            return subject_id not in self._keys and not self._rows_for([subject_id])

    def is_erased(self, subject_id: str) -> bool:
        """Whether this subject had a key that was erased."""
        with self._lock:
            return subject_id not in self._keys and any(
                wrapped is None for _, wrapped in self._rows_for([subject_id])
            )

    def key_states(self) -> KeyStates:
        """How every key in the file is; each is unwrapped, and none is kept."""
        states, after = KeyStates(set(), set(), set()), ""
        while rows := self._rows_after(after):
            for subject_id, wrapped in rows:
                self._state_in(states, subject_id, wrapped).add(subject_id)
            after = rows[-1][0]
        return states

    def _state_in(self, states: KeyStates, subject_id: str, wrapped: bytes | None) -> set[str]:
        if wrapped is None:
            return states.erased
        try:
            _unsealed(self._wrapper, wrapped, f"key:{subject_id}")
        except StoreDamaged:
            return states.damaged
        return states.sound

    def _rows_after(self, subject_id: str) -> list[tuple[str, bytes | None]]:
        sql = "select subject_id, wrapped from key where subject_id > ? order by subject_id limit ?"
        with self._lock:
            try:
                return self._file.execute(sql, (subject_id, BATCH)).fetchall()
            except sqlite3.Error as error:
                raise vault_refusal(error) from None

    def recall(self, subject_ids: Iterable[str]) -> None:
        """Fetch many keys in one go, before many texts are unsealed."""
        with self._lock:
            missing = [subject for subject in subject_ids if subject not in self._keys]
            for start in range(0, min(len(missing), CACHED_KEYS), 500):
                for subject, wrapped in self._rows_for(missing[start : start + 500]):
                    self._remember(subject, wrapped)

    def erase(self, subject_id: str) -> None:
        """Destroy the key: what was sealed with it cannot be read any more, in no copy at all."""
        with self._lock:
            self._keys.pop(subject_id, None)
            with self._changing():
                self._file.execute("delete from key where subject_id = ?", (subject_id,))
                self._file.execute("insert into key values (?, null)", (subject_id,))

    def erase_all(self, subject_ids: Iterable[str]) -> None:
        """Destroy the keys of many subjects, a batch per transaction."""
        ids = iter(subject_ids)
        with self._lock:
            while batch := [(one,) for one in islice(ids, BATCH)]:
                for (subject_id,) in batch:
                    self._keys.pop(subject_id, None)
                with self._changing():
                    self._file.executemany("delete from key where subject_id = ?", batch)
                    self._file.executemany("insert into key values (?, null)", batch)

    def fingerprint(self, text: str) -> str:
        """A keyed hash by which a text can be looked up without being kept."""
        mark = hmac.HMAC(self._mark_key, hashes.SHA256())
        mark.update(text.encode())
        return mark.finalize().hex()

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the vault; refused where a file already is."""
        with self._lock, _connect(path) as copy:
            self._file.backup(copy)
        copy.close()

    def close(self) -> None:
        """Close the file and forget the keys."""
        with self._lock:
            self._keys.clear()
            self._file.close()

    def _check_key(self) -> None:
        try:
            check = self._check_value()
            if _unsealed(self._wrapper, check, f"owner:{self.school_id}") != CHECK:
                raise KeyWrong()
        except StoreDamaged:
            raise KeyWrong() from None

    def _check_value(self) -> bytes:
        try:
            row = self._file.execute("select check_value from owner").fetchone()
        except sqlite3.Error as error:
            raise vault_refusal(error) from None
        if row is None:
            raise KeyMissing()
        return bytes(row[0])

    def _key(self, subject_id: str) -> AESGCM | None:
        with self._lock:
            if subject_id in self._keys:
                self._keys.move_to_end(subject_id)
                return self._keys[subject_id]
            for subject, wrapped in self._rows_for([subject_id]):
                return self._remember(subject, wrapped)
            return None

    def _remember(self, subject_id: str, wrapped: bytes | None) -> AESGCM | None:
        if wrapped is None:
            return None
        key = AESGCM(_unsealed(self._wrapper, wrapped, f"key:{subject_id}"))
        self._keys[subject_id] = key
        while len(self._keys) > CACHED_KEYS:
            self._keys.popitem(last=False)
        return key

    def _rows_for(self, subject_ids: list[str]) -> list[tuple[str, bytes | None]]:
        places = ", ".join("?" * len(subject_ids))
        sql = f"select subject_id, wrapped from key where subject_id in ({places})"
        try:
            return self._file.execute(sql, subject_ids).fetchall()
        except sqlite3.Error as error:
            raise vault_refusal(error) from None

    def _wrapped(self, subject_id: str, key: bytes) -> bytes:
        return _sealed(self._wrapper, key, f"key:{subject_id}")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._lock:
            try:
                self._file.execute("begin immediate")
                yield
                self._file.execute("commit")
            except sqlite3.Error as error:
                if self._file.in_transaction:
                    self._file.execute("rollback")
                raise vault_refusal(error) from None


def _connect(path: Path) -> sqlite3.Connection:
    try:
        file = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        file.execute("pragma journal_mode = truncate")
        file.execute("pragma synchronous = full")
        file.execute("pragma secure_delete = on")
    except sqlite3.Error as error:
        raise vault_refusal(error) from None
    return file


def _fresh_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def _sealed(key: AESGCM, plain: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + key.encrypt(nonce, plain, bound_to.encode())


def _unsealed(key: AESGCM, sealed: bytes, bound_to: str) -> bytes:
    try:
        return key.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError):
        raise StoreDamaged(
            "Een verzegelde tekst hoort niet op deze plaats of is veranderd. Verander niets aan "
            "de bestanden en zet een reservekopie terug; zie 'Herstellen' in docs/beheer.md."
        ) from None


def _derived(value: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"handelingskaart " + purpose).derive(value)
