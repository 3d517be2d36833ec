"""Where people sign in with their school account: Entra ID, Google, or another, by environment."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from casework.errors import InputRefused

# One organisation, by its number: "common" and "organizations" would be everybody's.
TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DOMAIN = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
FOLDER = "/aanmelden"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Provider:
    """Who can say who somebody is. `key` is its name in addresses, `label` on the screen.

    `subject`: the claims that together name a person and never change; `required`: claims of which
    the value must be one of these.
    """

    key: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "openid"
    subject: tuple[str, ...] = ("sub",)
    required: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Kind:
    """The settings of one kind of provider: the one that tells whose it is, and those around it."""

    key: str
    place: str
    client_id: str
    secret: str
    secret_file: str


ENTRA = _Kind(
    "entra",
    "HANDELINGSKAART_ENTRA_TENANT",
    "HANDELINGSKAART_ENTRA_CLIENT_ID",
    "HANDELINGSKAART_ENTRA_SECRET",
    "HANDELINGSKAART_ENTRA_SECRET_FILE",
)
GOOGLE = _Kind(
    "google",
    "HANDELINGSKAART_GOOGLE_DOMAIN",
    "HANDELINGSKAART_GOOGLE_CLIENT_ID",
    "HANDELINGSKAART_GOOGLE_SECRET",
    "HANDELINGSKAART_GOOGLE_SECRET_FILE",
)
OTHER = _Kind(
    "oidc",
    "HANDELINGSKAART_OIDC_ISSUER",
    "HANDELINGSKAART_OIDC_CLIENT_ID",
    "HANDELINGSKAART_OIDC_SECRET",
    "HANDELINGSKAART_OIDC_SECRET_FILE",
)
OTHER_NAME = "HANDELINGSKAART_OIDC_NAME"
OTHER_LABEL = "je schoolaccount"


def providers(values: Mapping[str, str], public_address: str) -> tuple[Provider, ...]:
    """The providers that are set; InputRefused for half a setting, or one that is not safe."""
    chosen = tuple(_providers(values))
    if chosen and not is_safe_address(public_address):
        raise InputRefused(
            "Aanmelden met een schoolaccount vraagt ook HANDELINGSKAART_ADDRESS, met https, "
            "bijvoorbeeld https://kaart.school.nl."
        )
    return chosen


def offered(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Where people can sign in with a school account, each with its address; no secret is read."""
    labels = {
        ENTRA: "Microsoft",
        GOOGLE: "Google",
        OTHER: values.get(OTHER_NAME, "").strip() or OTHER_LABEL,
    }
    return [(label, address_of(one.key)) for one, label in labels.items() if _is_set(values, one)]


def address_of(key: str) -> str:
    """Where signing in at a provider begins."""
    return f"{FOLDER}/{key}"


def is_safe_address(address: str) -> bool:
    """Whether nobody on the way can read along: https, or on this very machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _providers(values: Mapping[str, str]) -> Iterator[Provider]:
    if _is_set(values, ENTRA):
        tenant = _value(values, ENTRA.place).lower()
        if not TENANT.fullmatch(tenant):
            raise InputRefused(
                f"{ENTRA.place} moet de map-id (tenant-id) van de school zijn, zoals "
                "01234567-89ab-cdef-0123-456789abcdef; geen naam, en geen common."
            )
        yield Provider(
            ENTRA.key,
            "Microsoft",
            f"https://login.microsoftonline.com/{tenant}/v2.0",
            *_client(values, ENTRA),
            scope="openid profile",
            subject=("tid", "oid"),
            required={"tid": frozenset({tenant})},
        )
    if _is_set(values, GOOGLE):
        domains = frozenset(_value(values, GOOGLE.place).lower().replace(",", " ").split())
        if not domains or not all(map(DOMAIN.fullmatch, domains)):
            raise InputRefused(
                f"{GOOGLE.place} moet het domein van de medewerkers zijn, zoals school.nl; bij "
                "meer domeinen met een komma ertussen."
            )
        yield Provider(
            GOOGLE.key,
            "Google",
            "https://accounts.google.com",
            *_client(values, GOOGLE),
            scope="openid email",
            required={"hd": domains},
        )
    if _is_set(values, OTHER):
        issuer = _value(values, OTHER.place)
        if not is_safe_address(issuer):
            raise InputRefused(f"{OTHER.place} moet een adres met https zijn.")
        label = values.get(OTHER_NAME, "").strip() or OTHER_LABEL
        yield Provider(OTHER.key, label, issuer, *_client(values, OTHER))


def _is_set(values: Mapping[str, str], kind: _Kind) -> bool:
    names = (kind.place, kind.client_id, kind.secret, kind.secret_file)
    return any(values.get(name, "").strip() for name in names)


def _client(values: Mapping[str, str], kind: _Kind) -> tuple[str, str]:
    return _value(values, kind.client_id), _secret(values, kind)


def _value(values: Mapping[str, str], name: str) -> str:
    text = values.get(name, "").strip()
    if not text:
        raise InputRefused(f"{name} ontbreekt. De stappen staan in docs/beheer.md.")
    return text


def _secret(values: Mapping[str, str], kind: _Kind) -> str:
    text, file = values.get(kind.secret, "").strip(), values.get(kind.secret_file, "").strip()
    if file:
        try:
            text = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise InputRefused(f"Het bestand in {kind.secret_file} is niet te lezen.") from None
    if not text:
        raise InputRefused(f"{kind.secret} of {kind.secret_file} ontbreekt.")
    return text
