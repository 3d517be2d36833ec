"""The letters and the icons of the screens, cut from those of Streamlit: what a phone waits for.

Streamlit's own letters are 170 kB and its icons 375 kB, and a cold phone waits for both. Here is
what our screens and Streamlit's own parts use; letters of other scripts still come from the whole
file, when a text has them. `python -m server.letters.cut` makes the files anew.
"""

from pathlib import Path

HERE = Path(__file__).parent
ICONS = HERE / "icons.woff2"
UPRIGHT = HERE / "upright.woff2"
ITALIC = HERE / "italic.woff2"
NAMES = HERE / "icons.txt"
"""The names of the icons in ICONS, one a line."""

LATIN = (
    "U+0-24F, U+259, U+2B9-2DD, U+300-304, U+306-30C, U+2000-206F, U+20AC, U+2122, U+2190-2193, "
    "U+2212, U+2248, U+2260, U+2264-2265, U+FEFF, U+FFFD"
)
"""The letters of UPRIGHT and ITALIC, as a style sheet writes them."""


def icon_names() -> frozenset[str]:
    """The icons that can be shown."""
    return frozenset(NAMES.read_text("utf-8").split())
