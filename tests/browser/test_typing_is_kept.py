"""Nothing that is typed is lost: every form with words, and all that happens while one types."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import NARROW, Server, Visitor
from tests.browser.typing_forms import (
    MENTOR,
    NOT_IN_THE_DEMO,
    PLACES,
    WITHOUT_WORDS,
    sites,
)

KEPT = re.compile(r"^bewaard \d\d\.\d\d$")
OFFLINE = "niet verbonden, we blijven het proberen"
ELSEWHERE = "Dit formulier staat ook open op een ander scherm"
MOVED = "Je ging met dit formulier verder op een ander scherm."
WAIT = 60_000
# The fields for words of the first form, each marked, and what hides them unfolded.
MARK = """() => {
  const marked = [];
  for (const line of document.querySelectorAll('[data-concept]')) {
    const prefix = 'st-key-' + line.dataset.prefix;
    const names = line.dataset.fields.split(' ').map(name => prefix + name);
    for (const field of document.querySelectorAll('textarea, input[type=text]')) {
      const place = field.closest('[class*="st-key-"]');
      if (!place || !names.some(name => place.classList.contains(name))) continue;
      const fold = field.closest('details');
      if (fold && !fold.open) fold.querySelector('summary').click();
      field.dataset.testField = marked.length;
      marked.push(field.value);
    }
    if (marked.length) break;
  }
  return marked;
}"""


class Screen(Visitor):
    """One tab of somebody who types."""

    def sign_in(self, name: str) -> None:
        self.page.get_by_role("button", name=re.compile(name)).first.click()
        self.page.wait_for_url(lambda url: "/aanmelden" not in url)
        self.settle()

    def reload(self) -> None:
        self.page.reload()
        self.settle()

    def texts(self) -> list[str]:
        """What stands in the fields for words of the form, unfolded."""
        self.page.wait_for_function(f"() => ({MARK})().length > 0", polling=100)
        return list(self.page.evaluate(MARK))

    def type(self, words: str) -> None:
        """Type after what stands in the first field, letter by letter."""
        self.texts()
        field = self.page.locator("[data-test-field='0']")
        field.click()
        field.press("Control+End")
        field.type(words)

    def reads_line(self, words: str | re.Pattern[str]) -> None:
        line = self.page.locator(".draft-line").first
        expect(line.locator("span")).to_have_text(words, timeout=WAIT)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """A demo school of its own, whose server is stopped and killed: the last one is there."""
    folder = tmp_path_factory.mktemp("typing")
    servers = [Server(folder, "--demo")]
    yield servers
    servers[-1].stop()


def started_again(servers: list[Server], folder: Path) -> None:
    servers.append(Server(folder, "--demo", port=servers[-1].port))


def test_every_form_is_in_a_list() -> None:
    listed = {place.site for place in PLACES}
    assert set(sites()) == listed | NOT_IN_THE_DEMO | WITHOUT_WORDS
    assert not (listed | NOT_IN_THE_DEMO) & WITHOUT_WORDS
    assert len({place.address for place in PLACES}) == len(PLACES)


def test_words_are_typed_in_no_field_but_those_of_a_form() -> None:
    """A field that Streamlit draws outside a form is searched with, or is a password."""
    code = {path: path.read_text("utf-8") for path in Path("ui").rglob("*.py")}
    code |= {path: path.read_text("utf-8") for path in Path("pages").rglob("*.py")}
    widget = re.compile(r"st\.(text_area|text_input|chat_input)\(")
    places = {path.as_posix() for path, text in code.items() if widget.search(text)}
    searched = {"ui/cases/search_box.py", "ui/forms/pupil_chips.py", "ui/case/contact_forms.py"}
    assert places == {"ui/forms/field.py", *searched}


def test_nothing_typed_is_lost(browser: Browser, server: list[Server]) -> None:
    address = server[0].address
    context = browser.new_context(viewport=NARROW, locale="nl-NL", has_touch=True, is_mobile=True)
    phone = Screen(context, address)
    phone.page.goto(f"{address}/zaken")
    phone.sign_in(MENTOR)
    case = running_case(phone)
    places = [place.address.format(case=case) for place in PLACES]
    try:
        another_step_and_back(phone, places)
        phone.page.close()
        tab = Screen(context, address)
        another_tab_and_reload(tab, places)
        no_line(context, tab)
        tab = two_tabs(context, tab, places[1])
        tab = signed_out_while_typing(context, tab, places[-1])
        stopped_and_killed(context, tab, places, server)
    finally:
        context.close()


def running_case(screen: Screen) -> str:
    """The first case of the list of which a step can be recorded."""
    found = re.search(r"zaak=([0-9a-f-]{36})", screen.page.content())
    assert found is not None
    return found[1]


def another_step_and_back(screen: Screen, places: list[str]) -> None:
    """Leave each form in the middle of a word, for the next, and come back by the browser."""
    for path in places:
        screen.go(path)
        screen.type("Eerste woorden")
    screen.go("/zaken")
    screen.page.go_back()
    screen.settle()
    assert screen.texts()[0].endswith("Eerste woorden")


def another_tab_and_reload(screen: Screen, places: list[str]) -> None:
    screen.load(places[0])
    for path in places:
        screen.go(path)
        assert screen.texts()[0].endswith("Eerste woorden"), path
        screen.type(", en meer")
        screen.reload()
        assert screen.texts()[0].endswith("Eerste woorden, en meer"), path
        screen.reads_line(KEPT)


def no_line(context: BrowserContext, screen: Screen) -> None:
    context.set_offline(True)
    screen.type(", zonder lijn")
    screen.reads_line(OFFLINE)
    context.set_offline(False)
    screen.reads_line(KEPT)
    screen.reload()
    assert screen.texts()[0].endswith(", zonder lijn")


def two_tabs(context: BrowserContext, first: Screen, path: str) -> Screen:
    """The second is told and chooses; the first is told too, and neither loses a word."""
    first.go(path)
    first.type(", hier")
    first.reads_line(KEPT)
    second = Screen(context, first.address)
    second.load(path)
    second.page.get_by_text(ELSEWHERE).wait_for()
    expect(second.page.locator("textarea").first).to_be_disabled()
    second.page.get_by_role("button", name="Ga hier verder").click()
    second.settle()
    second.type(" en daar")
    second.reads_line(KEPT)
    first.page.get_by_text(MOVED).wait_for()
    assert second.texts()[0].endswith(", hier en daar")
    first.page.close()
    return second


def signed_out_while_typing(context: BrowserContext, screen: Screen, path: str) -> Screen:
    """As at the end of the idle time: what was not kept yet stays, is kept, and is there again."""
    screen.go(path)
    screen.type(", en toen")
    other = Screen(context, screen.address)
    context.clear_cookies()
    screen.type(" was ik weg")
    screen.page.get_by_text("het laatste wat je typte is nog niet bewaard").wait_for()
    expect(screen.page.locator("[data-test-field='0']")).to_be_hidden()
    other.page.goto(f"{screen.address}/aanmelden")
    other.sign_in(MENTOR)
    screen.reads_line(KEPT)
    screen.settle()
    assert screen.page.url.endswith(path)
    assert screen.texts()[0].endswith(", en toen was ik weg")
    other.page.close()
    return screen


def stopped_and_killed(
    context: BrowserContext, screen: Screen, places: list[str], servers: list[Server]
) -> None:
    folder = servers[0].log.parent
    screen.type(", en stop")
    servers[-1].process.send_signal(signal.SIGTERM)
    screen.page.get_by_text("De server stopt even. Wat je typte is bewaard").wait_for()
    assert servers[-1].process.wait(60) == 0
    started_again(servers, folder)
    screen.page.wait_for_url(lambda url: "/aanmelden?reden=" in url)
    screen.sign_in(MENTOR)
    assert screen.page.url.endswith(places[-1])
    assert screen.texts()[0].endswith(", en stop")

    screen.type(", en klap")
    servers[-1].process.kill()
    screen.reads_line(OFFLINE)
    servers[-1].process.wait(60)
    started_again(servers, folder)
    screen.page.get_by_text("het laatste wat je typte is nog niet bewaard").wait_for()
    other = Screen(context, screen.address)
    other.page.goto(f"{screen.address}/aanmelden")
    other.sign_in(MENTOR)
    screen.reads_line(KEPT)
    assert screen.texts()[0].endswith(", en stop, en klap")
    other.page.close()
    for path in places[:-1]:
        screen.go(path)
        assert "Eerste woorden, en meer" in screen.texts()[0], path
