"""Every screen, wide and narrow, light and dark: no fault that axe can find."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Server, Visitor

# The four faults in Streamlit's own markup; everything else must be without fault.
STREAMLITS_OWN = {"list", "listitem", "svg-img-alt", "presentation-role-conflict"}
SCREENS = [
    ("Samira el Idrissi", "/"),
    ("Samira el Idrissi", "/signaal"),
    ("Samira el Idrissi", "/melden"),
    ("Samira el Idrissi", "/zaken"),
    ("Samira el Idrissi", "/klas"),
    ("Samira el Idrissi", "/kaart"),
    ("Onderbouw", "/trends"),
    ("Henk Boersma", "/beheer"),
]


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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_no_screen_has_a_fault_that_axe_finds(
    browser: Browser, demo: Server, width: int, theme: str
) -> None:
    found: dict[str, list[str]] = {}
    with browser.new_context(
        viewport={"width": width, "height": 900},
        locale="nl-NL",
        color_scheme=theme,  # type: ignore[arg-type]
    ) as context:
        visitor = Visitor(context, demo.address)
        visitor.page.goto(f"{demo.address}/aanmelden")
        found["/aanmelden"] = faults(visitor.page)
        signed_in = ""
        for person, path in SCREENS:
            if person != signed_in:
                visitor.become(person)
                signed_in = person
            visitor.go(path)
            found[path] = faults(visitor.page)
            assert overflow(visitor.page) <= 0, path
        visitor.become("Samira el Idrissi")
        visitor.open_first_case()
        found["/zaak"] = faults(visitor.page)
        assert overflow(visitor.page) <= 0, "/zaak"
    assert {path: rows for path, rows in found.items() if rows} == {}
