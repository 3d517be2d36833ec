"""OpenID Connect with one provider: where to send a browser, and what the answer proves.

The authorization code flow with PKCE (RFC 7636, S256). Of the answer only the ID token is believed,
and only after signature, issuer, audience, times, nonce and the organisation were checked.
"""

import base64
import hashlib
import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from server.provider_settings import Provider, is_safe_address

# Never "none", and no algorithm that signs with the secret of the client.
ALGORITHMS = ["RS256", "PS256", "ES256"]
KINDS_OF_KEYS = frozenset({"RSA", "EC"})
# What a provider says of a secret that ran out, or of an id that it does not know (RFC 6749).
OF_THE_CLIENT = frozenset({"invalid_client", "unauthorized_client"})
AUTHENTICATION = "token_endpoint_auth_methods_supported"
CLOCK_SKEW = 60
PATIENCE = httpx.Timeout(10, connect=5)
LARGEST = 512 * 1024
LONGEST_SECONDS = 20
# Who has no answer is not asked again at once: else a whole school waits for it, one by one.
SECONDS_BEFORE_AGAIN = 5
CACHED_SECONDS = 3600
SECONDS_BETWEEN_KEYS = 60
# How long ago somebody may have proven to the provider who it is, where that is asked anew.
FRESH_SECONDS = 300


class ProviderDown(Exception):
    """The provider gives no answer, or none that can be used."""


class ClientRefused(ProviderDown):
    """The provider does not take this program for who it says that it is: its secret ran out."""


class NotProven(Exception):
    """The answer does not prove who somebody is; the text says why, and names nobody."""


class OtherOrganisation(NotProven):
    """The answer is honest, and of somebody who belongs elsewhere."""


@dataclass(frozen=True)
class Question:
    """What a browser is sent to the provider with; `state` and `nonce` are good for one answer."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    is_fresh: bool = False
    """Whether somebody has to prove it now, and not at an earlier sign-in at the provider."""


class Client:
    """Talks to one provider; every method may be called from any thread, and may wait."""

    def __init__(
        self, provider: Provider, redirect_uri: str, clock: Callable[[], float] = time.time
    ) -> None:
        self.provider = provider
        self._redirect_uri = redirect_uri
        self._clock = clock
        self._lock = threading.Lock()
        self._cache: dict[str, tuple[float, Mapping[str, Any]]] = {}
        self._failed_at: dict[str, float] = {}

    def address(self, question: Question) -> str:
        """Where the browser goes to answer the question; ProviderDown when nobody says so."""
        parameters = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self.provider.scope,
            "state": question.state,
            "nonce": question.nonce,
            "code_challenge": _challenge(question.verifier),
            "code_challenge_method": "S256",
            # On a computer of more people nobody goes on as who was there before.
            "prompt": "login" if question.is_fresh else "select_account",
        }
        if question.is_fresh:
            parameters["max_age"] = "0"
            parameters["claims"] = json.dumps({"id_token": {"auth_time": {"essential": True}}})
        endpoint = self._endpoint("authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(parameters)}"

    def identity(self, question: Question, code: str) -> str:
        """Who it is: a text that never changes for this person, and that nobody else has."""
        claims = self._claims(self._id_token(question, code))
        self._check(claims, question)
        subject = [claims.get(claim) for claim in self.provider.subject]
        if not all(isinstance(value, str) and value for value in subject):
            raise NotProven("a claim that names the person is missing")
        return json.dumps([self.provider.issuer, *subject])

    def _id_token(self, question: Question, code: str) -> str:
        client = (self.provider.client_id, self.provider.client_secret)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": question.verifier,
        }
        endpoint = self._endpoint("token_endpoint")
        # RFC 6749, section 2.3.1; the first is what a provider takes that says nothing of it.
        ways = self._metadata().get(AUTHENTICATION)
        if not isinstance(ways, list) or "client_secret_post" not in ways:
            answer = _document("POST", endpoint, form, auth=(quote(client[0]), quote(client[1])))
        else:
            form |= {"client_id": client[0], "client_secret": client[1]}
            answer = _document("POST", endpoint, form)
        if answer.get("error") in OF_THE_CLIENT:
            raise ClientRefused("the provider refuses the id or the secret of this program")
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotProven("the provider gave no token for the code")
        return token

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            return self._decoded(token, self._keys())
        except NotProven:
            # The provider may sign with a key since lately; it is asked once a minute at most.
            return self._decoded(token, self._keys(SECONDS_BETWEEN_KEYS))

    def _decoded(self, token: str, keys: KeySet) -> dict[str, Any]:
        try:
            return jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, RecursionError) as problem:
            raise NotProven(f"the signature: {type(problem).__name__}") from problem

    def _check(self, claims: dict[str, Any], question: Question) -> None:
        provider, now = self.provider, int(self._clock())
        registry = jwt.JWTClaimsRegistry(
            now=now,
            leeway=CLOCK_SKEW,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            registry.validate(claims)
        except JoseError as problem:
            raise NotProven(f"{getattr(problem, 'claim', 'a claim')} is not right") from problem
        if claims.get("nonce") != question.nonce:
            raise NotProven("nonce is not right")
        audience = claims["aud"]
        is_shared = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", None if is_shared else provider.client_id) != provider.client_id:
            raise NotProven("azp is not right")
        for claim, allowed in provider.required.items():
            value = claims.get(claim)
            if not isinstance(value, str) or value.lower() not in allowed:
                raise OtherOrganisation(f"{claim} is of another organisation")
        if question.is_fresh:
            _check_fresh(claims.get("auth_time"), now)

    def _endpoint(self, name: str) -> str:
        address = self._metadata().get(name)
        if not isinstance(address, str) or not is_safe_address(address):
            raise ProviderDown(f"{name} is no safe address")
        return address

    def _metadata(self) -> Mapping[str, Any]:
        issuer = self.provider.issuer
        where = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        document = self._fetched(where, CACHED_SECONDS)
        if document.get("issuer") != issuer:
            raise ProviderDown("the provider calls itself otherwise")
        return document

    def _keys(self, cached_seconds: float = CACHED_SECONDS) -> KeySet:
        document = self._fetched(self._endpoint("jwks_uri"), cached_seconds)
        offered = document.get("keys")
        keys = [*_known_keys(offered if isinstance(offered, list) else ())]
        if not keys:
            raise ProviderDown("the keys cannot be read")
        return KeySet(keys)

    def _fetched(self, address: str, cached_seconds: float) -> Mapping[str, Any]:
        with self._lock:
            cached, failed_at = self._cache.get(address), self._failed_at.get(address)
        if cached is not None and self._clock() - cached[0] < cached_seconds:
            return cached[1]
        if failed_at is not None and 0 <= self._clock() - failed_at < SECONDS_BEFORE_AGAIN:
            raise ProviderDown("it gave no answer a moment ago")
        try:
            document = _document("GET", address)
        except ProviderDown:
            with self._lock:
                self._failed_at[address] = self._clock()
            raise
        with self._lock:
            self._cache[address] = (self._clock(), document)
        return document


def _known_keys(offered: Iterable[object]) -> Iterator[Key]:
    """The keys of a provider, but for those of a kind that is not known here (RFC 7517, section 5).

    A provider that adds a key of a new kind beside the one that it signs with keeps nobody out.
    """
    for one in offered:
        if isinstance(one, dict) and one.get("kty") in KINDS_OF_KEYS:
            with suppress(JoseError, ValueError, TypeError, KeyError, ArithmeticError):
                yield JWKRegistry.import_key(one)


def _check_fresh(auth_time: object, now: int) -> None:
    if not isinstance(auth_time, int) or isinstance(auth_time, bool):
        raise NotProven("auth_time is missing")
    if not -CLOCK_SKEW <= now - auth_time <= FRESH_SECONDS:
        raise NotProven("auth_time is too long ago")


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that are trusted; read once, which takes as long as an answer."""
    return httpx.create_ssl_context()


def _challenge(verifier: str) -> str:
    """RFC 7636, section 4.2."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _document(
    method: str,
    address: str,
    form: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
) -> Mapping[str, Any]:
    """A small JSON object at an address of the provider; ProviderDown when there is none.

    What the provider refuses (4xx) is an object too, that says why.
    """
    body, until = bytearray(), time.monotonic() + LONGEST_SECONDS
    try:
        with httpx.stream(
            method,
            address,
            data=form,
            auth=auth,
            # Not packed: of a packed answer nobody knows how large it is until it is unpacked.
            headers={"Accept-Encoding": "identity"},
            timeout=PATIENCE,
            follow_redirects=False,
            verify=_trusted(),
        ) as answer:
            for part in answer.iter_raw():
                body += part
                if len(body) > LARGEST or time.monotonic() > until:
                    raise ProviderDown("the answer is too large, or comes too slowly")
        if not (answer.is_success or answer.is_client_error):
            raise ProviderDown(f"status {answer.status_code}")
        document = json.loads(body)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as problem:
        raise ProviderDown(type(problem).__name__) from problem
    if not isinstance(document, dict):
        raise ProviderDown("the answer is no object")
    return document
