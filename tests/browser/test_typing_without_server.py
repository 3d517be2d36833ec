"""Somebody types on while there is no server: the field stays open, and every letter is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, copy_demo
from tests.browser.typing_hands import KEPT, OFFLINE, Screen, Servers
from tests.browser.typing_school import MENTOR
from tests.canary import CANARY

NOT_KEPT = "het laatste wat je typte is nog niet bewaard"
BEFORE = f"De {CANARY} in de gang en mid"
BREAKS_OFF, MEANWHILE, AFTER = "den in een wo", "ord", " en erna"
NO_SERVER = "[data-test-connection-state]:not([data-test-connection-state='CONNECTED'])"
# Streamlit opens its dialog after six attempts; counted from here on.
ATTEMPTS = 8


@pytest.fixture
def servers(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = Servers(copy_demo(demo_files, tmp_path_factory.mktemp("killed")))
    yield servers
    servers.now.stop()


@pytest.fixture
def phone(browser: Browser, servers: Servers) -> Iterator[Screen]:
    context = browser.new_context(viewport=NARROW, locale="nl-NL", has_touch=True, is_mobile=True)
    screen = Screen(context, servers.now.address)
    screen.page.goto(f"{screen.address}/zaken")
    screen.sign_in(MENTOR)
    yield screen
    context.close()


def test_typing_goes_on_while_there_is_no_server(phone: Screen, servers: Servers) -> None:
    page, path = phone.page, f"/zaak?zaak={servers.ids['waiting']}&doe=note"
    phone.go(path)
    phone.type(BEFORE)
    servers.now.process.kill()
    # In the middle of a word; nothing is pressed and no field is chosen anew.
    page.keyboard.type(BREAKS_OFF)
    page.locator(NO_SERVER).wait_for(state="attached")
    attempts: list[str] = []
    page.on("requestfailed", lambda request: attempts.append(request.url))
    while len([url for url in attempts if "/_stcore/health" in url]) < ATTEMPTS:
        page.wait_for_event("requestfailed")
    page.keyboard.type(MEANWHILE)
    phone.reads_line(OFFLINE)
    field = page.locator("[data-test-field='0']")
    whole = BEFORE + BREAKS_OFF + MEANWHILE
    expect(field).to_have_value(whole)
    expect(field).to_be_enabled()
    expect(page.get_by_role("dialog")).to_have_count(0)

    servers.start_again()
    page.get_by_text(NOT_KEPT).wait_for()
    other = Screen(phone.context, phone.address)
    other.page.goto(f"{phone.address}/aanmelden")
    other.sign_in(MENTOR)
    phone.reads_line(KEPT)
    phone.settle()
    assert phone.texts()[0] == whole
    phone.type(AFTER)
    phone.reads_line(KEPT)
    phone.reload()
    assert phone.texts()[0] == whole + AFTER
