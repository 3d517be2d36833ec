"""The door's own files: the look, its letters, the mark, and the small script of the app's page."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

from server.settings import CHECKOUT

HERE = Path(__file__).parent / "static"
A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


@dataclass(frozen=True)
class Asset:
    """One file in memory, with the mark by which a browser knows it."""

    content: bytes
    media_type: str

    @property
    def mark(self) -> str:
        """A short hash of the content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    def answer(self, request: Request) -> Response:
        """The file, or nothing new when the browser has this very one."""
        # Only an address that carries the mark may be kept for good.
        keep = A_YEAR if request.url.query == f"v={self.mark}" else A_DAY
        known = {"ETag": f'"{self.mark}"', "Cache-Control": keep}
        if request.headers.get("if-none-match") == known["ETag"]:
            return Response(status_code=304, headers=known)
        return Response(self.content, headers=known, media_type=self.media_type)


@cache
def assets() -> dict[str, Asset]:
    """Path to file, read once."""
    letters = next(Path(get_static_dir(), "static", "media").glob("SourceSansVF-Upright*.woff2"))
    return {
        "/look.css": Asset((CHECKOUT / "ui" / "look.css").read_bytes(), "text/css"),
        "/door.js": Asset((HERE / "door.js").read_bytes(), "text/javascript"),
        "/mark.svg": Asset((HERE / "mark.svg").read_bytes(), "image/svg+xml"),
        "/favicon.png": Asset((HERE / "mark.svg").read_bytes(), "image/svg+xml"),
        "/favicon.ico": Asset((HERE / "mark.svg").read_bytes(), "image/svg+xml"),
        "/letters.woff2": Asset(letters.read_bytes(), "font/woff2"),
    }


def address(path: str) -> str:
    """The path with its mark, to be used in a page."""
    return f"{path}?v={assets()[path].mark}"


def routes() -> list[Route]:
    """One route for each file."""

    async def serve(request: Request) -> Response:
        return assets()[request.url.path].answer(request)

    return [Route(path, serve, methods=["GET"]) for path in assets()]
