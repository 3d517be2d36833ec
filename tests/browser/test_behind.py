"""From a point in a picture to the list of cases: with a mouse, with a thumb, with a keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server, Visitor

LEADER = "Anneke van der Linden"
LINK = "Naar de zaken hierachter die jij mag openen"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36"


def at_over_time(visitor: Visitor) -> Visitor:
    """The teamleider at the figure of meldingen through the year."""
    visitor.become(LEADER)
    visitor.go("/trends?t_vraag=how_often")
    visitor.page.locator(".st-key-block_over_time .scatterlayer .point").last.wait_for()
    visitor.settle()
    return visitor


def test_a_pressed_point_chooses_its_month_and_the_link_leads_there(visitor: Visitor) -> None:
    at_over_time(visitor)
    block = visitor.page.locator(".st-key-block_over_time")
    block.locator(".scatterlayer .point").last.click(force=True)
    chosen = block.get_by_role("combobox", name="Welk deel?")
    visitor.settle()
    assert chosen.input_value() != "alles"
    month = chosen.input_value()

    block.get_by_role("link", name=LINK).click()
    visitor.reads("Uit een cijfer:")
    visitor.settle()
    assert "f_wat=report" in visitor.page.url
    assert month.split()[1] in visitor.page.url

    visitor.page.get_by_role("link", name="Terug naar Trends").click()
    visitor.page.get_by_role("heading", name="Meldingen door het jaar").wait_for()
    assert "t_vraag=how_often" in visitor.page.url


def test_the_link_works_by_keyboard(visitor: Visitor) -> None:
    at_over_time(visitor)
    link = visitor.page.locator(".st-key-behind_over_time").get_by_role("link", name=LINK)
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.reads("Uit een cijfer:")


@pytest.fixture
def with_a_thumb(browser: Browser, demo: Server) -> Iterator[Visitor]:
    """Somebody at a phone that says so."""
    with browser.new_context(
        viewport={"width": 375, "height": 800},
        locale="nl-NL",
        user_agent=PHONE,
        has_touch=True,
        is_mobile=True,
    ) as context:
        yield Visitor(context, demo.address)


def test_on_a_phone_a_picture_takes_no_presses_that_would_stop_the_scrolling(
    with_a_thumb: Visitor,
) -> None:
    at_over_time(with_a_thumb)
    assert with_a_thumb.page.locator("[class*='st-key-pick_']").count() == 0
    with_a_thumb.page.locator(".st-key-behind_over_time").get_by_role("link", name=LINK).click()
    with_a_thumb.reads("Uit een cijfer:")
