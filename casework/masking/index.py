"""Every spelling of every pupil's name: made once for a school, then only read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casework.masking.dutch_words import PARTICLES, TYPED_PARTICLES
from casework.masking.near import NearNames
from casework.masking.spelling import (
    CAPITAL_SEAM,
    Token,
    family_words,
    has_two_letter_form,
    particle_initials,
    skeleton,
    split_at_seams,
    tokens,
    two_letter_form,
    words_of,
)
from casework.people import PersonName

SHORTEST_PART = 3
# One sound in two letters, and so one initial.
TWO_LETTER_INITIALS = frozenset(("ch", "kh", "ph", "sh", "sj", "th", "ij"))
SHORTEST_WORD = 2
SHORTEST_WITH_A_SLIP = 4

Words = tuple[str, ...]


@dataclass(slots=True)
class Shelf:
    """Names by their first word; the words of each with the pupils who have it."""

    names: dict[str, dict[Words, set[str]]] = field(default_factory=dict)

    def put(self, words: Words, pupil_id: str) -> None:
        if words:
            self.names.setdefault(words[0], {}).setdefault(words, set()).add(pupil_id)

    def alone(self, word: str) -> set[str]:
        """Who has this single word as a name."""
        return self.names.get(word, {}).get((word,), set())


class NameIndex:
    """The spellings of the names of all pupils of a school; built once, only read after that.

    A pupil may have had several names: each of them is put in. `contacts`: leerlingnummers and
    e-mail addresses, with whose they are.
    """

    def __init__(
        self,
        pupils: "Iterable[tuple[str, PersonName]]",
        contacts: Mapping[str, str] | None = None,
    ) -> None:
        self.given, self.given_parts = Shelf(), Shelf()
        self.families, self.family_parts = Shelf(), Shelf()
        self.families_together, self.full_together = Shelf(), Shelf()
        shelves = (
            self.given,
            self.given_parts,
            self.families,
            self.family_parts,
            self.families_together,
            self.full_together,
        )
        self.starts = PARTICLES
        self.particles: dict[str, set[str]] = {}
        self.called: dict[str, str] = {}
        self.contacts: dict[str, str] = {
            key.casefold(): who for key, who in (contacts or {}).items()
        }
        self.by_all_initials: dict[tuple[str, str, str], set[str]] = {}
        self.by_particles: dict[tuple[str, str], set[str]] = {}
        self.by_given_initials: dict[str, set[str]] = {}
        self.by_glued_initials: dict[str, set[str]] = {}
        self.given_skeletons: dict[str, set[str]] = {}
        self.family_skeletons: dict[str, set[str]] = {}
        self.tails: set[str] = set()
        self.long_words: dict[str, Words] = {}
        self.initials: dict[str, set[tuple[str, str]]] = {}
        self.by_initials: dict[tuple[str, str], set[str]] = {}
        self.by_first_letter: dict[str, set[str]] = {}
        for pupil_id, name in pupils:
            if name.given:
                self.called.setdefault(pupil_id, name.given)
            self._put(pupil_id, words_of(name.given), *family_words(name.family))
            if has_two_letter_form(name.full):
                given, family = two_letter_form(name.given), two_letter_form(name.family)
                self._put(pupil_id, words_of(given), *family_words(family))
        self.starts = (TYPED_PARTICLES | TWO_LETTER_INITIALS).union(
            *(shelf.names for shelf in shelves)
        )
        self._single: dict[str, set[str]] = {}
        for word in _single_words(*shelves[:4]):
            self._single.setdefault(word[0], set()).add(word)
        self.near_given = NearNames(_single_words(self.given, self.given_parts))
        self.near_families = NearNames(_single_words(self.families, self.family_parts))

    def _put(self, pupil_id: str, given: Words, particles: Words, family: Words) -> None:
        self._put_parts(pupil_id, given, self.given, self.given_parts)
        self._put_parts(pupil_id, family, self.families, self.family_parts)
        if len(given) > 1:
            self.given.put(given[:1], pupil_id)
            self.given.put(("".join(given),), pupil_id)
        fronts = self.particles.setdefault(pupil_id, set())
        fronts |= {particle_initials(run) for run in (particles, *_inner_particles(family))}
        first = given[0][0] if given else ""
        last = "".join(words[0][0] for words in (family, particles) if words)
        self.initials.setdefault(pupil_id, set()).add((first, last))
        self.by_first_letter.setdefault(first, set()).add(pupil_id)
        for letter in last:
            self.by_initials.setdefault((first, letter), set()).add(pupil_id)
        if given and given[0][:2] in TWO_LETTER_INITIALS:
            self.initials[pupil_id].add((given[0][:2], last))
            self.by_first_letter.setdefault(given[0][:2], set()).add(pupil_id)
            for letter in last:
                self.by_initials.setdefault((given[0][:2], letter), set()).add(pupil_id)
        long = tuple([word for word in given + family if len(word) >= SHORTEST_WITH_A_SLIP])
        self.long_words[pupil_id] = self.long_words.get(pupil_id, ()) + long
        self._put_together(pupil_id, given, particles, family)
        self._put_initials(pupil_id, given, particles, family)
        self._put_skeletons(pupil_id, given, family)

    def _put_initials(self, pupil_id: str, given: Words, particles: Words, family: Words) -> None:
        front, last = particle_initials(particles), family[0][0] if family else ""
        if given and last:
            self.by_all_initials.setdefault((given[0][0], front, last), set()).add(pupil_id)
        if front and last:
            self.by_particles.setdefault((front, last), set()).add(pupil_id)
            self.tails.add(front + last)
        if len(given) > 1:
            letters = given[0][0] + given[1][0]
            self.by_given_initials.setdefault(letters, set()).add(pupil_id)

        if len(given) > 1 or particles:
            firsts = "".join(word[0] for word in given)
            for start in {firsts, firsts[:1]}:
                if start and last and len(start + front) > 1:
                    glued = start + front + last
                    self.by_glued_initials.setdefault(glued, set()).add(pupil_id)

    def _put_skeletons(self, pupil_id: str, given: Words, family: Words) -> None:
        for words, skeletons in ((given, self.given_skeletons), (family, self.family_skeletons)):
            bones = skeleton("".join(words))
            if len(bones) >= SHORTEST_PART:
                skeletons.setdefault(bones, set()).add(pupil_id)

    @staticmethod
    def _put_parts(pupil_id: str, words: Words, whole: Shelf, parts: Shelf) -> None:
        whole.put(words, pupil_id)
        if len(words) > 1:
            inner = [word for word in words[1:-1] if word not in PARTICLES]
            for word in (words[0], *inner, words[-1]):
                if len(word) >= SHORTEST_WORD:
                    parts.put((word,), pupil_id)

    def _put_together(self, pupil_id: str, given: Words, particles: Words, family: Words) -> None:
        """Written as one word, as in an address: "vanderberg", "daandeboer"."""
        fronts = {"".join(particles), particle_initials(particles)} if particles else {""}
        for front in fronts if family else ():
            glued = front + "".join(family)
            if particles or len(family) > 1:
                self.families_together.put((glued,), pupil_id)
            for start in {"".join(given), given[0], given[0][0]} if given else ():
                if len(start) > 1 or particles:
                    self.full_together.put((start + glued,), pupil_id)

    def words(self, text: str) -> list[Token]:
        """The words of a text; unknown ones that were written together are taken apart."""
        read = []
        for token in tokens(text):
            has_seam = CAPITAL_SEAM.search(text, token.start, token.end) is not None
            is_known = token.word in self.starts and not (
                token.word in TYPED_PARTICLES and has_seam
            )
            if token.is_plain or is_known:
                read.append(token)
            else:
                read += split_at_seams(text, token)
        return read

    def with_first_letter(self, letter: str) -> set[str]:
        """The names of one word that begin with this letter."""
        return self._single.get(letter, set())

    def is_name(self, word: str) -> bool:
        """Whether somebody has this one word as a given or family name, or as a part of it."""
        return word in self.with_first_letter(word[:1])

    def with_given(self, words: Iterable[str]) -> set[str]:
        """Who has one of these words as a given name, or as a part of it."""
        every: set[str] = set()
        return every.union(*(s.alone(w) for w in words for s in (self.given, self.given_parts)))

    def with_family(self, words: Iterable[str]) -> set[str]:
        """Who has one of these words as a family name, or as a part of it."""
        every: set[str] = set()
        return every.union(*(s.alone(w) for w in words for s in (self.families, self.family_parts)))


def _inner_particles(family: Words) -> Iterator[Words]:
    """The words in front of the last of two family names: "Meijer-de Vries"."""
    inside = [n for n, word in enumerate(family[:-1]) if n and word in PARTICLES]
    if inside and inside[-1] == len(family) - 2:
        yield family[inside[0] : inside[-1] + 1]


def _single_words(*shelves: Shelf) -> set[str]:
    return {word for shelf in shelves for word in shelf.names if (word,) in shelf.names[word]}
