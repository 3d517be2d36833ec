"""Every screen, wide and narrow, light and dark: no fault that axe can find."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Server, Visitor

# The four faults in Streamlit's own markup; everything else must be without fault.
STREAMLITS_OWN = {"list", "listitem", "svg-img-alt", "presentation-role-conflict"}
MENTOR = "Samira el Idrissi"
SCREENS = [
    (MENTOR, "/"),
    (MENTOR, "/signaal"),
    (MENTOR, "/melden"),
    (MENTOR, "/zaken"),
    (MENTOR, "/klas"),
    (MENTOR, "/kaart"),
    ("Rania Haddad", "/overleg"),
    ("Onderbouw", "/trends"),
    ("Onderbouw", "/trends?t_vraag=where_and_when"),
    ("Onderbouw", "/zaken?f_wat=report&f_soort=verbal"),
    ("Rania Haddad", "/ondersteuningsteam"),
    ("Rania Haddad", "/ondersteuningsteam?deel=Zware+zaken"),
    ("Rania Haddad", "/ondersteuningsteam?deel=Cijfers"),
    ("Henk Boersma", "/beheer"),
    ("Henk Boersma", "/beheer?deel=Klassen&wisselen=true"),
    ("Henk Boersma", "/beheer?deel=Handelingskaart"),
    ("Henk Boersma", "/beheer?deel=Handelingskaart&onderdeel=ondersteuningsteam"),
    ("Henk Boersma", "/beheer?deel=Schooljaar+en+vrije+dagen"),
]
STEPS = ("Gesprek met de gepeste leerling", "Passende maatregel", "Aantekening in Magister")
DECISIONS = ("Een vastlegging verbeteren", "Zaken samenvoegen", "Zaak splitsen")


def faults(page) -> list[str]:  # type: ignore[no-untyped-def]
    """The ids of what axe finds, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["id"] not in STREAMLITS_OWN
    ]


def overflow(page) -> int:  # type: ignore[no-untyped-def]
    """How many pixels the page is wider than the screen."""
    wider = (
        "() => Math.max(...['[data-testid=stMain]', 'html'].map(s => document.querySelector(s))"
        ".filter(Boolean).map(e => e.scrollWidth - e.clientWidth))"
    )
    return int(page.evaluate(wider))


def look(visitor: Visitor) -> list[str]:
    """What is wrong with the screen as it is: axe, sideways scrolling, marks of Markdown."""
    found = faults(visitor.page)
    if overflow(visitor.page) > 0:
        found.append("the page scrolls sideways")
    if "\\" in visitor.page.locator("[data-testid=stMain]").inner_text():
        found.append("a backslash is shown")
    return found


@contextmanager
def in_the_dark(visitor: Visitor) -> Iterator[None]:
    """The same screen, as the machine of somebody who likes it dark shows it."""
    background = (
        "() => getComputedStyle(document.querySelector('.stApp') || document.body).backgroundColor"
    )
    light = visitor.page.evaluate(background)
    visitor.page.emulate_media(color_scheme="dark")
    visitor.page.wait_for_function(f"light => ({background})() !== light", arg=light)
    yield
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.wait_for_function(f"light => ({background})() === light", arg=light)


def screens(visitor: Visitor) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each screen by name, with the way there from the one before."""
    for person, path in SCREENS:
        yield f"{person} {path}", partial(_at, visitor, person, path)
    yield "a meeting between times", partial(_meeting, visitor)
    yield "a meeting at a case", partial(_at_a_case, visitor)
    yield "a signal", partial(_waiting_signal, visitor)
    yield "a signal taken up", partial(visitor.press, "Oppakken: melding maken")
    yield "a case", visitor.open_first_case
    for step in STEPS:
        yield step, partial(visitor.open_step, step)
        if step == "Passende maatregel":
            yield "a choice made", partial(visitor.pick, "voor meer leerlingen")
    yield "no step", partial(visitor.press, "Sluiten")
    for decision in DECISIONS:
        yield decision, partial(visitor.more, decision)
    yield "a case to review", partial(_review, visitor)
    yield "its network without names", partial(visitor.pick, "Zonder namen")


def _at(visitor: Visitor, person: str, path: str) -> None:
    if visitor.signed_in != person:
        visitor.become(person)
    visitor.go(path)


def _review(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name="Bespreken").click()
    visitor.page.get_by_role("heading", name="Wat hielp in zaken die hierop lijken?").wait_for()
    visitor.page.locator(".js-plotly-plot").nth(1).wait_for()
    visitor.settle()


def _meeting(visitor: Visitor) -> None:
    visitor.become("Rania Haddad")
    visitor.go("/overleg")
    visitor.press("Verdergaan")
    visitor.page.locator(".st-key-meeting").wait_for()
    visitor.settle()


def _at_a_case(visitor: Visitor) -> None:
    if visitor.page.locator(".st-key-meeting_go_on").count():
        visitor.page.locator(".st-key-meeting_go_on button").click()
    visitor.page.locator(".st-key-meeting_decision").wait_for()
    visitor.settle()


def _waiting_signal(visitor: Visitor) -> None:
    visitor.become(MENTOR)
    lines = visitor.page.locator("[class*='st-key-line_']").filter(has_text="Signaal: oppakken")
    lines.first.get_by_role("button", name="Openen").click()
    visitor.page.get_by_role("button", name="Oppakken: melding maken").wait_for()
    visitor.settle()


@pytest.mark.parametrize("width", [1280, 375])
def test_no_screen_has_a_fault_that_axe_finds(browser: Browser, demo: Server, width: int) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 900}, locale="nl-NL", color_scheme="light"
    ) as context:
        visitor = Visitor(context, demo.address)
        visitor.page.goto(f"{demo.address}/aanmelden")
        found = {"/aanmelden": faults(visitor.page)}
        with in_the_dark(visitor):
            found["/aanmelden, dark"] = faults(visitor.page)
        for name, go_there in screens(visitor):
            go_there()
            found[name] = look(visitor)
            with in_the_dark(visitor):
                found[f"{name}, dark"] = look(visitor)
    assert {name: rows for name, rows in found.items() if rows} == {}
