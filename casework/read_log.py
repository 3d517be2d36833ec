"""What the read log keeps of who saw what: the acts of reading, its lines, and a search in it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ReadAct(StrEnum):
    """How somebody came to see something.

    `SEEN`: it stood on a screen beside something else, and was not opened. `FETCHED` is a file that
    was handed out, `EXPORTED` what left as figures or lists, `LOOKED_UP` a look in the read log.
    """

    OPENED = "opened"
    SEEN = "seen"
    PRINTED = "printed"
    EXPORTED = "exported"
    SEARCHED = "searched"
    FETCHED = "fetched"
    FIGURES = "figures"
    LOOKED_UP = "looked_up"


@dataclass(frozen=True)
class ReadLine:
    """One line of the read log."""

    read_at: datetime
    staff_name: str
    case_label: str
    reason: str
    act: ReadAct = ReadAct.OPENED


@dataclass(frozen=True)
class ReadLogSearch:
    """Which lines of the read log: days, both included, and of one case or of these people."""

    first: date
    last: date
    staff_ids: tuple[str, ...] | None = None
    case: tuple[int, int] | None = None
