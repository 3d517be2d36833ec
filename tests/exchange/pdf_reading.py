"""A PDF as a test reads it: its words, its structure, and what it says of itself."""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader

# Soft hyphens, and the places to break in a long run: nothing of them is seen.
UNSEEN = re.compile("[\u00ad\u200b]")


@lru_cache(maxsize=4)
def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


@lru_cache(maxsize=4)
def words(pdf: bytes) -> str:
    """All text, with one space for every line end and run of spaces."""
    page_text = "\n".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(UNSEEN.sub("", page_text).split())


def squeezed(text: str) -> str:
    """Text without any white space: where a line was broken says nothing."""
    return "".join(UNSEEN.sub("", text).split())


def tags(pdf: bytes) -> list[str]:
    """The structure of the document in reading order: "H1", "P", "TH" ..."""
    return [str(node["/S"]).lstrip("/") for node in _nodes(read(pdf).trailer["/Root"])]


def pictures(pdf: bytes) -> list[str]:
    """What each picture says of itself, in reading order."""
    page_text = _nodes(read(pdf).trailer["/Root"])
    return [
        str(node["/Alt"]) for node in page_text if str(node["/S"]) == "/Figure" and "/Alt" in node
    ]


def _nodes(root: Any) -> Iterator[Any]:
    waiting = [root["/StructTreeRoot"]["/K"]]
    while waiting:
        page_text = waiting.pop().get_object()
        if isinstance(page_text, list):
            waiting.extend(reversed(page_text))
        elif isinstance(page_text, dict):
            if "/S" in page_text:
                yield page_text
            if "/K" in page_text and page_text.get("/Type") != "/MCR":
                waiting.append(page_text["/K"])
