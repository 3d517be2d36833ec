"""A real mail server for tests, with a certificate of its own authority."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from server.mail.settings import MailSettings, Tls

HOST = "localhost"
SENDER = "handelingskaart@school.example"
USER, PASSWORD = "kaart", "goed geheim"


@dataclass
class Handler:
    """Keeps what it takes; says no to who is in `refused`, with this answer."""

    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answer_to_data: str = "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.answer_to_data.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.messages.append(message_from_bytes(content, policy=default))
            self.recipients += envelope.rcpt_tos
        return self.answer_to_data


@cache
def authority() -> trustme.CA:
    """Who signs the certificates of the mail servers of the tests."""
    return trustme.CA()


def trust() -> ssl.SSLContext:
    """What a computer has on which this authority counts."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


def settings_for(port: int, **changed: Any) -> MailSettings:
    """The settings of a school with this mail server."""
    usual = {"host": HOST, "tls": Tls.STARTTLS, "sender": SENDER}
    return MailSettings(port=port, **{**usual, **changed})


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def mail_server(
    handler: Handler, port: int = 0, *, tls: Tls = Tls.STARTTLS, with_password: bool = False
) -> Iterator[int]:
    """A mail server that runs meanwhile; its port."""
    port = port or free_port()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority().issue_cert(HOST).configure_cert(context)
    options: dict[str, Any] = {}
    if tls is Tls.IMPLICIT:
        options["ssl_context"] = context
    elif tls is Tls.STARTTLS:
        options |= {"tls_context": context, "require_starttls": True}
    if with_password:
        options |= {"auth_required": True, "authenticator": _knows_us}
    # A loop of its own, that is closed when the server has stopped.
    loop = asyncio.new_event_loop()
    controller = Controller(handler, hostname="127.0.0.1", port=port, loop=loop, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
        loop.close()


def _knows_us(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> Any:
    assert isinstance(data, LoginPassword)
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)
