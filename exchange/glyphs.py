"""Which characters the shipped fonts can show, read from the fonts themselves."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")


@cache
def code_points(font: str) -> frozenset[int]:
    """The code points that this font file has a glyph for (table cmap, format 4 or 12)."""
    data = (FONTS / font).read_bytes()
    code_points_of_font: set[int] = set()
    for start in _subtables(data):
        kind = struct.unpack_from(">H", data, start)[0]
        if kind == 12:
            code_points_of_font.update(_format_12(data, start))
        elif kind == 4:
            code_points_of_font.update(_format_4(data, start))
    return frozenset(code_points_of_font)


def _subtables(data: bytes) -> Iterator[int]:
    """Where the Unicode subtables of cmap start."""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = (struct.unpack_from(">4s3I", data, 12 + 16 * n) for n in range(count))
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    for n in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * n)
        if (platform == 0 and encoding in (3, 4, 6)) or (platform, encoding) in ((3, 1), (3, 10)):
            yield cmap + offset


def _format_12(data: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">I", data, start + 12)[0]
    for n in range(count):
        first, last, glyph = struct.unpack_from(">3I", data, start + 16 + 12 * n)
        yield from range(first if glyph else first + 1, last + 1)


def _format_4(data: bytes, start: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    words = f">{segments}H"
    ends = struct.unpack_from(words, data, start + 14)
    starts = struct.unpack_from(words, data, start + 16 + 2 * segments)
    deltas = struct.unpack_from(words, data, start + 16 + 4 * segments)
    offsets_at = start + 16 + 6 * segments
    offsets = struct.unpack_from(words, data, offsets_at)
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                where = offsets_at + 2 * n + offsets[n] + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, where)[0]
                if not glyph:
                    continue
            if (glyph + deltas[n]) & 0xFFFF:
                yield code
