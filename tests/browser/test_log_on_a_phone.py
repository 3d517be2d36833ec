"""Toezicht on a phone: a line of a log is whole, however long a name in it is."""

import pytest

from tests.browser.conftest import Visitor

PRIVACY = "Nadia Groothuis"
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
