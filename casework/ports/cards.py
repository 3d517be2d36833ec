"""The versions of the card, as the casework asks for them."""

from datetime import datetime
from typing import Protocol

from casework.card.model import ActionCard
from casework.records import CardVersion


class CardShelf(Protocol):
    """The versions of the card that this school has used."""

    def current(self) -> ActionCard: ...
    def version(self, number: int) -> ActionCard: ...
    def numbers(self) -> list[int]: ...
    def versions(self) -> list[CardVersion]: ...
    def text(self, number: int) -> str: ...
    def keep(
        self, text: str, by: str, at: datetime, *, expected: int | None = None, note: str = ""
    ) -> ActionCard:
        """A new version; CardMovedOn when the newest one is not `expected` any more."""
        ...
