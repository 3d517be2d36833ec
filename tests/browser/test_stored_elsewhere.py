"""One form on a phone and on a laptop: stored on one, and the next event is not swallowed."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitor

FIRST = "Bij de kluisjes werd iemand uitgescholden en weggeduwd."
OTHER = "Iets heel anders: bij de bushalte werd een fiets omgegooid."


def type_words(visitor: Visitor, words: str) -> None:
    box = visitor.page.get_by_role("textbox", name="Wat zag of hoorde je?")
    box.fill(words)
    box.blur()
    visitor.settle()


def test_a_signal_begun_on_the_phone_and_sent_from_the_laptop_does_not_swallow_the_next(
    on_a_phone: Visitor, visitor: Visitor
) -> None:
    phone, laptop = on_a_phone, visitor
    phone.become("Agnieszka Kowalska", "/signaal")
    type_words(phone, FIRST)
    expect(phone.page.locator(".draft-line")).to_contain_text("bewaard")

    laptop.become("Agnieszka Kowalska", "/signaal")
    laptop.press("Ga hier verder")
    laptop.press("Doorgeven")
    laptop.reads("Doorgegeven aan")

    phone.reads("Dit formulier is op een ander scherm opgeslagen of weggegooid.")
    phone.press("Nieuw formulier beginnen")
    type_words(phone, OTHER)
    phone.press("Doorgeven")
    phone.reads("Doorgegeven aan")
    own = phone.page.locator("[class*='st-key-own_signal_']").all_inner_texts()
    assert [sum(words in text for text in own) for words in (FIRST, OTHER)] == [1, 1]

    phone.load("/signaal")
    phone.reads("Net opgeslagen: signaal, ")
