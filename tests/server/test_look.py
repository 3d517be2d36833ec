"""The colours of the card can be read, in light and in dark."""

import re
import tomllib

import pytest

from server.settings import CHECKOUT
from server.style_sheet import style_sheet

COLUMNS = ("analyse", "talks", "facilitate", "action", "communication", "evaluate")
READABLE = 4.5  # WCAG 2.2, 1.4.3


def themes() -> dict[str, dict[str, str]]:
    """The variables of the style sheet: light as written, dark with its changes."""
    light, dark = style_sheet().split("@media (prefers-color-scheme: dark)", 1)
    colour = re.compile(r"--card-([a-z-]+): (#[0-9a-f]{6});")
    base = dict(colour.findall(light))
    return {"light": base, "dark": {**base, **dict(colour.findall(dark))}}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("column", COLUMNS)
def test_each_word_of_the_card_can_be_read(theme: str, column: str) -> None:
    colours = themes()[theme]
    for surface in (colours["paper"], colours["surface"], colours[f"{column}-soft"]):
        assert contrast(colours[column], surface) >= READABLE


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("text", "paper"),
        ("muted", "paper"),
        ("muted", "surface"),
        ("on-primary", "primary"),
        ("fault", "fault-soft"),
        ("fault", "paper"),
        ("success", "success-soft"),
        ("on-header", "header"),
    ],
)
def test_texts_of_the_door_can_be_read(theme: str, text: str, surface: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[text], colours[surface]) >= READABLE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_buttons_and_badges_of_the_app_can_be_read(theme: str) -> None:
    settings = tomllib.loads((CHECKOUT / ".streamlit" / "config.toml").read_text("utf-8"))
    colours = settings["theme"][theme]
    assert contrast("#ffffff", colours["primaryColor"]) >= READABLE
    for name in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
        text, surface = colours[f"{name}TextColor"], colours[f"{name}BackgroundColor"]
        assert contrast(text, surface) >= READABLE
