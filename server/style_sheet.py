"""The one style sheet of the screens and the door: the files of ui/css after one another.

A colour that Streamlit has too stands once, in .streamlit/config.toml; a file says
`theme(light.backgroundColor)` where it goes.
"""

import re
import tomllib
from collections.abc import Sequence
from typing import Any

from server.letters import LATIN
from server.settings import CHECKOUT

FOLDER = CHECKOUT / "ui" / "css"
# A later file wins where two say something about the same thing.
FILES = (
    "colours",
    "streamlit",
    "frame",
    "lists",
    "forms",
    "copying",
    "case",
    "classroom",
    "card",
    "trends",
    "meeting",
    "door",
    "phone",
    "streamlit_phone",
    "print",
)
THEME_COLOUR = re.compile(r"theme\((\w[\w.]*)\)")


def style_sheet(names: Sequence[str] = FILES) -> str:
    """The rules of these files, with the colours of the theme filled in."""
    files = (FOLDER / f"{name}.css" for name in names)
    text = "\n".join(file.read_text("utf-8") for file in files)
    theme = tomllib.loads((CHECKOUT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    text = text.replace("letters(latin)", LATIN)
    return THEME_COLOUR.sub(lambda match: _colour(theme, match[1]), text)


def _colour(theme: dict[str, Any], path: str) -> str:
    value: Any = theme
    for name in path.split("."):
        value = value[name]
    return str(value)
