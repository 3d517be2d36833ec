"""Every screen, wide and narrow, light and dark: no fault that axe can find."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Visitor

Theme = Literal["light", "dark"]
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
    ("Henk Boersma", "/beheer?deel=Handelingskaart&onderdeel=woordenlijsten"),
    ("Henk Boersma", "/beheer?deel=Schooljaar+en+vrije+dagen"),
    ("Henk Boersma", "/beheer?deel=Medewerkers"),
    ("Henk Boersma", "/beheer?deel=Aanmelden"),
    ("Henk Boersma", "/beheer?deel=Berichten"),
    ("Henk Boersma", "/beheer?deel=Leeslog"),
    ("Henk Boersma", "/account"),
    ("Nadia Groothuis", "/toezicht"),
    ("Nadia Groothuis", "/toezicht?toezicht=Valt+op"),
    ("Nadia Groothuis", "/toezicht?toezicht=Wijzigingen"),
]
THEME = "() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
BACKGROUND = (
    "() => getComputedStyle(document.querySelector('.stApp') || document.body).backgroundColor"
)
# A button goes to its other colour by degrees, and has too little contrast on the way.
NOTHING_FADES = "() => document.getAnimations().every(one => !(one instanceof CSSTransition))"
RUN_AXE = """() => axe.run({resultTypes: ['violations']})
    .then(({violations}) => violations.map(rule => [rule.id, rule.nodes[0].html]))"""
STEPS = ("Gesprek met de gepeste leerling", "Passende maatregel", "Aantekening in Magister")
DECISIONS = ("Zaken samenvoegen", "Zaak splitsen")


def faults(page: Page) -> list[str]:
    """The ids of what axe finds, with the first place of each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(RUN_AXE)
    return [f"{rule}: {html[:160]}" for rule, html in violations if rule not in STREAMLITS_OWN]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    wider = (
        "() => Math.max(...['[data-testid=stMain]', 'html'].map(s => document.querySelector(s))"
        ".filter(Boolean).map(e => e.scrollWidth - e.clientWidth))"
    )
    return int(page.evaluate(wider))


def look(visitor: Visitor) -> list[str]:
    """What is wrong with the screen as it is: axe, sideways scrolling, marks of Markdown."""
    # A tooltip of what the mouse is on is drawn outside the page by Streamlit.
    visitor.page.mouse.move(0, 0)
    faults_here = faults(visitor.page)
    if overflow(visitor.page) > 0:
        faults_here.append("the page scrolls sideways")
    if "\\" in visitor.page.locator("[data-testid=stMain]").inner_text():
        faults_here.append("a backslash is shown")
    return faults_here


def look_at_all_sizes(visitor: Visitor) -> dict[str, list[str]]:
    """What is wrong with the screen, wide and on a phone, by day and in the dark.

    What was light is dark afterwards, and the next screen is met in the dark.
    """
    page = visitor.page
    first = page.evaluate(THEME)
    second = "light" if first == "dark" else "dark"
    by_look = {f"wide, {first}": look(visitor)}
    page.set_viewport_size(NARROW)
    visitor.come_to_rest()
    by_look[f"narrow, {first}"] = look(visitor)
    switch_to(page, second)
    by_look[f"narrow, {second}"] = look(visitor)
    page.set_viewport_size(WIDE)
    visitor.come_to_rest()
    return by_look | {f"wide, {second}": look(visitor)}


def switch_to(page: Page, theme: Theme) -> None:
    """See the same screen as the machine of somebody who likes it dark, or light, shows it."""
    before = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(f"before => ({BACKGROUND})() !== before", arg=before)
    page.wait_for_function(NOTHING_FADES)


@contextmanager
def in_the_dark(visitor: Visitor) -> Iterator[None]:
    """The same screen in the dark, and light again."""
    switch_to(visitor.page, "dark")
    yield
    switch_to(visitor.page, "light")


def screens(visitor: Visitor) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each screen by name, with the way there from the one before."""
    for person, path in SCREENS:
        yield f"{person} {path}", partial(_at, visitor, person, path)
    yield "a meeting between times", partial(_meeting, visitor)
    yield "a meeting at a case", partial(_at_a_case, visitor)
    yield "a signal", partial(_waiting_signal, visitor)
    yield "a signal taken up", partial(visitor.press, "Oppakken: melding maken")
    yield "a pupil", partial(_pupil, visitor)
    yield "a case", visitor.open_first_case
    for step in STEPS:
        yield step, partial(_step, visitor, step)
        if step == "Passende maatregel":
            yield "a choice made", partial(visitor.pick, "voor meer leerlingen")
    yield "no step", visitor.back_to_case
    for decision in DECISIONS:
        yield decision, partial(visitor.more, decision)
    yield "a round", partial(_round, visitor)
    for act in ("verbeter", "voeg toe", "haal door"):
        yield act, partial(visitor.on_line, act, "vastgelegd door")
    yield "a case to review", partial(_review, visitor)
    yield "its network without names", partial(visitor.pick, "Zonder namen")


def _at(visitor: Visitor, person: str, path: str) -> None:
    if visitor.signed_in != person:
        visitor.become(person, path)
    else:
        visitor.go(path)


def _pupil(visitor: Visitor) -> None:
    """The page of a pupil, found by search."""
    visitor.go("/zaken")
    visitor.page.get_by_role("textbox", name="Zoek een leerling").fill("a")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".found .work-line").first.click()
    visitor.page.get_by_role("button", name="Melding over deze leerling").wait_for()
    visitor.settle()


def _step(visitor: Visitor, step: str) -> None:
    """Open a step on a phone, which unfolds its column there."""
    visitor.page.set_viewport_size(NARROW)
    visitor.open_step(step)
    visitor.page.set_viewport_size(WIDE)
    visitor.come_to_rest()


def _round(visitor: Visitor) -> None:
    visitor.back_to_case()
    visitor.page.get_by_role("link", name="Even vragen", exact=True).click()
    visitor.page.locator(".st-key-more_form").wait_for()
    visitor.settle()


def _review(visitor: Visitor) -> None:
    visitor.back_to_case()
    visitor.page.locator(".st-key-case_more summary").click()
    visitor.come_to_rest()
    visitor.page.get_by_role("link", name="Bespreken").click()
    visitor.page.get_by_role("heading", name="Wat hielp in zaken die hierop lijken?").wait_for()
    visitor.page.locator(".js-plotly-plot").nth(1).wait_for()
    visitor.settle()


def _meeting(visitor: Visitor) -> None:
    visitor.become("Rania Haddad", "/overleg")
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
    visitor.page.locator(".work-line").filter(has_text="Signaal van").first.click()
    visitor.page.get_by_role("button", name="Oppakken: melding maken").wait_for()
    visitor.settle()


def test_no_screen_has_a_fault_that_axe_finds(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.address}/aanmelden")
    by_screen = {"/aanmelden": faults(visitor.page)}
    visitor.page.set_viewport_size(NARROW)
    by_screen["/aanmelden, narrow"] = faults(visitor.page)
    with in_the_dark(visitor):
        by_screen["/aanmelden, dark"] = faults(visitor.page)
    visitor.page.set_viewport_size(WIDE)
    for screen, go_there in screens(visitor):
        go_there()
        by_look = look_at_all_sizes(visitor)
        by_screen |= {f"{screen}, {how}": rows for how, rows in by_look.items()}
    assert {name: rows for name, rows in by_screen.items() if rows} == {}
