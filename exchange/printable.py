"""Text as it can be printed: every character has a glyph, and no run of them leaves the page."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from casework.text_direction import END_OF_ISOLATE, ISOLATE, isolated
from exchange.glyphs import code_points

# In the order in which the templates ask for them; the bold one has the same characters.
FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf")
NO_GLYPH = "□"
JOINERS = "\u200c\u200d"
SOFT_HYPHEN = "\u00ad"
BREAK_HERE = "\u200b"
# A line on paper runs to the right, so that a mark before and after what does not is enough; of the
# signs of an isolate one font has no glyph.
TO_THE_RIGHT = str.maketrans(dict.fromkeys(ISOLATE + END_OF_ISOLATE, "\u200e"))
LINES = re.compile(r"\r\n|[\n\r\u0085\u2028\u2029\v\f]")
# More marks on one letter say nothing, and setting ten thousand of them takes minutes.
MOST_MARKS = 8
EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")
LONG_RUN = re.compile(r"\S{25,}")
PIECE = re.compile(r".{1,8}", re.DOTALL)


def printable(data: Any) -> Any:
    """The same strings, lists and mappings with every text made printable."""
    if isinstance(data, str):
        return text(data)
    if isinstance(data, Mapping):
        return {key: printable(value) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [printable(value) for value in data]
    return data


def text(typed: str) -> str:
    """Typed text with "□" for each character that no shipped font can show.

    Marks that reorder text or cannot be seen are left out, more than one empty line becomes one,
    and a run of 25 characters or more without a space may break at every eighth. What is written
    to the left turns nothing that stands beside it.
    """
    whole = EMPTY_LINES.sub("\n\n", LINES.sub("\n", typed)).replace("\t", "    ")
    with_glyphs = "".join(_with_glyphs(cluster) for cluster in _clusters(whole))
    breaking = LONG_RUN.sub(lambda run: BREAK_HERE.join(PIECE.findall(run[0])), with_glyphs)
    return isolated(breaking).translate(TO_THE_RIGHT)


def _clusters(whole: str) -> Iterator[str]:
    """Characters with the marks and joiners that belong to them: one font shows them together."""
    cluster = ""
    for character in whole:
        if _is_dropped(character) or (len(cluster) == MOST_MARKS and _extends(character)):
            continue
        if cluster and not _extends(character) and cluster[-1] not in JOINERS:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


@cache
def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    if character == "\n" or character in (SOFT_HYPHEN, *JOINERS):
        return False
    return category in ("Cc", "Cf", "Cs") or unicodedata.name(character, "").startswith("VARIATION")


@cache
def _extends(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character)[0] == "M"


def _with_glyphs(cluster: str) -> str:
    if cluster == "\n" or any(_has_all(font, cluster) for font in FONTS):
        return cluster
    if len(cluster) == 1:
        return NO_GLYPH
    return "".join(
        _with_glyphs(letter) for letter in cluster if letter not in JOINERS and not _extends(letter)
    )


def _has_all(font: str, cluster: str) -> bool:
    return all(ord(character) in code_points(font) for character in cluster)
