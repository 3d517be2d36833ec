"""A finger on a phone: taps what it can see, and counts the taps and how often it had to scroll."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page

from tests.browser.conftest import Visitor

# Whether a finger at the middle of this would touch it, and nothing that lies over it.
IS_IN_REACH = """one => {
  const {left, top, width, height} = one.getBoundingClientRect();
  const touched = document.elementFromPoint(left + width / 2, top + height / 2);
  return touched !== null && (one === touched || one.contains(touched) || touched.contains(one));
}"""


class Finger:
    """One finger of somebody at a phone; taps by touch alone, as fast as it is told to."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page
        self.count_taps = 0
        self.count_scrolls = 0

    def tap(self, name: str | re.Pattern[str], within: str = "") -> None:
        """Tap the button, chip or link of this name, once nothing moves any more."""
        self.touch(self.button(name, within))
        self.visitor.settle()

    def button(self, name: str | re.Pattern[str], within: str = "") -> Locator:
        """What can be tapped by this name, as far as it shows."""
        place = self.page.locator(within) if within else self.page
        is_exact = isinstance(name, str)
        button, chip = (
            place.get_by_role(r, name=name, exact=is_exact) for r in ("button", "radio")
        )
        return button.or_(chip).locator("visible=true").first

    def touch(self, target: Locator) -> None:
        """Touch it where it is; scroll first, and count that, when it is out of reach."""
        target.wait_for()
        if not target.evaluate(IS_IN_REACH):
            self.count_scrolls += 1
            target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.count_taps += 1

    def tap_fast(self, targets: Sequence[Locator], ms: int) -> None:
        """Touch these one after another, so many milliseconds apart, without looking up."""
        boxes = [target.bounding_box() for target in targets]
        for box in boxes:
            assert box
            self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            self.count_taps += 1
            self.page.wait_for_timeout(ms)
        self.visitor.settle()
