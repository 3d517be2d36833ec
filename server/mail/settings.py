"""What the environment says about the mail server of the school; without one there is no mail."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

from casework.errors import InputRefused

HOST = "HANDELINGSKAART_MAIL_HOST"
PORT = "HANDELINGSKAART_MAIL_PORT"
USER = "HANDELINGSKAART_MAIL_USER"
PASSWORD = "HANDELINGSKAART_MAIL_PASSWORD"  # noqa: S105 - the name of a setting
PASSWORD_FILE = "HANDELINGSKAART_MAIL_PASSWORD_FILE"  # noqa: S105 - the name of a setting
SENDER = "HANDELINGSKAART_MAIL_SENDER"
TLS = "HANDELINGSKAART_MAIL_TLS"
ALL = (HOST, PORT, USER, PASSWORD, PASSWORD_FILE, SENDER, TLS)

A_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")
AN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})


class Tls(StrEnum):
    """How the line to the mail server is sealed."""

    STARTTLS = "starttls"
    IMPLICIT = "tls"
    NONE = "geen"


USUAL_PORT = {Tls.STARTTLS: 587, Tls.IMPLICIT: 465, Tls.NONE: 25}


@dataclass(frozen=True)
class MailSettings:
    """The mail server, how to sign in there, and the address from which messages come."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def domain(self) -> str:
        """The part of the sender behind the @."""
        return self.sender.rpartition("@")[2]


def from_environment(values: Mapping[str, str]) -> MailSettings | None:
    """The mail server; None when none is set. InputRefused says what does not fit."""
    texts = {name: values.get(name, "").strip() for name in ALL}
    host = texts[HOST]
    if not host:
        _refuse_without_host(texts)
        return None
    if not A_HOST.fullmatch(host):
        raise InputRefused(f"{HOST} moet de naam van een mailserver zijn, zoals smtp.school.nl.")
    tls = _tls(texts[TLS], host)
    user, password = texts[USER], _password(texts)
    if bool(user) != bool(password):
        raise InputRefused(
            f"Voor de mailserver horen {USER} en een wachtwoord ({PASSWORD_FILE}) bij elkaar; "
            "geef ze allebei of geen van beide."
        )
    return MailSettings(
        host=host,
        port=_port(texts[PORT], tls),
        tls=tls,
        sender=_sender(texts[SENDER]),
        user=user,
        password=password,
    )


def _refuse_without_host(texts: Mapping[str, str]) -> None:
    if any(texts.values()):
        raise InputRefused(
            f"Er staan instellingen voor e-mail, maar {HOST} ontbreekt. Zet daarin de naam van de "
            "mailserver, of haal de andere weg."
        )


def _tls(text: str, host: str) -> Tls:
    try:
        tls = Tls(text.lower() or Tls.STARTTLS)
    except ValueError:
        raise InputRefused(f"{TLS} moet starttls of tls zijn.") from None
    if tls is Tls.NONE and host.lower() not in THIS_COMPUTER:
        raise InputRefused(
            f"Zonder TLS kan e-mail alleen naar een mailserver op deze computer zelf. Zet {TLS} op "
            "starttls of tls."
        )
    return tls


def _port(text: str, tls: Tls) -> int:
    if not text:
        return USUAL_PORT[tls]
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535):
        raise InputRefused(f"{PORT} moet een getal zijn van 1 tot en met 65535.")
    return int(text)


def _sender(text: str) -> str:
    """The bare address; a name in front of it is left out, so that there is nothing to escape."""
    address = parseaddr(text)[1] if "\n" not in text and "\r" not in text else ""
    if not AN_ADDRESS.fullmatch(address):
        raise InputRefused(
            f"{SENDER} moet het e-mailadres zijn waar berichten vandaan komen, zoals "
            "handelingskaart@school.nl."
        )
    return address


def _password(texts: Mapping[str, str]) -> str:
    if not texts[PASSWORD_FILE]:
        return texts[PASSWORD]
    try:
        return Path(texts[PASSWORD_FILE]).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise InputRefused(
            f"Het bestand in {PASSWORD_FILE} is niet te lezen. Controleer het pad en of deze "
            "gebruiker het mag lezen."
        ) from None
