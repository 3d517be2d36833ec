"""How long a person is busy with what a test does, by counting presses and keys and no clock.

The seconds are those of the keystroke-level model (Card, Moran and Newell, The Psychology of
Human-Computer Interaction, 1983): a key 0.28 s for somebody who types 40 words a minute, pointing
at something 1.1 s, and making up one's mind before each press 1.35 s. How long the program makes
that person wait is measured in benchmarks/.
"""

from playwright.sync_api import Page

KEY = 0.28
PRESS = 1.1 + 1.35
COUNT = """() => {
  window.acts = {keys: 0, presses: 0};
  addEventListener('keydown', () => { window.acts.keys += 1; }, true);
  addEventListener('pointerdown', () => { window.acts.presses += 1; }, true);
}"""


def begin_to_count(page: Page) -> None:
    """From now on, until the page is loaded anew."""
    page.evaluate(COUNT)


def seconds_of_a_person(page: Page) -> float:
    """What was done since, in seconds; it fails when nothing was counted."""
    acts: dict[str, int] = page.evaluate("() => window.acts")
    assert acts["presses"]
    assert acts["keys"]
    return acts["keys"] * KEY + acts["presses"] * PRESS
