"""E-mail that waits to be sent, as the casework asks for it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from casework.mail import GivenUp, MessageKind, OutboxState


class Outbox(Protocol):
    """Messages that wait to be sent by e-mail; no name of a pupil and no word of a case in any."""

    @property
    def is_on(self) -> bool:
        """Whether this school sends e-mail at all."""
        ...

    def add(
        self, kind: MessageKind | str, staff_id: str, values: Mapping[str, str], now: datetime
    ) -> str:
        """Put a message to this person in the outbox, in the transaction that is going on.

        Its id; an empty one, and nothing is kept, where no e-mail is sent. ValueError when it
        would say anything else than its kind may (`casework.mail`).
        """
        ...

    @property
    def address_of(self) -> Callable[[str], str]:
        """The e-mail address of a member of staff; empty when there is none."""
        ...

    def state(self) -> OutboxState: ...
    def given_up(self) -> list[GivenUp]:
        """What will not come, the newest first."""
        ...

    def drop_given_up(self) -> None: ...
    def reads_digest(self, staff_id: str) -> bool: ...
    def set_reads_digest(self, staff_id: str, wants: bool) -> None:
        """Whether this person gets the daily digest from now on."""
        ...
