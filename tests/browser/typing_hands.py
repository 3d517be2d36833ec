"""Somebody who types in one form after another, and what may happen to all of them meanwhile.

Each act of a `Typist` goes through all forms: it looks whether what was typed before is there,
types more, and leaves the form in its own way, right after the last letter.
"""

import re
import signal
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.conftest import TIMED, WIDE, Server, Visitor
from tests.browser.typing_forms import Place
from tests.browser.typing_school import prepare_school
from tests.canary import CANARY

KEPT = re.compile(r"^bewaard \d\d\.\d\d$")
OFFLINE = "niet verbonden, we blijven het proberen"
ELSEWHERE = "Dit formulier staat ook open op een ander scherm"
# The fields for words of a form, each marked, and what hides them unfolded; none while the form is
# not there, or not drawn to its end.
MARK = """form => {
  const marked = [];
  for (const field of document.querySelectorAll('[data-test-field]')) {
    delete field.dataset.testField;
  }
  for (const line of document.querySelectorAll('[data-concept]')) {
    if (!line.dataset.prefix.startsWith(form)) continue;
    const prefix = 'st-key-' + line.dataset.prefix;
    const names = line.dataset.fields.split(' ').map(name => prefix + name);
    for (const field of document.querySelectorAll('textarea, input[type=text]')) {
      const place = field.closest('[class*="st-key-"]');
      if (!place || !names.some(name => place.classList.contains(name))) continue;
      for (let at = field.closest('details'); at; at = at.parentElement.closest('details')) {
        if (!at.open) at.querySelector('summary').click();
      }
      field.dataset.testField = marked.length;
      marked.push(field.value);
    }
    if (marked.length) break;
  }
  return marked;
}"""
ADDRESS_ONLY = "path => history.pushState({}, '', path)"


class Screen(Visitor):
    """One tab of somebody who types."""

    def sign_in(self, name: str) -> None:
        """Be this person, at the sign-in page that is open."""
        self.page.get_by_role("button", name=re.compile(name)).first.click()
        self.page.wait_for_url(lambda url: "/aanmelden" not in url)
        self.settle()

    def reload(self) -> None:
        """As a person does it."""
        self.page.reload()
        self.settle()

    def texts(self, form: str = "") -> list[str]:
        """What stands in the fields for words of the first form with such a name, unfolded."""
        self.page.wait_for_function(f"form => ({MARK})(form).length > 0", arg=form, polling=100)
        return list(self.page.evaluate(MARK, form))

    def type(self, words: str, form: str = "") -> None:
        """Type after what stands in its first field, letter by letter."""
        self.texts(form)
        field = self.page.locator("[data-test-field='0']")
        field.click()
        field.press("Control+End")
        field.type(words)

    def line(self, form: str = "") -> Locator:
        """The line of that form."""
        of_form = f"[data-prefix^='{form}']" if form else ""
        return self.page.locator(f".draft-line{of_form}").first.locator("span")

    def reads_line(self, words: str | re.Pattern[str], form: str = "") -> None:
        """Wait until the line says so."""
        expect(self.line(form)).to_have_text(words)


class Typist:
    """One person with a number of forms; `name` of the school, `ids` of what is in it."""

    def __init__(
        self, browser: Browser, address: str, places: Sequence[Place], ids: dict[str, str]
    ) -> None:
        self.context: BrowserContext = browser.new_context(viewport=WIDE, locale="nl-NL")
        self.name = places[0].who
        self.address = address
        self.places = [(place, place.address.format(**ids)) for place in places]
        self.screen = Screen(self.context, address)
        self.screen.page.goto(f"{address}/kaart")
        self.screen.sign_in(self.name)
        self.typed: dict[Place, str] = {}

    # --- one form -------------------------------------------------------------------------------

    def _open(self, place: Place) -> None:
        """Have the form on the page that is open, by pressing what is needed for it."""
        drawn = self.screen.page.locator(
            f".draft-line[data-prefix^='{place.form}'], {_go_on_here(place)}"
        )
        for words in place.opened_by:
            if drawn.count():
                break
            self._pressed(words).click()
            self.screen.settle()

    def _pressed(self, words: str) -> Locator:
        page = self.screen.page
        name = re.compile(f"^(\\S+ )?{words}")
        button = page.get_by_role("button", name=name)
        item = page.get_by_role("menuitem", name=name)
        fold = page.locator("summary").filter(has_text=words)
        return button.or_(item).or_(fold).first

    def _look(self, place: Place) -> None:
        self.screen.texts(place.form)
        typed = re.compile(re.escape(self.typed.get(place, "")) + "$")
        expect(self.screen.page.locator("[data-test-field='0']"), place.site).to_have_value(typed)

    def _type(self, place: Place, words: str) -> None:
        self.screen.type(words, place.form)
        self.typed[place] = self.typed.get(place, "") + words

    # --- all forms ------------------------------------------------------------------------------

    def leave_for_another(self, words: str) -> None:
        """Look, type, and go to another form in the middle of a word."""
        for place, path in self.places:
            self.screen.go(path)
            self._open(place)
            self._look(place)
            self._type(place, words)

    def go_back(self, words: str) -> None:
        """From the last form to the first by the Back of the browser, typing in each."""
        page = self.screen.page
        for place, path in reversed(self.places):
            page.wait_for_url(f"{self.address}{path}")
            self._open(place)
            self._look(place)
            self._type(place, words)
            page.go_back()
            self.screen.settle()

    def load_anew(self, words: str) -> None:
        """Type in each form, and load the page anew, at the address of the next."""
        page = self.screen.page
        self.screen.load(self.places[0][1])
        for (place, _), (_, after) in zip(
            self.places, [*self.places[1:], self.places[0]], strict=True
        ):
            self._open(place)
            self._look(place)
            self._type(place, words)
            page.evaluate(ADDRESS_ONLY, after)
            self.screen.reload()

    def go_on_in_another_tab(self, words: str) -> None:
        """In a second tab each form is asked about and taken over; there is no line meanwhile."""
        # While others are typed in the last one is kept too; of one form alone that is awaited.
        self.screen.reads_line(KEPT, self.places[-1][0].form)
        first, self.screen = self.screen, Screen(self.context, self.address)
        self.screen.load("/kaart")
        for place, path in self.places:
            self.screen.go(path)
            self._open(place)
            self._take_over(place)
            self._look(place)
            self.context.set_offline(True)
            self._type(place, words)
            self.screen.page.keyboard.press("Tab")
            self.screen.reads_line(OFFLINE, place.form)
            self.context.set_offline(False)
            self.screen.reads_line(KEPT, place.form)
        first.page.close()

    def _take_over(self, place: Place) -> None:
        kept = self.screen.page.locator(_go_on_here(place))
        kept.first.wait_for(state="attached")
        for fold in kept.first.locator("xpath=ancestor::details[not(@open)]").all():
            fold.locator("summary").first.click()
        self.screen.come_to_rest()
        kept.locator("button").first.click()
        self.screen.settle()

    def look_at_all(self) -> None:
        """What was typed is there in every form."""
        for place, path in self.places:
            self.screen.go(path)
            self._open(place)
            self._look(place)

    # --- what happens to the last form ----------------------------------------------------------

    def type_in_last(self, words: str) -> None:
        """Type in the form that stays open; right after it something happens."""
        place, path = self.places[-1]
        self.screen.go(path)
        self._open(place)
        self._look(place)
        self._type(place, words)

    def is_kept(self) -> None:
        """The line says that it is kept."""
        self.screen.reads_line(KEPT, self.places[-1][0].form)

    def look_at_last(self) -> None:
        """Back at the very form, what was typed is there."""
        place, path = self.places[-1]
        self.screen.page.wait_for_url(f"{self.address}{path}")
        self._open(place)
        self._look(place)

    def sign_out(self) -> None:
        """By the link at the top, right after the last letter."""
        self.screen.page.get_by_role("link", name=re.compile("^Afmelden")).click()
        self.sign_in_again("afgemeld")
        self.screen.go(self.places[-1][1])

    def sign_in_again(self, reason: str) -> None:
        """The sign-in page has come by itself, and says why; one signs in there."""
        self.screen.page.wait_for_url(lambda url: f"/aanmelden?reden={reason}" in url)
        self.screen.sign_in(self.name)


# --- what happens to everybody at once --------------------------------------------------------


class Servers:
    """One school behind one server after another: each is stopped or killed, the last is there."""

    def __init__(self, folder: Path) -> None:
        """The demo school is in this folder."""
        self.ids = prepare_school(folder)
        self._folder = folder
        self.now = Server(folder, "--demo", module=TIMED)

    def start_again(self) -> None:
        """The same school at the same address."""
        self.now.process.wait(60)
        self.now = Server(self._folder, "--demo", module=TIMED, port=self.now.port)


def lose_nothing(typists: Sequence[Typist], servers: Servers) -> None:
    """All that may happen: to one form after another, and then to everybody at once."""
    for typist in typists:
        typist.leave_for_another(CANARY)
        typist.go_on_in_another_tab(", tab")
        typist.go_back(", terug")
        typist.load_anew(", herladen")
    for typist in typists:
        typist.type_in_last(", afgemeld")
        typist.sign_out()
        typist.look_at_last()
    for typist in typists:
        typist.type_in_last(", stil")
        typist.is_kept()
    servers.now.process.send_signal(signal.SIGUSR1)
    for typist in typists:
        typist.sign_in_again("tijd")
        typist.look_at_last()
    # A server that is stopped asks for the last letters.
    for typist in typists:
        typist.type_in_last(", gestopt")
    servers.now.process.send_signal(signal.SIGTERM)
    servers.start_again()
    for typist in typists:
        typist.sign_in_again("opnieuw")
        typist.look_at_last()
        typist.type_in_last(", omgevallen")
        typist.is_kept()
    servers.now.process.kill()
    servers.start_again()
    for typist in typists:
        typist.sign_in_again("opnieuw")
        typist.look_at_last()
        typist.look_at_all()


def _go_on_here(place: Place) -> str:
    return f"[class*='st-key-{place.form}'][class*='_go_on_here']"
