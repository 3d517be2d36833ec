"""A melding in a class of 33 or 36 by touch, on a small phone too: few taps and no scrolling."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser import large_classes
from tests.browser.conftest import NARROW, Server, Visitor
from tests.browser.fingers import Finger
from tests.browser.test_phone_melding import (
    DISPLAYING,
    KINDS,
    SAVE,
    TARGET,
    begin,
    chips,
    chosen,
    ends_in_a_case,
)

SMALL: ViewportSize = {"width": 375, "height": 667}


@pytest.fixture(scope="module")
def school(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The school with the large classes behind a server."""
    folder = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDELINGSKAART_KEY", base64.b64encode(b"k" * 32).decode())
        large_classes.set_up(folder / "school")
        server = Server(folder)
        yield server
        server.stop()


def signed_in(browser: Browser, school: Server, size: ViewportSize, user_name: str) -> Visitor:
    context = browser.new_context(viewport=size, locale="nl-NL", has_touch=True, is_mobile=True)
    visitor = Visitor(context, school.address)
    page = visitor.page
    page.goto(f"{school.address}/aanmelden")
    page.locator("input[name=naam]").fill(user_name)
    page.locator("input[type=password]").fill(large_classes.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/aanmelden" not in url)
    visitor.settle()
    visitor.go("/melden")
    begin(visitor)
    return visitor


@pytest.mark.parametrize("size", [NARROW, SMALL], ids=["phone", "small phone"])
def test_a_melding_in_a_large_class(browser: Browser, school: Server, size: ViewportSize) -> None:
    for class_name, user_name in large_classes.MENTORS.items():
        visitor = signed_in(browser, school, size, user_name)
        finger, page = Finger(visitor), visitor.page
        names = chips(page, TARGET).all_inner_texts()
        assert len(names) == large_classes.SIZES[class_name]
        # Near the end of the list, and each time others, so that no case is recognised.
        target, displaying = (-2, 4) if size is NARROW else (-5, -3)
        finger.tap(names[target], TARGET)
        finger.tap("+ iemand", DISPLAYING)
        finger.tap(names[displaying], DISPLAYING)
        finger.tap("schelden", KINDS)
        finger.tap("duwen, slaan", KINDS)
        assert chosen(page, TARGET) == [names[target]]
        assert chosen(page, DISPLAYING) == [names[displaying]]
        finger.tap(SAVE, ".st-key-save_bar")
        ends_in_a_case(finger)
        visitor.context.close()
