"""Initials in a text: "D. de Boer", "D.J. Boer", "D. de B." and "D."."""

from collections.abc import Iterator

from casework.masking.name_pieces import MOST_INITIALS, NameForm, NamePieces, Reading


class Initials(NamePieces):
    """The part of the reader about letters with a dot."""

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
