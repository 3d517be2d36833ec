"""An open websocket that ends when its session ends, and that only a person's acts keep alive."""

import asyncio
import contextlib

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from server.sessions import Session, Sessions
from server.streamlit_inside.internals import without_internals

POLICY_VIOLATION = 1008
# What a screen of ours has to say. All else that Streamlit would listen to (empty everybody's
# caches, tell of the checkout, install something, make a file at the desk of another) is not passed
# on.
ALLOWED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})


async def refuse_socket(receive: Receive, send: Send) -> None:
    """Say no before the handshake is answered; the browser sees a 403."""
    await receive()
    await send({"type": "websocket.close", "code": POLICY_VIOLATION})


class GuardedSocket:
    """Stands between browser and app for as long as one websocket is open."""

    def __init__(
        self, sessions: Sessions, token: str, session: Session, receive: Receive, send: Send
    ) -> None:
        self._sessions = sessions
        self._token = token
        self._public_id = session.public_id
        self._receive = receive
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._closed = False

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Run the app on this socket until either side, or the session, ends."""
        if not self._sessions.on_end(self._public_id, self._close_soon):
            await refuse_socket(self._receive, self._send)
            return
        try:
            await app(scope, self.receive, self.send)
        finally:
            self._sessions.forget(self._public_id, self._close_soon)

    async def receive(self) -> Message:
        """The next message of the browser, or the end when the session has ended."""
        while True:
            message = await self._next()
            if message is None:
                return await self._end()
            if message["type"] != "websocket.receive" or is_allowed(message.get("bytes") or b""):
                return message

    async def _next(self) -> Message | None:
        """What the browser says next; None when it may say nothing more."""
        arrived = asyncio.ensure_future(self._receive())
        ended = asyncio.ensure_future(self._ended.wait())
        try:
            await asyncio.wait({arrived, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not self._ended.is_set():
                message = arrived.result()
                if self._is_signed_in(message):
                    return message
        finally:
            ended.cancel()
            arrived.cancel()
        return None

    async def send(self, message: Message) -> None:
        """Pass on to the browser what the app says, until the end."""
        if self._closed:
            return
        self._closed = message["type"] == "websocket.close"
        await self._send(without_internals(message))

    def _is_signed_in(self, message: Message) -> bool:
        if message["type"] != "websocket.receive":
            return True
        if is_act(message.get("bytes") or b""):
            return self._sessions.touch(self._token) is not None
        return self._sessions.find(self._token) is not None

    async def _end(self) -> Message:
        if not self._closed:
            self._closed = True
            await self._send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    def _close_soon(self) -> None:
        # The loop may be gone already when the server stops.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._ended.set)


def is_allowed(data: bytes) -> bool:
    """Whether this is something that a screen of ours says; what cannot be read is not."""
    message = _read(data)
    kind = message.WhichOneof("type") if message else None
    return kind in ALLOWED


def is_act(data: bytes) -> bool:
    """Whether a person did something; a page that refreshes itself does not keep a session."""
    message = _read(data)
    if message is None:
        return False
    return message.WhichOneof("type") == "rerun_script" and not message.rerun_script.is_auto_rerun


def _read(data: bytes) -> BackMsg | None:
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message
