"""A browser for tests: speaks ASGI to an app, keeps cookies, sends an origin like browsers do."""

import asyncio
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

PLAIN = "http"
SECURE = "https"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def goes_to(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Visitor:
    """One browser; `client` is where it runs."""

    app: ASGIApp
    scheme: str = PLAIN
    host: str = "localhost:8501"
    client: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """A person follows a link."""
        return self.ask("GET", path, {"accept": "text/html", **headers})

    def fetch(self, path: str, **headers: str) -> Answer:
        """A script in a page asks for something."""
        return self.ask("GET", path, {"accept": "*/*", "sec-fetch-mode": "cors", **headers})

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """A form is sent."""
        sent = {
            "origin": f"{self.scheme}://{self.host}",
            "content-type": "application/x-www-form-urlencoded",
            "accept": "text/html",
            "sec-fetch-mode": "navigate",
            **headers,
        }
        return self.ask("POST", path, sent, urlencode(fields or {}).encode())

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Any request."""
        answer = asyncio.run(self._exchange(method, path, headers, body))
        self._keep_cookies(answer)
        return answer

    def scope(self, kind: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
        """The ASGI scope of a request of this browser."""
        bare, _, query = path.partition("?")
        # As every browser says it, and no proxy.
        sent = {"host": self.host, "connection": "keep-alive", **headers}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "type": kind,
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": self.scheme,
            "path": bare,
            "raw_path": bare.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [
                (name.lower().replace("_", "-").encode(), value.encode())
                for name, value in sent.items()
            ],
            "client": (self.client, 50_000),
            "server": ("localhost", 8501),
        }

    async def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> Answer:
        messages: list[Message] = []
        requests = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if requests:
                return requests.pop()
            await asyncio.sleep(60)
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            messages.append(message)

        scope = {**self.scope("http", path, headers), "method": method}
        await self.app(scope, receive, send)
        start = next(message for message in messages if message["type"] == "http.response.start")
        whole = b"".join(message.get("body", b"") for message in messages)
        return Answer(start["status"], _flat(start["headers"], self), whole)

    def _keep_cookies(self, answer: Answer) -> None:
        for line in filter(None, answer.headers.get("set-cookie", "").split("\n")):
            for name, one in SimpleCookie(line).items():
                self.cookies.pop(name, None)
                if one.value:
                    self.cookies[name] = one.value


def _flat(headers: list[tuple[bytes, bytes]], _visitor: Visitor) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in headers:
        key = name.decode().lower()
        flat[key] = f"{flat[key]}\n{value.decode()}" if key in flat else value.decode()
    return flat


class Socket:
    """A websocket of a visitor, driven by hand inside one event loop."""

    def __init__(self, visitor: Visitor, origin: str | None = "http://localhost:8501") -> None:
        headers = {"origin": origin} if origin else {}
        self._visitor = visitor
        self._scope = {
            **visitor.scope("websocket", "/_stcore/stream", headers),
            "scheme": "wss" if visitor.scheme == SECURE else "ws",
            "subprotocols": ["streamlit"],
        }
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self.messages: list[Message] = []
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Socket":
        await self._to_app.put({"type": "websocket.connect"})
        self._running = asyncio.ensure_future(
            self._visitor.app(self._scope, self._to_app.get, self._keep)
        )
        await self.settle()
        return self

    async def __aexit__(self, *_problem: object) -> None:
        await self._to_app.put({"type": "websocket.disconnect", "code": 1000})
        assert self._running is not None
        await asyncio.wait_for(self._running, 5)

    async def send(self, data: bytes) -> None:
        """The browser says something."""
        await self._to_app.put({"type": "websocket.receive", "bytes": data})
        await self.settle()

    async def settle(self) -> None:
        """Let the app react."""
        for _ in range(50):
            await asyncio.sleep(0.002)

    @property
    def is_open(self) -> bool:
        """Accepted and not closed since."""
        kinds = [message["type"] for message in self.messages]
        return "websocket.accept" in kinds and "websocket.close" not in kinds

    async def _keep(self, message: Message) -> None:
        self.messages.append(message)
