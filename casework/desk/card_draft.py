"""A card on its way to be taken into use, and where its settings stand in the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from casework.card.model import ActionCard, read_card, refusal_of
from casework.card.reading import Place
from casework.cases.card_walk import walk_faults
from casework.errors import InputRefused


@dataclass(frozen=True)
class CardDraft:
    """A card on its way; `fault` says why a text kept by an older program is no card any more."""

    text: str
    based_on: int
    kept_at: datetime | None
    card: ActionCard | None
    changes: tuple[str, ...] = ()
    fault: str = ""

    @property
    def stamp(self) -> str:
        """What tells this text from every other."""
        return stamp_of(self.text)


@lru_cache(maxsize=8)
def read_draft(text: str, version: int) -> ActionCard:
    """A draft is read again and again while its forms are on the screen.

    Besides, it is walked with made-up cases: every step that it asks is somebody's who can do it.
    """
    card = read_card(text, version)
    if faults := walk_faults(card):
        raise refusal_of(text, faults)
    return card


def stamp_of(text: str) -> str:
    """A short fingerprint of a text."""
    return sha256(text.encode()).hexdigest()[:12]


def place_of(card: ActionCard, name: tuple[str, ...]) -> Place:
    """Where a setting stands in the file: its row by position instead of by id."""
    if len(name) < 2 or name[0] == "lists":
        return name
    ids = [str(getattr(row, "id", "") or row.number) for row in _rows(card, name[0])]
    if name[1] not in ids:
        raise InputRefused("Dit staat niet meer op de kaart. Ververs het scherm.")
    return (name[0], ids.index(name[1]), *name[2:])


def value_of(card: ActionCard, name: tuple[str, ...]) -> object:
    """The value that a setting has now; nothing when it is not there."""
    if len(name) == 1:
        return getattr(card, name[0], None)
    if name[0] == "lists":
        return card.lists.get(name[1], {}).get(name[2])
    place = place_of(card, name)
    value = getattr(_rows(card, name[0])[int(place[1])], name[2], None)
    return list(value) if isinstance(value, tuple) else value


def _rows(card: ActionCard, table: str) -> Sequence[Any]:
    rows: Sequence[Any] = getattr(card, "all_steps" if table == "steps" else table)
    return rows
