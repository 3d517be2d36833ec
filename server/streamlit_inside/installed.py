"""Where the installed Streamlit keeps its page, its scripts and its fonts."""

from pathlib import Path

from streamlit.file_util import get_static_dir


def folder() -> Path:
    """The folder of index.html, with `static/js`, `static/css` and `static/media` in it."""
    return Path(get_static_dir())


def media(name: str) -> Path:
    """The font with this name, whatever hash Streamlit put behind it; FileNotFoundError if gone."""
    files = sorted((folder() / "static" / "media").glob(f"{name}.*woff2"))
    if not files:
        raise FileNotFoundError(name)
    return files[0]
