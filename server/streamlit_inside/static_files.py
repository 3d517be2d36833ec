"""Streamlit's own scripts and style sheets, from memory and compressed: 23 MB as they are."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from server.assets import Asset

FOLDER = "/static/"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


@dataclass(frozen=True)
class StaticFiles:
    """The scripts and style sheets below a folder, each read and compressed at most once.

    Streamlit puts a hash of the content in the name of each, so a browser may keep it for good.
    """

    folder: Path

    def get(self, path: str) -> Asset | None:
        """The file at an address such as /static/js/index.abc.js, if there is one."""
        known = self.paths.get(path)
        if known is None:
            return None
        if path not in self._read:
            content, media_type = known.read_bytes(), MEDIA_TYPES[known.suffix]
            self._read[path] = Asset(content, media_type, is_lasting=True)
        return self._read[path]

    def pack(self) -> None:
        """Read and compress them all, the largest last: those are asked for by few screens."""
        for path in sorted(self.paths, key=lambda one: self.paths[one].stat().st_size):
            file = self.get(path)
            assert file is not None
            _ = file.packed

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Address to file."""
        # Only what is in the folder now: no path of a visitor ever reaches the disk.
        found = [path for suffix in MEDIA_TYPES for path in self.folder.glob(f"*/*{suffix}")]
        return {f"{FOLDER}{path.relative_to(self.folder).as_posix()}": path for path in found}

    @cached_property
    def _read(self) -> dict[str, Asset]:
        return {}
