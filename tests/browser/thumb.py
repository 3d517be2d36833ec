"""A person with one thumb at a phone: each tap and each pixel of scrolling is counted."""

from playwright.sync_api import Locator

from tests.browser.conftest import Visitor

# What is free of the head, of the bar at the bottom and of the button that stays in sight.
FREE = """() => {
  const head = document.querySelector("[data-testid='stHeader']")?.getBoundingClientRect();
  const low = [...document.querySelectorAll(".st-key-save_bar, .phone-bar")]
    .map((bar) => bar.getBoundingClientRect())
    .filter((box) => box.height > 0 && getComputedStyle(document.body).display !== "none")
    .map((box) => box.top)
    .filter((top) => top > 0);
  return [head?.bottom ?? 0, Math.min(innerHeight, ...low)];
}"""
SCROLL = "by => document.querySelector('[data-testid=stMain]').scrollBy(0, by)"


class Thumb:
    """Taps what is in sight, and scrolls to what is not."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.taps = 0
        self.scrolled = 0

    def tap(self, target: Locator) -> None:
        """One tap in the middle of it."""
        target = target.first
        target.wait_for()
        self.bring_into_sight(target)
        box = target.bounding_box()
        assert box is not None
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.taps += 1
        self.visitor.settle()

    def write(self, label: str, words: str) -> None:
        """Tap a field for words, and type."""
        self.tap(self.page.get_by_role("textbox", name=label))
        self.page.keyboard.type(words)

    def bring_into_sight(self, target: Locator) -> None:
        """Scroll as far as is needed, unless it stands in a bar that is always in sight."""
        if target.locator("xpath=ancestor::*[contains(@class, 'st-key-save_bar')]").count():
            return
        box, (top, bottom) = target.bounding_box(), self.page.evaluate(FREE)
        assert box is not None
        below, above = box["y"] + box["height"] - bottom, box["y"] - top
        by = below + 8 if below > 0 else above - 8 if above < 0 else 0
        if by:
            self.page.evaluate(SCROLL, by)
            self.scrolled += abs(round(by))
            self.visitor.settle()
