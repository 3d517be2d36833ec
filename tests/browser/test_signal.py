"""A signal on a phone: a docent passes it on, the mentor takes it up, the docent reads so."""

import re
import time

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visitor

ONE_MINUTE = 60
WORDS = "In de kluisjesgang werd iemand opgesloten en uitgelachen."


def pick(visitor: Visitor, label: str, words: str) -> None:
    """Pick from a list by typing, as a person does."""
    box = visitor.page.get_by_role("combobox", name=label).first
    box.click()
    box.type(words, delay=20)
    visitor.page.get_by_role("option").first.click()
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_timeout(500)
    visitor.settle()


def pupil_at(visitor: Visitor, place: int) -> str:
    """Pick the pupil at this place of the class list; the name."""
    page = visitor.page
    page.get_by_role("combobox", name="Welke leerlingen?").first.click()
    option = page.get_by_role("option").nth(place)
    name = option.inner_text()
    option.click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    visitor.settle()
    return name


def part_of(page: Page, name: str, part: str) -> None:
    """Give a pupil of the signal a part, with one press."""
    group = page.get_by_test_id("stButtonGroup").filter(has_text=name)
    group.get_by_role("radio", name=part).or_(group.get_by_role("button", name=part)).first.click()
    page.wait_for_timeout(800)


def test_a_docent_passes_it_on_within_a_minute_and_the_mentor_takes_it_up(
    on_a_phone: Visitor,
) -> None:
    visitor, page = on_a_phone, on_a_phone.page
    visitor.become("Agnieszka Kowalska")
    started = time.monotonic()
    visitor.press("Signaal doorgeven")
    pick(visitor, "Uit welke klas", "2B")
    first, second = pupil_at(visitor, 4), pupil_at(visitor, 4)
    page.get_by_label("Wat zag of hoorde je?").type(WORDS, delay=20)
    page.get_by_role("button", name="gang, trap").or_(
        page.get_by_role("checkbox", name="gang, trap")
    ).first.click()
    visitor.settle()
    visitor.reads("Dit gaat naar de mentor van 2B")
    visitor.press("Doorgeven")
    visitor.reads("Doorgegeven aan de mentor van 2B (Samira el Idrissi).")
    assert time.monotonic() - started < ONE_MINUTE
    expect(page.locator(".st-key-own_signal_0")).to_contain_text("nog niet opgepakt")

    visitor.become("Samira el Idrissi")
    lines = page.locator("[class*='st-key-line_']").filter(has_text="Signaal: oppakken")
    lines.last.get_by_role("button", name="Openen").click()
    page.wait_for_timeout(500)
    visitor.settle()
    if not page.get_by_text(WORDS).count():
        visitor.go("/")
        lines.first.get_by_role("button", name="Openen").click()
        page.wait_for_timeout(500)
        visitor.settle()
    visitor.reads(WORDS)
    visitor.press("Oppakken: melding maken")
    expect(page.get_by_label("Wat is er gebeurd?")).to_have_value(WORDS)
    part_of(page, first, "gepeste")
    part_of(page, second, "pestende leerling")
    page.get_by_role("button", name="buitensluiten").or_(
        page.get_by_role("checkbox", name="buitensluiten")
    ).first.click()
    page.wait_for_timeout(800)
    visitor.settle()
    if page.get_by_text("Een nieuwe zaak beginnen, want").count():
        page.get_by_text("Een nieuwe zaak beginnen, want").first.click()
        page.get_by_label("Waarom is dit een nieuwe zaak?").fill("Het staat er los van.")
    visitor.press("Melding opslaan")
    page.get_by_role("heading", name=re.compile("^Zaak 20")).wait_for()
    visitor.reads("Het signaal is opgepakt.")

    visitor.become("Agnieszka Kowalska")
    visitor.go("/signaal")
    expect(page.locator(".st-key-own_signal_0")).to_contain_text(WORDS)
    expect(page.locator(".st-key-own_signal_0")).to_contain_text("opgepakt")
    expect(page.locator(".st-key-own_signal_0")).not_to_contain_text("nog niet")
    assert not page.get_by_text("Samira").count()


def test_a_half_typed_signal_survives_a_reload(browser: Browser, demo: Server) -> None:
    with browser.new_context(viewport={"width": 375, "height": 800}, locale="nl-NL") as context:
        visitor = Visitor(context, demo.address)
        visitor.become("Joris Veenstra")
        visitor.go("/signaal")
        field = visitor.page.get_by_label("Wat zag of hoorde je?")
        field.fill("Half verhaal over de gymles")
        visitor.page.keyboard.press("Tab")
        visitor.page.wait_for_timeout(1500)
        visitor.page.reload()
        visitor.settle()
        expect(field).to_have_value("Half verhaal over de gymles")
