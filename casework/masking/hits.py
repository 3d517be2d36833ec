"""The names found in a text: where they stand, what comes in their place, and why one is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

OTHER_PUPIL = "een medeleerling"


class Why(StrEnum):
    """Why somebody has to look whether a word is a pupil's name."""

    WORD = "word"
    LOWER = "lower"
    SHORT = "short"
    PART = "part"
    SMALL = "small"
    INITIALS = "initials"
    NAMESAKE = "namesake"
    ADULT = "adult"
    SLIP = "slip"
    FORMER = "former"
    SPELLING = "spelling"
    NICKNAME = "nickname"
    HANDLE = "handle"
    LETTERS = "letters"
    CONTACT = "contact"


@dataclass(frozen=True)
class Hit:
    """A name in a text, from `start` up to `end`; in doubt when `why` says so.

    `pupils`: whom it may mean, by id; `meant`: how they are called, when that says more than the
    words of the text do.
    """

    start: int
    end: int
    replacement: str
    why: Why | None = None
    pupils: frozenset[str] = frozenset()
    meant: str = ""


@dataclass(frozen=True)
class Masked:
    """A text with the names found in it; everything else stays exactly as it was typed."""

    original: str
    hits: tuple[Hit, ...] = ()

    @property
    def doubts(self) -> tuple[Hit, ...]:
        """The hits that a person has to decide on, in their order."""
        return tuple(hit for hit in self.hits if hit.why)

    @property
    def text(self) -> str:
        """The text with every name masked, those in doubt as well."""
        return self.written()

    def written(self, unmasked: Collection[Hit] = ()) -> str:
        """The text in which the doubts in `unmasked` are left as they were typed."""
        parts, at = [], 0
        for hit in self.hits:
            if not (hit.why and hit in unmasked):
                parts += [self.original[at : hit.start], hit.replacement]
                at = hit.end
        return "".join([*parts, self.original[at:]])

    def word(self, hit: Hit) -> str:
        """The words of a hit as they were typed."""
        return self.original[hit.start : hit.end]
