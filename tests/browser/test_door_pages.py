"""The pages of the door on a phone and wide, light and dark: axe, room for a thumb, no overlap."""

import base64
import http.client
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import large_classes
from tests.browser.conftest import NARROW, WIDE, Server, Visitor
from tests.browser.test_accessibility import faults, overflow
from tests.browser.test_first_day import sign_in

PROVIDERS = {
    "HANDELINGSKAART_ADDRESS": "http://localhost",
    "HANDELINGSKAART_GOOGLE_DOMAIN": "school.example",
    "HANDELINGSKAART_GOOGLE_CLIENT_ID": "of-the-school",
    "HANDELINGSKAART_GOOGLE_SECRET": "a secret of the school",
    "HANDELINGSKAART_ENTRA_TENANT": "01234567-89ab-cdef-0123-456789abcdef",
    "HANDELINGSKAART_ENTRA_CLIENT_ID": "of-the-school",
    "HANDELINGSKAART_ENTRA_SECRET": "a secret of the school",
}
# A link in the middle of a sentence is as high as its line (WCAG 2.5.8).
PRESSED = """() => [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden], [hidden]), summary')]
    .filter(one => one.offsetParent && one.getBoundingClientRect().bottom > 0
        && getComputedStyle(one).display !== "inline")
    .map(one => [one.innerText || one.name, one.getBoundingClientRect().toJSON()])"""
SMALLEST = 44


@pytest.fixture(scope="module")
def school(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A school of its own in which people can sign in with two kinds of school accounts as well."""
    folder = tmp_path_factory.mktemp("door")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDELINGSKAART_KEY", base64.b64encode(b"k" * 32).decode())
        for name, value in PROVIDERS.items():
            patch.setenv(name, value)
        large_classes.set_up(folder / "school")
        server = Server(folder, module="tests.browser.cheap_server")
        yield server
        server.stop()


@pytest.fixture
def visitor(browser: Browser, school: Server) -> Iterator[Visitor]:
    context = browser.new_context(viewport=WIDE, locale="nl-NL")
    yield Visitor(context, school.address)
    context.close()


def wrong(page: Page) -> list[str]:
    """What is wrong with this page, by size and theme."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found += [f"{size['width']} {theme}: {fault}" for fault in faults(page)]
        found += [f"{size['width']}: sideways"] if overflow(page) > 0 else []
    found += for_a_thumb(page)
    page.set_viewport_size(WIDE)
    return found


def for_a_thumb(page: Page) -> list[str]:
    """What is too low to press, or lies over another."""
    places = page.evaluate(PRESSED)
    found = [f"low: {name}" for name, box in places if box["height"] < SMALLEST - 0.5]
    for at, (name, box) in enumerate(places):
        for other, place in places[at + 1 :]:
            is_beside = box["right"] <= place["left"] or place["right"] <= box["left"]
            if not is_beside and box["bottom"] > place["top"] and place["bottom"] > box["top"]:
                found.append(f"overlap: {name}, {other}")
    return found


def at_another_host(school: Server) -> str:
    """What comes of a name that points here and is not ours."""
    with closing(http.client.HTTPConnection("127.0.0.1", school.port)) as line:
        line.request("GET", "/", headers={"Host": "elders.example"})
        return line.getresponse().read().decode()


def test_signing_in_and_the_second_step(visitor: Visitor) -> None:
    page, found = visitor.page, {}
    page.goto(f"{visitor.address}/aanmelden?reden=tijd")
    assert page.get_by_role("link", name="Aanmelden met").count() == 2
    found["sign in"] = wrong(page)
    sign_in(page, "ineke", "niet haar wachtwoord")
    found["refused"] = wrong(page)
    sign_in(page, "ineke", large_classes.PASSWORD)
    page.locator(".qr").wait_for()
    found["set up"] = wrong(page)
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Aanzetten").click()
    found["set up, refused"] = wrong(page)
    assert {name: rows for name, rows in found.items() if rows} == {}


def test_everything_of_an_own_account(visitor: Visitor) -> None:
    page, found = visitor.page, {}
    page.goto(f"{visitor.address}/aanmelden")
    sign_in(page, "samira", large_classes.PASSWORD)
    visitor.settle()
    for path in ("/wachtwoord", "/bevestigen?naar=/account", "/tweede-stap", "/afmelden"):
        page.goto(f"{visitor.address}{path}")
        found[path] = wrong(page)
    page.goto(f"{visitor.address}/wachtwoord")
    page.locator("[name=huidig]").fill("niet haar wachtwoord")
    page.locator("[name=wachtwoord]").fill("een zin die zij nu kiest")
    page.get_by_role("button", name="Wachtwoord veranderen").click()
    page.get_by_text("Dit wachtwoord klopt niet").wait_for()
    assert page.get_by_text("wat je typte").count() == 0
    found["password, refused"] = wrong(page)
    assert {name: rows for name, rows in found.items() if rows} == {}


def test_an_invitation_and_what_leads_nowhere(visitor: Visitor, school: Server) -> None:
    page, found = visitor.page, {}
    page.goto(f"{visitor.address}/uitnodiging/{'a' * 43}")
    found["no invitation"] = wrong(page)
    page.get_by_role("link", name="Naar aanmelden").click()
    page.locator("[name=naam]").wait_for()
    page.goto(f"{visitor.address}/aanmelden/instellen")
    found["too late"] = wrong(page)
    # As it comes, outside the policy of the page before it.
    page.goto("about:blank")
    page.set_content(at_another_host(school))
    header = page.locator("header").evaluate("one => getComputedStyle(one).backgroundColor")
    assert header != "rgba(0, 0, 0, 0)"
    found["another host"] = wrong(page)
    assert {name: rows for name, rows in found.items() if rows} == {}
