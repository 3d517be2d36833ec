"""What the program sends by e-mail: which kinds there are, and the little that each may say.

No message has a name of a pupil, or a word out of a case. That does not depend on who writes a
message: a kind says which values it takes, and each of these is an address, a day or a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about; the template of its words has the same name."""

    INVITATION = "invitation"
    """To somebody who has to choose a password: `link`, and `until` (a moment, ISO) it works."""

    DAILY_DIGEST = "daily_digest"
    """To who asked for it: `count` of things on Vandaag, and how many of these are `late`."""

    ROLE_WAITING = "role_waiting"
    """To the other beheerders: a role waits for a second one."""

    LEDGER_ALARM = "ledger_alarm"
    """To beheerder and privacy: what is kept was changed or is not whole."""

    UNUSUAL_READING = "unusual_reading"
    """To privacy: somebody reads much more than usual."""

    BACKUP_FAILED = "backup_failed"
    """To the beheerders: there is no back-up of today."""

    TEST = "test"
    """To the beheerder who asked whether sending works."""


class MailFault(StrEnum):
    """Why a message could not be sent, by what somebody has to do about it."""

    UNREACHABLE = "unreachable"
    TLS_MISSING = "tls_missing"
    CERTIFICATE = "certificate"
    PASSWORD = "password"  # noqa: S105 - the name of a fault
    SENDER = "sender"
    RECIPIENT = "recipient"
    REFUSED = "refused"
    NO_ADDRESS = "no_address"
    EXPIRED = "expired"


_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/[A-Za-z0-9/_.~?=&%-]*")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(\+00:00|Z)?)?")
_NUMBER = re.compile(r"\d{1,4}")
VALUES: Mapping[MessageKind, Mapping[str, re.Pattern[str]]] = {
    MessageKind.INVITATION: {"link": _ADDRESS, "until": _MOMENT},
    MessageKind.DAILY_DIGEST: {"count": _NUMBER, "late": _NUMBER},
    **{
        kind: {}
        for kind in (
            MessageKind.ROLE_WAITING,
            MessageKind.LEDGER_ALARM,
            MessageKind.UNUSUAL_READING,
            MessageKind.BACKUP_FAILED,
            MessageKind.TEST,
        )
    },
}


def check_values(kind: MessageKind, values: Mapping[str, str]) -> None:
    """ValueError, without the value, when a message would say anything else than its kind may."""
    patterns = VALUES[kind]
    if values.keys() != patterns.keys():
        raise ValueError(f"a message {kind} takes {sorted(patterns)}")
    for name, text in values.items():
        if not patterns[name].fullmatch(text):
            raise ValueError(f"{name} of a message {kind} has another shape")


@dataclass(frozen=True)
class GivenUp:
    """A message that will not come: to whom it was, since when that is known, and why."""

    kind: MessageKind
    staff_id: str
    at: datetime
    fault: MailFault


@dataclass(frozen=True)
class OutboxState:
    """How many messages wait, were sent and were given up lately, and why the last one failed."""

    waiting: int = 0
    sent: int = 0
    given_up: int = 0
    waiting_since: datetime | None = None
    last_sent_at: datetime | None = None
    last_fault: MailFault | None = None
    last_fault_at: datetime | None = None

    @property
    def is_stuck(self) -> bool:
        """Whether messages wait because the mail server does not take them."""
        return bool(self.waiting) and self.last_fault is not None
