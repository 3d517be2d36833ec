"""Typed text that turns nothing around it: signs of direction stay within, writing to the left too.

The rules are those of the Unicode bidirectional algorithm (UAX 9): an isolate is one thing to what
stands beside it, and ends with its paragraph at the latest.
"""

import re
import unicodedata
from collections.abc import Iterator

ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_EMBEDDINGS, _END_OF_EMBEDDING = "\u202a\u202b", "\u202c"
_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_ENDS = {
    **dict.fromkeys(_EMBEDDINGS, _END_OF_EMBEDDING),
    **dict.fromkeys(_ISOLATES, END_OF_ISOLATE),
}
_SIGNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Wider than what is written to the left, so that a text without any of it is known at once.
_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_PARAGRAPHS = re.compile("([\n\r\x1c-\x1e\x85\u2029])")
_TO_THE_LEFT, _TO_THE_RIGHT = ("R", "AL", "AN"), ("L",)


def contained(text: str) -> str:
    """The text, of which no sign of direction reaches further than the text itself.

    Each that opens is closed, and none closes what was opened before. An override is left out: it
    has words read in another order than they were typed in. Right where a text stands by itself,
    as in a cell of a file.
    """
    if not _SIGNS.search(text):
        return text
    return "".join(_balanced(part) for part in _PARAGRAPHS.split(text))


def isolated(text: str) -> str:
    """The same, and also right within a sentence: what is written to the left is one thing.

    Else a number or a bracket behind an Arabic name would stand before it.
    """
    if not _MAY_TURN.search(text):
        return text
    return "".join(_isolated(_balanced(part)) for part in _PARAGRAPHS.split(text))


def _balanced(paragraph: str) -> str:
    written: list[str] = []
    open_signs: list[str] = []
    for sign in paragraph:
        if sign in _OVERRIDES:
            open_signs.append(sign)
        elif sign in _ENDS:
            open_signs.append(sign)
            written.append(sign)
        elif sign == _END_OF_EMBEDDING:
            written.append(_closed_embedding(open_signs))
        elif sign == END_OF_ISOLATE:
            written.extend(_closed_isolate(open_signs))
        else:
            written.append(sign)
    return "".join(written) + "".join(_ENDS.get(sign, "") for sign in reversed(open_signs))


def _closed_embedding(open_signs: list[str]) -> str:
    """What closes the innermost embedding or override, within the innermost isolate."""
    if not open_signs or open_signs[-1] in _ISOLATES:
        return ""
    return _ENDS.get(open_signs.pop(), "")


def _closed_isolate(open_signs: list[str]) -> Iterator[str]:
    """What closes the innermost isolate, and before it all that was opened within it."""
    if not any(sign in _ISOLATES for sign in open_signs):
        return
    while (sign := open_signs.pop()) not in _ISOLATES:
        yield _ENDS.get(sign, "")
    yield END_OF_ISOLATE


def _isolated(paragraph: str) -> str:
    """Whole where it holds signs or nothing but writing to the left; else each run of that."""
    turned = [place for place, sign in enumerate(paragraph) if _is(sign, _TO_THE_LEFT)]
    if _SIGNS.search(paragraph):
        return f"{ISOLATE}{paragraph}{END_OF_ISOLATE}"
    if not turned:
        return paragraph
    if not any(_is(sign, _TO_THE_RIGHT) for sign in paragraph):
        return f"{ISOLATE}{paragraph}{END_OF_ISOLATE}"
    written, at = [], 0
    for first, end in _runs(paragraph, turned):
        written += [paragraph[at:first], ISOLATE, paragraph[first:end], END_OF_ISOLATE]
        at = end
    return "".join([*written, paragraph[at:]])


def _runs(paragraph: str, turned: list[int]) -> Iterator[tuple[int, int]]:
    """From and to where nothing is written to the right between what is written to the left."""
    first = turned[0]
    for place, following in zip(turned, [*turned[1:], len(paragraph)], strict=True):
        between = paragraph[place + 1 : following]
        is_last = following == len(paragraph)
        if is_last or any(_is(sign, _TO_THE_RIGHT) for sign in between):
            end = place + 1
            while end < len(paragraph) and _is(paragraph[end], ("NSM",)):
                end += 1
            yield first, end
            first = following


def _is(sign: str, classes: tuple[str, ...]) -> bool:
    return unicodedata.bidirectional(sign) in classes
