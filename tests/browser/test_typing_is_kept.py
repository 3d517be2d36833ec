"""Nothing that a mentor types is lost: every form with words, and all that happens meanwhile.

Those of colleagues are in `test_typing_of_colleagues.py`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, copy_demo
from tests.browser.typing_forms import OF_THE_MENTOR, PLACES, SAME_FORM, WITHOUT_WORDS, sites
from tests.browser.typing_hands import (
    ELSEWHERE,
    KEPT,
    OFFLINE,
    Screen,
    Servers,
    Typist,
    lose_nothing,
)
from tests.browser.typing_school import MENTOR

MOVED = "Je ging met dit formulier verder op een ander scherm."
NOT_KEPT = "het laatste wat je typte is nog niet bewaard"


@pytest.fixture(scope="module")
def servers(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A school of its own, whose server is stopped and killed."""
    servers = Servers(copy_demo(demo_files, tmp_path_factory.mktemp("typing")))
    yield servers
    servers.now.stop()


def test_every_form_is_in_a_list() -> None:
    listed = {place.site for place in PLACES}
    assert set(sites()) == listed | SAME_FORM | WITHOUT_WORDS
    assert not listed & WITHOUT_WORDS
    assert len({(place.address, place.form) for place in PLACES}) == len(PLACES)


def test_words_are_typed_in_no_field_but_those_of_a_form() -> None:
    """A field that Streamlit draws outside a form is searched with, or is a password.

    Or a list is pasted in it, that still stands where it came from.
    """
    code = {path: path.read_text("utf-8") for path in Path("ui").rglob("*.py")}
    code |= {path: path.read_text("utf-8") for path in Path("pages").rglob("*.py")}
    widget = re.compile(r"st\.(text_area|text_input|chat_input)\(")
    places = {path.as_posix() for path, text in code.items() if widget.search(text)}
    searched = {"ui/cases/search_box.py", "ui/forms/pupil_chips.py", "ui/case/contact_forms.py"}
    # The proof of who is there: a password and a code, which are kept nowhere.
    searched |= {"ui/office/paged.py", "ui/forms/confirmation.py"}
    pasted = {"ui/office/roster_reading.py"}
    assert places == {"ui/forms/field.py", *searched, *pasted}


def test_nothing_typed_by_a_mentor_is_lost(browser: Browser, servers: Servers) -> None:
    mentor = Typist(browser, servers.now.address, OF_THE_MENTOR, servers.ids)
    lose_nothing([mentor], servers)
    mentor.context.close()


# --- on a phone, and what the two screens say -----------------------------------------------------


@pytest.fixture
def phone(browser: Browser, servers: Servers) -> Iterator[Screen]:
    context = browser.new_context(viewport=NARROW, locale="nl-NL", has_touch=True, is_mobile=True)
    screen = Screen(context, servers.now.address)
    screen.page.goto(f"{screen.address}/zaken")
    screen.sign_in(MENTOR)
    yield screen
    context.close()


@pytest.fixture
def case(servers: Servers) -> str:
    """A case in which nobody typed before; each test has a form of its own there."""
    return f"/zaak?zaak={servers.ids['waiting']}"


def test_two_tabs_are_told_of_each_other_and_neither_loses_a_word(phone: Screen, case: str) -> None:
    path = f"{case}&doe=note"
    phone.go(path)
    phone.type("hier")
    phone.reads_line(KEPT)
    second = Screen(phone.context, phone.address)
    second.load(path)
    second.page.get_by_text(ELSEWHERE).wait_for()
    expect(second.page.locator("textarea").first).to_be_disabled()
    second.page.get_by_role("button", name="Ga hier verder").click()
    second.settle()
    second.type(" en daar")
    second.reads_line(KEPT)
    phone.page.get_by_text(MOVED).wait_for()
    assert second.texts()[0].endswith("hier en daar")
    # What stood in the tab that is shut was kept before, and does not come in the place of it.
    phone.page.close()
    second.reload()
    assert second.texts()[0].endswith("hier en daar")


def test_what_was_not_kept_yet_when_one_was_signed_out_is_kept_later(
    phone: Screen, case: str
) -> None:
    context, path = phone.context, f"{case}&doe=handover"
    phone.go(path)
    phone.type(", en toen")
    phone.reads_line(KEPT)
    other = Screen(context, phone.address)
    # Somebody slow may still be typing when the page hears of it and is covered, and sees that; so
    # here it hears nothing before the last letter.
    phone.page.route("**/concept", lambda route: route.abort())
    phone.type(" was ik weg")
    phone.reads_line(OFFLINE)
    context.clear_cookies()
    phone.page.unroute("**/concept")
    phone.page.get_by_text(NOT_KEPT).wait_for()
    expect(phone.page.locator("[data-test-field='0']")).to_be_hidden()
    other.page.goto(f"{phone.address}/aanmelden")
    other.sign_in(MENTOR)
    phone.reads_line(KEPT)
    phone.settle()
    assert phone.page.url.endswith(path)
    assert phone.texts()[0].endswith(", en toen was ik weg")


def test_the_last_letters_before_a_server_was_killed_are_kept_when_it_is_back(
    phone: Screen, case: str, servers: Servers
) -> None:
    """What stands in the field is sent afterwards; typing on meanwhile has a test of its own."""
    phone.go(f"{case}&doe=level")
    phone.type(", en klap")
    servers.now.process.kill()
    phone.reads_line("niet verbonden, we blijven het proberen")
    servers.start_again()
    phone.page.get_by_text(NOT_KEPT).wait_for()
    other = Screen(phone.context, phone.address)
    other.page.goto(f"{phone.address}/aanmelden")
    other.sign_in(MENTOR)
    phone.reads_line(KEPT)
    phone.settle()
    assert phone.texts()[0].endswith(", en klap")
