"""Which pupils a note names: by whole name, given name, family name, nickname or initials.

Certain is only what can be one pupil and nothing else; anything less is asked. Who is near (the own
classes, the own year groups) goes before others of that name; of others only a given name counts,
as a family name may be that of a teacher. A class behind a name says which one: "Sem uit 2B".
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.masking.dutch_words import ADULTS, COMMON, FREQUENT, ORDINARY
from casework.masking.spelling import family_words, folded, is_one_slip, words_of
from casework.people import PersonName
from casework.quick_note.clauses import JOINERS, Word

SMALL = ("etje", "tje", "pje", "je", "ie")
"""Endings of small names: Daantje, Bramie."""

SHORTEST_WITH_A_SLIP = 4
BEFORE_A_NAME = frozenset(
    ["door", "over", "met", "tegen", "naar", "bij", "van", "is", "wordt", "werd", "aan"]
)
BEFORE_A_CLASS = frozenset(["uit", "van", "in", "klas", "groep", "de"])
INITIALS = re.compile(r"\b([A-Za-z])\.\s?([A-Za-z])\.|\b([A-Z])([A-Z])\b")


@dataclass(frozen=True)
class KnownPupil:
    """A pupil who can be meant; near is who works with this pupil anyhow."""

    pupil_id: str
    name: PersonName
    class_name: str = ""
    is_near: bool = True


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
    class_name: str
    is_near: bool


def names_in(
    words: Sequence[Word],
    text: str,
    pupils: Iterable[KnownPupil],
    nicknames: Callable[[str], Sequence[str]],
) -> list[NameInNote]:
    """The names in a note, in their order; no word is part of two."""
    known = [
        _Spelled(
            one.pupil_id,
            words_of(one.name.given),
            *family_words(one.name.family),
            class_name=folded("".join(one.class_name.split())),
            is_near=one.is_near,
        )
        for one in pupils
    ]
    named: list[NameInNote] = []
    place = 0
    while place < len(words):
        name = None if words[place].is_stop else _at(words, place, known, nicknames)
        if name and not _is_grown_up(words, place):
            named.append(name)
        place = name.places[-1] + 1 if name else place + 1
    taken = {place for name in named for place in name.places}
    named += _by_initials(words, text, known, taken)
    return _by_class(words, known, sorted(named, key=lambda one: one.places))


def _is_grown_up(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].text in ADULTS


def _at(
    words: Sequence[Word],
    place: int,
    known: Sequence[_Spelled],
    nicknames: Callable[[str], Sequence[str]],
) -> NameInNote | None:
    """The longest name that begins at a place."""
    long = [(length, one) for one in known if (length := _whole(words, place, one))]
    if long:
        most = max(length for length, _ in long)
        return _name(words, place, most, [one for n, one in long if n == most], sure=True)
    given = [(len(one.given), one) for one in known if _given(words, place, one.given)]
    if given and _can_be_a_name(words, place, known):
        most = max(length for length, _ in given)
        called = _near_first([one for n, one in given if n == most])
        is_plain = _is_plain_name(words, place)
        # Elsewhere in the school an ordinary word is a name only where it is written as one.
        if called[0].is_near or is_plain or _is_expected(words, place):
            return _name(words, place, most, called, sure=is_plain)
    return _in_doubt(words, place, [one for one in known if one.is_near], nicknames)


def _near_first(called: Sequence[_Spelled]) -> list[_Spelled]:
    """Those who are near, when there are any."""
    return [one for one in called if one.is_near] or list(called)


def _in_doubt(
    words: Sequence[Word],
    place: int,
    known: Sequence[_Spelled],
    nicknames: Callable[[str], Sequence[str]],
) -> NameInNote | None:
    families = [(n, one) for one in known if (n := _family(words, place, one))]
    if families and (words[place].is_capital or words[place].text not in ORDINARY):
        most = max(length for length, _ in families)
        return _name(words, place, most, [one for n, one in families if n == most], sure=False)
    word = words[place].text
    meant = {*nicknames(word)}
    alike = [one for one in known if _is_called(word, one.given, meant)]
    return _name(words, place, 1, alike, sure=False) if alike else None


def _is_called(word: str, given: tuple[str, ...], meant: set[str]) -> bool:
    """Whether a word is nearly a given name: its first word, or all of it as one, "Annalena"."""
    if len(given) > 1 and (word == "".join(given) or _is_alike(word, "".join(given), meant)):
        return True
    # The D of D'Angelo is no name: with an ending it is "die".
    return bool(given) and len(given[0]) > 1 and _is_alike(word, given[0], meant)


def _is_alike(word: str, given: str, meant: set[str]) -> bool:
    """A nickname, a small name, a possessive or a name with one wrong letter."""
    if given in meant or word in {given + small for small in ("s", *SMALL)}:
        return True
    is_long = min(len(word), len(given)) >= SHORTEST_WITH_A_SLIP
    return is_long and word[0] == given[0] and may_have_a_slip(word) and is_one_slip(word, given)


def may_have_a_slip(word: str) -> bool:
    """Whether a word can be a name with a wrong letter: it is no word of every day."""
    return len(word) >= SHORTEST_WITH_A_SLIP and word not in ORDINARY and word not in COMMON


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


def can_be_a_name(words: Sequence[Word], place: int) -> bool:
    """A word as common as "ben" or "dan" only with a capital, or where a name is to be expected."""
    word = words[place]
    if word.text not in FREQUENT or (word.is_capital and not _begins(words, place)):
        return True
    return _is_expected(words, place) or _begins(words, place)


def _can_be_a_name(words: Sequence[Word], place: int, known: Sequence[_Spelled]) -> bool:
    """The same; also right behind the name of another, as in "dat Beer mei uitlachte"."""
    if can_be_a_name(words, place):
        return True
    before = words[place - 1].text if place else ""
    return before not in FREQUENT and any(one.given[:1] == (before,) for one in known)


def _is_expected(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].text in BEFORE_A_NAME


def _is_plain_name(words: Sequence[Word], place: int) -> bool:
    """Whether the word can be nothing but a name: no ordinary word, or one with a capital."""
    word = words[place]
    return word.text not in ORDINARY or (word.is_capital and not _begins(words, place))


def _begins(words: Sequence[Word], place: int) -> bool:
    return place == 0 or words[place - 1].text in ".!?\n"


def _name(
    words: Sequence[Word], place: int, length: int, called: Iterable[_Spelled], *, sure: bool
) -> NameInNote:
    pupil_ids = tuple(dict.fromkeys(one.pupil_id for one in called))
    places = tuple(range(place, min(place + length, len(words))))
    return NameInNote(places, pupil_ids, sure and len(pupil_ids) == 1)


def _by_initials(
    words: Sequence[Word], text: str, known: Sequence[_Spelled], taken: set[int]
) -> list[NameInNote]:
    found = []
    for letters, start, end in initials_in(text):
        places = tuple(
            n for n, word in enumerate(words) if start <= word.start < end and not word.is_stop
        )
        ids = [one.pupil_id for one in known if one.is_near and letters in _initials(one)]
        if ids and places and not taken & set(places):
            found.append(NameInNote(places, tuple(ids), is_certain=False))
    return found


def initials_in(text: str) -> list[tuple[str, int, int]]:
    """The initials in a text, in small letters, with where they begin and end: "D.B."."""
    return [
        ("".join(part for part in match.groups() if part).lower(), *match.span())
        for match in INITIALS.finditer(text)
    ]


def _initials(one: _Spelled) -> set[str]:
    if not (one.given and one.family):
        return set()
    lasts = {one.family[0][0]} | ({one.particles[0][0]} if one.particles else set())
    return {one.given[0][0] + last for last in lasts}


def _by_class(
    words: Sequence[Word], known: Sequence[_Spelled], names: Sequence[NameInNote]
) -> list[NameInNote]:
    """The same names, where a class stands behind one those of that class: "Sem en Noor uit 2B"."""
    of_id = {one.pupil_id: one for one in known}
    settled: list[NameInNote] = []
    joined: tuple[str, int] | None = None
    for name in reversed(names):
        after = name.places[-1] + 1
        in_class = _class_at(words, after, {one.class_name for one in known})
        if in_class is None and joined and _joins(words, after, joined[1]):
            in_class = (joined[0], ())
        joined = (in_class[0], name.places[0]) if in_class else None
        settled.append(_in_class(name, of_id, known, in_class))
    return settled[::-1]


def _in_class(
    name: NameInNote,
    of_id: Mapping[str, _Spelled],
    known: Sequence[_Spelled],
    in_class: tuple[str, tuple[int, ...]] | None,
) -> NameInNote:
    if in_class is None:
        return name
    class_name, places = in_class
    givens = {of_id[one].given for one in name.pupil_ids}
    called = [one for one in known if one.given in givens and one.class_name == class_name]
    ids = tuple(one.pupil_id for one in called)
    if not ids:
        return NameInNote((*name.places, *places), name.pupil_ids, name.is_certain)
    return NameInNote((*name.places, *places), ids, len(ids) == 1)


def _joins(words: Sequence[Word], place: int, until: int) -> bool:
    return {word.text for word in words[place:until]} <= {",", *JOINERS} and place < until


def _class_at(
    words: Sequence[Word], place: int, classes: Collection[str]
) -> tuple[str, tuple[int, ...]] | None:
    """The class that is named from a place on, and the places of those words: "uit klas 2b"."""
    at = place
    while at < len(words) and words[at].text in BEFORE_A_CLASS:
        at += 1
    name = ""
    for end in range(at, min(at + 4, len(words))):
        if end > at and words[end].start != words[end - 1].end:
            break
        name += words[end].text
        if name in classes and not _goes_on(words, end):
            return name, tuple(range(place, end + 1))
    return None


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """Whether the next word is written together with this one: the "2" of "2b"."""
    after = place + 1
    is_glued = after < len(words) and words[after].start == words[place].end
    return is_glued and not words[after].is_stop
