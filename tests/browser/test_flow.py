"""The whole way of a case, as a mentor and a teamleider walk it in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visitor
from tests.browser.keystrokes import begin_to_count, seconds_of_a_person
from tests.browser.melding_by_hand import save, tap_chip
from tests.canary import CANARY

TWO_MINUTES = 120
WORDS = f"Er wordt al weken {CANARY} naar mij geroepen bij de kluisjes, elke pauze weer."


@pytest.fixture(scope="module")
def empty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which no school has been set up."""
    server = Server(tmp_path_factory.mktemp("empty"))
    yield server
    server.stop()


def pill(page: Page, name: str) -> Locator:
    """A choice among several in sight."""
    return page.get_by_role("button", name=name).or_(page.get_by_role("radio", name=name)).first


def test_a_visitor_sees_the_demo_school_from_the_first_start(
    browser: Browser, empty: Server
) -> None:
    with browser.new_context(locale="nl-NL") as context:
        visitor = Visitor(context, empty.address)
        visitor.page.goto(empty.address)
        assert visitor.page.url.endswith("/begin")
        visitor.page.get_by_role("button", name="Demoschool bekijken").click()
        visitor.page.get_by_role("button", name="Samira el Idrissi").wait_for(timeout=90_000)
        visitor.become("Samira el Idrissi")
        visitor.reads("Demoschool: alles is verzonnen")


def count_of_meldingen(visitor: Visitor) -> int:
    """The number of meldingen that Trends counts for the team this year."""
    number = visitor.page.locator(".board-number").filter(has_text="Meldingen")
    return int(number.locator(".board-value").inner_text().replace(".", ""))


def test_a_case_is_walked_from_melding_to_nazorg(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become("Onderbouw")
    visitor.menu("Trends")
    before = count_of_meldingen(visitor)

    visitor.become("Samira el Idrissi")
    begin_to_count(page)
    visitor.press("Nieuwe melding")
    tap_chip(visitor, "target", 3)
    tap_chip(visitor, "displaying", 7)
    pill(page, "schelden").click()
    page.get_by_role("textbox", name="Wat is er gebeurd").type(WORDS, delay=30)
    visitor.press("Waar was het?")
    pill(page, "gang, trap").click()
    visitor.settle()
    save(visitor)
    assert seconds_of_a_person(page) < TWO_MINUTES

    def step(title: str) -> None:
        visitor.open_step(title)

    step("Gesprek met de gepeste leerling")
    page.get_by_role("textbox", name="Wie kan daarbij helpen?").fill("Fijn dat het eruit is.")
    visitor.press("Gesprek vastleggen")
    step("Passende maatregel")
    visitor.mark("Wekelijks")
    visitor.press("Maatregel vastleggen")
    step("Ouders informeren")
    pill(page, "telefoon").click()
    visitor.press("Contact vastleggen")
    step("Aantekening in Magister")
    visitor.press("In Magister gezet")
    visitor.reads("Aantekening in Magister: vastgelegd.")
    step("Is het gestopt?")
    visitor.mark("de gepeste leerling zelf")
    page.get_by_label("De eigen woorden van de gepeste leerling").fill("Het is over.")
    visitor.press("Vastleggen dat het gestopt is")
    visitor.reads("nazorgmomenten gepland")
    step("Eerste nazorg")
    pill(page, "gestopt").click()
    visitor.press("Nazorg vastleggen")
    visitor.reads(": vastgelegd.")

    visitor.become("Onderbouw")
    visitor.menu("Trends")
    # Figures go up to today: the melding of just now is one of them.
    assert count_of_meldingen(visitor) == before + 1
    expect(page.locator(".board-until")).to_contain_text("t/m vandaag")


def test_a_half_filled_melding_survives_a_reload(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become("Joris")
    visitor.menu("Melden")
    words = page.get_by_role("textbox", name="Wat is er gebeurd")
    words.fill("Half verhaal over de kantine")
    page.keyboard.press("Tab")
    visitor.settle()
    page.reload()
    visitor.settle()
    expect(words).to_have_value("Half verhaal over de kantine")


def test_signing_out_shuts_the_door(visitor: Visitor) -> None:
    visitor.become("Samira el Idrissi")
    visitor.sign_out()
    visitor.page.goto(f"{visitor.address}/zaken")
    assert "/aanmelden" in visitor.page.url


def test_on_a_phone_a_column_of_the_card_is_a_chip_that_unfolds_one_at_a_time(
    on_a_phone: Visitor,
) -> None:
    page = on_a_phone.page
    on_a_phone.become("Samira el Idrissi")
    on_a_phone.open_first_case()
    chips, unfolded = page.locator(".case-column summary"), page.locator(".case-steps:visible")
    assert len({chip.bounding_box()["y"] for chip in chips.all()}) == 2  # type: ignore[index]
    expect(unfolded).to_have_count(0)
    for title, step in (("Communicatie", "Ouders informeren"), ("Actie", "Passende maatregel")):
        chips.filter(has_text=title).click()
        expect(unfolded).to_have_count(1)
        expect(unfolded).to_contain_text(step)


def test_the_card_and_a_case_are_downloaded_as_pdf(visitor: Visitor) -> None:
    visitor.become("Samira el Idrissi")
    visitor.menu("Handelingskaart")
    assert _downloaded(visitor, "Poster downloaden (PDF)") == "handelingskaart-pesten.pdf"
    visitor.open_first_case()
    visitor.page.locator(".st-key-case_more summary").click()
    visitor.come_to_rest()
    assert re.fullmatch(r"zaak-\d{4}-\d{3}\.pdf", _downloaded(visitor, "Zaak als PDF"))


def _downloaded(visitor: Visitor, button: str) -> str:
    """Press a download button; what comes is a PDF. Gives the name of the file."""
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("button", name=button).click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    return coming.value.suggested_filename
