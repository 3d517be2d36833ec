"""A melding on a phone by touch: few taps, no scrolling, and no tap that is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, Visitor, Visitors, only_here
from tests.browser.fingers import Finger

TARGET = "[class*='st-key-chips_open_'][class*='_part_target']"
DISPLAYING = "[class*='st-key-chips_folded_'][class*='_part_displaying']"
KINDS = ".st-key-question_kinds"
SAVE = re.compile("^(Melding opslaan|.+ melding)$")
MOST_TAPS = 8


@pytest.fixture
def finger(visitors: Visitors) -> Iterator[Finger]:
    """The finger of a mentor of 2B at a phone, on a fresh melding."""
    with only_here(visitors(NARROW, has_touch=True, is_mobile=True)) as visitor:
        visitor.become("Samira el Idrissi", "/melden")
        visitor.page.locator(".st-key-melding_sheet").wait_for()
        begin(visitor)
        yield Finger(visitor)


def begin(visitor: Visitor) -> None:
    """Leave what another test left half-filled; that stands above what is waited for."""
    visitor.page.locator(".st-key-save_bar button").first.wait_for()
    visitor.settle()
    for words in ("Nieuw formulier beginnen", "Opnieuw beginnen"):
        if visitor.page.get_by_role("button", name=words).count():
            visitor.press(words)


def chips(page: Page, within: str) -> Locator:
    return page.locator(f"{within} [role=toolbar] button:visible")


def chosen(page: Page, within: str) -> list[str]:
    pressed = page.locator(f"{within} [role=toolbar] button[aria-pressed=true]")
    return [name for name in pressed.all_inner_texts() if name not in ("+ iemand", "meer")]


def ends_in_a_case(finger: Finger) -> None:
    """The melding is stored: with few taps, and nobody had to scroll."""
    finger.page.get_by_text(re.compile("De melding is opgeslagen")).wait_for()
    assert "zaak=" in finger.page.url
    assert finger.count_taps <= MOST_TAPS
    assert finger.count_scrolls == 0


def test_a_melding_about_two_pupils_of_the_own_class(finger: Finger) -> None:
    melding_about_two(finger)
    # The receipt of the first stands above the second, and takes no place that it needs.
    finger.visitor.become("Samira el Idrissi", "/melden")
    finger.visitor.reads("Net opgeslagen: ")
    finger.count_taps = 0
    melding_about_two(finger)


def melding_about_two(finger: Finger) -> None:
    # What is needed, and how what is typed stands: one line above the button, no more.
    line = finger.page.locator(".st-key-save_bar_line").bounding_box()
    assert line is not None
    assert line["height"] < 30
    names = chips(finger.page, TARGET).all_inner_texts()
    finger.tap(names[3], TARGET)
    finger.tap("+ iemand", DISPLAYING)
    finger.tap(names[8], DISPLAYING)
    finger.tap("schelden", KINDS)
    finger.tap("online", KINDS)
    finger.tap(SAVE, ".st-key-save_bar")
    ends_in_a_case(finger)


def test_a_melding_about_a_pupil_of_another_class(finger: Finger) -> None:
    page = finger.page
    own = chips(page, TARGET).all_inner_texts()
    # Letter by letter, without the accents and capitals, and nothing pressed after it.
    finger.touch(page.get_by_label("Zoek in de hele school").first)
    page.keyboard.type("lott", delay=40)
    result = chips(page, TARGET).filter(has_text=" · 2C").first
    name = result.inner_text()
    finger.tap(name, TARGET)
    finger.tap("+ iemand", DISPLAYING)
    expect(chips(page, TARGET).filter(has_text=name)).to_have_attribute("aria-pressed", "true")
    finger.tap(own[5], DISPLAYING)
    finger.tap("buitensluiten", KINDS)
    finger.tap(SAVE, ".st-key-save_bar")
    ends_in_a_case(finger)


def test_a_new_case_beside_a_known_one_asks_why(finger: Finger) -> None:
    page = finger.page
    names = chips(page, TARGET).all_inner_texts()
    for name in names:
        finger.tap(name, TARGET)
        if page.get_by_role("button", name="Nieuwe zaak").count():
            break
        finger.tap(name, TARGET)
    finger.count_taps = 1
    finger.tap("nog niet bekend", DISPLAYING)
    finger.tap("schelden", KINDS)
    finger.tap("Nieuwe zaak")
    # It asks why in the bar itself.
    finger.tap("dit gaat om iets anders")
    finger.tap("Nieuwe zaak")
    ends_in_a_case(finger)


def test_no_tap_of_a_quick_hand_is_lost_or_lands_on_another_child(finger: Finger) -> None:
    page = finger.page
    names = chips(page, TARGET).all_inner_texts()
    bullied: set[str] = set()
    for ms, places in ((100, (4, 9)), (150, (0, 21)), (300, (13, 9)), (600, (9, 4)), (100, (4,))):
        finger.tap_fast([chips(page, TARGET).nth(place) for place in places], ms)
        bullied ^= {names[place] for place in places}
        assert {*chosen(page, TARGET)} == bullied
    finger.tap_fast([finger.button("groep"), finger.button("+ iemand")], 100)
    assert chosen(page, DISPLAYING) == ["groep"]
    others = [chips(page, DISPLAYING).nth(place) for place in (2, 7, 11)]
    bullying = {"groep", *(other.inner_text() for other in others)}
    finger.tap_fast(others, 100)
    page.locator(KINDS).scroll_into_view_if_needed()
    finger.tap_fast([finger.button("schelden"), finger.button("duwen, slaan")], 150)

    # What the browser shows is what the server has: it is there again.
    page.reload()
    finger.visitor.settle()
    assert {*chosen(page, TARGET)} == bullied
    assert {*chosen(page, DISPLAYING)} == bullying
    assert chosen(page, KINDS) == ["schelden", "duwen, slaan"]


def test_a_name_that_is_tapped_while_typing_goes_on_is_chosen(finger: Finger) -> None:
    page = finger.page
    find = page.get_by_label("Zoek in de hele school").first
    finger.touch(find)
    page.keyboard.type("lott", delay=40)
    result = chips(page, TARGET).filter(has_text=" · 2C").first
    name = result.inner_text()
    page.keyboard.type("x")
    finger.touch(result)
    finger.visitor.settle()
    finger.visitor.settle()
    assert chosen(page, TARGET) == [name]
    find.fill("")
    find.press("Enter")
    finger.visitor.settle()
    chips(page, TARGET).nth(2).tap()
    finger.visitor.settle()
    page.reload()
    finger.visitor.settle()
    assert name in chosen(page, TARGET)
    assert len(chosen(page, TARGET)) == 2


def test_the_button_leads_to_the_field_that_is_refused(finger: Finger) -> None:
    page = finger.page
    finger.tap("Melding opslaan")
    page.locator(".st-key-melding_sheet").get_by_text(
        "Tik aan wie er gepest wordt."
    ).first.wait_for()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    finger.touch(page.locator(".st-key-save_bar a"))
    heading = page.get_by_role("heading", name="Wie wordt er gepest?")
    page.wait_for_function(
        "one => one.getBoundingClientRect().top > 40 && one.getBoundingClientRect().top < 400",
        arg=heading.element_handle(),
    )
