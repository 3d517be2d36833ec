"""The pieces of names in a text: what stands at a place, and whether it can go on a name."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from casework.masking.dutch_words import TYPED_PARTICLES
from casework.masking.hits import Why
from casework.masking.index import SHORTEST_PART, TWO_LETTER_INITIALS, NameIndex, Shelf, Words
from casework.masking.spelling import (
    APOSTROPHES,
    Token,
    is_gap,
    is_gap_after_letter,
    particle_initials,
)

MOST_PARTICLES = 4
MOST_INITIALS = 3
NEAR = 20
# What makes a name small behind an apostrophe: "Ali'tje".
SMALL_BEHIND = ("tje", "tjes")


class NameForm(StrEnum):
    """In which form somebody is named."""

    FULL = "full"
    GIVEN = "given"
    FAMILY = "family"
    INITIALS = "initials"
    SMALL = "small"
    SLIP = "slip"
    NEAR = "near"


class Reading(NamedTuple):
    """A name at a place: words `first` up to `last`, and the pupils whom it may mean.

    `key` is the word by whose capital a name is known; `is_part` tells that it is only a part of
    a given or family name; `has_particles` that the words in front of a family name are theirs.
    Of a name that is written otherwise: `why` it is asked, and the `names` that it may be.
    """

    first: int
    last: int
    pupils: frozenset[str]
    form: NameForm
    key: int
    end: int
    is_part: bool = False
    has_particles: bool = False
    is_possessive: bool = False
    why: Why | None = None
    names: frozenset[str] = frozenset()


class NamePieces:
    """The words of one text, and the pieces of names that they are."""

    def __init__(self, index: NameIndex, text: str) -> None:
        self.index = index
        self.text = text
        self.tokens = index.words(text)

    def _core_at(self, place: int) -> Iterator[tuple[int, set[str], bool, bool]]:
        """A family name without the words in front of it; its last word may have an s behind."""
        if place >= len(self.tokens):
            return
        word = self.tokens[place].word
        for shelf, is_part in ((self.index.families, False), (self.index.family_parts, True)):
            for words, pupils in shelf.names.get(word, {}).items():
                if self._stands(place, words):
                    yield place + len(words), pupils, is_part, False
            if pupils := self._without_s(shelf, word):
                yield place + 1, pupils, is_part, True

    @staticmethod
    def _without_s(shelf: Shelf, word: str) -> set[str]:
        is_long = word.endswith("s") and len(word) > SHORTEST_PART
        return shelf.alone(word[:-1]) if is_long else set()

    def _after_particles(self, start: int, is_last: bool = False) -> Iterator[tuple[int, str]]:
        """Where a family name can begin, with the first letters of what stands in front of it."""
        yield start, ""
        place = start
        while place - start < MOST_PARTICLES and place < len(self.tokens):
            if self.tokens[place].word not in TYPED_PARTICLES:
                return
            if place > start and not self._follows(place, letter=True):
                return
            place += 1
            run = [token.word for token in self.tokens[start:place]]
            if is_last or (place < len(self.tokens) and self._follows(place, letter=True)):
                yield place, particle_initials(run)

    def _stands(self, place: int, words: Words) -> bool:
        if len(words) == 1:
            return True
        here = self.tokens[place : place + len(words)]
        return tuple(token.word for token in here) == words and all(
            self._follows(place + n, letter=False) for n in range(1, len(words))
        )

    def _follows(self, place: int, *, letter: bool) -> bool:
        """Whether this word can go on the name that ends in the word before it."""
        left, right = self.tokens[place - 1], self.tokens[place]
        if letter and (len(left.word) <= MOST_INITIALS):
            return is_gap_after_letter(self.text, left, right)
        return is_gap(self.text, left, right)

    def _is_initial(self, place: int) -> bool:
        if place >= len(self.tokens):
            return False
        token = self.tokens[place]
        if token.word in TWO_LETTER_INITIALS:
            return token.is_capital and self._has_dot(place)
        return len(token.word) == 1 and (token.is_capital or self._has_dot(place))

    def _has_dot(self, place: int) -> bool:
        end = self.tokens[place].end
        return self.text[end : end + 1] == "."

    def _end_of_initial(self, place: int) -> int:
        """Past the dot, unless that is the end of a sentence as well."""
        end = self.tokens[place].end
        after = self.text[end + 1 : end + NEAR].lstrip()[:1] if self._has_dot(place) else ""
        return end + 1 if after and not after.isupper() else end

    def _reading(
        self,
        first: int,
        last: int,
        pupils: Iterable[str],
        form: NameForm,
        *,
        key: int = -1,
        end: int = -1,
        is_part: bool = False,
        has_particles: bool = False,
        is_possessive: bool = False,
        names: frozenset[str] = frozenset(),
    ) -> Reading:
        last_end = self.tokens[last - 1].end if end < 0 else end
        return Reading(
            first=first,
            last=last,
            pupils=frozenset(pupils),
            form=form,
            key=first if key < 0 else key,
            end=last_end,
            is_part=is_part,
            has_particles=has_particles,
            is_possessive=is_possessive,
            names=names,
        )


def possessive_end(text: str, token: Token, following: Sequence[Token]) -> int:
    """Where "Daan's" or "Max'" ends; -1 when the name is not a possessive by its apostrophe."""
    after = text[token.end : token.end + 1]
    if not after or after not in APOSTROPHES:
        return -1
    if following and following[0].start == token.end + 1:
        return following[0].end if following[0].word in ("s", *SMALL_BEHIND) else -1
    opened = token.start > 0 and text[token.start - 1] in APOSTROPHES
    is_open = text[token.end + 1 : token.end + 2].isspace()
    return token.end + 1 if is_open and not opened and token.word[-1] in "sxzc" else -1
