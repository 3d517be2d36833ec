"""A signal on a phone: a docent passes it on, the mentor takes it up, the docent reads so."""

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Visitor, Visitors, only_here
from tests.browser.fingers import Finger
from tests.browser.keystrokes import begin_to_count, seconds_of_a_person
from tests.browser.melding_by_hand import save
from tests.canary import CANARY

ONE_MINUTE = 60
MOST_TAPS = 6
OVER = "[class*='st-key-chips_open_']"
PUPIL = f"{OVER} [role=toolbar] button:visible"
WORDS = f"In de gang werd iemand uitgelachen: {CANARY}."


def part_of(visitor: Visitor, name: str, part: str) -> None:
    """Give a pupil of the signal a part, with one press."""
    words = visitor.page.get_by_text(f"Uit het signaal: {name}")
    group = words.locator("xpath=following::*[@data-testid='stButtonGroup'][1]")
    group.get_by_role("radio", name=part, exact=True).click()
    visitor.settle()


def test_a_docent_passes_it_on_within_a_minute_and_the_mentor_takes_it_up(
    on_a_phone: Visitor,
) -> None:
    visitor, page = on_a_phone, on_a_phone.page
    visitor.become("Agnieszka Kowalska")
    begin_to_count(page)
    visitor.press("Signaal doorgeven")
    find = page.get_by_label("Zoek in de hele school")
    find.press_sequentially("2b")
    find.press("Enter")
    visitor.settle()
    chips = page.locator("[class*='st-key-chips_open_'] [role=toolbar] button")
    names = [chips.nth(place).inner_text() for place in (5, 6)]
    for name in names:
        chips.filter(has_text=name).first.click()
    first, second = (name.removesuffix(" · 2B") for name in names)
    page.get_by_role("textbox", name="Wat zag of hoorde je?").type(WORDS, delay=20)
    page.get_by_role("button", name="gang, trap").or_(
        page.get_by_role("checkbox", name="gang, trap")
    ).first.click()
    visitor.settle()
    visitor.reads("Dit gaat naar de mentor van 2B")
    visitor.press("Doorgeven")
    visitor.reads("Doorgegeven aan de mentor van 2B (Samira el Idrissi).")
    assert seconds_of_a_person(page) < ONE_MINUTE
    expect(page.locator(".st-key-own_signal_0")).to_contain_text("nog niet opgepakt")

    visitor.become("Samira el Idrissi")
    lines = page.locator(".work-line").filter(has_text="Signaal van Agnieszka Kowalska")
    lines.filter(has_text=WORDS).first.click()
    visitor.settle()
    visitor.reads(WORDS)
    visitor.press("Oppakken: melding maken")
    expect(page.get_by_role("textbox", name="Wat is er gebeurd")).to_have_value(WORDS)
    part_of(visitor, first, "gepeste")
    part_of(visitor, second, "pestende leerling")
    page.get_by_role("button", name="buitensluiten").or_(
        page.get_by_role("checkbox", name="buitensluiten")
    ).first.click()
    visitor.settle()
    save(visitor)
    visitor.reads("Het signaal is opgepakt.")

    visitor.become("Agnieszka Kowalska", "/signaal")
    expect(page.locator(".st-key-own_signal_0")).to_contain_text(WORDS)
    expect(page.locator(".st-key-own_signal_0")).to_contain_text("opgepakt")
    expect(page.locator(".st-key-own_signal_0")).not_to_contain_text("nog niet")
    assert not page.get_by_text("Samira").count()


def test_all_four_fields_take_six_taps_and_one_sentence(visitors: Visitors) -> None:
    with only_here(visitors(NARROW, has_touch=True, is_mobile=True)) as visitor:
        page, finger = visitor.page, Finger(visitor)
        visitor.become("Joris Veenstra")
        name = visitor.page.locator(".work-pupil h2 a").first.inner_text()
        visitor.become("Agnieszka Kowalska", "/signaal")
        page.locator(".st-key-melding_sheet").wait_for()
        if page.get_by_role("button", name="Opnieuw beginnen").count():
            visitor.press("Opnieuw beginnen")
        finger.touch(page.get_by_label("Zoek in de hele school").first)
        page.keyboard.type(name.split()[0].lower(), delay=40)
        finger.tap(page.locator(PUPIL).filter(has_text=f"{name} · 3H2").first.inner_text(), OVER)
        finger.touch(page.get_by_role("textbox", name="Wat zag of hoorde je?"))
        page.keyboard.type("Werd weer uitgelachen.")
        finger.tap("gang, trap")
        finger.tap("pauze")
        finger.tap("Doorgeven")
        visitor.reads("Doorgegeven aan de mentor van 3H2 (Joris Veenstra).")
        assert finger.count_taps <= MOST_TAPS


def test_a_half_typed_signal_survives_a_reload(on_a_phone: Visitor) -> None:
    visitor = on_a_phone
    visitor.become("Joris Veenstra", "/signaal")
    field = visitor.page.get_by_role("textbox", name="Wat zag of hoorde je?")
    field.fill("Half verhaal over de gymles")
    visitor.page.keyboard.press("Tab")
    visitor.settle()
    visitor.page.reload()
    visitor.settle()
    expect(field).to_have_value("Half verhaal over de gymles")
