"""Finds names that are written otherwise, where the writing around a word makes a name likely."""

from collections.abc import Callable, Iterable, Iterator

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import ADULTS, COMMON, FREQUENT, TYPED_PARTICLES
from casework.masking.hits import Why
from casework.masking.look_alikes import spelled_by_sound
from casework.masking.name_pieces import MOST_PARTICLES, NameForm, Reading
from casework.masking.near import Near
from casework.masking.spelling import Token, particle_initials

SHORTEST = 3
SHORTEST_WEAK = 4
SHORTEST_FAMILY = 5

Pupils = Callable[[Iterable[str]], set[str]]


class NearReader:
    """Reads the names in one text that are none to the letter; each of them is asked."""

    def __init__(self, certainty: Certainty) -> None:
        self.certainty = certainty
        self.passage = certainty.passage
        self.index = certainty.passage.index

    def reading_at(self, place: int) -> Reading | None:
        """A given or family name that this word may be; None when it is no likely place for one."""
        token = self.passage.tokens[place]
        if not self._may_be_one(token) or self.passage.word_before(place) in ADULTS:
            return None
        word = self._spelled(token)
        near_given = self.index.near_given
        alike = near_given.alike if word == token.word else near_given.itself_or_alike
        given = self._first(place, alike, word, self.index.with_given)
        opens = self.passage.begins_sentence(place)
        is_long = len(word) >= SHORTEST_FAMILY
        if given or opens or not token.is_capital:
            return given
        alike = self.index.near_families.alike_in_spelling
        with_names = self.index.with_family if is_long else self._with_particles(place)
        return self._first(place, alike, word, with_names, is_family=True)

    def _with_particles(self, place: int) -> Pupils:
        """Of a short family name only those whose words stand in front of it."""
        run = [token.word for token in self.passage.tokens[self._front(place) : place]]
        front = particle_initials(run)

        def pupils(names: Iterable[str]) -> set[str]:
            with_family = self.index.with_family(names) if front else set()
            return {pupil for pupil in with_family if front in self.index.particles[pupil]}

        return pupils

    def _may_be_one(self, token: Token) -> bool:
        """Quick, for the many words that are none: small letters mark no name by themselves."""
        if token.is_capital:
            return len(token.word) >= SHORTEST - 1
        is_known = token.word in COMMON or len(token.word) < SHORTEST
        return bool(self.certainty.involved) and not is_known

    def _spelled(self, token: Token) -> str:
        """The word, or how it sounds when it is wholly in other letters."""
        if not self.passage.has_other_letters(token.start, token.end):
            return token.word
        return spelled_by_sound(self.passage.original[token.start : token.end]) or token.word

    def _first(
        self,
        place: int,
        alike: Callable[[str], Iterator[Near]],
        word: str,
        with_names: Pupils,
        *,
        is_family: bool = False,
    ) -> Reading | None:
        """The likeliest name; that of the own pupil before all others."""
        readings = []
        for is_possessive, stem in self._stems(word):
            for near in alike(stem):
                pupils = with_names(near.names)
                reading = self._reading(place, near, pupils, is_family, is_possessive)
                if self.certainty.is_own(reading):
                    return reading
                if pupils and self._is_likely(place, stem, near, pupils):
                    readings.append(reading)
        involved = self.certainty.involved
        return next((r for r in readings if involved & r.pupils), next(iter(readings), None))

    @staticmethod
    def _stems(word: str) -> Iterator[tuple[bool, str]]:
        yield False, word
        if word.endswith("s") and len(word) > SHORTEST:
            yield True, word[:-1]

    def _is_likely(self, place: int, word: str, near: Near, pupils: set[str]) -> bool:
        """Whether a name is likely here: by the capital, the word, and who has to do with it."""
        token = self.passage.tokens[place]
        is_involved = bool(self.certainty.involved & pupils)
        if word in COMMON and near.why is not Why.NICKNAME:
            return False
        if not token.is_capital:
            return is_involved and near.is_strong and word not in COMMON and len(word) >= SHORTEST
        if self.passage.begins_sentence(place):
            return self._may_open(word, near, is_involved)
        if word in COMMON:
            return near.is_strong and (is_involved or word not in FREQUENT)
        shortest = SHORTEST if near.is_strong else SHORTEST_WEAK
        return is_involved or len(word) >= shortest

    @staticmethod
    def _may_open(word: str, near: Near, is_involved: bool) -> bool:
        """At the start of a sentence every word has a capital."""
        if word in COMMON:
            return False
        return near.is_strong and (is_involved or len(word) >= SHORTEST)

    def _reading(
        self, place: int, near: Near, pupils: set[str], is_family: bool, is_possessive: bool
    ) -> Reading:
        return Reading(
            first=self._front(place) if is_family else place,
            last=place + 1,
            pupils=frozenset(pupils),
            form=NameForm.NEAR,
            key=place,
            end=self.passage.tokens[place].end,
            has_particles=is_family,
            is_possessive=is_possessive,
            why=near.why,
            names=near.names if not is_family else frozenset(),
        )

    def _front(self, place: int) -> int:
        """The first of the words in front of a family name."""
        first = place
        while first and place - first < MOST_PARTICLES:
            before = self.passage.tokens[first - 1]
            between = self.passage.text[before.end : self.passage.tokens[first].start]
            if before.word not in TYPED_PARTICLES or between.strip("-'’. "):
                break
            first -= 1
        return first
