"""Initials with the words of a family name between them: "M de W.", "MdW", "S.vdB", "J-P"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import ABBREVIATIONS, DOTTED, PARTICLES
from casework.masking.spelling import folded, particle_initials, skeleton

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
# All letters of a name: "A-S vdM", "J.W.H.", "m.d.w."; with dots, hyphens or nothing between.
_ALL = re.compile(
    r"(?<![\w.@-])[A-Z](?:[.-]{0,2}[A-Z]){0,2}(?:[. ]{0,2}[a-z]{1,3}[. ]{0,2}|[.-]{1,2}){1,3}[A-Z]"
    r"(?![\w-])\.?"
)
_SMALL = re.compile(r"(?<![\w.@-])[a-z](?:\.?[a-z]){1,5}(?![\w-])\.?")
_GLUED_FRONT = re.compile(
    r"(?<!\w)(?P<first>[A-Z])\.?(?P<between>v\.?d|vdr|vdn|vh|v|de|el|van) ?(?P<last>[A-Z]\w{1,40})"
)
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
        for match in _ALL.finditer(self.text):
            yield from self._letters(match, self._by_all(match[0]))
        for match in _GLUED_FRONT.finditer(self.text):
            yield from self._letters(match, self._by_front(match))
        yield from self._capitals()
        yield from self._small()

    def _capitals(self) -> Iterator[Letters]:
        """ "MDW" and "JP": only of who has to do with it."""
        for match in _CAPITALS.finditer(self.text):
            word = match[0].lower()
            if word not in ABBREVIATIONS:
                pupils = self.index.by_given_initials.get(word, set()) | self._by_capitals(word)
                pupils |= self._by_all(word)
                yield from self._letters(match, pupils & self.certainty.involved)

    def _small(self) -> Iterator[Letters]:
        """ "m.d.w." and "svdb": only of who has to do with it, and no abbreviation."""
        if not self.certainty.involved:
            return
        for match in _SMALL.finditer(self.text):
            typed = match[0].rstrip(".")
            word = typed.replace(".", "")
            has_tail = len(word) > 3 and word[-3:] in self.index.tails
            is_spelled = has_tail or (len(word) > 2 and word == skeleton(word))
            if word not in DOTTED and (is_spelled or len(typed) == 2 * len(word) - 1):
                pupils = self._by_all(word) | self._by_capitals(word)
                yield from self._letters(match, pupils & self.certainty.involved)

    def _by_all(self, letters: str) -> set[str]:
        word = "".join(filter(str.isalpha, letters)).lower()
        return self.index.by_glued_initials.get(word, set())

    def _by_front(self, match: re.Match[str]) -> set[str]:
        """ "SvdBerg": the words in front of the family name are glued to the initial."""
        family, front = folded(match["last"]), _particles(match["between"].replace(".", ""))
        return {
            pupil
            for pupil in self.index.with_family((family,))
            if front in self.index.particles[pupil]
            and any(first == match["first"].lower() for first, _ in self.index.initials[pupil])
        }

    def _by_capitals(self, word: str) -> set[str]:
        return self.index.by_all_initials.get((word[0], word[1:-1], word[-1]), set())

    def _letters(self, match: re.Match[str], pupils: set[str] | None) -> Iterator[Letters]:
        own, involved = self.certainty.own, self.certainty.involved
        if pupils and (own not in pupils or involved & pupils):
            yield Letters(match.start(), match.end(), frozenset(pupils))


def _particles(between: str) -> str:
    """The first letters of the words in front of a family name."""
    return particle_initials(re.findall("[a-z]+", between.lower()))
