"""Finding a pupil by typing a part of a name, without its accents and capitals, or a class."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casework.masking.spelling import (
    folded,
    has_two_letter_form,
    two_letter_form,
    words_of,
)
from casework.people import PersonName

SHORTEST = 2
_TYPED = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Findable:
    """A pupil as the finder knows one: the words to find by, and the whole name to order by."""

    pupil_id: str
    class_name: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    order: str


class PupilFinder:
    """The pupils of one day by name and class; made once, then only read."""

    def __init__(self, pupils: Iterable[tuple[str, PersonName, str]]) -> None:
        """`pupils`: id, name and name of the class."""
        people = [_findable(*pupil) for pupil in pupils]
        self._people = sorted(people, key=lambda one: (one.order, one.class_name, one.pupil_id))

    def find(self, typed: str, most: int) -> list[str]:
        """At most this many pupils of whom each typed word begins a part of the name or the class.

        Who has the first typed word as given name comes first, then whose given name begins with
        it, then the others; by name within each. A single letter finds nothing: it is the
        beginning of a word.
        """
        words = [folded(word) for word in _TYPED.findall(typed)]
        if sum(map(len, words)) < SHORTEST:
            return []
        hits = [one for one in self._people if all(_has(one, word) for word in words)]
        hits.sort(key=lambda one: _distance(one, words[0]))
        return [one.pupil_id for one in hits[:most]]


def _findable(pupil_id: str, name: PersonName, class_name: str) -> Findable:
    given, family = _spellings(name.given), _spellings(name.family)
    return Findable(pupil_id, folded(class_name), given, family, " ".join(words_of(name.full)))


def _spellings(name: str) -> tuple[str, ...]:
    """The words of a name, those written as one ("annefleur", "vandenberg"), and oe for ö."""
    written = [name, two_letter_form(name)] if has_two_letter_form(name) else [name]
    words: dict[str, None] = {}
    for form in written:
        parts = words_of(form)
        words.update(dict.fromkeys([*parts, "".join(parts)]))
    return tuple(word for word in words if word)


def _has(one: Findable, word: str) -> bool:
    return (
        any(part.startswith(word) for part in one.given)
        or any(part.startswith(word) for part in one.family)
        or one.class_name == word
    )


def _distance(one: Findable, word: str) -> int:
    if word in one.given:
        return 0
    return 1 if any(part.startswith(word) for part in one.given) else 2
