"""Names where a mentor works, on a phone: found, opened without loading anew, and hidden."""

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visitor

MENTOR = "Samira el Idrissi"
ROWS = ".case-list .work-line[data-case]"
EVERYTHING = "() => document.documentElement.outerHTML + document.title"
MARKED = "() => window.isSamePage === true"


def test_a_child_is_found_and_opened_and_names_hide_on_this_device(on_a_phone: Visitor) -> None:
    visitor, page = on_a_phone, on_a_phone.page
    visitor.become(MENTOR)
    page.evaluate("() => { window.isSamePage = true }")
    name = page.locator(".work-pupil h2 a").first.inner_text()
    given = name.split()[0]

    page.locator(".phone-bar").get_by_text("Zoeken").click()
    box = page.get_by_role("textbox", name="Zoek een leerling, klas of zaaknummer")
    # Typing is enough, and the filters do not stand between the box and what it finds.
    expect(page.locator(".st-key-cases_filters")).to_be_hidden()
    box.press_sequentially(given.upper()[:3], delay=40)
    page.locator(".found .work-line").filter(has_text=name).first.click()
    expect(page.locator("h1")).to_contain_text(given)
    assert given.lower() not in page.url.lower()
    page.locator(".case-list .work-line[data-case]").first.click()
    visitor.settle()
    assert "/zaak?zaak=" in page.url
    assert page.evaluate(MARKED), "the program was loaded anew"
    page.go_back()
    page.go_back()
    expect(box).to_have_value(given.upper()[:3])

    visitor.go("/")
    page.get_by_role("button", name="Namen verbergen").click()
    page.get_by_role("button", name="Namen tonen").wait_for()
    visitor.settle()
    assert given not in page.locator(".work").inner_text()
    assert not page.evaluate(MARKED)
    visitor.go("/zaken")
    assert given not in page.locator(".st-key-cases_rows").inner_text()
    _nowhere_in_the_page(visitor, name)
    kept = {c["name"]: c["value"] for c in page.context.cookies() if c["name"] == "namen"}
    assert kept == {"namen": "verborgen"}
    visitor.load("/")
    page.get_by_role("button", name="Namen tonen").click()
    page.get_by_role("button", name="Namen verbergen").wait_for()
    expect(page.locator(".work-pupil h2").first).to_be_visible()
    stored = page.evaluate("() => JSON.stringify([localStorage, sessionStorage])")
    assert given not in stored
    assert given.upper()[:3] not in stored


def _nowhere_in_the_page(visitor: Visitor, name: str) -> None:
    """Neither in words nor in what only a screen reader or a mouse gets to know."""
    page = visitor.page
    given = name.split()[0]
    for path in ("/", "/zaken", "/klas"):
        visitor.go(path)
        for fold in page.locator("[data-testid=stMain] details:not([open]) > summary").all():
            if fold.is_visible():
                fold.click()
        visitor.settle()
        drawn = page.evaluate(EVERYTHING)
        assert name not in drawn, path
        assert f"{given} " not in drawn, path


def test_typing_is_enough_and_the_field_keeps_what_is_typed_on(on_a_phone: Visitor) -> None:
    visitor, page = on_a_phone, on_a_phone.page
    visitor.become(MENTOR, "/zaken")
    box = page.get_by_role("textbox", name="Zoek een leerling, klas of zaaknummer")
    number = page.locator(ROWS).first.get_attribute("data-case")
    assert number
    count = page.locator(ROWS).count()
    for typed in (number, number[-3:], number[:-1]):
        box.fill("")
        box.press_sequentially(typed, delay=40)
        found = page.locator(f".case-list .work-line[data-case='{number}']")
        found.first.wait_for()
        page.wait_for_function(
            "([rows, before]) => document.querySelectorAll(rows).length < before", arg=[ROWS, count]
        )
        visitor.settle()
        expect(box).to_be_focused()
        expect(box).to_have_value(typed)

    # One narrow screen or another: the fold goes by its width, and opens by a tap.
    filters = page.locator(".st-key-cases_filters")
    expect(filters).to_be_hidden()
    page.locator(".st-key-cases_fold summary").click()
    expect(filters).to_be_visible()
    page.set_viewport_size(WIDE)
    expect(page.locator(".st-key-cases_fold summary")).to_be_hidden()
    expect(filters).to_be_visible()
    page.set_viewport_size(NARROW)


def test_who_types_in_the_head_goes_on_typing_in_zaken(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(MENTOR)
    name = page.locator(".work-pupil h2 a").first.inner_text()
    head = page.locator(".st-key-search_head input")
    head.click()
    page.keyboard.type(name.split()[0].lower()[:3], delay=40)
    box = page.get_by_role("textbox", name="Zoek een leerling, klas of zaaknummer")
    page.wait_for_url("**/zaken")
    expect(box).to_be_focused()
    page.keyboard.type(name.split()[0].lower()[3:], delay=40)
    page.locator(".found .work-line").filter(has_text=name).first.wait_for()
    expect(box).to_have_value(name.split()[0].lower())
