"""A member of staff as lists refer to one: an abbreviation, an address, a name in any order."""

import re
from collections.abc import Iterator

from casework.masking.spelling import folded
from casework.people import PersonName

_TITLES = frozenset(
    ("mw", "mevr", "mevrouw", "dhr", "hr", "heer", "meneer", "juf", "drs", "dr", "ir", "ing", "mr")
)
LONGEST_CODE = 8
"""Longer is no abbreviation that somebody types, but an id of another program."""
_NO_WORD = re.compile(r"[^\w]+")
_IN_BRACKETS = re.compile(r"^(.*?)\s*[(\[](.+?)[)\]]\s*$")

Words = frozenset[str]


def words_of(text: str) -> Words:
    """The words of a name in whatever order, without titles: "Groot, Anna de" is Anna de Groot."""
    words = (word for word in _NO_WORD.split(folded(text)) if word)
    return frozenset(word for word in words if word not in _TITLES)


def ways_of_writing(name: PersonName) -> Iterator[Words]:
    """The whole name, an initial with the family name, and the family name alone."""
    yield words_of(name.full)
    family = words_of(name.family)
    if family:
        if name.given:
            yield family | {folded(name.given)[:1]}
        yield family


def pieces_of(reference: str) -> Iterator[str]:
    """What a reference can be: the whole, and "Anna de Groot (GRO)" in its two parts."""
    yield reference
    if parts := _IN_BRACKETS.match(reference):
        yield parts[2]
        yield parts[1]


def proposed_user_name(name: PersonName, email: str, number: str) -> str:
    """A user name for who has none: of the address, else the abbreviation, else the name."""
    if "@" in email:
        return email.partition("@")[0]
    if number and not number.isdecimal() and len(number) <= LONGEST_CODE:
        return folded(number)
    parts = ("".join(_NO_WORD.split(folded(part))) for part in (name.given, name.family))
    return ".".join(filter(None, parts))
