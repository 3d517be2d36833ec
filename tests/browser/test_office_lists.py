"""Beheer in a browser: a press on the checklist, a list found by typing, labels as read out."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitor

ADMIN = "Henk Boersma"
NAMES = "() => [...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)"


def test_a_press_on_the_checklist_opens_what_it_is_about(visitor: Visitor) -> None:
    visitor.become(ADMIN, "/beheer")
    page = visitor.page
    page.locator("a.work-line").filter(has_text="zonder mentor").click()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Klassen")
    expect(page.get_by_text("Eerste dag van de nieuwe mentor")).to_be_visible()


def test_a_colleague_is_found_while_typing_and_no_name_comes_in_the_address(
    visitor: Visitor,
) -> None:
    visitor.become(ADMIN, "/beheer?deel=Medewerkers")
    page = visitor.page
    page.get_by_role("textbox", name="Zoek een medewerker").press_sequentially("boers", delay=30)
    expect(page.get_by_text("1 medewerker", exact=True)).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("Boersma, Henk")
    assert "boers" not in page.url


def test_a_label_is_read_out_without_backslashes(visitor: Visitor) -> None:
    visitor.become(ADMIN, "/beheer?deel=Klassen")
    page = visitor.page
    page.get_by_text("Klas toevoegen").first.click()
    page.get_by_label("Naam van de klas, bijvoorbeeld 2B").fill("1_x*[y] @school")
    visitor.choose("Leerjaar", "leerjaar 1/2")
    visitor.choose("Team", "Onderbouw")
    page.get_by_role("button", name="Klas toevoegen").click()
    expect(page.get_by_text(re.compile("staat in 2026-2027"))).to_be_visible()
    visitor.load("/beheer?deel=Klassen&wisselen=true")
    named = page.get_by_role("combobox", name="1_x*[y] @school: nog geen mentor")
    expect(named).to_have_count(1)
    assert not [name for name in page.evaluate(NAMES) if "\\" in name]
