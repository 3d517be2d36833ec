"""Sends what waits in the outbox, over one line to the mail server."""

import ssl
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from casework.mail import MailFault
from data.outbox import WaitingMessage
from data.store import Store
from server.log import LOG
from server.mail.message import NoAddress, is_over, written
from server.mail.settings import MailSettings
from server.mail.smtp import MailLine, NotDelivered, mail_line

BETWEEN_CLEANING = timedelta(hours=6)


def _now() -> datetime:
    return datetime.now(UTC)


class MailSender:
    """Sends from the outbox of the open school; one of these for each server.

    `trust`: which certificates of a mail server count; those of this computer by default.
    """

    def __init__(
        self,
        settings: MailSettings,
        store: Callable[[], Store | None],
        address: str,
        now: Callable[[], datetime] = _now,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._address = address
        self._now = now
        self._trust = trust
        self._cleaned_at: datetime | None = None
        self._handed_over: set[str] = set()

    def send_waiting(self, stop: threading.Event | None = None) -> None:
        """Send what is due now, over one line; what is not taken is tried again later."""
        store = self._store()
        if store is None or not store.outbox.is_on:
            return
        self._clean(store)
        messages = store.outbox.due(self._now())
        if not messages:
            return
        try:
            with mail_line(self._settings, self._trust) as line:
                self._send_all(store, line, messages, stop)
        except NotDelivered as refusal:
            for message in messages:
                self._note_failed(store, message, refusal.fault)

    def _send_all(
        self,
        store: Store,
        line: MailLine,
        messages: Sequence[WaitingMessage],
        stop: threading.Event | None,
    ) -> None:
        for message in messages:
            if stop is not None and stop.is_set():
                return
            try:
                self._send_once(store, line, message)
            except NotDelivered as refusal:
                self._note_failed(store, message, refusal.fault)

    def _send_once(self, store: Store, line: MailLine, message: WaitingMessage) -> None:
        """Hand it over, and note that; where noting fails (a full disk) it is not sent again."""
        if message.message_id not in self._handed_over:
            self._send(store, line, message)
            self._handed_over.add(message.message_id)
        store.outbox.note_sent(message, self._now())
        self._handed_over.discard(message.message_id)

    def _send(self, store: Store, line: MailLine, message: WaitingMessage) -> None:
        now = self._now()
        if is_over(message, now):
            raise NotDelivered(MailFault.EXPIRED)
        recipient = store.outbox.address_of(message.staff_id)
        try:
            mail = written(message, recipient, self._settings.sender, self._address, now)
        except NoAddress:
            raise NotDelivered(MailFault.NO_ADDRESS) from None
        line.send(mail, recipient)

    def _note_failed(self, store: Store, message: WaitingMessage, fault: MailFault) -> None:
        is_given_up = store.outbox.note_failed(message, fault, self._now())
        what = "given up" if is_given_up else "tried again later"
        LOG.warning("a message (%s) was not sent: %s; %s", message.kind, fault, what)

    def _clean(self, store: Store) -> None:
        now = self._now()
        if self._cleaned_at is None or now - self._cleaned_at >= BETWEEN_CLEANING:
            store.outbox.drop_old(now)
            self._cleaned_at = now
