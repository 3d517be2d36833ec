"""Scherm afdekken in a browser: nothing of the page is left, and what was typed comes back."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Visitor
from tests.canary import CANARY

WORDS = f"Halverwege een zin over de {CANARY}"


class Answers:
    """What the server sends to the browser."""

    def __init__(self, visitor: Visitor) -> None:
        self.messages: list[ForwardMsg] = []
        visitor.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._hear)

    def _hear(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            self.messages.append(ForwardMsg.FromString(frame))

    @contextmanager
    def during(self, visitor: Visitor) -> Iterator[list[ForwardMsg]]:
        """Only what is sent meanwhile."""
        self.messages.clear()
        meanwhile: list[ForwardMsg] = []
        yield meanwhile
        visitor.settle()
        meanwhile += self.messages


def test_under_the_cover_nothing_of_a_case_is_left_and_a_half_typed_form_comes_back(
    visitor: Visitor,
) -> None:
    page, answers = visitor.page, Answers(visitor)
    visitor.become("Samira el Idrissi")
    visitor.open_first_case()
    page.locator(".st-key-card .case-step-open a").first.click()
    title = page.locator("h1").inner_text()
    field = page.locator(".st-key-step textarea").first
    field.wait_for()
    visitor.settle()
    with answers.during(visitor) as sent:
        field.fill(WORDS)
        field.blur()
    # The server has it, and has drawn nothing for it.
    assert any(message.HasField("script_finished") for message in sent)
    assert not any(message.delta.HasField("new_element") for message in sent)
    address = page.url

    with answers.during(visitor) as sent:
        page.get_by_role("button", name="Scherm afdekken").click()
        page.get_by_role("heading", name="Scherm afgedekt").wait_for()
    assert page.get_by_test_id("stMain").locator("button").count() == 1
    left = page.locator("body").inner_html() + "".join(str(message) for message in sent)
    assert [word for word in (WORDS, title, "Samira", "st-key-step") if word in left] == []

    visitor.press("Verder werken")
    assert page.url == address
    expect(page.locator(".st-key-step textarea").first).to_have_value(WORDS)
    expect(page.locator("h1")).to_have_text(title)
    field.fill("")
    field.blur()
    visitor.settle()
