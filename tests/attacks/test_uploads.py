"""A file that is sent to a screen is of that screen: nobody else adds, takes or replaces one."""

import asyncio
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from server.streamlit_inside.addresses import HEALTH, UPLOADS
from server.streamlit_inside.uploads import MOST_FILES
from tests.attacks.conftest import Attacked
from tests.attacks.planted import ATTACKERS, VICTIM
from tests.attacks.wire import Wire, wire

XSRF = "_streamlit_xsrf"
CONTENT = b"Noor;4-3-2013"
FORM = (
    b"--x\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\n"
    + CONTENT
    + b"\r\n--x--\r\n"
)


@dataclass(frozen=True)
class Response:
    """An answer of the server."""

    status: int
    cookies: SimpleCookie
    body: bytes


def response_to(
    attacked: Attacked, name: str, method: str, path: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer to this person."""
    port = attacked.server.port
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    own = {**attacked.headers(name), "Origin": f"http://127.0.0.1:{port}", **(headers or {})}
    line.request(method, path, FORM if method == "PUT" else None, own)
    answer = line.getresponse()
    cookies = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie") or []))
    response = Response(answer.status, cookies, answer.read())
    line.close()
    return response


def sent(attacked: Attacked, name: str, method: str, path: str) -> Response:
    """What a browser of this person hears that sends a file to this address, or takes it back."""
    token = response_to(attacked, name, "GET", HEALTH).cookies[XSRF].value
    headers = {
        "Cookie": f"{attacked.headers(name)['Cookie']}; {XSRF}={token}",
        "X-Xsrftoken": token,
        "Content-Type": "multipart/form-data; boundary=x",
    }
    return response_to(attacked, name, method, path, headers)


async def screen_of(line: Wire) -> str:
    """Under which name Streamlit knows this screen."""
    await line.connection.send(line._request("", "", (), ""))
    while True:
        message = ForwardMsg.FromString(bytes(await line.connection.recv()))
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id


@pytest.mark.parametrize("name", [ATTACKERS[0], ATTACKERS[-1]])
def test_the_screen_of_another_is_no_screen(attacked: Attacked, name: str) -> None:
    async def attack() -> None:
        async with wire(attacked.server.port, attacked.headers(VICTIM)) as own:
            path = f"{UPLOADS}{await screen_of(own)}/een"
            nowhere = f"{UPLOADS}{'0' * 36}/een"
            for method in ("PUT", "DELETE", "GET", "HEAD"):
                here = await asyncio.to_thread(sent, attacked, name, method, path)
                unknown = await asyncio.to_thread(sent, attacked, name, method, nowhere)
                assert (here.status, here.body) == (unknown.status, unknown.body)
                assert here.status == 404
            assert (await asyncio.to_thread(sent, attacked, VICTIM, "PUT", path)).status == 204

    asyncio.run(attack())


def test_what_was_sent_cannot_be_fetched_back_and_is_bounded(attacked: Attacked) -> None:
    async def attack() -> None:
        async with wire(attacked.server.port, attacked.headers(VICTIM)) as own:
            folder = f"{UPLOADS}{await screen_of(own)}"

            async def status(method: str, number: int) -> int:
                path = f"{folder}/{number}"
                response = await asyncio.to_thread(sent, attacked, VICTIM, method, path)
                assert CONTENT not in response.body
                return response.status

            assert [await status("PUT", number) for number in range(MOST_FILES)] == (
                [204] * MOST_FILES
            )
            assert await status("GET", 0) == 200  # the page that every address is
            assert await status("PUT", MOST_FILES) == 413
            assert await status("DELETE", 0) == 204
            assert await status("PUT", MOST_FILES) == 204

    asyncio.run(attack())
