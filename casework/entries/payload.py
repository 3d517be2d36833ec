"""What every kind of entry has: coded fields for the figures, sealed words for people."""

import unicodedata
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

LONGEST_TEXT = 50_000
UNSEEN = ("Cf", "Zs", "Zl", "Zp")


def tidy(text: object) -> object:
    """Text as it is kept: composed, without control characters, no white space around it.

    Text of which nothing can be seen is no text at all.
    """
    if not isinstance(text, str):
        return text
    whole = text.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n")
    composed = unicodedata.normalize("NFC", whole)
    kept = "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    return kept if any(_is_seen(c) for c in kept) else ""


def _is_seen(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) not in UNSEEN


def _within_length(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError("text is too long")
    return text


class Sealed:
    """Marks a field as words: stored only under the key of its own subject."""


Words = Annotated[str, BeforeValidator(tidy), AfterValidator(_within_length), Sealed()]
Code = Annotated[str, Field(max_length=60)]
Score = Annotated[int, Field(ge=1, le=10)]


class Carried(BaseModel):
    """Where an entry came from that was carried over out of another case."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    label: Code
    number: int
    recorded_by: Code = ""
    recorded_at: datetime


class Payload(BaseModel):
    """What one entry says; each kind is a subclass with a `kind` of its own.

    `corrects` is the number of the entry that this one takes the place of: both stay readable,
    only the newest counts. `carried` tells that it was first recorded in another case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str] = ""
    corrects: int | None = None
    carried: Carried | None = None

    @classmethod
    def sealed_fields(cls) -> frozenset[str]:
        """The names of the fields that hold words."""
        return _sealed_fields(cls)

    def coded(self) -> dict[str, Any]:
        """The coded fields, ready for JSON; unset ones are left out."""
        values = self.model_dump(mode="json", exclude=set(self.sealed_fields()))
        return {name: value for name, value in values.items() if value not in (None, [], "")}

    def sealed(self) -> dict[str, str]:
        """The words, by field; empty ones are left out."""
        values = self.model_dump(include=set(self.sealed_fields()))
        return {name: value for name, value in values.items() if value}


@cache
def _sealed_fields(model: type[Payload]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(isinstance(mark, Sealed) for mark in field.metadata)
    )
