"""The fields of an entry: words and codes as they are kept, and the marks that say what one is."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

LONGEST_TEXT = 50_000
UNSEEN = ("Cf", "Zs", "Zl", "Zp")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # Cc, but for a new line and a tab


def tidy(text: object) -> object:
    """Text as it is kept: composed, without control characters, no white space around it.

    Text of which nothing can be seen is no text at all.
    """
    if not isinstance(text, str):
        return text
    whole = text.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n")
    composed = unicodedata.normalize("NFC", whole)
    text = CONTROL.sub("", composed).strip()
    return text if any(_is_seen(c) for c in text) else ""


def one_line(text: object) -> str:
    """Text as it is kept, on one line."""
    return " ".join(str(tidy(text)).split())


def _is_seen(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) not in UNSEEN


def _within_length(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError("text is too long")
    return text


class Sealed:
    """Marks a field as words: stored only under the key of its own subject."""


class FilledIn:
    """Marks a field that the program fills in; a correction keeps what the first version had."""


class NamesPupil:
    """Marks a field with the id of a pupil: a merged record is read as the one that is kept."""


class RefersTo:
    """Marks a field with the number of an earlier entry of the same case."""


@dataclass(frozen=True)
class FromList:
    """Marks a code, or several, chosen from a list of the card; `label` stands before the words.

    Without a label the words are not in the timeline.
    """

    list_name: str
    label: str = ""


@dataclass(frozen=True)
class DayLabel:
    """Marks a date that is in the timeline; `label` stands before it."""

    label: str


Words = Annotated[str, BeforeValidator(tidy), AfterValidator(_within_length), Sealed()]
Code = Annotated[str, Field(max_length=60)]
PupilId = Annotated[str, Field(max_length=60), NamesPupil()]
Score = Annotated[int, Field(ge=1, le=10)]
EntryNumber = Annotated[int, RefersTo()]
