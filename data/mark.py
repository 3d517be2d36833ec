"""The mark outside the file: how far the log had come, so that silent loss becomes an alarm.

Why it costs no second fsync. The database syncs its own journal at each commit; the mark is then
overwritten in place, without a sync. A program that is killed loses nothing by that, because the
operating system keeps what was written. After a power cut the mark may lag behind the database by
some seconds, never run ahead of it: the alarm may then be a few entries short-sighted, but it is
never false, and the entries themselves were synced. Two slots take turns and each carries its own
checksum, so a half-written slot leaves the other one readable.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

SLOT = 512
LEDGER = "ledger"
START = "0" * 64


@dataclass(frozen=True)
class Position:
    """How many there are, and the hash of the chain up to the last one."""

    count: int = 0
    chain: str = START


def position_of(rows: Sequence[Sequence[Any]]) -> Position:
    """The answer of a statement that asks for the last position; the start when there is none."""
    return Position(*rows[0]) if rows and rows[0][0] is not None else Position()


def link(chain: str, digest: str) -> str:
    """The next hash of a chain: SHA-256 over the previous one and what came."""
    return hashlib.sha256(f"{chain}\x1f{digest}".encode()).hexdigest()


class Mark:
    """The last position of the ledger, in a small file of fixed size."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._serial, self._positions = _newest_slot(path)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)

    @classmethod
    def read(cls, path: Path) -> dict[str, Position] | None:
        """What the mark says; None when there is no readable mark."""
        serial, positions = _newest_slot(path)
        return positions if serial else None

    @classmethod
    def start(cls, path: Path, tip: Position) -> Self:
        """A fresh mark; an older one at this place is forgotten."""
        path.unlink(missing_ok=True)
        mark = cls(path)
        mark.note(tip)
        mark.sync()
        return mark

    @property
    def positions(self) -> Mapping[str, Position]:
        """What the file says; that of an earlier version speaks of "entries" and "reads"."""
        return self._positions

    @property
    def position(self) -> Position:
        """The last position that was noted; the start when there is none."""
        return self._positions.get(LEDGER, Position())

    def note(self, tip: Position) -> None:
        """Overwrite the older slot; call it inside the writer's lock, after the commit."""
        self._positions = {LEDGER: tip}
        self._serial += 1
        os.lseek(self._file, (self._serial % 2) * SLOT, os.SEEK_SET)
        os.write(self._file, _slot(self._serial, self._positions))

    def sync(self) -> None:
        """Make the mark survive a power cut; at the start and the end, not per commit."""
        os.fsync(self._file)

    def close(self) -> None:
        """Sync and let go of the file."""
        if self._file >= 0:
            self.sync()
            os.close(self._file)
            self._file = -1


def _slot(serial: int, positions: dict[str, Position]) -> bytes:
    content = {name: [position.count, position.chain] for name, position in positions.items()}
    body = json.dumps({"serial": serial, "positions": content}, separators=(",", ":"))
    check = hashlib.sha256(body.encode()).hexdigest()[:16]
    return f"{check} {body}".ljust(SLOT - 1).encode() + b"\n"


def _newest_slot(path: Path) -> tuple[int, dict[str, Position]]:
    try:
        whole = path.read_bytes()
    except FileNotFoundError:
        return 0, {}
    slots = [_read_slot(whole[start : start + SLOT]) for start in (0, SLOT)]
    return max(slots, key=lambda slot: slot[0])


def _read_slot(raw: bytes) -> tuple[int, dict[str, Position]]:
    check, _, body = raw.rstrip().partition(b" ")
    if hashlib.sha256(body).hexdigest()[:16].encode() != check:
        return 0, {}
    content = json.loads(body)
    return content["serial"], {name: Position(*pair) for name, pair in content["positions"].items()}
