"""What somebody typed is read in a browser as it was typed: no link, picture, formula or mark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, Visitor
from tests.browser.hostile_texts import TEXTS
from tests.browser.test_board import sign_in

MADE_OF_TEXT = (
    "a, img, video, audio, .katex, h1, h4, h5, li, blockquote, pre, del, hr, b, em, "
    "[style*='color'], [role=img]"
)
READ = """([key, made]) => {
    const place = document.querySelector('.st-key-' + key);
    const texts = [...place.querySelectorAll('[data-testid="stMarkdownContainer"]')];
    const ours = ['Kies'];
    const words = texts.map(text => text.textContent.replace(/\\s+/g, ' ').trim());
    const kinds = texts.flatMap(text => [...text.querySelectorAll(made)]);
    return {
        words: words.filter(text => text && !ours.includes(text)),
        made: kinds.map(one => one.outerHTML.slice(0, 200)),
        names: [...place.querySelectorAll('input[aria-label]')].map(one => one.ariaLabel),
    };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page with the texts, which asks nobody for anything."""
    server = Server(tmp_path_factory.mktemp("text"), module="tests.browser.text_app")
    visitor = sign_in(Visitor(browser.new_context(), server.address))
    visitor.page.locator(f".st-key-text_{len(TEXTS) - 1} table").wait_for(timeout=120_000)
    yield visitor.page
    assert visitor.left_the_machine == []
    visitor.context.close()
    server.stop()


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=str)
def test_a_typed_text_is_read_as_it_was_typed(page: Page, number: int) -> None:
    typed = " ".join(TEXTS[number].split())
    here = page.evaluate(READ, [f"text_{number}", MADE_OF_TEXT])
    assert here["made"] == []
    assert len(here["words"]) >= 10
    words = {text.removeprefix("Van ").removesuffix(" vandaag") for text in here["words"]}
    assert words == {typed}
    assert set(here["names"]) <= {typed}
