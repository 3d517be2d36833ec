"""What the benchmarks say can be believed: a screen that shows a fault is never a quick one."""

import argparse
import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import client, pages, servers, stock
from benchmarks.client import ScreenFailed, Tab
from benchmarks.pages import Lane, Screen
from casework.errors import StoreError
from casework.people import Role

SCREEN = Screen("Vandaag", "", Role.MENTOR)


def finished() -> ForwardMsg:
    return ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)


def alert(words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.alert.body = words
    message.delta.new_element.alert.format = Alert.ERROR
    return message


def exception() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.exception.type = "ZeroDivisionError"
    return message


@dataclass
class Line:
    """A websocket at whose other end these messages come, at each request the same."""

    messages: list[ForwardMsg]
    _coming: Iterator[ForwardMsg] = field(default_factory=lambda: iter(()))

    async def send(self, _request: bytes) -> None:
        self._coming = iter(self.messages)

    async def recv(self, *, decode: bool) -> bytes:
        assert not decode
        return bytes(next(self._coming).SerializeToString())


def lane(kind: str, *messages: ForwardMsg) -> Lane:
    server: Any = SimpleNamespace(kind=kind, processor_seconds=lambda: 0.0)
    line: Any = Line([*messages, finished()])
    person: Any = SimpleNamespace(case_id="")
    return Lane(server, SCREEN, person, Tab(0, line))


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (alert("Je bent niet aangemeld."), "Je bent niet aangemeld."),
        (exception(), "ZeroDivisionError"),
    ],
    ids=["refused", "broken"],
)
def test_a_lane_that_shows_a_fault_says_which_screen_where_and_what(
    message: ForwardMsg, words: str
) -> None:
    with pytest.raises(ScreenFailed, match=f"Vandaag on stock: .*{words}"):
        asyncio.run(lane("stock", message).run(1))


def test_a_screen_that_never_ends_is_left_out_and_the_others_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "PATIENCE_SECONDS", 0.0)

    async def never(*, decode: bool) -> bytes:
        await asyncio.Event().wait()
        return b""

    stuck = lane("ours")
    monkeypatch.setattr(stuck.tab.connection, "recv", never)
    with pytest.raises(ScreenFailed, match="Vandaag on ours: no whole screen"):
        asyncio.run(stuck.run(1))


def test_a_lane_that_shows_a_screen_is_timed() -> None:
    answer = asyncio.run(lane("ours").run(2))
    assert answer.count_messages == 1


def test_a_screen_with_a_fault_is_left_out_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [lane("empty"), lane("ours"), lane("stock")]
    bad = [lane("empty"), lane("ours"), lane("stock", alert("Je bent niet aangemeld."))]
    waiting = iter([good, bad])

    async def lanes(*_: object) -> list[Lane]:
        return next(waiting)

    monkeypatch.setattr(pages, "_lanes", lanes)
    monkeypatch.setattr(pages, "PAUSE_SECONDS", 0.0)
    school: Any = None
    args = argparse.Namespace(runs=2, burst=1)
    measured = asyncio.run(pages.timings(school, [], [SCREEN, SCREEN], args))
    assert measured == [good]
    assert [len(one.answers) for one in good] == [2, 2, 2]
    said = capsys.readouterr().out
    assert "Left out, because it failed: Vandaag on stock" in said
    assert "niet aangemeld" in said


def test_stock_does_not_start_without_its_school(tmp_path: Path) -> None:
    """It would show everybody the way to the door, which is a quick screen."""
    with pytest.raises(StoreError):
        stock.main(tmp_path / "no-school", Path(__file__))


@dataclass
class Working:
    """A server that uses so many seconds of processor between two looks."""

    uses: Iterator[float]
    kind: str = "ours"
    used: float = 0.0

    def processor_seconds(self) -> float:
        self.used += next(self.uses)
        return self.used


def rest_of(uses: Iterator[float]) -> Any:
    return Working(uses)


def test_a_server_that_never_rests_ends_the_measurement() -> None:
    never = rest_of(iter(lambda: 1.0, None))
    with pytest.raises(RuntimeError, match="does not come to rest"):
        servers.wait_until_idle(never, quiet_seconds=0.01, patience_seconds=0.05, look_every=0.001)


def test_a_server_that_works_again_after_a_while_is_waited_for() -> None:
    """Charts are made ahead some time after the last write."""
    looks = iter([0.0, 1.0, 0.0, 0.0, 1.0, *[0.0] * 10_000])
    server = rest_of(looks)
    servers.wait_until_idle(server, quiet_seconds=0.003, patience_seconds=5, look_every=0.001)
    assert server.used == 2.0
