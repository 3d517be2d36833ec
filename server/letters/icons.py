"""Which icons our files and the scripts of Streamlit name."""

import re

from server.settings import CHECKOUT
from server.streamlit_inside import installed

ICON = re.compile(r":material/([a-z0-9_]+)")
FOLDERS = ("ui", "pages", "casework", "server", "docs")
SUFFIXES = frozenset({".py", ".toml", ".html", ".js", ".css"})


def icons_in_use() -> set[str]:
    """Every icon that our files name, and every one in the scripts of Streamlit."""
    ours = (
        path
        for folder in FOLDERS
        for path in (CHECKOUT / folder).rglob("*")
        if path.suffix in SUFFIXES
    )
    theirs = (installed.folder() / "static" / "js").glob("*.js")
    return {name for path in (*ours, *theirs) for name in ICON.findall(path.read_text("utf-8"))}
