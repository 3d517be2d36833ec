"""The secret address at which a calendar program finds somebody's own agenda."""

from dataclasses import dataclass
from datetime import datetime

from casework.people import Actor
from casework.ports import Store


@dataclass(frozen=True)
class CalendarAddress:
    """The own address, and no other; made by Desk.calendar_address, which checks."""

    actor: Actor
    store: Store

    def since(self) -> datetime | None:
        """When the present address was made; None when there is none."""
        return self.store.calendars.since(self.actor.staff_id)

    def make(self) -> str:
        """The secret part of a new address, told this once; the earlier address stops."""
        return self.store.calendars.make(self.actor.staff_id)

    def stop(self) -> None:
        """From now on nobody finds the agenda by an address."""
        self.store.calendars.stop(self.actor.staff_id)
