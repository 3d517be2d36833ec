"""The text in the bytes of a file, however a program saved it."""

import re

from exchange.roster.refusals import SAVE_AS, refused

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
LOST = "\ufffd"
LOOKED_AT = 4_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def text_of(file: str, content: bytes) -> str:
    """The text of a file; refused when it is no text. A letter that was lost is a U+FFFD."""
    text = _decoded(content)
    if "\x00" in text or len(_CONTROL.findall(text[:LOOKED_AT])) > 2:
        raise refused(
            file, f"hier staat geen leesbare tekst in; misschien is het beschadigd. {SAVE_AS}"
        )
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if encoding := _without_mark(content):
        return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(content) or content.decode("cp1252", errors="replace")


def _without_mark(content: bytes) -> str:
    """UTF-16 without a mark: Dutch letters have a zero at every other place."""
    start = content[:LOOKED_AT]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(len(start) // 2, 1)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _mostly_utf8(content: bytes) -> str:
    """UTF-8 in which a few letters broke; empty when it is another way of writing."""
    text = content.decode("utf-8", errors="replace")
    whole = sum(1 for sign in text if ord(sign) > 127 and sign != LOST)
    return text if whole > 3 * text.count(LOST) else ""
