"""What a message says: a template of words for each kind, filled with a link, a day or a number."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from casework.mail import MessageKind
from casework.words import AMSTERDAM, long_date
from data.outbox import WaitingMessage
from server.mail.settings import AN_ADDRESS

TEMPLATES = Path(__file__).parent / "templates"
NAME = "Handelingskaart"
SUBJECTS: Mapping[MessageKind, str] = {
    MessageKind.INVITATION: "Je toegang tot de Handelingskaart",
    MessageKind.DAILY_DIGEST: "Vandaag in de Handelingskaart",
    MessageKind.ROLE_WAITING: "Een rol wacht op een tweede beheerder",
    MessageKind.LEDGER_ALARM: "Kijk vandaag in de Handelingskaart: er klopt iets niet",
    MessageKind.UNUSUAL_READING: "Handelingskaart: iemand las meer dan gewoonlijk",
    MessageKind.BACKUP_FAILED: "De reservekopie van de Handelingskaart is niet gelukt",
    MessageKind.TEST: "Testbericht van de Handelingskaart",
}


class NoAddress(Exception):
    """What is kept as the address of this person is no address that can be written to."""


def written(
    message: WaitingMessage, recipient: str, sender: str, address: str, now: datetime
) -> EmailMessage:
    """The message as it is handed over; `address` is where the school is reached, or empty.

    NoAddress when `recipient` is not one plain address: nothing else ever gets into a header.
    """
    if not AN_ADDRESS.fullmatch(recipient):
        raise NoAddress
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = f"<{message.message_id}@{sender.rpartition('@')[2]}>"
    mail["Date"] = format_datetime(now.astimezone(UTC))
    mail["From"] = Address(NAME, addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = SUBJECTS[message.kind]
    # No answers of a program: nobody reads them.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(body(message.kind, message.values, address), cte="quoted-printable")
    return mail


def body(kind: MessageKind, values: Mapping[str, str], address: str) -> str:
    """The words of a message of this kind."""
    template = _environment().get_template(f"{kind.value}.txt")
    return template.render(address=address, **values)


def is_over(message: WaitingMessage, now: datetime) -> bool:
    """Whether what it offers does not work any more."""
    until = message.values.get("until")
    return until is not None and _moment(until) <= now


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Plain text, of values that are an address, a day or a number (`casework.mail`).
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["moment"] = _moment_words
    return environment


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment_words(text: str) -> str:
    here = _moment(text).astimezone(AMSTERDAM)
    return f"{long_date(here.date())} om {here:%H.%M} uur"
