"""From a point in a picture to the list of cases: with a mouse, with a thumb, with a keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import NARROW, Visitor, Visitors, only_here

LEADER = "Anneke van der Linden"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36"
LEVELS = ".st-key-figure_open_cases"


def at_levels(visitor: Visitor) -> Locator:
    """The teamleider at the open cases by level, of which those of level 3 can be opened."""
    visitor.become(LEADER, "/trends?t_vraag=levels")
    # The filters above it take their place as well before anything is pressed.
    visitor.page.locator(".board-filter select:visible").first.wait_for()
    figure = visitor.page.locator(LEVELS)
    figure.locator(".barlayer .point").last.wait_for()
    visitor.settle()
    return figure


def press_bar(visitor: Visitor, figure: Locator, trace: int, place: int) -> None:
    """Press a bar near its left end, where no mark of the year before lies over it."""
    bars = figure.locator(".barlayer .trace").nth(trace).locator(".point path")
    box = bars.nth(place).bounding_box()
    assert box is not None
    visitor.page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] / 2)
    visitor.settle()


def at_hand(visitor: Visitor) -> str:
    """The words of the choice that Enter would take."""
    script = """() => {
        const here = document.activeElement;
        const marked = document.getElementById(here.getAttribute('aria-activedescendant') || '');
        return (marked || here).innerText.trim();
    }"""
    return str(visitor.page.evaluate(script))


def test_a_pressed_bar_leads_to_exactly_its_cases(visitor: Visitor) -> None:
    figure = at_levels(visitor)
    press_bar(visitor, figure, 0, 2)
    figure.get_by_role("button", name="niveau 3, loopt nog").wait_for()
    link = figure.get_by_role("link", name="hierachter")
    words = link.inner_text()
    link.click()
    visitor.reads("Uit een cijfer:")
    visitor.settle()
    assert "f_wat=now" in visitor.page.url
    assert "f_niveau=3" in visitor.page.url
    rows = visitor.page.locator(".case-list .work-line:visible")
    assert f"{rows.count()} zaken" in words
    levels = visitor.page.locator(".st-key-cases_rows").get_by_text("niveau").all_inner_texts()
    assert len(levels) == rows.count()
    assert all("niveau 3" in level for level in levels)

    visitor.page.get_by_role("link", name="Terug naar Trends").click()
    visitor.page.get_by_role("heading", name="Open zaken per niveau").wait_for()
    assert "t_vraag=levels" in visitor.page.url


def test_cases_that_may_not_be_opened_have_no_link_and_say_whose_they_are(
    visitor: Visitor,
) -> None:
    figure = at_levels(visitor)
    press_bar(visitor, figure, 0, 0)
    figure.get_by_role("button", name="niveau 1, loopt nog").wait_for()
    figure.get_by_text("zaken zijn bij de mentor; jij kunt ze niet openen.").wait_for()
    assert figure.get_by_role("link", name="hierachter").count() == 0
    figure.get_by_role("button", name="niveau 1, loopt nog").click()
    figure.get_by_role("link", name="hierachter").wait_for()


def test_the_link_and_a_part_work_by_keyboard(visitor: Visitor) -> None:
    figure = at_levels(visitor)
    menu = figure.get_by_role("button", name="Meer met Open zaken per niveau")
    menu.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text("Zaken van een deel").first.wait_for()
    for _ in range(6):
        visitor.page.keyboard.press("ArrowDown")
        visitor.page.wait_for_timeout(150)
        if at_hand(visitor) == "Zaken van een deel":
            break
    visitor.page.keyboard.press("Enter")
    visitor.settle()
    box = figure.get_by_role("combobox", name="Welk deel?")
    box.wait_for()
    visitor._pick_by_typing(box, "niveau 3")
    link = figure.get_by_role("link", name="hierachter")
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.reads("Uit een cijfer:")
    assert "f_niveau=3" in visitor.page.url


@pytest.fixture
def with_a_thumb(visitors: Visitors) -> Iterator[Visitor]:
    """Somebody at a phone that says so."""
    phone = visitors(NARROW, user_agent=PHONE, has_touch=True, is_mobile=True)
    with only_here(phone) as somebody:
        yield somebody


def test_on_a_phone_a_picture_takes_no_presses_that_would_stop_the_scrolling(
    with_a_thumb: Visitor,
) -> None:
    figure = at_levels(with_a_thumb)
    assert with_a_thumb.page.locator("[class*='st-key-pick_']").count() == 0
    figure.get_by_role("link", name="hierachter").click()
    with_a_thumb.reads("Uit een cijfer:")


def test_exact_figures_are_not_printed(visitor: Visitor) -> None:
    figure = at_levels(visitor)
    assert figure.is_visible()
    visitor.page.emulate_media(media="print")
    assert not figure.is_visible()
    assert visitor.page.locator(".st-key-deeper_exact").is_visible()
