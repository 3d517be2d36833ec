"""Names that are written otherwise: by another spelling, a short form, a diminutive, one slip."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from casework.masking.dutch_words import COMMON
from casework.masking.hits import Why
from casework.masking.short_forms import Family, short_forms
from casework.masking.sound import loose_sounds, sounds, sounds_otherwise

SHORTEST_START = 3
SHORTEST_LOOSE = 5
SHORTEST_SLIP = 5
CUT_OFF = 2
SHORTEST_END = 4
PET_ENDINGS = ("ie", "y", "je", "o")
_VOICED = {"p": "b", "t": "d", "f": "v", "s": "z"}
# The keys around each on a keyboard.
NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb",
    "h": "gjyn", "j": "hkum", "k": "jlim", "l": "kop", "z": "xas", "x": "zcsd", "c": "xvdf",
    "v": "cbfg", "b": "vngh", "n": "bmhj", "m": "njk",
}  # fmt: skip
ENDINGS = (
    "neman",
    "man",
    "ske",
    "eke",
    "etje",
    "pje",
    "tje",
    "kje",
    "je",
    "pie",
    "kie",
    "tie",
    "sie",
    "ke",
    "ie",
    "y",
    "i",
    "o",
)

Shelf = dict[str, set[str]]
Key = TypeVar("Key", str, Family)


class Near(NamedTuple):
    """Names that a word may stand for; `is_strong` when that can hardly be chance."""

    names: frozenset[str]
    why: Why
    is_strong: bool


class NearNames:
    """The single words of names of a school, by what else may be written for them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.names = frozenset(word for word in words if word.isascii() and word.isalpha())
        self._sounds: Shelf = {}
        self._loose: Shelf = {}
        self._slips: Shelf = {}
        self._starts: Shelf = {}
        self._ends: Shelf = {}
        self._otherwise: Shelf = {}
        self._whole: dict[Family, set[str]] = {}
        self._short: dict[Family, set[str]] = {}
        for name in self.names:
            self._put(name)

    def _put(self, name: str) -> None:
        for key in sounds(name):
            self._sounds.setdefault(key, set()).add(name)
            for cut in _with_one_left_out(key):
                self._slips.setdefault(cut, set()).add(name)
        for key in loose_sounds(name):
            self._loose.setdefault(key, set()).add(name)
        for length in range(SHORTEST_START, len(name) - CUT_OFF + 1):
            self._starts.setdefault(name[:length], set()).add(name)
        for length in range(SHORTEST_END, len(name) - CUT_OFF + 1):
            self._ends.setdefault(name[-length:], set()).add(name)
        for key in sounds_otherwise(name):
            self._otherwise.setdefault(key, set()).add(name)
        for family in short_forms().families_of_whole(name):
            self._whole.setdefault(family, set()).add(name)
        for family in short_forms().families_of_short(name):
            self._short.setdefault(family, set()).add(name)

    def alike(self, word: str) -> Iterator[Near]:
        """What this folded word may stand for, the likeliest first; it is none of them itself."""
        spelled = self._of_whole_name(word) | self._by_key(self._sounds, sounds(word))
        yield from self._near(spelled, word, Why.SPELLING, True)
        yield from self._near(self.of_short_form(word), word, Why.NICKNAME, True)
        yield from self._near(self._of_diminutive(word), word, Why.SMALL, True)
        if len(word) >= SHORTEST_LOOSE:
            loose = self._by_key(self._loose, loose_sounds(word))
            close = (name for name in loose if abs(len(name) - len(word)) <= CUT_OFF)
            yield from self._near(close, word, Why.SPELLING, False)
        otherwise = self._by_key(self._otherwise, sounds_otherwise(word))
        yield from self._near(otherwise, word, Why.SPELLING, False)
        yield from self._near(self._of_a_piece(word), word, Why.NICKNAME, False)
        yield from self._near(self._with_a_slip(word), word, Why.SLIP, False)

    def itself_or_alike(self, word: str) -> Iterator[Near]:
        """The same for a word that was spelled by its sound: it may be the very name."""
        if word in self.names:
            yield Near(frozenset({word}), Why.LETTERS, True)
        yield from self.alike(word)

    def alike_in_spelling(self, word: str) -> Iterator[Near]:
        """The same without short forms: of a family name there are none."""
        yield from self._near(self._by_key(self._sounds, sounds(word)), word, Why.SPELLING, True)
        otherwise = self._by_key(self._otherwise, sounds_otherwise(word))
        yield from self._near(otherwise, word, Why.SPELLING, False)
        yield from self._near(self._with_a_slip(word), word, Why.SLIP, False)

    @staticmethod
    def _near(names: Iterable[str], word: str, why: Why, is_strong: bool) -> Iterator[Near]:
        others = frozenset(names) - {word}
        if others:
            yield Near(others, why, is_strong)

    def _of_whole_name(self, word: str) -> set[str]:
        """The other ways in which our list writes this name."""
        families = short_forms().families_of_whole(word)
        return self._by_key(self._whole, families)

    def of_short_form(self, word: str) -> set[str]:
        """Of a short form the whole names, and the other way round."""
        known = short_forms()
        whole = self._by_key(self._whole, known.families_of_short(word))
        if word in COMMON:
            return whole
        return whole | self._by_key(self._short, known.families_of_whole(word))

    @staticmethod
    def _by_key(shelf: Mapping[Key, set[str]], keys: Iterable[Key]) -> set[str]:
        names: set[str] = set()
        return names.union(*(shelf.get(key, ()) for key in keys))

    def strongly_alike(self, word: str) -> frozenset[str]:
        """The names that this word can hardly stand for by chance."""
        none: frozenset[str] = frozenset()
        return none.union(*(near.names for near in self.alike(word) if near.is_strong))

    def _of_a_piece(self, word: str) -> set[str]:
        """Of which this is the beginning or the end, also small ("Winnie") or said twice."""
        names = self._starts.get(word, set()) | self._ends.get(word, set())
        for root in _roots(word, PET_ENDINGS):
            names |= self._starts.get(root, set())
        half = word[: len(word) // 2]
        if len(half) >= SHORTEST_START and word == half + half:
            names |= self._starts.get(half, set()) | self._ends.get(half, set())
            names |= {half} & self.names | {name for name in self.names if name.endswith(half)}
        return names

    def _of_diminutive(self, word: str) -> set[str]:
        names: set[str] = set()
        stem = word.removesuffix("s") if len(word) > SHORTEST_START else word
        for short in _roots(stem, ENDINGS):
            names |= self.of_short_form(short) | ({short, _voiced(short)} & self.names)
            names |= self._by_key(self._sounds, sounds(short) | sounds(f"{short}a"))
        return names

    def _with_a_slip(self, word: str) -> set[str]:
        """By the sound with one letter wrong, missing or too many; only of a longer word."""
        keys = sounds(word)
        near = {letter + word[1:] for letter in NEIGHBOURS.get(word[0], "")} & self.names
        if near and len(word) >= SHORTEST_SLIP:
            return near
        cuts = {cut for key in keys for cut in _with_one_left_out(key)}
        return self._by_key(self._slips, cuts | keys) | self._by_key(self._sounds, cuts)


def _roots(word: str, endings: Iterable[str]) -> Iterator[str]:
    """The word without each ending that it has, and without the letter doubled in front of it."""
    for ending in endings:
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST_START:
            yield root
            if root[-1] == root[-2]:
                yield root[:-1]


def _voiced(root: str) -> str:
    """ "Joppie" is Job: in front of an ending a letter sounds harder."""
    return root[:-1] + _VOICED.get(root[-1], root[-1])


def _with_one_left_out(key: str) -> Iterator[str]:
    if len(key) >= SHORTEST_SLIP:
        for place in range(1, len(key)):
            yield key[:place] + key[place + 1 :]
