"""An invitation, an own password and sessions that end, each person at a browser of their own."""

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import large_classes
from tests.browser.conftest import NARROW, WIDE, Server, Visitor
from tests.browser.test_first_day import set_up_second_step, sign_in

OWN, NEXT = "zelf bedacht bij het raam", "en een week later weer een ander"
INVITATION = re.compile(r"https?://\S+/uitnodiging/[A-Za-z0-9_-]{43}")


@pytest.fixture(scope="module")
def school(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real school behind a server on which hashing costs nothing."""
    folder = tmp_path_factory.mktemp("identity")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDELINGSKAART_KEY", base64.b64encode(b"k" * 32).decode())
        large_classes.set_up(folder / "school")
        server = Server(folder, module="tests.browser.cheap_server")
        yield server
        server.stop()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """A wide browser, a phone, and another wide one: nobody shares a cookie."""
    phone = {"viewport": NARROW, "has_touch": True, "is_mobile": True}
    made = [
        browser.new_context(locale="nl-NL", **more)  # type: ignore[arg-type]
        for more in ({"viewport": WIDE}, phone, {"viewport": WIDE})
    ]
    yield made
    for context in made:
        context.close()


def invited(beheerder: Visitor, name: str) -> str:
    """The link of a new invitation for this colleague, as it stands on the screen."""
    page = beheerder.page
    beheerder.load("/beheer?deel=Medewerkers")
    beheerder.choose("Medewerker", name)
    page.locator("[class*=st-key-office_invite_] summary").click()
    beheerder.settle()
    beheerder.press("Nieuwe uitnodiging maken")
    box = page.locator(".st-key-invitation_link")
    box.wait_for()
    found = INVITATION.search(box.inner_text())
    assert found
    assert box.get_by_role("img", name="De link als code om te scannen").is_visible()
    return found[0]


def test_from_an_invitation_to_an_own_password_that_ends_other_sessions(
    browser: Browser, school: Server, contexts: list[BrowserContext]
) -> None:
    """Of a cookie that was stolen before, and a form that is sent again, nothing comes any more."""
    beheerder, phone, laptop = (Visitor(context, school.address) for context in contexts)
    beheerder.page.goto(f"{school.address}/aanmelden")
    sign_in(beheerder.page, "ineke", large_classes.PASSWORD)
    set_up_second_step(beheerder.page)
    beheerder.settle()
    link = invited(beheerder, "Samira")

    phone.page.goto(link)
    phone.page.get_by_text("Samira Kuipers").wait_for()
    phone.page.locator("[name=wachtwoord]").fill(OWN)
    phone.page.get_by_role("button", name="Wachtwoord kiezen en beginnen").click()
    phone.page.wait_for_url(lambda url: "/uitnodiging" not in url)
    phone.settle()

    laptop.page.goto(link)
    laptop.page.get_by_text("werkt niet (meer)").wait_for()
    laptop.page.goto(f"{school.address}/aanmelden")
    sign_in(laptop.page, "samira", OWN)
    laptop.page.wait_for_url(lambda url: "/aanmelden" not in url)
    laptop.settle()

    phone.page.get_by_role("button", name="Mijn account").click()
    phone.settle()
    phone.page.get_by_text("dit apparaat").wait_for()
    assert phone.page.get_by_role("button", name="Uitloggen", exact=True).count() == 1
    stolen = laptop.context.storage_state()
    phone.page.get_by_role("link", name="Wachtwoord veranderen").click()
    phone.page.locator("[name=huidig]").fill(OWN)
    phone.page.locator("[name=wachtwoord]").fill(NEXT)
    phone.page.get_by_role("button", name="Wachtwoord veranderen").click()
    phone.page.get_by_text("Je wachtwoord is veranderd").wait_for()

    # Nobody does anything on the laptop: its screen goes by itself.
    laptop.page.wait_for_url(re.compile("/aanmelden"), timeout=15_000)
    with browser.new_context(storage_state=stolen) as thief:
        page = thief.new_page()
        page.goto(f"{school.address}/zaken")
        assert "/aanmelden" in page.url
        replayed = thief.request.post(
            link, form={"wachtwoord": "van een ander"}, headers={"Origin": school.address}
        )
        assert replayed.status == 404
    phone.page.get_by_role("link", name="Mijn account").click()
    phone.settle()
    phone.page.get_by_text("dit apparaat").wait_for()
    assert phone.page.get_by_role("button", name="Uitloggen", exact=True).count() == 0
