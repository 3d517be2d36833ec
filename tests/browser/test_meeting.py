"""A meeting in the browser: begun, decided in, reloaded, gone on with by two, and its minutes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE, Visitor, Visitors
from tests.browser.test_accessibility import look
from tests.exchange.pdf_reading import words

MEMBER = "Rania Haddad"
DECISION = "De mentor spreekt deze week beide ouders."
LETTER = re.compile(r"leerling [A-Z]+\b")


def press(visitor: Visitor, key: str) -> None:
    """Press the button with this key and wait for the answer."""
    visitor.page.locator(f".st-key-{key} button").first.click()
    visitor.settle()


def begin(visitor: Visitor) -> str:
    """A meeting about whatever waits for advice and one case more, at its first; its address."""
    page = visitor.page
    visitor.become(MEMBER, "/overleg")
    page.get_by_role("button", name=re.compile("^Alles erbij")).click()
    visitor.settle()
    visitor.choose_at("Welke zaken bespreken jullie?", 0)
    visitor.press("Overleg klaarzetten")
    visitor.reads("Het overleg staat klaar.")
    press(visitor, "meeting_go_on")
    visitor.reads("Besluit vastleggen")
    return page.url.removeprefix(visitor.address)


@pytest.fixture(scope="module")
def meeting(visitors: Visitors) -> str:
    """The address of a meeting of some cases, at its first, for the tests that leave it there."""
    somebody = visitors(WIDE)
    address = begin(somebody)
    somebody.leave()
    return address


def people(page: Page) -> list[str]:
    """The letters of the pupils of the case on screen."""
    return LETTER.findall(page.locator(".st-key-meeting_pupils").inner_text())


def decide(visitor: Visitor) -> None:
    """Fill in the decision as a person does, and store it."""
    page = visitor.page
    page.get_by_label("Wat besluiten jullie?").fill(DECISION)
    visitor.choose("Wie doet het?", MEMBER)
    field = page.get_by_label("Uiterlijk wanneer?").first
    field.click()
    page.keyboard.type("31122030")
    page.keyboard.press("Enter")
    visitor.settle()


def test_a_meeting_is_begun_decided_in_reloaded_and_written_up(visitor: Visitor) -> None:
    page = visitor.page
    address = begin(visitor)
    title = page.locator("h1").inner_text()
    letters = people(page)
    assert letters
    decide(visitor)
    visitor.press("Besluit vastleggen")
    visitor.reads("Het besluit staat in de zaak")

    page.reload()
    visitor.settle()
    assert page.locator("h1").inner_text() == title
    assert people(page) == letters
    visitor.reads(DECISION)
    press(visitor, "meeting_next")
    second = page.locator("h1").inner_text()
    assert second != title
    press(visitor, "meeting_pause")
    visitor.reads("Het overleg is onderbroken")
    assert not page.get_by_text("De vraag aan het team").count()

    visitor.become(MEMBER, address)
    visitor.reads(f"Verdergaan bij {second.lower()}")
    press(visitor, "meeting_go_on")
    expect(page.locator("h1")).to_have_text(second)
    press(visitor, "meeting_close")
    visitor.reads("De notulen staan klaar.")
    with page.expect_download() as started:
        page.get_by_role("button", name="Notulen als PDF").click()
    file = started.value
    assert re.fullmatch(r"notulen-\d{4}-\d\d-\d\d\.pdf", file.suggested_filename)
    minutes = words(file.path().read_bytes())
    assert title in minutes
    assert DECISION in minutes
    assert f"{MEMBER}, uiterlijk 31-12-2030" in minutes

    visitor.go("/")
    duty = "Besluit van het ondersteuningsteam: uitvoeren"
    page.get_by_text(duty).first.wait_for(state="attached")
    # It is for later: of its pupil, and when there is nothing for now, under all that is for later.
    for fold in page.locator(".work details").filter(has_text=duty).all():
        fold.locator("> summary").click()
    expect(page.get_by_text(duty).first).to_be_visible()


def test_a_second_screen_is_told_of_the_first_and_goes_along(
    meeting: str, visitor: Visitor, on_a_phone: Visitor
) -> None:
    other = on_a_phone
    visitor.become(MEMBER, meeting)
    other.become(MEMBER, meeting)
    title = visitor.page.locator("h1").inner_text()
    expect(other.page.locator("h1")).to_have_text(title)
    other.page.get_by_label("Wat besluiten jullie?").fill("Half getypt")
    other.page.keyboard.press("Tab")
    other.settle()
    press(visitor, "meeting_next")
    other.reads("Een collega heeft iets vastgelegd of is verder gegaan.")
    press(other, "meeting_refresh")
    expect(other.page.locator("h1")).to_have_text(visitor.page.locator("h1").inner_text())
    press(other, "meeting_previous")
    expect(other.page.get_by_label("Wat besluiten jullie?")).to_have_value("Half getypt")
    assert look(other) == []


def test_names_are_off_again_at_the_next_case(meeting: str, visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(MEMBER, meeting)
    assert look(visitor) == []
    page.locator(".st-key-meeting label").filter(has_text="Namen tonen").click()
    visitor.settle()
    assert not people(page)
    press(visitor, "meeting_next")
    assert people(page)
    press(visitor, "meeting_previous")


def test_a_meeting_can_be_held_by_keyboard(meeting: str, visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(MEMBER, meeting)
    title = page.locator("h1").inner_text()
    page.locator(".st-key-meeting_next button").focus()
    page.keyboard.press("Enter")
    visitor.settle()
    assert page.locator("h1").inner_text() != title
    page.get_by_label("Wat besluiten jullie?").focus()
    page.keyboard.type("Met het toetsenbord.")
    page.keyboard.press("Tab")
    visitor.settle()
    expect(page.get_by_label("Wat besluiten jullie?")).to_have_value("Met het toetsenbord.")
