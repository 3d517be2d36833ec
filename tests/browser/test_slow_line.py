"""The first screen and a save over a slow line, the websocket too: slow, and nothing is lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, Server, Visitor
from tests.slow_line import THIRD_GENERATION, slow_line

MENTOR = "section.group:has(h2:text-is('Mentor')) button.person"
PATIENCE_MS = 120_000
# What stands on the screen at the moment at which the sign of a save goes.
WHEN_THE_SIGN_GOES = """answer => { window.atEnd = null; let wasThere = false;
  new MutationObserver(() => {
    const isThere = Boolean(document.querySelector('.saving-line.busy'));
    if (wasThere && !isThere && window.atEnd === null)
      window.atEnd = Boolean(document.querySelector(answer));
    wasThere = isThere;
  }).observe(document.body, { subtree: true, childList: true, attributes: true }); }"""
STORED = "Vastgelegd. Het mentoruur staat bij de klas."
ANSWER = ".stApp [data-testid='stAlert']"
AT_REST = """() => !document.querySelector('[data-testid="stSkeleton"]')
  && document.getAnimations().every((one) => one.playState !== 'running'
  || one.effect.getComputedTiming().endTime === Infinity)"""
CHART_LIBRARIES = ("plotly", "vega", "deckgl", "bokeh", "graphviz", "katex")
COMING = "De handelingskaart wordt geladen …"
MOST_REQUESTS = 16
MOST_BYTES = 900_000
SENTENCE = "er werd iemand uitgescholden in de kantine"


def test_a_cold_first_screen_is_few_requests_and_says_at_once_that_it_comes(
    browser: Browser, demo: Server, visitor: Visitor
) -> None:
    visitor.become("Samira el Idrissi")
    with slow_line(demo.port, THIRD_GENERATION) as line:
        context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
        context.set_default_timeout(PATIENCE_MS)
        for cookie in visitor.context.cookies():
            name, value = cookie["name"], cookie["value"]
            context.add_cookies([{"name": name, "value": value, "url": line.address}])
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))

        page.goto(line.address, wait_until="commit")
        # It stands there before the program has come, and no work list that looks empty.
        expect(page.get_by_text(COMING)).to_be_visible()
        assert not page.locator("h1").count()
        expect(page.locator(".st-key-quick_note")).to_be_visible(timeout=PATIENCE_MS)
        assert len(asked) <= MOST_REQUESTS
        assert line.bytes_down < MOST_BYTES
        context.close()


@pytest.fixture
def requests() -> list[str]:
    return []


def test_the_first_screen_and_a_save_work_over_a_slow_line(
    browser: Browser, demo: Server, requests: list[str]
) -> None:
    """What the door has fetched ahead is not asked for again, and a sign stands there meanwhile."""
    with slow_line(demo.port, THIRD_GENERATION) as line:
        context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))

        page.goto(f"{line.address}/aanmelden")
        page.wait_for_load_state("networkidle")
        came_ahead = line.bytes_down
        page.locator(MENTOR).first.click(no_wait_after=True)
        expect(page.get_by_text(COMING)).to_be_attached(timeout=PATIENCE_MS)
        box = page.locator(".st-key-quick_note")
        expect(box).to_be_visible(timeout=PATIENCE_MS)
        sockets_and_all = line.bytes_down
        assert not [url for url in requests if any(name in url for name in CHART_LIBRARIES)]
        assert sockets_and_all < MOST_BYTES
        assert sockets_and_all - came_ahead < came_ahead / 4
        expect(page.get_by_text(COMING)).not_to_be_attached()

        # What the screen needs came through the line, and so does what is saved.
        box.get_by_text("Snelle notitie").click()
        note = box.locator("textarea").first
        note.fill(SENTENCE)
        note.blur()
        save = box.get_by_role("button", name="Doorgeven")
        expect(save).to_be_enabled(timeout=PATIENCE_MS)
        save.click()
        expect(page.get_by_text("Doorgegeven aan").first).to_be_visible(timeout=PATIENCE_MS)
        assert line.bytes_down > sockets_and_all
        context.close()


def test_the_sign_of_a_save_stays_until_its_own_answer_is_there(
    browser: Browser, demo: Server
) -> None:
    """Also when the field that was left for the press is answered first."""
    with slow_line(demo.port, THIRD_GENERATION) as line:
        context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(f"{line.address}/klas")
        page.locator(MENTOR).first.click(no_wait_after=True)
        page.locator(".st-key-class_new_hour summary").first.click()
        # Nobody presses what still moves: the fold opens gradually.
        page.wait_for_function(AT_REST)
        page.locator(".st-key-class_new_hour [class*='_theme'] button").first.click()
        page.locator(".st-key-class_new_hour textarea").first.fill("Over groepsdruk.")
        page.evaluate(WHEN_THE_SIGN_GOES, ANSWER)
        page.locator(".st-key-class_new_hour [class*='_submit'] button").first.click()
        # Stored, so that no draft of it waits for another test.
        expect(page.get_by_text(STORED).first).to_be_visible(timeout=PATIENCE_MS)
        page.wait_for_function("() => window.atEnd !== null")
        assert page.evaluate("() => window.atEnd")
        context.close()
