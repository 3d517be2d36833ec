"""Makes the pictures of the README and the manual from the demo school: run it by hand.

    .venv/bin/python docs/make_screenshots.py

Needs a Chromium on the machine; starts a server of its own and leaves nothing behind.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS, Server, Visitor, chromium

IMAGES = Path(__file__).parent / "images"
SHOTS = [
    ("Samira el Idrissi", "/", "vandaag"),
    ("Samira el Idrissi", "/signaal", "signaal"),
    ("Samira el Idrissi", "/melden", "melden"),
    ("Samira el Idrissi", "/zaken", "zaken"),
    ("Samira el Idrissi", "/klas", "klas"),
    ("Samira el Idrissi", "/kaart", "kaart"),
    ("Onderbouw", "/trends", "trends"),
    ("Onderbouw", "/rapport", "rapport"),
    ("Henk Boersma", "/beheer", "beheer"),
    ("Nadia Groothuis", "/toezicht", "toezicht"),
    ("Nadia Groothuis", "/account", "account"),
]
ON_A_PHONE = [
    ("/", "vandaag-telefoon"),
    ("/melden", "melden-telefoon"),
    ("/klas", "klas-telefoon"),
]
SUPPORT_TEAM = [("/ondersteuningsteam", "ondersteuningsteam"), ("/overleg", "overleg")]


def main() -> None:
    """Every screen at 1280 px; what a mentor uses most on a phone."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), "--demo")
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            with browser.new_context(
                viewport={"width": 1280, "height": 900}, locale="nl-NL"
            ) as context:
                _wide(Visitor(context, server.address))
            with browser.new_context(
                viewport={"width": 375, "height": 800},
                locale="nl-NL",
                has_touch=True,
                is_mobile=True,
            ) as context:
                _narrow(Visitor(context, server.address))
        finally:
            browser.close()
            server.stop()


def _wide(visitor: Visitor) -> None:
    somebody = ""
    for person, path, name in SHOTS:
        if person != somebody:
            visitor.become(person)
            somebody = person
        visitor.go(path)
        _shoot(visitor.page, name)
        if name == "zaken":
            _case(visitor, "zaak")
    visitor.become("Rania Haddad")
    for path, name in SUPPORT_TEAM:
        visitor.go(path)
        _shoot(visitor.page, name)
    _review(visitor)


def _narrow(visitor: Visitor) -> None:
    visitor.become("Samira el Idrissi")
    for path, name in ON_A_PHONE:
        visitor.go(path)
        _shoot(visitor.page, name)
    _case(visitor, "zaak-telefoon")
    visitor.open_step("Gesprek met de gepeste leerling")
    _shoot(visitor.page, "gesprek-telefoon")
    visitor.become("Nadia Groothuis", "/toezicht")
    _shoot(visitor.page, "toezicht-telefoon")


def _review(visitor: Visitor) -> None:
    visitor.open_first_case()
    visitor.page.locator(".st-key-case_more summary").click()
    visitor.page.get_by_role("link", name="Bespreken").click()
    visitor.page.locator(".js-plotly-plot").nth(1).wait_for()
    visitor.settle()
    _shoot(visitor.page, "bespreken")


def _case(visitor: Visitor, name: str) -> None:
    visitor.open_first_case()
    _shoot(visitor.page, name)


def _shoot(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    if page.url.endswith("/trends"):
        page.locator(".main-svg").first.wait_for()
    page.wait_for_timeout(1200)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
