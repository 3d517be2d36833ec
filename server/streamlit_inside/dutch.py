"""Streamlit's page and its own words, in Dutch: rewritten once, in memory, when first asked for."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from server.assets import Asset, address, pack
from server.gate import PAGE
from server.streamlit_inside.dutch_words import WORDS
from server.streamlit_inside.static_files import FOLDER, StaticFiles

TITLE = "Handelingskaart pesten"
WITHOUT_SCRIPT = (
    "<noscript><p>Zet JavaScript aan in je browser om Handelingskaart te gebruiken.</p></noscript>"
)
SCRIPTS = "/static/js/"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class WordNotFound(RuntimeError):
    """Streamlit changed: a text that we translate is not where it was, or there more than once."""


class DutchStreamlit:
    """The rewritten files of the installed Streamlit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._as_they_are = StaticFiles(folder / "static")

    def file(self, path: str) -> Asset | None:
        """A script or style sheet at an address, in Dutch where it holds words."""
        translated = self.scripts.get(path.removeprefix(SCRIPTS))
        return translated or self._as_they_are.get(path)

    def pack(self) -> None:
        """Translate and compress all files once, so that no browser waits for it."""
        pack(self.scripts.values())
        self._as_they_are.pack()

    @cached_property
    def index(self) -> str:
        """The page around the app: Dutch, with our look, our icon and our small script."""
        text = (self._folder / "index.html").read_text("utf-8")
        text = _swap(text, '<html lang="en">', '<html lang="nl">')
        text = _swap(text, "<title>Streamlit</title>", f"<title>{TITLE}</title>")
        text = _swap(
            text,
            '<link rel="shortcut icon" href="./favicon.png" />',
            f'<link rel="shortcut icon" href="{address("/mark.svg")}" />'
            f'<script src="{address("/door.js")}"></script>',
        )
        text = _swap(text, '<link rel="service-desc" href="./_stcore/agent/openapi.json" />', "")
        text = re.sub(r"<noscript>.*?</noscript>", WITHOUT_SCRIPT, text, flags=re.DOTALL)
        text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        # Last in the head, so that our look has the last word.
        return _swap(
            text,
            "</head>",
            f'<link rel="stylesheet" href="{address("/look.css")}" /></head>',
        ).lstrip()

    @cached_property
    def script_hashes(self) -> tuple[str, ...]:
        """What the content policy must allow: the hash of each script inside the page."""
        found = INLINE_SCRIPT.findall(self.index)
        return tuple(
            base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in found
        )

    @cached_property
    def scripts(self) -> dict[str, Asset]:
        """File name to translated script, for the files that hold words."""
        return {name: self._translated(name) for name in self._places}

    @cached_property
    def _places(self) -> dict[str, list[tuple[str, str]]]:
        places: dict[str, list[tuple[str, str]]] = {}
        for bundle, words in WORDS.items():
            texts = {
                path.name: path.read_text("utf-8")
                for path in sorted((self._folder / "static" / "js").glob(f"{bundle}.*.js"))
            }
            for english, dutch in words.items():
                places.setdefault(_only_place(texts, english), []).append((english, dutch))
        return places

    def _translated(self, name: str) -> Asset:
        text = (self._folder / "static" / "js" / name).read_text("utf-8")
        for english, dutch in self._places[name]:
            text = text.replace(english, dutch)
        return Asset(text.encode(), "text/javascript")


@cache
def streamlit_in_dutch() -> DutchStreamlit:
    """The Streamlit of this environment."""
    return DutchStreamlit(Path(get_static_dir()))


@dataclass
class DutchPages:
    """Middleware behind the gate: answers pages, scripts and style sheets, passes on the rest."""

    app: ASGIApp
    own_paths: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what Streamlit would answer in English."""
        asked = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        path = scope["path"] if asked else ""
        ours = streamlit_in_dutch()
        file = ours.file(path) if path.startswith(FOLDER) else None
        if file is not None:
            await file.answer(Request(scope))(scope, receive, send)
        elif asked and PAGE.fullmatch(path) and path not in self.own_paths:
            await HTMLResponse(ours.index)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _swap(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise WordNotFound(f"index.html: {old!r} found {text.count(old)} times")
    return text.replace(old, new)


def _only_place(texts: dict[str, str], english: str) -> str:
    found = [name for name, text in texts.items() if english in text]
    if len(found) != 1:
        raise WordNotFound(f"{english!r} found in {len(found)} of {len(texts)} files")
    return found[0]
