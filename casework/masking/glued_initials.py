"""Initials with the words of a family name between them: "M de W.", "MdW", "S.vdB", "J-P"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import ABBREVIATIONS, PARTICLES
from casework.masking.spelling import particle_initials

_PARTICLE = "(?:" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + ")"
_BETWEEN = rf"(?P<between>['’]?{_PARTICLE}(?:[./ ]{{1,2}}['’]?{_PARTICLE}){{0,2}})"
_WITH_PARTICLES = re.compile(
    rf"(?<!\w)(?P<first>[A-Z])[. ]{{0,2}}{_BETWEEN}[. ]{{0,2}}(?P<last>[A-Z])(?!\w)\.?"
)
_WITH_LETTERS = re.compile(
    r"(?<!\w)(?P<first>[A-Z])\.?(?P<between>[a-z]{1,3})\.?(?P<last>[A-Z])(?!\w)\.?"
)
_PARTICLES_AND_LAST = re.compile(rf"(?<![\w.])(?i:{_BETWEEN}) (?P<last>[A-Z])\.(?!\w)")
_GIVEN = re.compile(r"(?<![\w.-])(?P<first>[A-Z])[-‐‑](?P<last>[A-Z])(?![\w-])\.?")
_CAPITALS = re.compile(r"(?<![\w.-])[A-Z]{2,5}(?![\w-])")


class Letters(NamedTuple):
    """Initials in a text, and whose they may be."""

    start: int
    end: int
    pupils: frozenset[str]


class InitialsReader:
    """Reads the initials in one text that are more than a letter with a dot."""

    def __init__(self, certainty: Certainty) -> None:
        self.certainty = certainty
        self.index = certainty.passage.index
        self.text = certainty.passage.text

    def letters(self) -> Iterator[Letters]:
        """All of them that may be somebody's, in no order; they may overlap."""
        for match in _WITH_PARTICLES.finditer(self.text):
            front = _particles(match["between"])
            key = (match["first"].lower(), front, match["last"].lower())
            yield from self._letters(match, self.index.by_all_initials.get(key))
        for match in _WITH_LETTERS.finditer(self.text):
            key = (match["first"].lower(), match["between"], match["last"].lower())
            yield from self._letters(match, self.index.by_all_initials.get(key))
        for match in _PARTICLES_AND_LAST.finditer(self.text):
            front = _particles(match["between"])
            pupils = self.index.by_particles.get((front, match["last"].lower()))
            yield from self._letters(match, pupils)
        for match in _GIVEN.finditer(self.text):
            both = match["first"].lower() + match["last"].lower()
            yield from self._letters(match, self.index.by_given_initials.get(both))
        yield from self._capitals()

    def _capitals(self) -> Iterator[Letters]:
        """ "MDW" and "JP": only of who has to do with it."""
        for match in _CAPITALS.finditer(self.text):
            word = match[0].lower()
            if word not in ABBREVIATIONS:
                pupils = self.index.by_given_initials.get(word, set()) | self._by_capitals(word)
                yield from self._letters(match, pupils & self.certainty.involved)

    def _by_capitals(self, word: str) -> set[str]:
        return self.index.by_all_initials.get((word[0], word[1:-1], word[-1]), set())

    def _letters(self, match: re.Match[str], pupils: set[str] | None) -> Iterator[Letters]:
        own, involved = self.certainty.own, self.certainty.involved
        if pupils and (own not in pupils or involved & pupils):
            yield Letters(match.start(), match.end(), frozenset(pupils))


def _particles(between: str) -> str:
    """The first letters of the words in front of a family name."""
    return particle_initials(re.findall("[a-z]+", between.lower()))
