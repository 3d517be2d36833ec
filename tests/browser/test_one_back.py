"""What a person did is one step for the Back of the browser, however it was done."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

MENTOR, ADMIN = "Samira el Idrissi", "Henk Boersma"


WHERE = "() => navigation.currentEntry.key"
# Not by how long the history is: a browser keeps fifty steps.
SINCE = """before => navigation.currentEntry.index
    - navigation.entries().findIndex(entry => entry.key === before)"""


def steps_taken(visitor: Visitor, act: Callable[[], object]) -> int:
    """How many steps for Back an act gives, when what follows from it is over."""
    before = visitor.page.evaluate(WHERE)
    act()
    visitor.settle()
    return int(visitor.page.evaluate(SINCE, before))


def back(visitor: Visitor) -> None:
    visitor.page.go_back()
    visitor.settle()


def open_case(visitor: Visitor) -> None:
    visitor.page.locator(".case-list .work-line[data-case]:visible").first.click()
    visitor.page.locator(".st-key-card").wait_for()


def press_a_step(visitor: Visitor) -> None:
    visitor.page.locator(".st-key-card .case-step a:visible").first.click()
    visitor.page.locator(".st-key-step").wait_for()


def press_now(visitor: Visitor) -> None:
    visitor.page.locator(".st-key-now_act button").click()
    visitor.page.locator(".st-key-step").wait_for()


@pytest.mark.parametrize("go", [press_a_step, press_now], ids=["by a step", "by the button"])
def test_from_today_to_a_step_and_back(visitor: Visitor, go: Callable[[Visitor], None]) -> None:
    visitor.become(MENTOR)
    assert steps_taken(visitor, lambda: visitor.menu("Zaken")) == 1
    assert steps_taken(visitor, lambda: open_case(visitor)) == 1
    case = visitor.page.url
    assert steps_taken(visitor, lambda: go(visitor)) == 1
    back(visitor)
    expect(visitor.page).to_have_url(case)
    expect(visitor.page.locator(".st-key-card")).to_be_visible()
    back(visitor)
    expect(visitor.page).to_have_url(f"{visitor.address}/zaken")
    back(visitor)
    expect(visitor.page).to_have_url(f"{visitor.address}/")
    expect(visitor.page.locator(".work-line[data-case]:visible").first).to_be_visible()


def test_from_a_saved_note_back_to_where_one_wrote_it(visitor: Visitor) -> None:
    visitor.become(MENTOR, "/zaken")
    open_case(visitor)
    form = f"{visitor.page.url}&doe=note"
    visitor.go(form.removeprefix(visitor.address))
    visitor.page.get_by_label("Wat wil je onthouden?").fill("Bel haar maandag.")
    assert steps_taken(visitor, lambda: visitor.press("Notitie vastleggen")) == 1
    visitor.reads("De notitie staat in de tijdlijn.")
    back(visitor)
    expect(visitor.page).to_have_url(form)
    expect(visitor.page.get_by_label("Wat wil je onthouden?")).to_have_value("")


def test_a_choice_in_the_office_is_one_step_and_back_undoes_it(visitor: Visitor) -> None:
    visitor.become(ADMIN, "/beheer?deel=Handelingskaart")
    part = visitor.page.get_by_role("combobox", name="Wat wil je aanpassen?")
    for words in ("Woorden van de kaart", "Maatregelen"):
        choose = partial(visitor.choose, "Wat wil je aanpassen?", words)
        assert steps_taken(visitor, choose) == 1
    back(visitor)
    expect(part).to_have_value("Woorden van de kaart")
    back(visitor)
    expect(part).to_have_value("")
    visitor.menu("Vandaag")
    back(visitor)
    expect(part).to_be_visible()
