"""A question to the ondersteuningsteam on a phone: more information, a meeting, and advice."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.conftest import Server, Visitor, copy_demo, only_here

MENTOR, MEMBER = "Samira el Idrissi", "Rania Haddad"
QUESTION = "Hoe krijgen we rust in de kleedkamer?"
MORE = "Op welke dagen gaat het mis?"
ANSWER = "Op dinsdag en vrijdag, na gym."
DRAFT = "Laat twee docenten bij de kleedkamer staan."
ADVICE = f"{DRAFT} Kijk na twee weken terug."
DECISION = "De mentor vraagt de gymdocent om mee te kijken."
PHONE: ViewportSize = {"width": 375, "height": 812}


@pytest.fixture(scope="module")
def opened(
    browser: Browser, demo_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """A phone at a school of its own: a meeting elsewhere may answer the questions of the demo."""
    server = Server(copy_demo(demo_files, tmp_path_factory.mktemp("support")), "--demo")
    context = browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True)
    yield Visitor(context, server.address)
    context.close()
    server.stop()


@pytest.fixture
def phone(opened: Visitor) -> Iterator[Visitor]:
    """Somebody with a finger on a phone."""
    with only_here(opened) as somebody:
        yield somebody


def write(visitor: Visitor, label: str, words: str) -> None:
    field = visitor.page.get_by_role("textbox", name=label)
    field.fill(words)
    field.blur()
    visitor.settle()


def open_line(visitor: Visitor, label: str, title: str) -> None:
    """Open a line of Vandaag about this case, wherever it is folded away; Vandaag is open."""
    line = visitor.page.locator(f".work-line[data-case='{label}']").filter(has_text=title)
    line.first.wait_for(state="attached")
    for fold in line.first.locator("xpath=ancestor::details[not(@open)]").all():
        fold.locator("summary").first.click()
    line.first.click()
    visitor.settle()


def fits(visitor: Visitor) -> bool:
    return bool(visitor.page.evaluate("document.documentElement.scrollWidth <= 375"))


def decide_in_a_meeting(visitor: Visitor, label: str) -> None:
    """A meeting about this one case, from Overleg, in which the mentor gets something to do."""
    page = visitor.page
    visitor.choose("Welke zaken bespreken jullie?", label)
    visitor.press("Overleg klaarzetten")
    visitor.reads("Het overleg staat klaar.")
    page.locator(".st-key-meeting_go_on button").click()
    visitor.reads("Besluit vastleggen")
    expect(page.locator("h1")).to_have_text(f"Zaak {label}")
    page.get_by_label("Wat besluiten jullie?").fill(DECISION)
    visitor.choose("Wie doet het?", MENTOR)
    page.get_by_label("Uiterlijk wanneer?").first.click()
    page.keyboard.type("31122030")
    page.keyboard.press("Enter")
    visitor.settle()
    assert fits(visitor)
    visitor.press("Besluit vastleggen")
    visitor.reads("Het besluit staat in de zaak")
    page.locator(".st-key-meeting_close button").click()
    visitor.reads("De notulen staan klaar.")


def test_a_question_goes_from_mentor_to_one_advice_and_by_a_meeting_back(
    phone: Visitor,
) -> None:
    page = phone.page
    phone.become(MENTOR)
    line = page.locator(".work-line[data-case]:visible").first
    label = line.get_attribute("data-case") or ""
    line.click()
    phone.settle()
    phone.open_step("Ondersteuningsteam denkt mee")
    write(phone, "Wat wil je aan het ondersteuningsteam vragen?", QUESTION)
    phone.press("Vraag stellen")
    phone.reads("Ondersteuningsteam denkt mee: vastgelegd.")

    phone.become(MEMBER, "/ondersteuningsteam")
    line = page.locator(f".st-key-question_{label}")
    expect(line).to_contain_text("wacht op advies")
    expect(line).not_to_contain_text(QUESTION)
    assert fits(phone)
    line.get_by_role("button", name="Openen").click()
    phone.reads(QUESTION)
    page.get_by_text("Meer informatie nodig").click()
    write(phone, "Wat wil je nog weten?", MORE)
    phone.press("Vragen")
    phone.reads("De vraagsteller ziet hem op Vandaag.")

    phone.become(MENTOR)
    open_line(phone, label, "Het ondersteuningsteam vraagt meer informatie")
    phone.reads(MORE)
    write(phone, "Antwoord", ANSWER)
    phone.press("Antwoorden")
    phone.reads("Je antwoord staat bij de vraag.")

    phone.become(MEMBER)
    open_line(phone, label, "Vraag aan het ondersteuningsteam")
    phone.reads(ANSWER)
    write(phone, "Advies", DRAFT)
    phone.press("Bewaren voor het team")
    phone.reads("Bewaard voor het team.")
    page.reload()
    phone.settle()
    expect(page.get_by_role("textbox", name="Advies")).to_have_value(DRAFT)
    write(phone, "Advies", ADVICE)
    phone.press("Advies geven")
    phone.reads("Nog niemand anders heeft akkoord gezegd op deze tekst.")
    expect(page.get_by_role("textbox", name="Advies")).to_have_value(ADVICE)
    assert fits(phone)
    page.get_by_text("Ik geef dit advies alleen").click()
    phone.press("Advies geven")
    phone.reads("Het advies staat in de zaak.")
    phone.go("/overleg")
    decide_in_a_meeting(phone, label)

    phone.become(MENTOR)
    open_line(phone, label, "Besluit van het ondersteuningsteam: uitvoeren")
    phone.reads(DECISION)
    phone.go("/")
    open_line(phone, label, "Advies gekregen")
    phone.reads(ADVICE)
    phone.reads("Alleen gegeven door Rania Haddad")
    step = page.locator(".st-key-step")
    step.get_by_text("deels", exact=True).click()
    write(phone, "Wat is ermee gedaan?", "Er staat nu een docent bij.")
    step.get_by_role("button", name="Vastleggen").click()
    phone.reads("Vastgelegd wat er met het advies is gedaan.")
    assert fits(phone)


def test_a_text_that_a_colleague_wrote_gets_akkoord_and_is_given_by_two(phone: Visitor) -> None:
    page = phone.page
    phone.become(MEMBER, "/ondersteuningsteam")
    lines = page.locator("[class*='st-key-question_']").filter(has_text="wacht op advies")
    for number in range(lines.count()):
        phone.go("/ondersteuningsteam")
        lines.nth(number).get_by_role("button", name="Openen").click()
        phone.settle()
        page.get_by_text("Advies van het team").wait_for()
        if page.get_by_role("button", name="Akkoord met deze tekst").count():
            break
    phone.press("Akkoord met deze tekst")
    phone.reads("Je bent akkoord met deze tekst.")
    phone.press("Advies geven")
    phone.reads("Het advies staat in de zaak.")
    expect(page.get_by_text(re.compile(r"Akkoord: \w")).first).to_be_visible()
    assert fits(phone)


def test_a_press_straight_after_a_choice_is_not_lost(phone: Visitor) -> None:
    phone.become(MEMBER, "/overleg")
    box = phone.page.get_by_test_id("stMultiSelect").first
    phone.choose_at("Welke zaken bespreken jullie?", 0)
    before = box.bounding_box()
    phone.page.evaluate("document.activeElement.blur()")
    phone.settle()
    assert box.bounding_box() == before
