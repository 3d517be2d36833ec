"""A QR code as a drawing: made here, so that no address in it is sent anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import segno

BORDER = 4


@dataclass(frozen=True)
class QrCode:
    """A square of `size` by `size` dots; `path` draws the dark ones (the d of an SVG path)."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The QR code of this text, with the white border that a reader needs."""
    rows = [*segno.make(text, error="m", micro=False).matrix_iter(border=BORDER)]
    path = "".join(
        f"M{x} {y}h{width}v1h-{width}z" for y, row in enumerate(rows) for x, width in _dark(row)
    )
    return QrCode(len(rows), path)


def _dark(row: Iterable[int]) -> list[tuple[int, int]]:
    """Where dark dots begin in a row, and how many there are next to each other."""
    runs, x = [], 0
    for is_dark, dots in groupby(row, key=bool):
        width = len([*dots])
        if is_dark:
            runs.append((x, width))
        x += width
    return runs
