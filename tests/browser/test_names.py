"""Names where a mentor works, on a phone: found, opened without loading anew, and hidden."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitor

MENTOR = "Samira el Idrissi"
MARKED = "() => window.isSamePage === true"


def test_a_child_is_found_and_opened_and_names_hide_on_this_device(on_a_phone: Visitor) -> None:
    visitor, page = on_a_phone, on_a_phone.page
    visitor.become(MENTOR)
    page.evaluate("() => { window.isSamePage = true }")
    name = page.locator(".work-pupil h2 a").first.inner_text()
    given = name.split()[0]

    page.locator(".phone-bar").get_by_text("Zoeken").click()
    box = page.get_by_role("textbox", name="Zoek een leerling, klas of zaaknummer")
    box.fill(given.upper()[:3])
    box.press("Enter")
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
    kept = {c["name"]: c["value"] for c in page.context.cookies() if c["name"] == "namen"}
    assert kept == {"namen": "verborgen"}
    visitor.load("/")
    page.get_by_role("button", name="Namen tonen").click()
    page.get_by_role("button", name="Namen verbergen").wait_for()
    expect(page.locator(".work-pupil h2").first).to_be_visible()
    stored = page.evaluate("() => JSON.stringify([localStorage, sessionStorage])")
    assert given not in stored
    assert given.upper()[:3] not in stored
