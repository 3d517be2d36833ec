"""Signing in with a school account, in real browsers at a real provider of OpenID Connect."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import large_classes
from tests.browser.conftest import WIDE, Server, Visitor, _free_port
from tests.browser.test_first_day import set_up_second_step, sign_in
from tests.browser.test_identity import invited
from tests.server.oidc_server import real_provider

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
BUTTON = "Aanmelden met Microsoft"
AWAY = re.compile("/aanmelden")
SOON_MS = 60_000
"""Within a minute a screen that nobody touches is gone."""


def somebody(context: BrowserContext, school: Server) -> Visitor:
    """Somebody at a browser, that fetches nothing but from this machine."""
    # The page of the provider asks for a style sheet of elsewhere.
    context.route(re.compile(r"^https?://(?!localhost[:/])"), lambda route: route.abort())
    return Visitor(context, school.address)


@pytest.fixture(scope="module")
def school(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("school_account"), _free_port()
    with pytest.MonkeyPatch.context() as patch, real_provider() as issuer:
        for name, value in {
            "KEY": base64.b64encode(b"k" * 32).decode(),
            "ADDRESS": f"http://localhost:{port}",
            "OIDC_ISSUER": issuer,
            "OIDC_CLIENT_ID": "handelingskaart",
            "OIDC_SECRET": "een geheim van de school",
            "OIDC_NAME": "Microsoft",
        }.items():
            patch.setenv(f"HANDELINGSKAART_{name}", value)
        large_classes.set_up(folder / "school")
        server = Server(folder, module="tests.browser.cheap_server", port=port)
        yield server
        server.stop()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made: list[Any] = [browser.new_context(locale="nl-NL", viewport=WIDE) for _ in range(4)]
    yield made
    for context in made:
        context.close()


def say_at_provider(page: Page, subject: str) -> None:
    """At the provider: this is who I am."""
    page.locator("[name=sub]").first.fill(subject)
    page.get_by_role("button", name="Authorize").click()


def come_in(visitor: Visitor, subject: str) -> None:
    """From the sign-in page, by the provider, to the first page."""
    visitor.page.goto(f"{visitor.address}/aanmelden")
    visitor.page.get_by_role("link", name=BUTTON).click()
    say_at_provider(visitor.page, subject)
    visitor.page.wait_for_url(f"{visitor.address}/")
    visitor.settle()


def switch_passwords_off(beheerder: Visitor) -> None:
    beheerder.load("/beheer?deel=Aanmelden")
    beheerder.reads("1 collega heeft alleen een eigen wachtwoord.")
    beheerder.choose("Kan iemand zich ook met een eigen wachtwoord aanmelden?", "nee")
    beheerder.page.get_by_role("button", name="Opslaan").last.click()
    beheerder.reads("Eigen wachtwoord: nee")


def end_role(beheerder: Visitor, name: str) -> None:
    """The role of this colleague ends today."""
    beheerder.load("/beheer?deel=Medewerkers")
    beheerder.choose("Medewerker", name)
    beheerder.page.locator("[class*=st-key-office_role_stop_] button").first.click()
    beheerder.press("Rol beëindigen")


def test_from_an_invitation_to_the_school_account_and_out_again(
    school: Server, contexts: list[BrowserContext]
) -> None:
    beheerder, samira, joris, stranger = (somebody(one, school) for one in contexts)
    beheerder.page.goto(f"{school.address}/aanmelden")
    sign_in(beheerder.page, "ineke", large_classes.PASSWORD)
    set_up_second_step(beheerder.page)
    beheerder.settle()

    # The invitation binds, and whoever turned back at the provider goes on from it.
    link = invited(beheerder, "Samira")
    samira.page.goto(link)
    samira.page.get_by_role("link", name="Verder met je schoolaccount").click()
    samira.page.get_by_role("button", name="Deny").click()
    samira.reads("Er is niets veranderd")
    samira.page.goto(link)
    samira.page.get_by_role("link", name="Verder met je schoolaccount").click()
    say_at_provider(samira.page, "samira")
    samira.page.wait_for_url(f"{school.address}/")
    samira.settle()

    # Out, and in again by the account alone.
    samira.page.goto(f"{school.address}/afmelden")
    samira.page.get_by_role("button", name="Afmelden").click()
    samira.reads("Je bent afgemeld")
    samira.page.goto(f"{school.address}/zaken")
    assert AWAY.search(samira.page.url)
    come_in(samira, "samira")

    stranger.page.goto(f"{school.address}/aanmelden")
    stranger.page.get_by_role("link", name=BUTTON).click()
    say_at_provider(stranger.page, "of-nobody-here")
    stranger.reads("Dit schoolaccount opent hier niets")
    stranger.reads("vraag de beheerder dan om een uitnodiging")
    stranger.page.get_by_role("link", name="Naar aanmelden").click()
    stranger.page.goto(f"{school.address}/zaken")
    assert AWAY.search(stranger.page.url)

    # Who is in by a password is out when those are switched off; nobody touches that screen.
    joris.page.goto(f"{school.address}/aanmelden")
    sign_in(joris.page, "joris", large_classes.PASSWORD)
    joris.page.wait_for_url(f"{school.address}/")
    joris.settle()
    switch_passwords_off(beheerder)
    joris.page.wait_for_url(AWAY, timeout=SOON_MS)
    joris.page.get_by_text("Beheerder: aanmelden met een wachtwoord").click()
    sign_in(joris.page, "joris", large_classes.PASSWORD)
    joris.reads("meld je dan aan met je schoolaccount")
    samira.load("/zaken")
    samira.page.get_by_role("heading", name="Zaken").first.wait_for()

    # A role that ends closes the open screen of who came by a school account as well.
    end_role(beheerder, "Samira")
    samira.page.wait_for_url(AWAY, timeout=SOON_MS)
