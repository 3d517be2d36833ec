"""Providers for tests: a real one that gives honest tokens, and one that says what a test wants."""

import base64
import hmac
import json
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jws, jwt
from joserfc.jwk import RSAKey

from server.provider_settings import Provider

TENANT = "01234567-89ab-cdef-0123-456789abcdef"
CLIENT_ID, CLIENT_SECRET = "handelingskaart-van-school", "een geheim van de school"
REDIRECT_URI = "http://localhost:8501/aanmelden/terug"


def provider(issuer: str, **changes: Any) -> Provider:
    """One organisation at a provider with this address."""
    values = {
        "key": "entra",
        "label": "Microsoft",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "required": {"tid": frozenset({TENANT})},
        "subject": ("tid", "oid"),
        **changes,
    }
    return Provider(issuer=issuer, **values)


@cache
def _own_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class StubbornProvider:
    """Signs whatever claims a test wants, with whatever key; remembers what it was asked."""

    key: RSAKey = field(default_factory=_own_key)
    signing_key: Any = None
    algorithm: str = "RS256"
    changes: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    token_status: int = 200
    error: str = "invalid_grant"
    body: bytes | None = None
    """In the place of every document."""
    raw: str = ""
    payload: bytes = b""
    is_public: bool = False
    """Whether the token is signed with the key that everybody has, as if that were a secret."""
    more_keys: list[Any] = field(default_factory=list)
    token_requests: list[dict[str, str]] = field(default_factory=list)
    authorization: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    issuer: str = ""
    nonce: str = ""

    def claims(self) -> dict[str, Any]:
        """What an honest provider would say of Samira, with the changes of the test."""
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "pairwise-samira",
            "tid": TENANT,
            "oid": "object-samira",
            "iat": now,
            "exp": now + 3600,
            "nonce": self.nonce,
        }
        return {name: value for name, value in (honest | self.changes).items() if value is not None}

    def token(self) -> str:
        """The ID token, signed."""
        header = {"alg": self.algorithm, "kid": "one"}
        if self.raw:
            return self.raw
        if self.payload:
            return jws.serialize_compact(header, self.payload, self.key, [self.algorithm])
        if self.is_public:
            return self._signed_with_public_key()
        if self.algorithm == "none":
            parts = (json.dumps(part).encode() for part in (header, self.claims()))
            return ".".join(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts) + "."
        return jwt.encode(
            header, self.claims(), self.signing_key or self.key, algorithms=[self.algorithm]
        )

    def _signed_with_public_key(self) -> str:
        parts = [
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
            for part in ({"alg": "HS256", "kid": "one"}, self.claims())
        ]
        signed = hmac.digest(self.key.as_pem(private=False), b".".join(parts), "sha256")
        return b".".join([*parts, base64.urlsafe_b64encode(signed).rstrip(b"=")]).decode()

    def answer(self, path: str, body: bytes, authorization: str) -> tuple[int, dict[str, Any]]:
        """The document, the keys, or a token."""
        self.paths.append(path)
        if path.endswith("/openid-configuration"):
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                **self.document,
            }
        if path == "/keys":
            return 200, {"keys": [*self.more_keys, self.key.as_dict(private=False)]}
        self.authorization.append(authorization)
        self.token_requests.append({k: v[0] for k, v in parse_qs(body.decode()).items()})
        if self.token_status != 200:
            return self.token_status, {"error": self.error}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def serving(stub: StubbornProvider) -> Iterator[StubbornProvider]:
    """The provider behind a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            sent = self.headers.get("authorization") or ""
            status, document = stub.answer(urlsplit(self.path).path, body, sent)
            text = json.dumps(document).encode() if stub.body is None else stub.body
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = _reply

        def log_message(self, *_: object) -> None:
            """Nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def real_provider() -> Iterator[str]:
    """The address of a provider that signs in whoever says a name."""
    with warnings.catch_warnings():
        # It is built on names of a library that will go, and that library warns always.
        import authlib.deprecate  # type: ignore[import-untyped]  # noqa: F401

        warnings.simplefilter("ignore")
        import oidc_provider_mock  # type: ignore[import-untyped]
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@cache
def _http() -> httpx.Client:
    return httpx.Client()


def set_claims(issuer: str, subject: str, **claims: str) -> None:
    """What the real provider knows of somebody."""
    _http().put(f"{issuer}/users/{subject}", json=claims).raise_for_status()


def sign_in_at(address: str, subject: str) -> str:
    """Somebody signs in at the real provider; where the browser is sent back to."""
    answer = _http().post(address, data={"sub": subject}, follow_redirects=False)
    assert answer.status_code in {302, 303}
    return answer.headers["location"]
