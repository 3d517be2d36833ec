"""A name out of the cells of a line: tussenvoegsel in front, "Berg, van den, Jan" taken apart."""

import re

from casework.masking.dutch_words import PARTICLES
from casework.masking.spelling import folded
from casework.people import PersonName

# Longer than any name with what is put behind it: brackets in it are not taken off one by one.
LONGEST = 200
_BEHIND = re.compile(r"^(?P<family>[^,(]+?)\s*[,(]\s*(?P<prefix>[^,()]+?)\)?$")
_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]$")
NUMBER_BEHIND = re.compile(r".+[(\[](\d{3,10})[)\]]$")
_INITIAL = re.compile(r"[A-Z]\.?")
_NO_LETTER = re.compile(r"[\W\d_]+")
# A text in UTF-8 that was read and kept as Windows-1252: "ChloÃ«".
_BROKEN = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|Â[\u00a0-\u00bf]|â€|Ä±|Å[Ÿž¡“’]"
)


def is_prefix(text: str) -> bool:
    """Whether these words are a tussenvoegsel: "van den", "in 't"."""
    if any(_INITIAL.fullmatch(word) for word in text.split()):
        return False
    words = [_NO_LETTER.sub("", folded(word)) for word in text.split()]
    return bool(words) and all(word in PARTICLES for word in words)


def is_broken(text: str) -> bool:
    """Whether letters with accents were lost on the way: "Chlo�", "ChloÃ«"."""
    return _BROKEN.search(text) is not None


def family_name(prefix: str, family: str) -> str:
    """The family name with its tussenvoegsel in front, wherever the file has it, and once."""
    behind = _BEHIND.match(family)
    if behind and is_prefix(behind["prefix"]):
        prefix, family = prefix or behind["prefix"], behind["family"]
    if family.casefold().startswith(f"{prefix} ".casefold()):
        return family.strip()
    return joined_family(prefix, family)


def joined_family(prefix: str, family: str) -> str:
    """A tussenvoegsel and a name written together: "van den Berg", "d'Ancona"."""
    prefix, family = prefix.strip(), family.strip()
    if not prefix:
        return family
    if prefix.endswith(("'", "’")) and len(prefix) <= 3 and prefix[0] not in "'’":
        return f"{prefix}{family}"
    return f"{prefix} {family}"


def whole_name(text: str) -> PersonName:
    """A name in one cell: "Jan van den Berg", "Berg, Jan van den", "Berg, van den, Jan".

    What stands behind it in brackets is a number, or the given name behind initials.
    """
    if len(text) <= LONGEST and (behind := _IN_BRACKETS.match(text)):
        name = whole_name(behind[1])
        is_called = behind[2].isalpha() and "." in name.given
        return PersonName(behind[2], name.family) if is_called else name
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) >= 3:
        return PersonName(parts[2], family_name(parts[1], parts[0]))
    if len(parts) == 2:
        if is_prefix(parts[1]):
            return PersonName("", family_name(parts[1], parts[0]))
        given, prefix = _given_and_prefix(parts[1])
        return PersonName(given, family_name(prefix, parts[0]))
    return _in_reading_order(text.strip())


def _given_and_prefix(text: str) -> tuple[str, str]:
    words = text.split()
    start = len(words)
    while start > 1 and is_prefix(words[start - 1]):
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _in_reading_order(text: str) -> PersonName:
    words = text.split()
    small = (n for n, word in enumerate(words) if n and word[0].islower() and is_prefix(word))
    start = next(small, 1)
    return PersonName(" ".join(words[:start]), " ".join(words[start:]))
