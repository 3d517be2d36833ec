"""Which short forms belong to which given names, from our own list (short_forms.toml)."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from casework.masking.sound import sounds


@dataclass(frozen=True)
class Family:
    """The ways in which one name is written in full, and its short forms; all folded."""

    whole: frozenset[str]
    short: frozenset[str]


class ShortForms:
    """The list, to look up in; a whole name is known by how it sounds as well."""

    def __init__(self, families: Iterable[Family]) -> None:
        self.whole: dict[str, set[Family]] = {}
        self.short: dict[str, set[Family]] = {}
        for family in families:
            for word in family.whole:
                for key in (word, *_marked(word)):
                    self.whole.setdefault(key, set()).add(family)
            for word in family.short:
                self.short.setdefault(word, set()).add(family)

    def families_of_whole(self, word: str) -> set[Family]:
        """Of which this is the whole name, in whatever spelling."""
        empty: set[Family] = set()
        return empty.union(*(self.whole.get(key, empty) for key in (word, *_marked(word))))

    def families_of_short(self, word: str) -> set[Family]:
        """Of which this is a short form."""
        return self.short.get(word, set())


def _marked(word: str) -> list[str]:
    """The keys of the sound of a word, kept apart from words."""
    return [f"/{key}" for key in sounds(word)]


@cache
def short_forms() -> ShortForms:
    """Our list, read once."""
    text = files("casework.masking").joinpath("short_forms.toml").read_text("utf-8")
    return ShortForms(_families(tomllib.loads(text).values()))


def _families(groups: Iterable[list[str]]) -> Iterator[Family]:
    for lines in groups:
        for line in lines:
            whole, _, short = line.partition(":")
            names = frozenset(whole.replace("-", "").split())
            yield Family(names, frozenset(short.split()) - names)
