"""A melding as somebody fills it in: pupils by typing or from the class, and the button."""

from tests.browser.conftest import Visitor

WHERE = {"target": "chips_open_1_melding", "displaying": "chips_folded_3_melding"}
SOMEBODY = "+ iemand"


def open_names(visitor: Visitor, part: str) -> str:
    """See the names for a part; the place of its chips."""
    place = f"[class*='st-key-{WHERE[part]}'][class*='_part_{part}']"
    chips = visitor.page.locator(place)
    chips.wait_for()
    somebody = chips.get_by_role("button", name=SOMEBODY)
    if part == "displaying" and somebody.get_attribute("aria-pressed") != "true":
        somebody.click()
        visitor.settle()
    return place


def choose_pupil(visitor: Visitor, part: str, name: str) -> None:
    """Type this whole name for a part, and tap the first who is found."""
    chips = visitor.page.locator(open_names(visitor, part))
    find = chips.get_by_label("Zoek in de hele school")
    find.fill(name)
    find.press("Enter")
    visitor.settle()
    tap_chip(visitor, part, 0)


def tap_chip(visitor: Visitor, part: str, place: int) -> str:
    """Tap the name at this place for a part; the name."""
    chips = visitor.page.locator(f"{open_names(visitor, part)} [role=toolbar] button:visible")
    name = chips.nth(place).inner_text()
    if chips.nth(place).get_attribute("aria-pressed") != "true":
        chips.nth(place).click()
    visitor.settle()
    return name


def save(visitor: Visitor, *, join: bool = False) -> None:
    """Press the button: with the case that is recognised, or as a new one beside it."""
    bar = visitor.page.locator(".st-key-save_bar")
    if join:
        bar.get_by_role("button", name="melding").click()
    elif bar.get_by_role("button", name="Nieuwe zaak").count():
        visitor.press("Nieuwe zaak")
        bar.get_by_role("textbox", name="Waarom een nieuwe zaak").fill("Het staat er los van.")
        visitor.page.keyboard.press("Tab")
        visitor.settle()
        visitor.press("Nieuwe zaak")
    else:
        visitor.press("Melding opslaan")
    visitor.reads("De melding is opgeslagen")
    visitor.settle()
