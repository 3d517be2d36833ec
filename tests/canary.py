"""A word that nobody types but the tests, and the look for it in all that a server leaves behind.

It stands in what is typed of cases: so it may be nowhere in the clear, not in the data, a log, an
outbox, a temporary file or a name.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path

CANARY = "kanariezwaluw"
WRITTEN = tuple(CANARY.encode(code) for code in ("utf-8", "utf-16-le"))


def clear_places(folder: Path) -> list[str]:
    """Every file under the folder that has the word in its name or in what is in it, by name."""
    return sorted(str(path.relative_to(folder)) for path in _files(folder) if _has_canary(path))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _has_canary(path: Path) -> bool:
    if CANARY in path.name:
        return True
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return any(text.find(word) >= 0 for word in WRITTEN)
