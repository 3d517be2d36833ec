"""The order in which Dutch people look for names and classes: tussenvoegsel behind, Ö among O."""

import re
from functools import lru_cache

from casework.masking.dutch_words import PARTICLES
from casework.masking.spelling import APOSTROPHES, folded
from casework.people import PersonName

SortKey = tuple[str, ...]
NaturalKey = tuple[tuple[int, int, str], ...]

_ATTACHED = re.compile(rf"^((?:[dl]|'?[st])['{APOSTROPHES}]-?|['{APOSTROPHES}][st]-)(?=\w)", re.I)
_NO_LETTER = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
# Part of the name itself where it has a capital: "Oude Voshaar", "Ben Ali", "D Boer".
_OFTEN_A_NAME = frozenset({"oude", "boven", "ben", "bin", "abu", "do", "mac"})
_DIGITS = re.compile(r"(\d+)")


def family_parts(family: str) -> tuple[str, str]:
    """The tussenvoegsel in front of a family name, and the name itself, which is never empty.

    "van den Berg" is ("van den", "Berg"), "d'Ancona" is ("d'", "Ancona"). A word of the list is one
    however it is written ("Van Dijk"); any other only in small letters before a capital.
    """
    words = family.split()
    is_small = family == family.lower()
    count = 0
    while count < len(words) - 1 and _is_particle(words[count], is_small=is_small):
        count += 1
    prefix, rest = " ".join(words[:count]), " ".join(words[count:])
    attached = _ATTACHED.match(rest)
    if attached is None:
        return prefix, rest
    return f"{prefix} {attached[0]}".strip(), rest[attached.end() :]


def listed(name: PersonName) -> str:
    """A name as a list has it: "Berg, Noor van den"."""
    prefix, rest = family_parts(name.family)
    if not rest:
        return name.given
    return " ".join(part for part in (f"{rest},", name.given, prefix) if part)


def sort_key(name: PersonName) -> SortKey:
    """By family name without its tussenvoegsel, then that, then the given name."""
    prefix, rest = family_parts(name.family)
    return (*map(text_key, (rest, prefix, name.given)), name.full)


def given_name_key(name: PersonName) -> SortKey:
    """By given name, then by family name as `sort_key` has it; for a class that knows itself."""
    return (text_key(name.given), *sort_key(name))


def text_key(text: str) -> str:
    """Words without capitals, accents and marks, one space between them: "Özil" is among the O."""
    return _NO_LETTER.sub(" ", folded(_APOSTROPHE.sub("", text))).strip()


def fits(typed: str, words: str) -> bool:
    """Whether each typed word begins one of these; both are as `text_key` makes them."""
    spaced = f" {words}"
    return all(f" {word}" in spaced for word in typed.split())


@lru_cache(maxsize=50_000)
def natural_key(text: str) -> NaturalKey:
    """Numbers by their size: 1A, 2A, 2B, 10A; H4b before V4a. For classes and teams, not people."""
    parts = _DIGITS.split(text_key(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def _is_particle(word: str, *, is_small: bool) -> bool:
    letters = _NO_LETTER.sub("", folded(word))
    if word.islower() and not is_small:
        return True
    is_name = letters in _OFTEN_A_NAME or (len(letters) == 1 and letters == word.lower())
    return letters in PARTICLES and not is_name
