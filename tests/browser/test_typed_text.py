"""What somebody typed is read in a browser as it was typed: no link, picture, formula or mark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from casework.text_direction import isolated
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
    typed = isolated(" ".join(TEXTS[number].split()))
    here = page.evaluate(READ, [f"text_{number}", MADE_OF_TEXT])
    assert here["made"] == []
    assert len(here["words"]) >= 10
    words = {text.removeprefix("Van ").removesuffix(" vandaag") for text in here["words"]}
    assert words == {typed}
    assert set(here["names"]) <= {typed}


TEXT_AFTER = len(TEXTS) - 1
TURNED = len(TEXTS) - 2
PLACES = """([key, pieces]) => {
    const place = document.querySelector('.st-key-' + key);
    const caption = place.querySelector('[data-testid="stCaptionContainer"]');
    const walker = document.createTreeWalker(caption, NodeFilter.SHOW_TEXT);
    const places = {};
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const piece of pieces) {
            const at = node.data.indexOf(piece);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + piece.length);
            places[piece] = range.getBoundingClientRect().left;
        }
    return pieces.map(piece => places[piece]);
}"""


@pytest.mark.parametrize(
    ("number", "pieces"),
    [(TURNED, ["Klas", "(2B)", "12", "vandaag"]), (TEXT_AFTER, ["kaart", "om", "vandaag"])],
    ids=["a name in Arabic", "signs of direction"],
)
def test_what_stands_behind_a_text_stays_behind_it(
    page: Page, number: int, pieces: list[str]
) -> None:
    places = page.evaluate(PLACES, [f"text_{number}", pieces])
    assert None not in places
    assert places == sorted(places)
