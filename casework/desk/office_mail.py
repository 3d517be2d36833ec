"""What a beheerder sees of the e-mail that the program sends, and when it sends the digest."""

from dataclasses import dataclass
from datetime import datetime, time

from casework.desk.access import Room
from casework.errors import InputRefused
from casework.mail import MailFault, MessageKind, OutboxState
from casework.people import Action


@dataclass(frozen=True)
class FailedMessage:
    """A message that will not come: what it was, to whom, and why."""

    kind: MessageKind
    to: str
    at: datetime
    fault: MailFault


@dataclass(frozen=True)
class MailOffice(Room):
    """The outbox of the school; handed out by Office.mail."""

    _needs = Action.ADMINISTER

    @property
    def is_on(self) -> bool:
        """Whether a mail server was set for this school."""
        return self._access.store.outbox.is_on

    def state(self) -> OutboxState:
        """How many messages wait, were sent and were given up, and why the last one failed."""
        return self._access.store.outbox.state()

    def failed(self) -> list[FailedMessage]:
        """What will not come, the newest first, under the name of whom it was to."""
        given_up = self._access.store.outbox.given_up()
        names = self._access.store.school.staff_names({one.staff_id for one in given_up})
        return [
            FailedMessage(
                one.kind,
                names[one.staff_id].full if one.staff_id in names else "",
                one.at,
                one.fault,
            )
            for one in given_up
        ]

    def drop_failed(self) -> None:
        """The beheerder has seen what will not come."""
        self._access.store.outbox.drop_given_up()

    def send_test(self) -> None:
        """A message to oneself; InputRefused where there is no mail, or no own address."""
        own, store = self._access.actor.staff_id, self._access.store
        if not self.is_on:
            raise InputRefused("Er is nog geen mailserver ingesteld.")
        if not store.outbox.address_of(own):
            raise InputRefused(
                "Er staat geen e-mailadres van jezelf in Beheer. Zet het er bij Medewerkers bij."
            )
        store.outbox.add(MessageKind.TEST, own, {}, self._access.now())

    def digest_time(self) -> time | None:
        """When on a school day the digest is sent; None when it is off."""
        return self._access.store.school.digest_time()

    def set_digest_time(self, at: time | None) -> None:
        """When the digest is sent; None: not at all. Each change is on record."""
        if at != self.digest_time():
            self._access.store.school.set_digest_time(at, self._access.actor.staff_id)
