"""Whether a password is easy to guess: a common one, or made of nothing but what others know.

A list of common passwords is packaged; besides, a guess puts years, signs and digits for letters
into words, walks over the keyboard and repeats itself. Where the list is from:
docs/decisions/0073.
"""

import gzip
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

FEWEST_SIGNS = 4
MOST_COMMON_WORDS = 2
"""A password of this many common words or fewer is soon guessed, whatever is put between them."""
SHORTEST_WORD, LONGEST_WORD = 4, 30
SHORTEST_OWN_WORD = 2
LONGEST_REPEATED = 6
SIGNS_IN_A_RUN = 3
WALKS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "8ik",
    "9ol",
    "qaz",
    "wsx",
    "edc",
    "rfv",
    "tgb",
    "yhn",
    "ujm",
)
FOR_LETTERS = tuple(
    str.maketrans("0134578@$!", letters) for letters in ("oieastbasi", "oleastbasl", "oiegstbasi")
)
"""Digits and signs that are written for letters; some for either of two."""


def is_easy_to_guess(password: str, own_words: Iterable[str]) -> bool:
    """Whether somebody who knows these names and the usual habits soon tries this password."""
    text = _plain(password)
    if len(set(text)) < FEWEST_SIGNS:
        return True
    letters = "".join(sign for sign in text if sign.isalnum())
    if letters in common_passwords() or _repeats(letters) or _walks(letters):
        return True
    own = _own(own_words)
    return any(_is_made_of_words(text, text.translate(table), own) for table in FOR_LETTERS)


@cache
def common_passwords() -> frozenset[str]:
    """The packaged list and the easy words, in small letters and digits."""
    folder = files("data")
    packed = (folder / "common_passwords.txt.gz").read_bytes()
    lines = (folder / "easy_words.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset((*gzip.decompress(packed).decode().split(), *map(_plain, words)))


def _plain(text: str) -> str:
    """Small letters without accents or white space; digits and signs as they are."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign) and sign.strip())


def _own(own_words: Iterable[str]) -> frozenset[str]:
    """Names as a whole and in parts."""
    words = [word for text in own_words for word in (text, *text.replace("-", " ").split())]
    bare = ("".join(sign for sign in _plain(word) if sign.isalnum()) for word in words)
    return frozenset(word for word in bare if len(word) >= SHORTEST_OWN_WORD)


def _repeats(letters: str) -> bool:
    """A short part again and again, whole or cut off at the end."""
    return any(
        len(letters) >= 2 * size and letters[size:] == letters[:-size]
        for size in range(1, LONGEST_REPEATED + 1)
    )


def _walks(letters: str) -> bool:
    """Neighbours on the keyboard, in the alphabet or in counting, for most of the way."""
    runs = 1 + sum(pair not in _neighbours() for pair in pairwise(letters))
    return runs * SIGNS_IN_A_RUN <= len(letters)


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    there = {pair for walk in WALKS for pair in pairwise(walk)}
    return frozenset(there | {(after, before) for before, after in there})


def _is_made_of_words(text: str, in_letters: str, own: frozenset[str]) -> bool:
    """Whether nothing is left beside own words, digits and signs, and at most two common words."""
    if text.isdigit():
        return False
    # How few common words cover the text up to each place; None where nothing covers it.
    fewest: list[int | None] = [0, *([None] * len(text))]
    for start in range(len(text)):
        count = fewest[start]
        if count is None or count > MOST_COMMON_WORDS:
            continue
        if not text[start].isalpha():
            _note(fewest, start + 1, count)
        for end in range(start + SHORTEST_OWN_WORD, min(start + LONGEST_WORD, len(text)) + 1):
            for word in {text[start:end], in_letters[start:end]}:
                if word in own:
                    _note(fewest, end, count)
                elif len(word) >= SHORTEST_WORD and word in common_passwords():
                    _note(fewest, end, count + 1)
    least = fewest[-1]
    return least is not None and least <= MOST_COMMON_WORDS


def _note(fewest: list[int | None], place: int, count: int) -> None:
    known = fewest[place]
    fewest[place] = count if known is None else min(known, count)
