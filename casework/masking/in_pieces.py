"""Names that are broken into pieces: "S e m", "Mo-" at the end of a line, "L*tte", "Wei Jie"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import COMMON, PARTICLES
from casework.masking.glued_initials import Letters
from casework.masking.spelling import HYPHENS, Token, folded, is_gap

SHORTEST_SPELLED = 3
SHORTEST_ALIKE = 4
SHORTEST_JOINED = 4

_LETTER = r"[^\W\d_]"
_SIGN = r"[^\w\s.,;:!?'’‘`\"“”()\[\]{}/\\&+=<>@€$|~^%-]"
# The same sign between all letters; a name of more than thirty letters is not spelled out.
_SPELLED = re.compile(
    rf"(?<![^\W_]){_LETTER}([ .*/_~·•-]){_LETTER}(?:\1{_LETTER}){{1,30}}(?![^\W_])"
)
_OVER_TWO_LINES = re.compile(
    rf"(?<!\w)({_LETTER}{{2,20}})[{HYPHENS}] ?\r?\n[ >]{{0,4}}({_LETTER}{{2,20}})(?!\w)"
)
# Signs in the place of letters, as many as there were.
_STARRED = re.compile(
    rf"(?<!\w){_LETTER}{{1,20}}(?:{_SIGN}{{1,8}}{_LETTER}{{1,20}}){{1,6}}{_SIGN}{{0,8}}(?!\w)"
    rf"|(?<!\w){_LETTER}{{2,20}}\*{{1,8}}(?!\w)"
)


class PiecesReader:
    """Reads the names in one text whose letters do not stand together; each of them is asked."""

    def __init__(self, certainty: Certainty) -> None:
        self.certainty = certainty
        self.passage = certainty.passage
        self.index = certainty.passage.index
        self.text = certainty.passage.text

    def letters(self) -> Iterator[Letters]:
        """All of them that may be somebody's, in no order; they may overlap."""
        for match in _SPELLED.finditer(self.text):
            word = folded("".join(re.findall(_LETTER, match[0])))
            yield from self._letters(match.start(), match.end(), self._spelled(word))
        for match in _OVER_TWO_LINES.finditer(self.text):
            word = folded(match[1] + match[2])
            yield from self._letters(match.start(), match.end(), self._named(word))
        for match in _STARRED.finditer(self.text):
            yield from self._letters(match.start(), match.end(), self._starred(match[0]))
        tokens = self.passage.tokens
        for left, right in pairwise(tokens):
            yield from self._letters(left.start, right.end, self._joined(left, right))

    def _letters(self, start: int, end: int, pupils: set[str]) -> Iterator[Letters]:
        """What no capital marks as a name is one only of who has to do with it."""
        own, involved = self.certainty.own, self.certainty.involved
        if not self.text[start].isupper():
            pupils = pupils & involved
        if pupils and (own not in pupils or involved & pupils):
            yield Letters(start, end, frozenset(pupils))

    def _named(self, word: str) -> set[str]:
        index = self.index
        together = index.full_together.alone(word) | index.families_together.alone(word)
        return together | index.with_given((word,)) | index.with_family((word,))

    def _spelled(self, word: str) -> set[str]:
        named = self._named(word)
        if named or len(word) < SHORTEST_ALIKE or word in COMMON:
            return named
        return self.index.with_given(self.index.near_given.strongly_alike(word))

    def _starred(self, typed: str) -> set[str]:
        letters = [folded(letter) if letter.isalpha() else "" for letter in typed]
        names = {
            name
            for name in self.index.with_first_letter(letters[0])
            if len(name) == len(letters)
            and all(sign in ("", letter) for sign, letter in zip(letters, name, strict=True))
        }
        return self.index.with_given(names) | self.index.with_family(names)

    def _joined(self, left: Token, right: Token) -> set[str]:
        """One name that was written as two words, of which not both are words of every day."""
        word = left.word + right.word
        if len(word) < SHORTEST_JOINED or not self.index.is_name(word):
            return set()
        if right.word in COMMON or left.word in PARTICLES or self.index.is_name(left.word):
            return set()
        return self._named(word) if is_gap(self.text, left, right) else set()
