"""Whether what is kept is whole, for the two who can act on it: beheerder and privacy."""

from dataclasses import dataclass

from casework.desk.access import Room
from casework.integrity import IntegrityState
from casework.people import Action


@dataclass(frozen=True)
class IntegrityRoom(Room):
    """The outcome of the daily check; NotHere for anybody else."""

    _needs = Action.SEE_CHANGE_LOG

    def last(self) -> IntegrityState | None:
        """The outcome of the last check; None while the first after a start is being done."""
        return self._access.store.integrity.last
