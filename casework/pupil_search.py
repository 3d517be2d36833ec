"""Finds pupils by what somebody types of a name: without accents or capitals, and only a part."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from casework.masking.spelling import (
    WORD,
    family_words,
    folded,
    has_two_letter_form,
    is_one_slip,
    particle_initials,
    two_letter_form,
    words_of,
)
from casework.people import PersonName
from casework.records import Pupil

SHORTEST_INSIDE = 3
SHORTEST_WITH_A_SLIP = 4
EXACT, START, INSIDE, SLIP = range(4)


@dataclass(frozen=True)
class FormerNames:
    """What a pupil was called before; `private` are the names from before a new name.

    Those find the pupil for who sees the pupil anyhow, and for nobody else.
    """

    open: tuple[PersonName, ...] = ()
    private: tuple[PersonName, ...] = ()


NO_FORMER = FormerNames()


@dataclass(frozen=True)
class FindablePupil:
    """A pupil with every name by which somebody may look."""

    pupil_id: str
    name: PersonName
    former: FormerNames = NO_FORMER


class _Spelled(NamedTuple):
    """All spellings, and in one text, in which a word is looked for first: most have it not."""

    pupil: FindablePupil
    keys: frozenset[str]
    text: str
    private: frozenset[str]


def matching_pupils(
    typed: str, pupils: Iterable[Pupil], former: Mapping[str, FormerNames] | None = None
) -> list[Pupil]:
    """Those of these pupils whose name fits every typed word, the best fit first.

    A word fits a name that it begins, or of which it is a part; one letter may be wrong when
    nobody fits otherwise. The words in front of a family name count, and may be left out. Who
    looks sees these pupils anyhow: each of their former names finds them too.
    """
    in_order = sorted(pupils, key=lambda pupil: (pupil.class_name, pupil.pupil_id))
    people, former = {pupil.pupil_id: pupil for pupil in in_order}, former or {}
    finder = PupilFinder(
        FindablePupil(one, pupil.name, former.get(one, NO_FORMER)) for one, pupil in people.items()
    )
    return [people[pupil_id] for pupil_id in finder.find(typed, people)]


class PupilFinder:
    """Pupils by name; every spelling is made once, for who looks among the same ones again.

    Those of one name stay in the order in which they were given.
    """

    def __init__(self, pupils: Iterable[FindablePupil]) -> None:
        self._put([_spelled(pupil) for pupil in pupils])

    def _put(self, people: Iterable[_Spelled]) -> None:
        self._people = sorted(people, key=lambda one: one.pupil.name.full.casefold())
        self._places = {one.pupil.pupil_id: place for place, one in enumerate(self._people)}

    def renewed(self, still: Collection[str], others: Iterable[FindablePupil]) -> "PupilFinder":
        """The same with those of these ids and with others, whose spellings alone are made."""
        finder = PupilFinder(())
        kept = [one for one in self._people if one.pupil.pupil_id in still]
        finder._put([*kept, *map(_spelled, others)])
        return finder

    @cached_property
    def pupil_ids(self) -> frozenset[str]:
        """The ids of all of them."""
        return frozenset(self._places)

    @cached_property
    def name_index(self) -> "NameIndex":
        """The same pupils, for who looks which of them a text can name."""
        return NameIndex((one.pupil.pupil_id, one.pupil.name) for one in self._people)

    def find(
        self,
        typed: str,
        among: Collection[str] | None = None,
        *,
        with_private: bool | None = None,
    ) -> list[str]:
        """The ids of those who fit, as `matching_pupils` has it; `among` these ids alone.

        `with_private`: names from before a new name count too, for who sees these pupils anyhow;
        of pupils `among` whom somebody looks that is so unless it is denied.
        """
        words = [folded(word) for word in WORD.findall(typed)]
        if not words:
            return []
        counts = with_private if with_private is not None else among is not None
        every = self._with_private if counts else self._people
        people = every if among is None else self._only(among, every)
        parts = [word if len(word) >= SHORTEST_INSIDE else f" {word}" for word in words]
        likely: Sequence[_Spelled] = people
        for part in parts:
            likely = [one for one in likely if part in one.text]
        return self._fitting(words, INSIDE, likely) or self._fitting(
            words, SLIP, _perhaps_with_a_slip(words, people)
        )

    @cached_property
    def _with_private(self) -> list[_Spelled]:
        """All of them, with the names from before a new name."""
        has_any = any(one.private for one in self._people)
        return [_with_private(one) for one in self._people] if has_any else self._people

    def _only(self, ids: Collection[str], every: Sequence[_Spelled]) -> list[_Spelled]:
        """Those with these ids in the order of all, of whom there can be very many more."""
        places = sorted(self._places[one] for one in ids if one in self._places)
        return [every[place] for place in places]

    @staticmethod
    def _fitting(words: Sequence[str], loosest: int, people: Iterable[_Spelled]) -> list[str]:
        fits = [(_fit(words, one.keys, loosest), one.pupil.pupil_id) for one in people]
        fitting = [(fit, pupil_id) for fit, pupil_id in fits if fit is not None]
        return [pupil_id for _, pupil_id in sorted(fitting, key=lambda one: one[0])]


class NameIndex:
    """Which pupils have a word as given name, family name or initials, without looking at each."""

    def __init__(self, pupils: Iterable[tuple[str, PersonName]]) -> None:
        self._given: dict[str, set[str]] = {}
        self._family: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        for pupil_id, name in pupils:
            given, (particles, family) = words_of(name.given)[:1], family_words(name.family)
            lasts = (particles[:1], family[:1])
            pairs = {g[0] + last[0][0] for g in given for last in lasts if last}
            firsts = {*particles[:1], *family[:1]}
            for index, words in (
                (self._given, given),
                (self._family, firsts),
                (self._initials, pairs),
            ):
                for word in words:
                    index.setdefault(word, set()).add(pupil_id)

    def with_given(self, words: Iterable[str]) -> set[str]:
        """Those whose given name begins with one of these words."""
        return {one for word in words for one in self._given.get(word, ())}

    def with_family(self, words: Iterable[str]) -> set[str]:
        """Those whose family name, with or without what stands in front, begins with one."""
        return {one for word in words for one in self._family.get(word, ())}

    def with_initials(self, pairs: Iterable[str]) -> set[str]:
        """Those with these two letters: "nv"."""
        return {one for pair in pairs for one in self._initials.get(pair, ())}

    def with_a_slip(self, words: Iterable[str]) -> set[str]:
        """Those whose given name is one of these words but for one letter, not the first."""
        by_letter: dict[str, list[str]] = {}
        for word in words:
            by_letter.setdefault(word[0], []).append(word)
        alike = [
            given
            for given in self._given
            for word in by_letter.get(given[0], ())
            if is_one_slip(word, given)
        ]
        return self.with_given(alike)


def _perhaps_with_a_slip(words: Sequence[str], people: Sequence[_Spelled]) -> Sequence[_Spelled]:
    """Without those who cannot be meant: one slip leaves a third of a long word as it is."""
    for word in words:
        third = len(word) // 3
        if third > 1:
            parts = (word[:third], word[third : 2 * third], word[2 * third :])
            people = [one for one in people if any(part in one.text for part in parts)]
    return people


def _spelled(pupil: FindablePupil) -> _Spelled:
    keys = spellings(pupil.name).union(*map(spellings, pupil.former.open))
    private = frozenset[str]().union(*map(spellings, pupil.former.private))
    return _Spelled(pupil, keys, _as_text(keys), private)


def _with_private(one: _Spelled) -> _Spelled:
    if not one.private:
        return one
    keys = one.keys | one.private
    return one._replace(keys=keys, text=_as_text(keys))


def _as_text(keys: Iterable[str]) -> str:
    return f" {' '.join(sorted(keys))}"


def spellings(name: PersonName) -> frozenset[str]:
    """Every word by which this name is found: of "Noor van der Berg" also "vd" and "vanderberg"."""
    keys = _words(name)
    if has_two_letter_form(name.full):
        keys |= _words(PersonName(two_letter_form(name.given), two_letter_form(name.family)))
    return frozenset(keys)


def _words(name: PersonName) -> set[str]:
    given, (particles, family) = words_of(name.given), family_words(name.family)
    fronts = {"".join(particles), particle_initials(particles)}
    together = {front + "".join(family) for front in fronts}
    return {*given, "".join(given), *particles, *fronts, *family, "".join(family), *together} - {""}


def _fit(words: Sequence[str], keys: frozenset[str], loosest: int) -> int | None:
    """How well all these words fit, less is better; None when one of them does not."""
    total = 0
    for word in words:
        fit = min((_fit_of(word, key) for key in keys), default=SLIP + 1)
        if fit > loosest:
            return None
        total += fit
    return total


def _fit_of(word: str, key: str) -> int:
    if word == key:
        return EXACT
    if key.startswith(word):
        return START
    if len(word) >= SHORTEST_INSIDE and word in key:
        return INSIDE
    if len(word) >= SHORTEST_WITH_A_SLIP and is_one_slip(word, key):
        return SLIP
    return SLIP + 1
