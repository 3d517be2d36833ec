"""A real server: what it lets through, how it starts, and how it says that it cannot."""

import http.client
import importlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from server import serve
from server.settings import CHECKOUT
from server.streamlit_inside.identity import IdentityMissing, check_identity
from tests.server.cast import PASSWORD, USER_NAME

READY = "Handelingskaart staat klaar op http://localhost:"
PATIENCE = 60


@dataclass
class Server:
    """A running server and what it printed."""

    process: subprocess.Popen[str]
    port: int

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(
        self, method: str, path: str, cookie: str = "", body: str = "", **headers: str
    ) -> http.client.HTTPResponse:
        with closing(http.client.HTTPConnection("localhost", self.port, timeout=20)) as line:
            cookies = {"Cookie": cookie} if cookie else {}
            fixed = {"Origin": self.origin, "Accept": "text/html"}
            line.request(method, path, body, {**fixed, **headers, **cookies})
            answer = line.getresponse()
            answer.read()
            return answer

    def sign_in(self) -> str:
        fields = urlencode({"naam": USER_NAME, "wachtwoord": PASSWORD})
        answer = self.ask("POST", "/aanmelden", body=fields)
        return str(answer.headers["set-cookie"]).split(";", 1)[0]

    def open_socket(self, cookie: str, session_id: str = "") -> ClientConnection:
        spoken = ["streamlit", "x", session_id] if session_id else ["streamlit"]
        return connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            origin=Origin(self.origin),
            subprotocols=[Subprotocol(one) for one in spoken],
            additional_headers={"Cookie": cookie} if cookie else {},
            open_timeout=20,
            close_timeout=5,
        )

    def stop(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        output, _ = self.process.communicate(timeout=PATIENCE)
        return output


def start(folder: Path, school: str) -> Server:
    """A server that is ready for visitors."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.server.small_app", str(folder), school),
            "--headless",
            "--port",
            "0",
        ],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(READY):
            return Server(process, int(line.removeprefix(READY).split()[0]))
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("app"), "school")
    yield running
    running.stop()


def test_a_stranger_at_a_fresh_server_sees_no_page_of_streamlit(server: Server) -> None:
    """First of all, while no session has run the main script: `pages/` would answer then."""
    for path in ("/geheim", "/start", "/", "/vandaag"):
        assert server.ask("GET", path).status == 303
    for path in ("/_stcore/host-config", "/_stcore/metrics", "/static/js/x.js", "/media/x"):
        assert server.ask("GET", path, Accept="*/*").status == 401
    with pytest.raises(InvalidStatus):
        server.open_socket("")
    assert server.ask("GET", "/_stcore/health").status == 200
    assert server.ask("GET", "/aanmelden").status == 200


def test_a_page_learns_who_is_there(server: Server) -> None:
    with server.open_socket(server.sign_in()) as line:
        texts, _ = run_script(line)
    assert "Binnen" in texts
    assert "sessie None" not in texts
    assert "sessie " in texts


def test_a_stolen_streamlit_session_does_not_open_it(server: Server) -> None:
    with server.open_socket(server.sign_in()) as hers:
        _, stolen = run_script(hers)
        with server.open_socket(server.sign_in(), stolen) as thief:
            _, fresh = run_script(thief)
    assert stolen
    assert fresh != stolen


def test_signing_out_closes_the_screen(server: Server) -> None:
    cookie = server.sign_in()
    with server.open_socket(cookie) as line:
        run_script(line)
        assert server.ask("POST", "/afmelden", cookie).status == 303
        with pytest.raises(ConnectionClosed):
            hear_to_the_end(line)
    with pytest.raises(InvalidStatus):
        server.open_socket(cookie)


def test_inside_there_are_translated_scripts_and_no_metrics(server: Server) -> None:
    cookie = server.sign_in()
    page = server.ask("GET", "/", cookie)
    assert page.status == 200
    assert "unsafe-eval" not in str(page.headers["content-security-policy"])
    assert server.ask("GET", "/_stcore/metrics", cookie).status == 404
    assert server.ask("GET", "/_stcore/host-config", cookie).status == 200


def test_a_server_stops_in_order_and_writes_no_words_of_people(tmp_path: Path) -> None:
    server = start(tmp_path, "school")
    with server.open_socket(server.sign_in()) as line:
        run_script(line)
        run_script(line, press="Stuk")
    output = server.stop()
    assert server.process.returncode == 0
    assert "ValueError" in output
    assert "Noor" not in output
    assert "reference" in output


def test_a_server_without_a_school_prints_the_code_and_leads_to_the_beginning(
    tmp_path: Path,
) -> None:
    server = start(tmp_path, "none")
    try:
        assert server.ask("GET", "/zaken").headers["location"] == "/begin"
        assert server.ask("GET", "/begin").status == 200
    finally:
        server.stop()


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = refused(tmp_path, "--port", str(port))
    assert done.stderr == (
        f"Poort {port} is al in gebruik. Draait Handelingskaart al? "
        f"Start met een andere poort: python run.py --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--host", "192.0.2.1"], "De server kan niet luisteren op 192.0.2.1"),
        (["--port", "70000"], "bestaat niet op deze computer"),
        (["--poort", "1"], "Deze opdracht is niet begrepen"),
        (["--port", "acht"], "Deze opdracht is niet begrepen"),
    ],
)
def test_what_cannot_be_is_one_sentence(tmp_path: Path, options: list[str], sentence: str) -> None:
    done = refused(tmp_path, *options)
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("option", [{}, None, "", {"x-other": "session"}])
def test_without_the_checked_identity_the_server_does_not_start(
    monkeypatch: pytest.MonkeyPatch, option: object
) -> None:
    monkeypatch.setattr(config, "get_option", lambda _name: option)
    with pytest.raises(IdentityMissing, match="trustedUserHeaders"):
        check_identity()


def test_a_module_that_cannot_be_loaded_ahead_stops_no_start(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    loaded: list[str] = []

    def load(name: str) -> None:
        loaded.append(name)
        if name in {"pandas", "ui.labels"}:
            raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", load)
    serve._load_first()
    assert {"numpy", "ui.labels", "ui.session"} <= set(loaded)
    # Importing the main script would run it.
    assert "ui.router" not in loaded
    assert [record.args for record in caplog.records] == [("pandas",), ("ui.labels",)]


def refused(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A start that does not succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.server.small_app", str(folder), "none", *options],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done


def run_script(line: ClientConnection, press: str = "") -> tuple[str, str]:
    """Run the page as a browser does; returns its texts and Streamlit's id of the session."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    if press:
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.trigger_value = _WIDGETS[press], True
    line.send(message.SerializeToString())
    texts, session_id = [], ""
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(line.recv(timeout=20))
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            session_id = answer.new_session.initialize.session_id
        elif kind == "delta":
            texts.append(str(answer.delta))
            button = answer.delta.new_element.button
            _WIDGETS[button.label] = button.id or _WIDGETS.get(button.label, "")
        elif kind == "script_finished":
            return " ".join(texts), session_id


def hear_to_the_end(line: ClientConnection) -> None:
    """Listen until the server closes the line."""
    while True:
        line.recv(timeout=10)


_WIDGETS: dict[str, str] = {}
