"""The door's own files: the look, its letters, the mark, the script of the app's page, the board.

Each is read and compressed once. A browser keeps a file for good only when its address changes
with its content.
"""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.letters import ICONS, ITALIC, UPRIGHT
from server.settings import CHECKOUT
from server.streamlit_inside import components
from server.style_sheet import style_sheet

HERE = Path(__file__).parent / "static"
FRAME = ("press", "bar", "links", "saving", "sharing", "find", "labels", "files", "printing")
"""The scripts of the frame, served as one file; the first hears a press ahead of the others."""
BOARD = CHECKOUT / "ui" / "board" / "static"
PLOTLY = "/board/plotly-basic.min.js"
COMPONENT = "handelingskaart.board"
COMPONENT_FILE = "index.js"
COMPONENT_PATH = components.file_address(COMPONENT, COMPONENT_FILE)
"""Where Streamlit serves the one file of a component that it must serve itself."""

A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
# Level 9 takes a quarter longer and saves 0.3 per cent more.
LEVEL = 6
PACKED_ALREADY = ("font/", "image/png")


@dataclass(frozen=True)
class Asset:
    """One file in memory, with the mark by which a browser knows it.

    `is_lasting`: whether its address says what is in it, so that a browser may keep it for good.
    """

    content: bytes
    media_type: str
    is_lasting: bool = False

    @cached_property
    def mark(self) -> str:
        """A short hash of the content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes | None:
        """The content in gzip; None where that makes it no smaller."""
        if self.media_type.startswith(PACKED_ALREADY):
            return None
        packed = gzip.compress(self.content, LEVEL, mtime=0)
        return packed if len(packed) < len(self.content) else None

    def answer(self, request: Request) -> Response:
        """The file, or nothing new when the browser has this very one."""
        packed = self.packed if takes_gzip(request.headers.get("accept-encoding", "")) else None
        tag = f'"{self.mark}"' if packed is None else f'"{self.mark}-gzip"'
        # Only an address that carries the mark may be kept for good.
        lasts = self.is_lasting or request.url.query == f"v={self.mark}"
        headers = {"ETag": tag, "Cache-Control": A_YEAR if lasts else A_DAY}
        if self.packed is not None:
            headers["Vary"] = "Accept-Encoding"
        if tag in _listed(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        if packed is None:
            return Response(self.content, headers=headers, media_type=self.media_type)
        headers["Content-Encoding"] = "gzip"
        return Response(packed, headers=headers, media_type=self.media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether this Accept-Encoding allows gzip (RFC 9110, 12.5.3); without the header: no."""
    for coding in _listed(accepted):
        name, _, weight = coding.partition(";")
        if name.strip().lower() in {"gzip", "*"}:
            return weight.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _listed(header: str) -> list[str]:
    return [item.strip() for item in header.split(",")]


@cache
def assets() -> dict[str, Asset]:
    """Path to file, read once."""
    return {
        "/look.css": Asset(_look().encode(), "text/css"),
        "/door.js": Asset(_scripts("draft.js", "door.js"), "text/javascript"),
        "/frame.js": Asset(_scripts(*(f"frame/{name}.js" for name in FRAME)), "text/javascript"),
        "/password.js": Asset(_scripts("password.js"), "text/javascript"),
        "/mark.svg": Asset((HERE / "mark.svg").read_bytes(), "image/svg+xml"),
        "/favicon.png": Asset((HERE / "mark.svg").read_bytes(), "image/svg+xml"),
        "/favicon.ico": Asset((HERE / "mark.svg").read_bytes(), "image/svg+xml"),
        **_fonts(),
        PLOTLY: Asset((BOARD / Path(PLOTLY).name).read_bytes(), "text/javascript"),
        **{board_address(path.name): _of_the_board(path) for path in _board_files()},
    }


def _scripts(*names: str) -> bytes:
    """Several scripts as one file: a browser asks for each file, before the page shows anything."""
    return b"\n".join((HERE / name).read_bytes() for name in names)


@cache
def _fonts() -> dict[str, Asset]:
    return {
        f"/letters/{file.name}": Asset(file.read_bytes(), "font/woff2")
        for file in (UPRIGHT, ITALIC, ICONS)
    }


def _look() -> str:
    """The style sheet, with fonts at addresses that say what is in them."""
    text = style_sheet()
    for path, font in _fonts().items():
        text = text.replace(f'"{path}"', f'"{path}?v={font.mark}"')
    return text


def address(path: str) -> str:
    """The path with its mark, to be used in a page."""
    return f"{path}?v={assets()[path].mark}"


def board_address(name: str) -> str:
    """Where a file of the board is; they import each other, so one mark is in the path of all."""
    return f"/board/{_board_mark()}/{name}"


@cache
def _board_mark() -> str:
    contents = b"\0".join(path.read_bytes() for path in _board_files())
    return hashlib.sha256(contents).hexdigest()[:16]


def _board_files() -> list[Path]:
    own = [path for path in BOARD.iterdir() if path.name != Path(PLOTLY).name]
    return sorted(path for path in own if path.suffix in {".js", ".css"})


def _of_the_board(path: Path) -> Asset:
    media_type = "text/css" if path.suffix == ".css" else "text/javascript"
    return Asset(path.read_bytes(), media_type, is_lasting=True)


def pack(files: Iterable[Asset]) -> None:
    """Compress these now, so that nobody waits for it."""
    for file in files:
        _ = file.packed


def routes() -> list[Route]:
    """One route for each file."""

    async def serve(request: Request) -> Response:
        return assets()[request.url.path].answer(request)

    return [Route(path, serve, methods=["GET"]) for path in assets()]
