"""The first screen and a save over a slow line, the websocket too: slow, and nothing is lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, Server
from tests.slow_line import THIRD_GENERATION, slow_line

MENTOR = "section.group:has(h2:text-is('Mentor')) button.person"
PATIENCE_MS = 120_000
CHART_LIBRARIES = ("plotly", "vega", "deckgl", "bokeh", "graphviz", "katex")
SENTENCE = "er werd iemand uitgescholden in de kantine"


@pytest.fixture
def requests() -> list[str]:
    return []


def test_the_first_screen_and_a_save_work_over_a_slow_line(
    browser: Browser, demo: Server, requests: list[str]
) -> None:
    with slow_line(demo.port, THIRD_GENERATION) as line:
        context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))

        page.goto(f"{line.address}/aanmelden")
        page.locator(MENTOR).first.click()
        box = page.locator(".st-key-quick_note")
        expect(box).to_be_visible(timeout=PATIENCE_MS)
        sockets_and_all = line.bytes_down
        assert not [url for url in requests if any(name in url for name in CHART_LIBRARIES)]

        # What the screen needs came through the line, and so does what is saved.
        box.get_by_text("Snelle notitie").click()
        note = box.locator("textarea").first
        note.fill(SENTENCE)
        note.blur()
        save = box.get_by_role("button", name="Opslaan")
        expect(save).to_be_enabled(timeout=PATIENCE_MS)
        save.click()
        expect(page.get_by_text("Doorgegeven aan").first).to_be_visible(timeout=PATIENCE_MS)
        assert line.bytes_down > sockets_and_all
        context.close()
