"""Streamlit's page and its own words, in Dutch: rewritten once, in memory, when first asked for.

A word that is not where it was stays English, and the log says so once; a test says it before.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.assets import Asset, address, pack
from server.gate import PAGE
from server.log import LOG
from server.request import SAFE_METHODS
from server.streamlit_inside import installed
from server.streamlit_inside.addresses import STATIC
from server.streamlit_inside.dutch_words import WORDS
from server.streamlit_inside.first_scripts import FILE, FirstScripts, OtherShape
from server.streamlit_inside.plain_text import PIECES
from server.streamlit_inside.static_files import StaticFiles

SCRIPTS = f"{STATIC}js/"
LETTERS = re.compile(r"\./static/media/SourceSansVF-Upright[^\"]*\.woff2")
"""The font that Streamlit's page asks for before anything else."""
ENTRY = re.compile(r'src="\./static/js/(?P<file>index\.[\w-]+\.js)"')
"""The script that begins all others, as Streamlit's page names it."""
AHEAD = re.compile(r'\s*<link rel="modulepreload"[^>]*href="\./static/js/(?P<file>[^"]+)"[^>]*>')
"""The scripts that its page asks for ahead."""
ICONS = re.compile(r"\.\./media/MaterialSymbols-Rounded[^)]*\.woff2")
"""The icons, as a style sheet of Streamlit names them."""
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
WITHOUT_SCRIPT = (
    "<noscript><p>Zet JavaScript aan in je browser om Handelingskaart te gebruiken.</p></noscript>"
)
COMING = '<div class="coming" role="status"><p>De handelingskaart wordt geladen …</p></div>'
"""What stands there until the program has come; it draws over this."""
PAGE_WORDS = {
    '<html lang="en">': '<html lang="nl">',
    # To the edges of the glass: the style sheet leaves the safe areas free. A keyboard on a screen
    # takes its room from the page, so that the button under a form stays in sight.
    "initial-scale=1, shrink-to-fit=no": (
        "initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
    ),
    "<title>Streamlit</title>": "<title>Handelingskaart pesten</title>",
    '<link rel="shortcut icon" href="./favicon.png" />': "",
    '<link rel="service-desc" href="./_stcore/agent/openapi.json" />': "",
    '<div id="root"></div>': f'<div id="root">{COMING}</div>',
}
"""Pieces of index.html, and what stands there instead."""


class DutchStreamlit:
    """The rewritten files of the installed Streamlit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._static_files = StaticFiles(folder / "static")
        self.missing: list[str] = []
        """The pieces that were looked for and not found, or found more than once."""

    def file(self, path: str) -> Asset | None:
        """A script or style sheet at an address, in Dutch where it holds words."""
        if path.startswith(self.script_folder):
            return self._script(path.removeprefix(self.script_folder))
        translated = self.scripts.get(path.removeprefix(SCRIPTS)) or self.style_sheets.get(path)
        return translated or self._static_files.get(path)

    def pack(self) -> None:
        """Translate and compress all files once, so that no browser waits for it.

        The largest last: those are asked for by few screens.
        """
        pack(self.style_sheets.values())
        names = sorted(self._script_files, key=lambda name: self._script_files[name].stat().st_size)
        for name in (FILE, *names):
            pack([asset] if (asset := self._script(name)) else [])

    @cached_property
    def first_scripts(self) -> FirstScripts | None:
        """What every screen begins with, in one file; None where Streamlit is built otherwise."""
        entry = ENTRY.search(self._page)
        try:
            if entry is None:
                raise OtherShape(ENTRY.pattern)
            first = FirstScripts(self._text, self._script_files, entry["file"])
            _ = first.text
        except (OtherShape, KeyError) as other:
            self._miss("index.html", str(other))
            return None
        return first

    @cached_property
    def script_folder(self) -> str:
        """Where the scripts are; it says what is in them, since they import each other by name."""
        if self.first_scripts is None:
            return SCRIPTS
        said = f"{self.first_scripts.text}{WORDS}{PIECES}"
        return f"{STATIC}js-{hashlib.sha256(said.encode()).hexdigest()[:16]}/"

    @property
    def first_files(self) -> list[str]:
        """Files of Streamlit that every screen begins with; a browser may have them ahead."""
        files = [f"{self.script_folder}{FILE}"] if self.first_scripts else []
        return [*files, *self.style_sheets]

    @property
    def asked_ahead(self) -> list[str]:
        """All that the sign-in page has a browser fetch, while somebody types a password."""
        ours = ("/letters/icons.woff2", "/door.js", "/frame.js")
        scripts = [f"{self.script_folder}{FILE}"] if self.first_scripts else []
        return [*scripts, *self._marked_sheets.values(), *map(address, ours)]

    @property
    def _marked_sheets(self) -> dict[str, str]:
        """Address to the address that says what is in it, of the style sheets that we changed."""
        return {path: f"{path}?v={sheet.mark}" for path, sheet in self.style_sheets.items()}

    def _script(self, name: str) -> Asset | None:
        """A script as it is served in its folder, made when it is first asked for."""
        if name not in self._made_scripts:
            text = self._served_text(name)
            if text is None:
                return None
            self._made_scripts[name] = Asset(text.encode(), "text/javascript", is_lasting=True)
        return self._made_scripts[name]

    def _served_text(self, name: str) -> str | None:
        first = self.first_scripts
        if first is not None and name == FILE:
            return first.text
        if name not in self._script_files:
            return None
        text = self._text(name)
        is_later = first is not None and name not in first.members
        return first.rewritten(text) if first is not None and is_later else text

    def _text(self, name: str) -> str:
        """A script by its file name, in Dutch where it holds words."""
        if name in self.scripts:
            return self.scripts[name].content.decode()
        return self._script_files[name].read_text("utf-8")

    @cached_property
    def _made_scripts(self) -> dict[str, Asset]:
        return {}

    @cached_property
    def _script_files(self) -> dict[str, Path]:
        """File name to file."""
        return {path.name: path for path in (self._folder / "static" / "js").glob("*.js")}

    @cached_property
    def _page(self) -> str:
        return (self._folder / "index.html").read_text("utf-8")

    @cached_property
    def index(self) -> str:
        """The page around the app: Dutch, with our look, our icon and our small script."""
        text = self._with_first_scripts(self._page)
        for piece, ours in PAGE_WORDS.items():
            if text.count(piece) != 1:
                self._miss("index.html", piece)
            text = text.replace(piece, ours)
        text, count = LETTERS.subn(address("/letters/upright.woff2"), text)
        if count != 1:
            self._miss("index.html", LETTERS.pattern)
        text = re.sub(r"<noscript>.*?</noscript>", WITHOUT_SCRIPT, text, flags=re.DOTALL)
        text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        for path, marked in self._marked_sheets.items():
            text = text.replace(f'".{path}"', f'"{marked}"')
        return self._with_our_files(text).lstrip()

    def _with_first_scripts(self, text: str) -> str:
        """The one file in place of the scripts that are in it."""
        first = self.first_scripts
        if first is None:
            return text
        text = ENTRY.sub(f'src="{self.script_folder}{FILE}"', text)
        return AHEAD.sub(lambda link: "" if link["file"] in first.members else link[0], text)

    def _with_our_files(self, text: str) -> str:
        """Our script before Streamlit's; our look last in the head, so that it wins."""
        script = (
            f'<link rel="shortcut icon" href="{address("/mark.svg")}" />'
            f'<script src="{address("/door.js")}"></script>'
            f'<script src="{address("/frame.js")}" defer></script>'
        )
        look = (
            f'<link rel="preload" href="{address("/letters/icons.woff2")}" as="font" '
            'type="font/woff2" crossorigin />'
            f'<link rel="stylesheet" href="{address("/look.css")}" />'
        )
        if text.count("<head>") != 1 or text.count("</head>") != 1:
            # The screen has to empty itself at the end of a session, whatever the page is like.
            self._miss("index.html", "<head>")
            return script + look + text
        return text.replace("<head>", "<head>" + script).replace("</head>", look + "</head>")

    @cached_property
    def script_hashes(self) -> tuple[str, ...]:
        """What the content policy must allow: the hash of each script inside the page."""
        digests = [hashlib.sha256(s.encode()).digest() for s in INLINE_SCRIPT.findall(self.index)]
        return tuple(base64.b64encode(digest).decode() for digest in digests)

    @cached_property
    def scripts(self) -> dict[str, Asset]:
        """File name to translated script, for the files that hold words."""
        translated: dict[str, str] = {}
        for bundle, words in [*WORDS.items(), *PIECES.items()]:
            texts = self._texts(bundle)
            for english, dutch in words.items():
                names = [name for name, text in texts.items() if english in text]
                if len(names) == 1:
                    text = translated.get(names[0], texts[names[0]])
                    translated[names[0]] = text.replace(english, dutch)
                else:
                    self._miss(bundle, english)
        return {name: Asset(text.encode(), "text/javascript") for name, text in translated.items()}

    @cached_property
    def style_sheets(self) -> dict[str, Asset]:
        """Address to the style sheet that names the icons, with our small file of them instead."""
        changed: dict[str, Asset] = {}
        for path, file in self._static_files.paths.items():
            text = file.read_text("utf-8") if file.suffix == ".css" else ""
            text, count = ICONS.subn(address("/letters/icons.woff2"), text)
            if count:
                changed[path] = Asset(text.encode(), "text/css")
        if len(changed) != 1:
            self._miss("css", ICONS.pattern)
        return changed

    def _texts(self, bundle: str) -> dict[str, str]:
        files = sorted((self._folder / "static" / "js").glob(f"{bundle}.*.js"))
        return {path.name: path.read_text("utf-8") for path in files}

    def _miss(self, place: str, piece: str) -> None:
        self.missing.append(piece)
        LOG.warning("Streamlit has no such text, it stays as it is: %s in %s", piece, place)


@cache
def streamlit_in_dutch() -> DutchStreamlit:
    """The Streamlit of this environment."""
    return DutchStreamlit(installed.folder())


@dataclass
class DutchPages:
    """Middleware behind the gate: answers pages, scripts and style sheets, passes on the rest."""

    app: ASGIApp
    own_paths: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what Streamlit would answer in English."""
        is_read = scope["type"] == "http" and scope["method"] in SAFE_METHODS
        path = scope["path"] if is_read else ""
        streamlit = streamlit_in_dutch()
        file = streamlit.file(path) if path.startswith(STATIC) else None
        if file is not None:
            await file.answer(Request(scope))(scope, receive, send)
        elif is_read and PAGE.fullmatch(path) and path not in self.own_paths:
            await HTMLResponse(streamlit.index)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
