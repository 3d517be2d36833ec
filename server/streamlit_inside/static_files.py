"""Streamlit's own scripts and style sheets, from memory and compressed: 23 MB as they are."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from server.assets import Asset
from server.streamlit_inside.addresses import STATIC

MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


@dataclass(frozen=True)
class StaticFiles:
    """The scripts and style sheets below a folder, each read and compressed at most once.

    Streamlit puts a hash of the content in the name of each, so a browser may keep it for good.
    """

    folder: Path

    def get(self, path: str) -> Asset | None:
        """The file at an address such as /static/js/index.abc.js, if there is one."""
        file = self.paths.get(path)
        if file is None:
            return None
        if path not in self._assets:
            content, media_type = file.read_bytes(), MEDIA_TYPES[file.suffix]
            self._assets[path] = Asset(content, media_type, is_lasting=True)
        return self._assets[path]

    def pack(self) -> None:
        """Read and compress them all, the largest last: those are asked for by few screens."""
        for path in sorted(self.paths, key=lambda path: self.paths[path].stat().st_size):
            asset = self.get(path)
            assert asset is not None
            _ = asset.packed

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Address to file."""
        # Only what is in the folder now: no path of a visitor ever reaches the disk.
        files = [path for suffix in MEDIA_TYPES for path in self.folder.glob(f"*/*{suffix}")]
        return {f"{STATIC}{path.relative_to(self.folder).as_posix()}": path for path in files}

    @cached_property
    def _assets(self) -> dict[str, Asset]:
        return {}
