"""Where the installed Streamlit keeps its page, its scripts and its letters."""

from pathlib import Path

from streamlit.file_util import get_static_dir

from server.log import LOG


def folder() -> Path:
    """The folder of index.html, with `static/js`, `static/css` and `static/media` in it."""
    return Path(get_static_dir())


def letters() -> bytes | None:
    """The letters that the screens have, for the door; without them it has those of the system."""
    files = sorted((folder() / "static" / "media").glob("SourceSansVF-Upright*.woff2"))
    if not files:
        LOG.warning("the letters of Streamlit are not where they were")
        return None
    return files[0].read_bytes()
