"""The secret address of a person's own agenda, as the casework asks for it."""

from datetime import datetime
from typing import Protocol


class CalendarAddresses(Protocol):
    """The secret address of a person's own agenda: made, renewed, stopped; never read back."""

    def make(self, staff_id: str) -> str:
        """The token of a new address, told this once; an earlier one is useless from now on."""
        ...

    def stop(self, staff_id: str) -> None:
        """The address is useless from now on."""
        ...

    def since(self, staff_id: str) -> datetime | None:
        """When the present address was made; None when there is none."""
        ...
