"""The line to the mail server of the school: sealed, signed in, one message after the other."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage

from casework.mail import MailFault
from server.mail.settings import MailSettings, Tls

SECONDS = 20
LASTING = 500
"""A mail server that answers with this or more will not say yes later."""


class NotDelivered(Exception):
    """A message was not taken; `fault` says why, without a word of the mail server."""

    def __init__(self, fault: MailFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class MailLine:
    """An open line to a mail server."""

    def __init__(self, line: smtplib.SMTP, sender: str) -> None:
        self._line = line
        self._sender = sender

    def send(self, mail: EmailMessage, recipient: str) -> None:
        """Hand over one message; NotDelivered when it was not taken."""
        with _faults():
            self._line.send_message(mail, self._sender, [recipient])


@contextlib.contextmanager
def mail_line(settings: MailSettings, trust: ssl.SSLContext | None = None) -> Iterator[MailLine]:
    """A line that is sealed and signed in; NotDelivered when there is none to be had.

    `trust`: which certificates count; those of this computer by default.
    """
    with _faults():
        line = _opened(settings, trust or ssl.create_default_context())
    try:
        with _faults():
            _sign_in(line, settings)
        yield MailLine(line, settings.sender)
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.quit()
        line.close()


def _opened(settings: MailSettings, trust: ssl.SSLContext) -> smtplib.SMTP:
    # The own name is looked up nowhere, and tells the other side nothing about this computer.
    host, port, name = settings.host, settings.port, settings.domain
    if settings.tls is Tls.IMPLICIT:
        return smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=SECONDS, context=trust)
    line = smtplib.SMTP(host, port, local_hostname=name, timeout=SECONDS)
    if settings.tls is Tls.STARTTLS:
        try:
            line.starttls(context=trust)
        except BaseException:
            line.close()
            raise
    return line


def _sign_in(line: smtplib.SMTP, settings: MailSettings) -> None:
    if not settings.user:
        return
    try:
        line.login(settings.user, settings.password)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        raise NotDelivered(MailFault.PASSWORD) from None


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    """What goes wrong, by what somebody has to do about it; never with the words of the server."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        is_lasting = all(code >= LASTING for code in codes)
        raise NotDelivered(MailFault.RECIPIENT if is_lasting else MailFault.REFUSED) from None
    except smtplib.SMTPSenderRefused:
        raise NotDelivered(MailFault.SENDER) from None
    except smtplib.SMTPNotSupportedError:
        raise NotDelivered(MailFault.TLS_MISSING) from None
    except ssl.SSLCertVerificationError:
        raise NotDelivered(MailFault.CERTIFICATE) from None
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError):
        raise NotDelivered(MailFault.UNREACHABLE) from None
    except smtplib.SMTPException:
        raise NotDelivered(MailFault.REFUSED) from None
    except ssl.SSLError:
        raise NotDelivered(MailFault.TLS_MISSING) from None
    except OSError:
        raise NotDelivered(MailFault.UNREACHABLE) from None
