"""A text that goes to another program: a button on a phone copies it, and the device shares it."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, Server, Visitor

MENTOR = "Samira el Idrissi"
CLIPBOARD = "() => navigator.clipboard.readText()"
# What a phone does when it opens its sheet; Chromium on a desk has none.
SHEET = "navigator.share = ({ text }) => { window.sharedText = text; return Promise.resolve() }"


def test_a_text_is_copied_and_shared_by_touch(browser: Browser, demo: Server) -> None:
    context = browser.new_context(viewport=NARROW, locale="nl-NL", has_touch=True, is_mobile=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.address)
    context.add_init_script(SHEET)
    visitor = Visitor(context, demo.address)
    page = visitor.page
    visitor.become(MENTOR, "/zaken")
    case = page.locator("a.inside[href*='zaak?zaak=']:visible").first.get_attribute("href")
    visitor.go(f"{case}&stap=inform_team")
    text = page.get_by_test_id("stCode").locator("pre").inner_text()
    assert "/letop?zaak=" in text
    copy, share = (page.get_by_role("button", name=name) for name in ("Kopiëren", "Delen"))
    expect(page.locator(".st-key-copy_text_team button:visible")).to_have_count(2)

    copy.tap()
    expect(page.get_by_role("status").filter(has_text="Gekopieerd")).to_be_visible()
    visitor.settle()
    assert page.evaluate(CLIPBOARD) == text
    share.tap()
    visitor.settle()
    assert page.evaluate("() => window.sharedText") == text
    assert visitor.left_the_machine == []
    context.close()
