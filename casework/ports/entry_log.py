"""The log of entries, as the casework asks for it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from casework.entries import Entry, NewEntry
from casework.records import Receipt, SavePart, Signature


class EntryLog(Protocol):
    """Entries, only ever appended; one subject is a case or a class."""

    def append(
        self,
        subject_id: str,
        entries: Sequence[NewEntry],
        *,
        expected: int,
        signature: Signature,
    ) -> Receipt:
        """Store `entries` after number `expected`; CaseMovedOn when the subject is further.

        The draft of the form ends in the same commit. The same form again gives the receipt that
        it got; FormStoredBefore when its key was stored with another content.
        """
        ...

    def open_case(
        self,
        case_id: str,
        entries: Callable[[str], Sequence[NewEntry]],
        *,
        year: int,
        signature: Signature,
    ) -> Receipt:
        """Start a case: `entries` gets the fresh label ("2026-044") and says what to store."""
        ...

    def earlier(self, signature: Signature) -> Receipt | None:
        """The receipt that this very form got; FormStoredBefore with another content."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """All that is stored inside is stored in one transaction, or not at all."""
        ...

    def entries(self, subject_id: str) -> list[Entry]:
        """All entries of one subject in order, with their words; none when it is unknown."""
        ...

    def entries_of(
        self, subject_ids: Iterable[str], *, with_words: bool = False
    ) -> dict[str, list[Entry]]:
        """The entries of several subjects; their words are all empty unless they are asked for."""
        ...

    def saves(self, subject_id: str) -> list[tuple[int, int]]:
        """The first and last number of each save of a subject, oldest first."""
        ...

    def saves_by(self, staff_id: str, since: datetime) -> list[SavePart]:
        """What this person saved since then, the newest first; of each save its first place."""
        ...

    def saved_together(self, subject_id: str, number: int, position: int = 0) -> list[SavePart]:
        """Every place that was written in by the save that this entry was part of; it is found
        sooner by its position."""
        ...

    def begun_with(self, kind: str) -> list[str]:
        """The subjects whose first entry is of this kind, the newest first."""
        ...
