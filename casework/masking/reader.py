"""Which names stand at a place in a text: given and family names in every order and spelling."""

from collections.abc import Iterable, Iterator

from casework.masking.dutch_words import TYPED_PARTICLES
from casework.masking.index import SHORTEST_PART
from casework.masking.initials import Initials
from casework.masking.name_pieces import NameForm, Reading
from casework.masking.spelling import is_comma, is_gap, is_one_slip

SMALL_ENDINGS = ("etje", "pje", "tje", "kje", "je", "pie", "kie", "tie", "sie", "ke", "ie")


class Reader(Initials):
    """Reads the names in one text."""

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
        if (
            word in TYPED_PARTICLES
            or word in index.families.names
            or word in index.family_parts.names
        ):
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
