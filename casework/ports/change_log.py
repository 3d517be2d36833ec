"""The record of changes, as the casework asks for it, and whether all is as it was written."""

from typing import Protocol

from casework.change_log import ChangeLine, ChangeSearch
from casework.integrity import IntegrityState


class ChangeLog(Protocol):
    """The record of changes, read back."""

    def count(self, sought: ChangeSearch) -> int: ...
    def search(self, sought: ChangeSearch, rows_of_page: slice = slice(None)) -> list[ChangeLine]:
        """The changes that are asked for, the newest first; of these rows alone."""
        ...


class Integrity(Protocol):
    """Whether what is kept is still what was written."""

    @property
    def last(self) -> IntegrityState | None:
        """The outcome of the last check; None while the first is being done."""
        ...
