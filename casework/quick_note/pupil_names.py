"""Which pupils a note names: by whole name, given name, family name, nickname or initials.

Certain is only what can be one pupil and nothing else; anything less is asked.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from casework.masking.dutch_words import ADULTS, FREQUENT, ORDINARY
from casework.masking.spelling import family_words, is_one_slip, words_of
from casework.people import PersonName
from casework.quick_note.clauses import Word

SMALL = ("etje", "tje", "pje", "je", "ie")
"""Endings of small names: Daantje, Bramie."""

SHORTEST_WITH_A_SLIP = 4
BEFORE_A_NAME = frozenset(
    ["door", "over", "met", "tegen", "naar", "bij", "van", "is", "wordt", "werd", "aan"]
)
INITIALS = re.compile(r"\b([A-Za-z])\.\s?([A-Za-z])\.|\b([A-Z])([A-Z])\b")


@dataclass(frozen=True)
class KnownPupil:
    """A pupil who can be meant."""

    pupil_id: str
    name: PersonName


@dataclass(frozen=True)
class NameInNote:
    """Some words of a note that name one of these pupils, and whether that is beyond doubt."""

    places: tuple[int, ...]
    pupil_ids: tuple[str, ...]
    is_certain: bool


@dataclass(frozen=True)
class _Spelled:
    pupil_id: str
    given: tuple[str, ...]
    particles: tuple[str, ...]
    family: tuple[str, ...]


def names_in(
    words: Sequence[Word],
    text: str,
    pupils: Iterable[KnownPupil],
    nicknames: Callable[[str], Sequence[str]],
) -> list[NameInNote]:
    """The names in a note, in their order; no word is part of two."""
    known = [
        _Spelled(one.pupil_id, words_of(one.name.given), *family_words(one.name.family))
        for one in pupils
    ]
    found: list[NameInNote] = []
    place = 0
    while place < len(words):
        name = None if words[place].is_stop else _at(words, place, known, nicknames)
        if name and not _is_grown_up(words, place):
            found.append(name)
        place = name.places[-1] + 1 if name else place + 1
    taken = {place for name in found for place in name.places}
    return sorted([*found, *_by_initials(words, text, known, taken)], key=lambda one: one.places)


def _is_grown_up(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].text in ADULTS


def _at(
    words: Sequence[Word],
    place: int,
    known: Sequence[_Spelled],
    nicknames: Callable[[str], Sequence[str]],
) -> NameInNote | None:
    """The longest name that begins at a place."""
    long = [(length, one.pupil_id) for one in known if (length := _whole(words, place, one))]
    if long:
        most = max(length for length, _ in long)
        return _name(words, place, most, [p for length, p in long if length == most], sure=True)
    given = [(len(one.given), one.pupil_id) for one in known if _given(words, place, one.given)]
    if given and _can_be_a_name(words, place):
        most = max(length for length, _ in given)
        ids = [pupil_id for length, pupil_id in given if length == most]
        return _name(words, place, most, ids, sure=_is_plain_name(words, place))
    return _in_doubt(words, place, known, nicknames)


def _in_doubt(
    words: Sequence[Word],
    place: int,
    known: Sequence[_Spelled],
    nicknames: Callable[[str], Sequence[str]],
) -> NameInNote | None:
    families = [(n, one.pupil_id) for one in known if (n := _family(words, place, one))]
    if families and (words[place].is_capital or words[place].text not in ORDINARY):
        most = max(length for length, _ in families)
        return _name(words, place, most, [p for n, p in families if n == most], sure=False)
    word = words[place].text
    meant = {*nicknames(word)}
    ids = [one.pupil_id for one in known if one.given and _is_near(word, one.given[0], meant)]
    return _name(words, place, 1, ids, sure=False) if ids else None


def _is_near(word: str, given: str, meant: set[str]) -> bool:
    """A nickname, a small name, a possessive or a name with one wrong letter."""
    if given in meant or word in {given + small for small in SMALL} or word == given + "s":
        return True
    is_long = min(len(word), len(given)) >= SHORTEST_WITH_A_SLIP
    return is_long and word[0] == given[0] and word not in ORDINARY and is_one_slip(word, given)


def _whole(words: Sequence[Word], place: int, one: _Spelled) -> int:
    """How many words the given name with the family name or its initial takes; 0: not here."""
    if not _given(words, place, one.given):
        return 0
    after = place + len(one.given)
    length = _family(words, after, one)
    if length:
        return len(one.given) + length
    is_initial = after < len(words) and one.family and words[after].text == one.family[0][0]
    return len(one.given) + 1 if is_initial else 0


def _given(words: Sequence[Word], place: int, given: tuple[str, ...]) -> bool:
    return bool(given) and _texts(words, place, len(given)) == given


def _family(words: Sequence[Word], place: int, one: _Spelled) -> int:
    """How many words the family name takes, with what goes before it or without."""
    for name in ((*one.particles, *one.family), one.family):
        if name and _texts(words, place, len(name)) == name:
            return len(name)
    return 0


def _texts(words: Sequence[Word], place: int, count: int) -> tuple[str, ...]:
    return tuple(word.text for word in words[place : place + count])


def _can_be_a_name(words: Sequence[Word], place: int) -> bool:
    """A word as common as "ben" or "dan" only with a capital, or where a name is to be expected."""
    word = words[place]
    if word.text not in FREQUENT or (word.is_capital and not _begins(words, place)):
        return True
    return (place > 0 and words[place - 1].text in BEFORE_A_NAME) or _begins(words, place)


def _is_plain_name(words: Sequence[Word], place: int) -> bool:
    """Whether the word can be nothing but a name: no ordinary word, or one with a capital."""
    word = words[place]
    return word.text not in ORDINARY or (word.is_capital and not _begins(words, place))


def _begins(words: Sequence[Word], place: int) -> bool:
    return place == 0 or words[place - 1].text in ".!?\n"


def _name(
    words: Sequence[Word], place: int, length: int, ids: Iterable[str], *, sure: bool
) -> NameInNote:
    pupil_ids = tuple(dict.fromkeys(ids))
    places = tuple(range(place, min(place + length, len(words))))
    return NameInNote(places, pupil_ids, sure and len(pupil_ids) == 1)


def _by_initials(
    words: Sequence[Word], text: str, known: Sequence[_Spelled], taken: set[int]
) -> list[NameInNote]:
    found = []
    for match in INITIALS.finditer(text):
        letters = "".join(part for part in match.groups() if part).lower()
        places = tuple(
            n
            for n, word in enumerate(words)
            if match.start() <= word.start < match.end() and not word.is_stop
        )
        ids = [one.pupil_id for one in known if letters in _initials(one)]
        if ids and places and not taken & set(places):
            found.append(NameInNote(places, tuple(ids), is_certain=False))
    return found


def _initials(one: _Spelled) -> set[str]:
    if not (one.given and one.family):
        return set()
    lasts = {one.family[0][0]} | ({one.particles[0][0]} if one.particles else set())
    return {one.given[0][0] + last for last in lasts}
