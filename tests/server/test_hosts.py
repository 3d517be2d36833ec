"""The server answers to its own names only, whatever name was made to point at it."""

import asyncio
import re
import socket
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import pytest

from server.hosts import AllowedHosts
from server.request import is_local
from tests.server.conftest import House
from tests.server.visitor import Socket, Visitor

SCHOOL = frozenset({"kaart.school.nl"})


def visitor(house: House, host: str, names: frozenset[str] = SCHOOL, **options: Any) -> Visitor:
    """Somebody whose browser says that it wants to talk to this host."""
    return Visitor(AllowedHosts(house.app, names), host=host, **options)


@pytest.mark.parametrize(
    "host",
    [
        "kaart.school.nl",
        "KAART.school.nl:443",
        "kaart.school.nl.",
        "localhost:8501",
        "127.0.0.1:8501",
        "192.168.10.7",
        "[::1]:8501",
        "[fe80::1]",
        socket.gethostname(),
        socket.gethostname().partition(".")[0] + ":8501",
    ],
)
def test_the_names_of_the_school_and_of_this_computer_are_answered(house: House, host: str) -> None:
    assert "Aanmelden" in visitor(house, host).get("/aanmelden").text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "kaart.school.nl.evil.example",
        "evil.kaart.school.nl",
        "localhost.evil.example:8501",
        "127.0.0.1.evil.example",
        "kaart.school.nl@evil.example",
        "kaart.school.nl:80:80",
        "kaart.school.nl/x",
        "2130706433",
        "0x7f.1",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/begin", "/aanmelden", "/_stcore/health", "/look.css"])
def test_every_other_name_gets_a_page_for_it_and_nothing_more(
    house: House, host: str, path: str
) -> None:
    answer = visitor(house, host).get(path)
    assert answer.status == 421
    assert "docs/beheer.md" in answer.text
    assert "Het Voorbeeld" not in answer.text
    assert "set-cookie" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert house.inside.requests == []


def test_that_page_brings_its_own_look_and_may_load_nothing_else(house: House) -> None:
    """Its style sheet would be asked for under the same name, and be this page again."""
    answer = visitor(house, "evil.example").get("/")
    (look,) = re.findall(r'rel="stylesheet" href="data:text/css;base64,([^"]+)"', answer.text)
    assert "body.door {" in b64decode(look).decode()
    assert "style-src data:;" in answer.headers["content-security-policy"]


def test_two_hosts_in_one_request_are_none(house: House) -> None:
    at_door = visitor(house, "kaart.school.nl")
    scope = at_door.scope("http", "/aanmelden", {})
    scope["headers"].append((b"host", b"kaart.school.nl"))
    assert not AllowedHosts(house.app, SCHOOL)._is_ours(scope)


def test_a_websocket_under_another_name_is_refused(house: House) -> None:
    samira = house.samira()

    async def tries(host: str) -> bool:
        stranger = visitor(house, host, cookies=samira.cookies)
        async with Socket(stranger, origin=f"http://{host}") as line:
            return line.is_open

    assert asyncio.run(tries("kaart.school.nl"))
    assert not asyncio.run(tries("evil.example"))


# --- on this very computer ------------------------------------------------------------------------

NONE: Mapping[str, str] = {}
BROWSER = {
    "accept": "text/html",
    "accept-language": "nl",
    "user-agent": "Mozilla/5.0",
    "sec-fetch-mode": "navigate",
    "sec-ch-ua": "x",
    "if-none-match": "x",
    "upgrade-insecure-requests": "1",
    "save-data": "on",
    "sec-gpc": "1",
    "origin": "http://localhost:8501",
}


def scope(
    headers: Mapping[str, str] = NONE, *, client: str = "127.0.0.1", host: str = "localhost:8501"
) -> dict[str, Any]:
    of_visitor = Visitor(lambda *_: None, client=client, host=host)  # type: ignore[arg-type]
    return of_visitor.scope("http", "/begin", {**BROWSER, **headers})


def test_a_browser_on_this_computer_is_known_by_its_own_headers_alone() -> None:
    assert is_local(scope())


@pytest.mark.parametrize(
    "header",
    [
        *("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"),
        *("x-forwarded-port", "x-forwarded-server", "x-forwarded-prefix", "x-forwarded"),
        *("x-real-ip", "via", "x-client-ip", "true-client-ip", "cf-connecting-ip", "cf-ray"),
        *("x-cluster-client-ip", "fastly-client-ip", "x-arr-ssl", "x-original-host", "cdn-loop"),
        *("x-request-id", "x-amzn-trace-id", "proxy-connection", "x-scheme", "front-end-https"),
    ],
)
def test_behind_whatever_stands_in_between_nobody_is_on_this_computer(header: str) -> None:
    assert not is_local(scope({header: "https"}))


@pytest.mark.parametrize(
    "connection",
    [
        pytest.param("close", id="nginx that was told nothing"),
        pytest.param("upgrade", id="nginx as our guide has it"),
        pytest.param("", id="a proxy that says nothing"),
        pytest.param("keep-alive, x-forwarded-for", id="a proxy that takes a header away"),
    ],
)
def test_a_line_that_is_not_kept_as_a_browser_asks_is_not_of_this_computer(connection: str) -> None:
    """A proxy without a header of its own still calls by a number of this computer."""
    assert not is_local(scope({"connection": connection}, host="127.0.0.1:8501"))
    without = scope(host="127.0.0.1:8501")
    without["headers"] = [one for one in without["headers"] if one[0] != b"connection"]
    assert not is_local(without)


def test_where_a_name_for_others_is_set_nobody_is_on_this_computer(house: House) -> None:
    at_proxy = visitor(house, "localhost:8501")
    assert is_local(at_proxy.scope("http", "/", {}))
    seen: list[dict[str, Any]] = []

    async def app(inside: Any, _receive: Any, _send: Any) -> None:
        seen.append(inside)

    for names in (frozenset[str](), SCHOOL):
        asyncio.run(AllowedHosts(app, names)(scope(), None, None))  # type: ignore[arg-type]
    assert [is_local(one) for one in seen] == [True, False]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"client": "10.0.0.7"}, id="from elsewhere"),
        pytest.param({"host": "kaart.school.nl"}, id="by another name"),
    ],
)
def test_from_elsewhere_or_by_another_name_is_not_this_computer(changed: dict[str, Any]) -> None:
    assert not is_local(scope(**changed))


def test_the_old_http_that_proxies_speak_is_not_this_computer() -> None:
    assert not is_local({**scope(), "http_version": "1.0"})
