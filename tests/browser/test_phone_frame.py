"""The frame of a phone: a head of one line, a bar at the bottom, and nothing left over the page."""

from math import ceil

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Visitor
from tests.browser.test_accessibility import faults, in_the_dark, overflow

MENTOR = "Samira el Idrissi"
MOST_OF_HEAD = 60
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
MOST_MESSAGES, MOST_SCREENS = 90, 3
MARK_PAGE = "() => { window.isStillThisPage = true }"
IS_MARKED = "() => window.isStillThisPage === true"
# A step with its button: what comes to stand on a page that keeps its button in sight.
WITH_SAVE_BAR = """() => {
    const bar = document.createElement('div');
    bar.className = 'st-key-save_bar';
    bar.innerHTML = '<button>Gesprek vastleggen</button>';
    document.querySelector('[data-testid=stMainBlockContainer] > *').append(bar);
}"""
# What Chromium makes of the Back of a phone when something on the page may shut first.
HOLD_CLOSE_REQUESTS = """() => {
    const Watcher = window.CloseWatcher;
    window.CloseWatcher = class extends Watcher {
        constructor() { super(); window.lastWatcher = this; }
    };
}"""
ASK_TO_CLOSE = "() => window.lastWatcher.requestClose()"
# In whole pixels, as a browser scrolls.
LAST_OF_PAGE = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    main.scrollTo(0, main.scrollHeight);
    const page = main.querySelector('[data-testid=stMainBlockContainer]');
    return Math.floor(page.getBoundingClientRect().bottom);
}"""


def box(place: Locator) -> dict[str, float]:
    found = place.bounding_box()
    assert found is not None
    y, height = found["y"], found["height"]
    return {"x": found["x"], "y": y, "height": height, "bottom": y + height}


def bar(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Menu")


def go(visitor: Visitor, name: str) -> None:
    bar(visitor.page).get_by_role("link", name=name).click()
    visitor.settle()
    expect(bar(visitor.page).locator("[aria-current=page]")).to_have_text(name)


def test_a_phone_has_its_screens_under_the_thumb_and_its_head_on_one_line(
    on_a_phone: Visitor,
) -> None:
    page = on_a_phone.page
    on_a_phone.become(MENTOR)
    page.evaluate(MARK_PAGE)
    names = ["Vandaag", "Melden", "Klas", "Zoeken"]
    expect(bar(page).locator("> ul > li > a")).to_have_text(names)
    expect(bar(page).locator("[aria-current=page]")).to_have_text("Vandaag")
    for name in (*names[1:], "Vandaag"):
        go(on_a_phone, name)
        assert box(bar(page))["bottom"] == NARROW["height"]
        assert box(page.locator("h1").first)["bottom"] <= MOST_OF_HEAD
        assert box(page.locator("header").first)["height"] <= MOST_OF_HEAD
        for reachable in (
            page.get_by_role("button", name="Scherm afdekken"),
            page.get_by_role("link", name="Afmelden (Samira)"),
            page.get_by_text("Demoschool"),
        ):
            assert box(reachable)["bottom"] <= MOST_OF_HEAD
        assert overflow(page) <= 0
        # Neither head nor bar ever hides a part of the page.
        assert page.evaluate(LAST_OF_PAGE) <= ceil(box(bar(page))["y"])
        assert (
            box(page.get_by_test_id("stMain"))["y"] >= box(page.locator("header").first)["height"]
        )
    assert page.evaluate(IS_MARKED)

    _nothing_stays_open_over_the_page(on_a_phone)
    _by_keyboard_too(on_a_phone)
    _a_case_leads_back(on_a_phone)
    _a_save_bar_is_above_the_bar(page)
    # It was one page all the time: nothing was loaded anew.
    assert page.evaluate(IS_MARKED)


def _nothing_stays_open_over_the_page(visitor: Visitor) -> None:
    page = visitor.page
    more, rest = page.locator(".phone-more summary"), page.locator(".phone-more details ul")
    assert page.get_by_test_id("stExpandSidebarButton").is_hidden()
    assert page.get_by_test_id("stSidebar").is_hidden()
    more.click()
    expect(rest.get_by_role("link")).to_have_text(["Signaal doorgeven", "Handelingskaart"])
    assert faults(page) == []
    with in_the_dark(visitor):
        assert faults(page) == []
    rest.get_by_role("link", name="Handelingskaart").click()
    expect(rest).to_be_hidden()
    visitor.settle()
    expect(page.locator("h1")).to_have_text("Handelingskaart pesten")
    expect(rest.locator("[aria-current=page]")).to_have_text("Handelingskaart")
    # Where one was is shut: who hears the page hears where one is, and goes on from there.
    expect(page.locator("h1")).to_be_focused()
    more.click()
    page.get_by_test_id("stMain").click(position={"x": 20, "y": 20})
    expect(rest).to_be_hidden()
    page.evaluate(HOLD_CLOSE_REQUESTS)
    address = page.url
    more.click()
    expect(rest).to_be_visible()
    page.evaluate(ASK_TO_CLOSE)
    expect(rest).to_be_hidden()
    assert page.url == address
    more.click()
    page.go_back()
    expect(rest).to_be_hidden()
    visitor.settle()


def _by_keyboard_too(visitor: Visitor) -> None:
    page = visitor.page
    links = bar(page).locator("> ul > li > a")
    links.nth(2).focus()
    page.keyboard.press("Enter")
    visitor.settle()
    expect(page.locator("h1").first).to_contain_text("Klas")
    # Who goes by keyboard is still where the press was.
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    rest = page.locator(".phone-more details ul")
    expect(rest).to_be_visible()
    page.keyboard.press("Tab")
    expect(rest.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(rest).to_be_hidden()
    expect(page.locator(".phone-more summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(rest).to_be_hidden()


def _a_case_leads_back(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.get_by_role("link", name="Terug")).to_be_hidden()
    go(visitor, "Zoeken")
    page.locator("a.inside[href*='zaak?zaak=']:visible").first.click()
    page.wait_for_url("**/zaak**")
    visitor.settle()
    expect(bar(page).locator("[aria-current=page]")).to_have_count(0)
    back = page.get_by_role("link", name="Terug")
    assert box(back)["bottom"] <= MOST_OF_HEAD
    back.click()
    visitor.settle()
    expect(page.locator("h1")).to_have_text("Zaken")


def _a_save_bar_is_above_the_bar(page: Page) -> None:
    page.evaluate(WITH_SAVE_BAR)
    save = page.locator(".st-key-save_bar")
    assert box(save)["bottom"] == box(bar(page))["y"]
    assert page.evaluate(LAST_OF_PAGE) <= ceil(box(save)["y"])
    # A keyboard on the screen leaves room for one bar: the button.
    page.set_viewport_size({"width": NARROW["width"], "height": 420})
    expect(bar(page).locator("> ul")).to_be_hidden()
    assert box(save)["bottom"] == 420
    page.set_viewport_size(NARROW)
    save.evaluate("bar => bar.remove()")


def test_klas_is_three_screens_at_most_and_few_messages(on_a_phone: Visitor) -> None:
    page = on_a_phone.page
    frames: list[bytes | str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: frames.append(f)))
    on_a_phone.become(MENTOR)
    frames.clear()
    go(on_a_phone, "Klas")
    assert 0 < len(frames) <= MOST_MESSAGES
    assert page.evaluate(HEIGHT) <= MOST_SCREENS * NARROW["height"]
    first, last = page.get_by_text("Mentoruur vastleggen").first, page.locator(".class-cases")
    assert box(first)["bottom"] < box(page.locator(".class-pupil").first)["y"]
    assert box(page.locator(".class-pupil").last)["bottom"] < box(last)["y"]
    page.locator(".class-pupil").first.click()
    page.wait_for_url("**/leerling?leerling=*")
    on_a_phone.settle()
    expect(page.get_by_role("button", name="Melding over deze leerling")).to_be_visible()
    page.get_by_role("link", name="Terug").click()
    on_a_phone.settle()
    expect(page.locator("h1")).to_have_text("Klas 2B")


def test_a_wide_screen_keeps_its_menu_and_twice_as_large_it_is_a_phone(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(MENTOR)
    for width, has_bar in ((WIDE["width"], False), (768, False), (767, True), (640, True)):
        page.set_viewport_size({"width": width, "height": 450})
        visitor.come_to_rest()
        menu = page.locator("header").get_by_role("link", name="Klas")
        expect(bar(page)).to_be_visible(visible=has_bar)
        expect(menu).to_be_visible(visible=not has_bar)
        assert page.get_by_test_id("stExpandSidebarButton").is_hidden()
        assert overflow(page) <= 0
    page.set_viewport_size(WIDE)


def test_with_a_keyboard_on_the_screen_the_field_and_the_button_are_both_in_sight(
    on_a_phone: Visitor,
) -> None:
    page = on_a_phone.page
    on_a_phone.become(MENTOR)
    page.set_viewport_size({"width": NARROW["width"], "height": 400})
    try:
        for path, label in (
            ("/melden", "Wat is er gebeurd"),
            ("/signaal", "Wat zag of hoorde je?"),
        ):
            on_a_phone.go(path)
            field = page.get_by_role("textbox", name=label).first
            field.click()
            _lies_between_head_and(page.locator(".st-key-save_bar"), field)
        on_a_phone.go("/")
        page.locator(".st-key-quick_note summary").first.click()
        on_a_phone.settle()
        note = page.locator(".st-key-quick_note textarea")
        note.fill("er werd iemand uitgescholden op het plein")
        note.press("Control+Enter")
        on_a_phone.settle()
        note.click()
        _lies_between_head_and(page.locator(".st-key-quick_note_save"), note)
        note.fill("")
        note.press("Control+Enter")
        on_a_phone.settle()
    finally:
        page.set_viewport_size(NARROW)


def _lies_between_head_and(button: Locator, field: Locator) -> None:
    """Where it stands once it is scrolled to, as a browser does with what is typed in."""
    field.scroll_into_view_if_needed()
    expect(button.get_by_role("button").first).to_be_in_viewport()
    assert box(field)["y"] >= MOST_OF_HEAD - 10
    assert box(field)["y"] + 30 <= box(button)["y"]
