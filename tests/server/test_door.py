"""Nobody passes the gate without a session, and nobody brings an own identity."""

import asyncio
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.proto.BackMsg_pb2 import (
    BackendOperationRequest,
    BackMsg,
    DeferredFileRequestPayload,
    InstallSkillsRequestPayload,
)

from casework.errors import NotSignedIn
from server import assets
from server.desks import Desks
from server.request import is_same_origin
from server.streamlit_inside.dutch import streamlit_in_dutch
from server.streamlit_inside.identity import IDENTITY_HEADER
from tests.server.cast import SAMIRA, Clock, Register, Store
from tests.server.conftest import House
from tests.server.visitor import SECURE, Socket, Visitor

FOR_EVERYBODY = (
    "/aanmelden",
    "/look.css",
    "/mark.svg",
    "/letters/upright.woff2",
    "/_stcore/health",
    assets.board_address("board.js"),
    assets.PLOTLY,
    *streamlit_in_dutch().first_files,
)
FOR_STAFF = (
    "/",
    "/vandaag",
    "/zaak?zaak=1",
    "/beheer",
    "/static/js/index.js",
    f"{streamlit_in_dutch().script_folder}index.js",
    "/_stcore/host-config",
    assets.COMPONENT_PATH,
)
FOR_NOBODY = (
    "/media/abc.png",
    "/bestand/abc",
    "/_stcore/metrics",
    "/_stcore/agent/mcp",
    "/_stcore/agent/interact",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/x/y.js",
    f"/_stcore/bidi-components/{assets.COMPONENT}/other.js",
    f"{assets.COMPONENT_PATH}/../../x/y.js",
    "/board/component.py",
    "/board/other.js",
    "/component/x/index.html",
    "/app/static/secret.txt",
    "/auth/login",
    "/oauth2callback",
    "/zaak/_stcore/health",
    "/manifest.json",
    "/.streamlit/config.toml",
    "/../etc/passwd",
    "//elsewhere.example",
)
ORIGIN = "http://localhost:8501"


def act(*, by_itself: bool = False) -> bytes:
    """What a browser says when a person clicks, or when a page refreshes itself."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.is_auto_rerun = by_itself
    data: bytes = message.SerializeToString()
    return data


@pytest.mark.parametrize("path", [*FOR_STAFF, *FOR_NOBODY])
def test_a_stranger_gets_nothing_from_inside(house: House, path: str) -> None:
    stranger = house.visitor()
    assert stranger.fetch(path).status == 401
    assert stranger.get(path).status in {303, 401}
    assert stranger.post(path).status == 401
    assert house.inside.requests == []


@pytest.mark.parametrize("path", FOR_EVERYBODY)
def test_a_stranger_gets_the_sign_in_page_its_assets_and_health(house: House, path: str) -> None:
    assert house.visitor().get(path).status == 200


@pytest.mark.parametrize("path", FOR_NOBODY)
def test_what_nobody_needs_is_not_there_for_staff_either(house: House, path: str) -> None:
    assert house.samira().fetch(path).status == 404
    assert house.inside.requests == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_a_file_for_a_screen_that_is_not_ones_own_goes_nowhere(house: House, method: str) -> None:
    path, headers = "/_stcore/upload_file/a/b", {"origin": "http://localhost:8501"}
    assert house.visitor().ask(method, path, headers).status == 401
    assert house.samira().ask(method, path, headers).status == 404
    assert house.inside.requests == []


@pytest.mark.parametrize("path", FOR_STAFF)
def test_staff_get_the_screens_and_what_belongs_to_them(house: House, path: str) -> None:
    assert house.samira().get(path).status == 200


def test_a_deep_link_comes_back_after_signing_in(house: House) -> None:
    stranger = house.visitor()
    sent = stranger.get("/zaak?zaak=0190-ab").goes_to
    assert sent == "/aanmelden?naar=%2Fzaak%3Fzaak%3D0190-ab"
    assert 'value="/zaak?zaak=0190-ab"' in stranger.get(sent).text


def test_without_a_school_everybody_goes_to_the_beginning(
    open_house: Callable[..., House],
) -> None:
    assert open_house(None).visitor().get("/zaken").goes_to == "/begin"


@pytest.mark.parametrize(
    "name",
    ["x-handelingskaart-session", "X-Handelingskaart-Session", "X_HANDELINGSKAART_SESSION"],
)
def test_a_forged_identity_is_taken_off(house: House, name: str) -> None:
    samira = house.samira()
    scope = samira.scope("http", "/_stcore/host-config", {})
    forged = [*scope["headers"], (name.encode(), b"somebody-else")]
    answer = _ask(samira, {**scope, "headers": forged, "method": "GET"})
    [headers] = house.inside.requests
    assert answer == 200
    assert "somebody-else" not in str(headers)
    [tag] = headers[IDENTITY_HEADER]
    session = house.sessions.find_public(tag)
    assert session is not None
    assert session.staff_id == SAMIRA


def test_a_forged_identity_does_not_open_the_gate(house: House) -> None:
    _, session = house.sessions.begin(SAMIRA)
    stranger = house.visitor()
    for forged in (session.public_id, SAMIRA):
        assert stranger.fetch("/_stcore/host-config", **{IDENTITY_HEADER: forged}).status == 401


@pytest.mark.parametrize("origin", ["https://localhost:8501", "http://evil.example", "null", ""])
def test_forms_from_elsewhere_are_refused(house: House, origin: str) -> None:
    visitor = house.samira()
    assert visitor.post("/afmelden", origin=origin).status == 403
    assert visitor.get("/vandaag").status == 200


def test_a_request_that_names_no_host_comes_from_no_page_of_ours() -> None:
    assert not is_same_origin({"scheme": "http", "headers": [(b"origin", b"http://")]})


def test_while_no_school_is_open_nobody_is_inside(house: House) -> None:
    visitor = house.samira()
    house.store = None
    assert visitor.get("/vandaag").goes_to == "/begin"
    assert house.inside.requests == []


def test_who_is_gone_between_two_looks_gets_no_desk(house: House) -> None:
    class Left(Register):
        def actor(self, staff_id: str, _day: date) -> None:
            return None

    _, session = house.sessions.begin(SAMIRA)
    store = Store(school=Left())
    desks = Desks(house.sessions, lambda: store)  # type: ignore[arg-type, return-value]
    with pytest.raises(NotSignedIn):
        desks.of(session)


def test_strange_methods_are_refused(house: House) -> None:
    assert house.samira().ask("TRACE", "/", {}).status == 405
    assert house.samira().ask("OPTIONS", "/media/x", {}).status == 405


@pytest.mark.parametrize(
    "path", ["/aanmelden", "/", "/vandaag", "/bestand/a", "/nope/x", "/look.css"]
)
def test_every_answer_carries_the_security_headers(house: House, path: str) -> None:
    for visitor in (house.visitor(), house.samira()):
        headers = visitor.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self' 'unsafe-inline'" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in {"no-referrer", "strict-origin"}
        assert "camera=()" in headers["permissions-policy"]
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "strict-transport-security" not in headers


def test_pages_and_files_are_not_kept_and_assets_are(house: House) -> None:
    samira = house.samira()
    for path in ("/vandaag", "/bestand/a", "/aanmelden", "/afmelden"):
        assert samira.get(path).headers["cache-control"] == "no-store"
    marked = samira.get("/aanmelden").goes_to
    assert marked == "/"
    assert "max-age=86400" in samira.get("/look.css").headers["cache-control"]
    # Streamlit gives the file of the component no mark, so an old one would be kept.
    assert samira.fetch(assets.COMPONENT_PATH).headers["cache-control"] == "no-store"


def test_under_https_the_cookie_is_locked_and_the_browser_told_to_stay(house: House) -> None:
    visitor = house.visitor(scheme=SECURE)
    answer = visitor.post("/aanmelden", {"naam": "smi", "wachtwoord": "vier losse woorden samen"})
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-handelingskaart=")
    for word in ("httponly", "secure", "samesite=lax", "path=/"):
        assert word in cookie.split("\n", maxsplit=1)[0]
    assert "domain" not in cookie
    assert "max-age" in visitor.get("/aanmelden").headers["strict-transport-security"]
    assert visitor.get("/vandaag").status == 200


def test_a_cookie_without_lock_does_not_count_under_https(house: House) -> None:
    token, _ = house.sessions.begin(SAMIRA)
    visitor = house.visitor(scheme=SECURE, cookies={"handelingskaart": token})
    assert visitor.fetch("/media/a.png").status == 401


def test_a_stranger_gets_no_socket(house: House) -> None:
    assert not asyncio.run(_is_let_in(Socket(house.visitor())))
    assert house.inside.requests == []


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost:8501", None])
def test_a_page_from_elsewhere_gets_no_socket(house: House, origin: str | None) -> None:
    assert not asyncio.run(_is_let_in(Socket(house.samira(), origin)))


def test_a_socket_of_staff_carries_the_checked_identity(house: House) -> None:
    samira = house.samira()

    async def visit() -> None:
        async with Socket(samira) as socket:
            await socket.send(act())
            assert socket.is_open
            assert socket.messages[-1]["bytes"] == act()

    asyncio.run(visit())
    [tag] = house.inside.requests[-1][IDENTITY_HEADER]
    assert house.sessions.find_public(tag)


UNASKED = {
    "empty_the_caches_of_all": BackMsg(clear_cache=True),
    "where_the_code_came_from": BackMsg(load_git_info=True),
    "run_when_a_file_changes": BackMsg(set_run_on_save=True),
    "stop_the_server": BackMsg(debug_shutdown_runtime=True),
    "a_file_of_another": BackMsg(
        backend_operation_request=BackendOperationRequest(
            deferred_file=DeferredFileRequestPayload(file_id="a-file")
        )
    ),
    "install_something": BackMsg(
        backend_operation_request=BackendOperationRequest(
            install_skills=InstallSkillsRequestPayload()
        )
    ),
}


@pytest.mark.parametrize("message", UNASKED.values(), ids=UNASKED)
def test_what_no_screen_of_ours_says_is_not_passed_on(house: House, message: BackMsg) -> None:
    samira = house.samira()

    async def visit() -> None:
        async with Socket(samira) as socket:
            await socket.send(message.SerializeToString())
            await socket.send(b"\xff\xff no message at all")
            await socket.send(act())
            assert socket.is_open
            assert [m["bytes"] for m in socket.messages if "bytes" in m] == [act()]

    asyncio.run(visit())


def test_signing_out_closes_the_open_screens(house: House) -> None:
    samira = house.samira()

    async def visit() -> None:
        async with Socket(samira) as one, Socket(samira) as two:
            assert one.is_open
            assert two.is_open
            house.sessions.end_all(SAMIRA)
            await two.settle()
            assert not one.is_open
            assert not two.is_open
            assert one.messages[-1] == {"type": "websocket.close", "code": 1008}

    asyncio.run(visit())


def test_an_unused_screen_takes_no_more_acts_after_its_time(house: House, clock: Clock) -> None:
    samira = house.samira()

    async def visit() -> None:
        async with Socket(samira) as socket:
            clock.later(minutes=31)
            await socket.send(act())
            assert not socket.is_open

    asyncio.run(visit())


def test_acts_keep_a_session_and_a_page_that_refreshes_itself_does_not(
    house: House, clock: Clock
) -> None:
    samira = house.samira()

    async def visit() -> None:
        async with Socket(samira) as socket:
            clock.later(minutes=20)
            await socket.send(act())
            clock.later(minutes=20)
            await socket.send(act(by_itself=True))
            assert socket.is_open
            clock.later(minutes=11)
            await socket.send(act(by_itself=True))
            assert not socket.is_open

    asyncio.run(visit())


def test_who_no_longer_works_here_is_out_at_the_next_page(house: House) -> None:
    samira = house.samira()
    assert house.store is not None
    house.store.accounts.left.add(SAMIRA)
    assert samira.get("/vandaag").status == 303
    assert house.sessions.staff_ids() == frozenset()


def test_another_school_opens_only_to_who_signs_in_there(house: House) -> None:
    samira = house.samira()
    house._use(Store())
    assert samira.fetch("/media/a.png").status == 401


async def _is_let_in(socket: Socket) -> bool:
    async with socket:
        return socket.is_open


def _ask(visitor: Visitor, scope: dict[str, object]) -> int:
    messages: list[dict[str, object]] = []

    async def exchange() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b""}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            messages.append(message)

        await visitor.app(scope, receive, send)

    asyncio.run(exchange())
    status = messages[0]["status"]
    assert isinstance(status, int)
    return status
