"""Which names stand at a place in a text: given and family names in every order and spelling."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from casework.masking.dutch_words import PARTICLES
from casework.masking.hits import Why
from casework.masking.index import SHORTEST_PART, NameIndex, Shelf, Words
from casework.masking.spelling import (
    APOSTROPHES,
    Token,
    is_comma,
    is_gap,
    is_gap_after_letter,
    is_one_slip,
    particle_initials,
)

MOST_PARTICLES = 4
MOST_INITIALS = 3
NEAR = 20
SMALL_ENDINGS = ("etje", "pje", "tje", "kje", "je", "pie", "kie", "tie", "sie", "ke", "ie")


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


class Reader:
    """Reads the names in one text."""

    def __init__(self, index: NameIndex, text: str) -> None:
        self.index = index
        self.text = text
        self.tokens = index.words(text)

    def may_begin(self, place: int) -> bool:
        """Whether any name can begin with this word at all: quick, for the many that cannot."""
        word = self.tokens[place].word
        return word in self.index.starts or word[-1] in "se" or len(word) == 1

    def readings_at(self, place: int) -> Iterator[Reading]:
        """Every name that can be read from this word on."""
        token, index = self.tokens[place], self.index
        word = token.word
        yield from self._inflected(place)
        if word in index.given.names or word in index.given_parts.names:
            yield from self._from_given(place)
        if word in index.families.names or word in index.family_parts.names:
            yield from self._family_first(place)
        if word in PARTICLES or word in index.families.names or word in index.family_parts.names:
            yield from self._family_alone(place, place)
        if self._is_initial(place):
            yield from self._from_initial(place)
        if pupils := index.full_together.alone(word):
            yield self._reading(place, place + 1, pupils, NameForm.FULL)
        if pupils := index.families_together.alone(word):
            yield self._reading(place, place + 1, pupils, NameForm.FAMILY, has_particles=True)

    # --- given name first -----------------------------------------------------------------------

    def _from_given(self, place: int) -> Iterator[Reading]:
        for last, pupils, is_part in self._given_at(place):
            yield from self._with_family(place, last, pupils)
            yield self._reading(place, last, pupils, NameForm.GIVEN, is_part=is_part)

    def _given_at(self, place: int) -> Iterator[tuple[int, set[str], bool]]:
        for shelf, is_part in ((self.index.given, False), (self.index.given_parts, True)):
            for words, pupils in shelf.names.get(self.tokens[place].word, {}).items():
                if self._stands(place, words):
                    yield place + len(words), pupils, is_part

    def _with_family(self, first: int, last: int, pupils: set[str]) -> Iterator[Reading]:
        """Given name, perhaps an initial, and the family name or its first letter."""
        starts = [last]
        if self._is_initial(last) and self._follows(last, letter=False):
            starts.append(last + 1)
        for start in starts:
            if start >= len(self.tokens) or not self._follows(start, letter=start > last):
                continue
            for core, _ in self._after_particles(start):
                for end, named, _, possessive in self._core_at(core):
                    if both := pupils & named:
                        yield self._reading(
                            first, end, both, NameForm.FULL, is_possessive=possessive, key=first
                        )
                yield from self._with_family_initial(first, core, pupils)

    def _with_family_initial(self, first: int, core: int, pupils: set[str]) -> Iterator[Reading]:
        if self._is_initial(core):
            letter = self.tokens[core].word
            both = {
                pupil
                for pupil in pupils
                if any(letter in last for _, last in self.index.initials[pupil])
            }
            if both:
                end = self._end_of_initial(core)
                yield self._reading(first, core + 1, both, NameForm.FULL, key=first, end=end)

    # --- family name first ----------------------------------------------------------------------

    def _family_alone(self, first: int, start: int) -> Iterator[Reading]:
        """The family name with the words in front of it, when those are the pupil's own."""
        for core, typed in self._after_particles(start):
            for end, pupils, is_part, possessive in self._core_at(core):
                own = {p for p in pupils if typed and typed in self.index.particles[p]}
                loose = {p for p in pupils if "" in self.index.particles[p]}
                if typed and not own:
                    continue
                if own:
                    yield self._reading(
                        first,
                        end,
                        own,
                        NameForm.FAMILY,
                        key=core,
                        is_part=is_part,
                        has_particles=True,
                        is_possessive=possessive,
                    )
                    yield from self._given_after(first, end, own)
                elif not typed:
                    yield self._reading(
                        first,
                        end,
                        pupils,
                        NameForm.FAMILY,
                        key=core,
                        is_part=is_part or not loose,
                        is_possessive=possessive,
                    )

    def _family_first(self, place: int) -> Iterator[Reading]:
        """As on a list: "Berg, van der", "Boer, de, Daan", "Visser, Noor"."""
        for end, pupils, _, _ in self._core_at(place):
            if end < len(self.tokens) and is_comma(
                self.text, self.tokens[end - 1], self.tokens[end]
            ):
                yield from self._after_comma(place, end, pupils)

    def _after_comma(self, place: int, start: int, pupils: set[str]) -> Iterator[Reading]:
        for after, typed in self._after_particles(start, is_last=True):
            own = {p for p in pupils if typed and typed in self.index.particles[p]}
            if own:
                yield self._reading(place, after, own, NameForm.FULL, key=place)
                yield from self._given_after(place, after, own)
        yield from self._given_after(place, start, pupils)

    def _given_after(self, place: int, start: int, pupils: set[str]) -> Iterator[Reading]:
        if start >= len(self.tokens):
            return
        left, right = self.tokens[start - 1], self.tokens[start]
        if not (is_gap(self.text, left, right) or is_comma(self.text, left, right)):
            return
        for last, named, _ in self._given_at(start):
            if both := pupils & named:
                yield self._reading(place, last, both, NameForm.FULL, key=place)
                for after, typed in self._after_particles(last, is_last=True):
                    own = {p for p in both if typed and typed in self.index.particles[p]}
                    if own and self._follows(last, letter=False):
                        yield self._reading(place, after, own, NameForm.FULL, key=place)

    # --- initials -------------------------------------------------------------------------------

    def _from_initial(self, place: int) -> Iterator[Reading]:
        """ "D. de Boer", "D.J. Boer", "D. de B." and, for what it is worth, "D."."""
        start = place
        while start - place < MOST_INITIALS and self._is_initial(start):
            start += 1
            if start >= len(self.tokens) or not self._follows(start, letter=True):
                break
            if self.tokens[place].is_capital or not self._in_abbreviation(place, 0):
                yield from self._initial_and_family(place, start)
            if not self.tokens[place].is_capital:
                break
            yield from self._only_initials(place, start)
        yield from self._one_initial(place)

    def _initial_and_family(self, place: int, start: int) -> Iterator[Reading]:
        letter = self.tokens[place].word
        for core, typed in self._after_particles(start):
            for end, pupils, _, possessive in self._core_at(core):
                own = {
                    p for p in pupils if any(first == letter for first, _ in self.index.initials[p])
                }
                if own:
                    yield self._reading(
                        place, end, own, NameForm.FULL, key=core, is_possessive=possessive
                    )
                same = {p for p in pupils if typed in self.index.particles[p]}
                if same and not own:
                    yield self._reading(
                        place,
                        end,
                        same,
                        NameForm.FAMILY,
                        key=core,
                        has_particles=bool(typed),
                        is_possessive=possessive,
                    )

    def _only_initials(self, place: int, start: int) -> Iterator[Reading]:
        if start - place == 1 and self._is_capital_with_dot(place):
            for core, _ in self._after_particles(start):
                if not self._is_initial(core) or not self.tokens[core].is_capital:
                    continue
                pair = (self.tokens[place].word, self.tokens[core].word)
                pupils = self.index.by_initials.get(pair)
                if pupils and not self._in_abbreviation(core, 1):
                    end = self._end_of_initial(core)
                    yield self._reading(place, core + 1, pupils, NameForm.INITIALS, end=end)

    def _one_initial(self, place: int) -> Iterator[Reading]:
        letter = self.tokens[place].word
        if self._is_capital_with_dot(place):
            pupils = self.index.by_first_letter.get(letter, set())
            end = self._end_of_initial(place)
            yield self._reading(place, place + 1, pupils, NameForm.INITIALS, end=end, is_part=True)

    def _is_capital_with_dot(self, place: int) -> bool:
        is_one = self.tokens[place].is_capital and self._has_dot(place)
        return is_one and not self._in_abbreviation(place, 0)

    def _in_abbreviation(self, place: int, side: int) -> bool:
        """Whether a letter with a dot goes on in another one before (0) or after it (1)."""
        token = self.tokens[place]
        if side == 0:
            before = self.text[max(0, token.start - 2) : token.start]
            return (
                before[-1:] in ("-", "_")
                or before[-1:].isdigit()
                or (before[-1:] == "." and before[:1].isalpha())
            )
        after = self.text[token.end + 1 : token.end + 3]
        return after[:1].isalpha() and after[1:] == "."

    # --- small names ----------------------------------------------------------------------------

    def _inflected(self, place: int) -> Iterator[Reading]:
        """ "Daans" and "Daantje"."""
        word = self.tokens[place].word
        if pupils := self._without_s(self.index.given, word):
            yield self._reading(place, place + 1, pupils, NameForm.GIVEN, is_possessive=True)
        stem = word.removesuffix("s")
        for ending in SMALL_ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_PART:
                short = stem.removesuffix(ending)
                plain = short[:-1] if short[-1] == short[-2] else short
                for root in {short, plain}:
                    if pupils := self.index.given.alone(root):
                        names = frozenset({root})
                        yield self._reading(place, place + 1, pupils, NameForm.SMALL, names=names)

    def with_a_slip(self, place: int, pupils: Iterable[str], shortest: int) -> Reading | None:
        """The name of one of these pupils that this word is, but for one letter after the first."""
        word = self.tokens[place].word
        alike = [
            (pupil, name)
            for pupil in pupils
            for name in self.index.long_words.get(pupil, ())
            if name[0] == word[0] and len(name) >= shortest and is_one_slip(word, name)
        ]
        if not alike:
            return None
        meant, names = zip(*alike, strict=True)
        return self._reading(place, place + 1, meant, NameForm.SLIP, names=frozenset(names))

    # --- pieces ---------------------------------------------------------------------------------

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
            if self.tokens[place].word not in PARTICLES:
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
        return following[0].end if following[0].word == "s" else -1
    opened = token.start > 0 and text[token.start - 1] in APOSTROPHES
    is_open = text[token.end + 1 : token.end + 2].isspace()
    return token.end + 1 if is_open and not opened and token.word[-1] in "sxzc" else -1
