"""What the environment says: where a school is kept, its address, when an unused screen closes."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from casework.errors import InputRefused
from data import folders
from server.mail import settings as mail_settings
from server.mail.settings import MailSettings
from server.provider_settings import Provider, providers

CHECKOUT = folders.CHECKOUT
LONGEST_IDLE_MINUTES = 240
ADDRESS = "HANDELINGSKAART_ADDRESS"
HOSTS = "HANDELINGSKAART_HOSTS"
HOST_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
)


@dataclass(frozen=True)
class Settings:
    """Folders of the real and the demo school, and the idle time after which a session ends.

    `public_address`: how colleagues reach the school (https://kaart.school.nl), empty when that
    was not set; `host_names`: the names by which the server may be called; `mail`: the mail server,
    when there is one; `providers`: where people can sign in with their school account.
    """

    school_folder: Path
    demo_folder: Path
    idle_timeout: timedelta
    public_address: str = ""
    host_names: frozenset[str] = frozenset()
    mail: MailSettings | None = None
    providers: tuple[Provider, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; a value that makes no sense is refused, never guessed."""
        values = os.environ if environment is None else environment
        return cls(
            school_folder=folders.school_folder(values),
            demo_folder=folders.demo_folder(values),
            idle_timeout=_idle_timeout(values),
            public_address=_public_address(values),
            host_names=_host_names(values),
            mail=mail_settings.from_environment(values),
            providers=providers(values, _public_address(values)),
        )


def public_address(here: str = "") -> str:
    """The address for links that go to colleagues, without a slash at its end.

    That is HANDELINGSKAART_ADDRESS; where it was not set, the one by which this browser came
    (`here`: st.context.url).
    """
    place = urlsplit(here)
    return _public_address(os.environ) or f"{place.scheme}://{place.netloc}"


def _public_address(values: Mapping[str, str]) -> str:
    text = values.get(ADDRESS, "").strip().rstrip("/")
    if text and _host_of(text) is None:
        raise InputRefused(
            f"{ADDRESS} moet een adres zijn zoals https://kaart.school.nl, zonder iets erachter."
        )
    return text


def _host_of(address: str) -> str | None:
    """The host name in an address that is nothing more than that, and perhaps a port."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_bare = address.lower() in (f"{parts.scheme}://{parts.netloc}".lower(),)
    is_named = HOST_NAME.fullmatch(host) is not None and "@" not in parts.netloc
    return host if parts.scheme in ("http", "https") and is_bare and is_named else None


def _host_names(values: Mapping[str, str]) -> frozenset[str]:
    """The names in both settings; what is no name of a host is refused."""
    names = values.get(HOSTS, "").lower().replace(",", " ").split()
    for name in names:
        if not HOST_NAME.fullmatch(name):
            raise InputRefused(
                f"{HOSTS} moet een lijst met namen zijn zoals kaart.school.nl, met een komma "
                "ertussen; zonder https:// en zonder poort."
            )
    own = _host_of(_public_address(values))
    return frozenset({*names, *([own] if own else [])})


def _idle_timeout(values: Mapping[str, str]) -> timedelta:
    text = values.get("HANDELINGSKAART_IDLE_MINUTES", "").strip() or "30"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST_IDLE_MINUTES):
        raise InputRefused(
            "HANDELINGSKAART_IDLE_MINUTES moet een heel getal zijn van 1 tot en met "
            f"{LONGEST_IDLE_MINUTES}."
        )
    return timedelta(minutes=int(text))
