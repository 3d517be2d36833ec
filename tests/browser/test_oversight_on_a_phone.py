"""Toezicht, Beheer and Mijn account on a phone: nothing is cut off, nothing is hard to press."""

import pytest

from tests.browser.conftest import NARROW, Visitor, Visitors, only_here
from tests.browser.test_door_pages import PRESSED, SMALLEST

PRIVACY = "Nadia Groothuis"
ADMIN = "Henk Boersma"
PLACES = [
    (PRIVACY, "/account"),
    (PRIVACY, "/toezicht"),
    (PRIVACY, "/toezicht?toezicht=Valt+op"),
    (ADMIN, "/beheer?deel=Medewerkers"),
    (ADMIN, "/beheer?deel=Aanmelden"),
]
LOWEST = SMALLEST - 0.5
# Wider than its place, or a moment that is torn in two.
CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stTable] td')].filter(cell =>
    cell.getBoundingClientRect().right > innerWidth || cell.scrollWidth > cell.clientWidth
    || (cell.matches(':first-child') && cell.offsetHeight > 32)).map(cell => cell.innerText)"""


@pytest.mark.parametrize("tab", ["Wie zag wat", "Wijzigingen"], ids=["who_read", "changes"])
def test_a_line_of_a_log_is_read_without_scrolling(on_a_phone: Visitor, tab: str) -> None:
    on_a_phone.become(PRIVACY, f"/toezicht?toezicht={tab.replace(' ', '+')}")
    page = on_a_phone.page
    page.get_by_role("table").wait_for()
    assert page.locator("[data-testid=stTable] tbody tr").count() > 10
    assert page.evaluate(CUT_OFF) == []
    assert page.get_by_role("columnheader", name="Wanneer").count() == 1


def test_what_is_pressed_has_room_for_a_thumb(visitors: Visitors) -> None:
    with only_here(visitors(NARROW, has_touch=True, is_mobile=True)) as somebody:
        for person, path in PLACES:
            somebody.become(person, path)
            low = [name for name, box in somebody.page.evaluate(PRESSED) if box["height"] < LOWEST]
            assert low == [], path
