"""By which key a name is found that is spelled otherwise: one for each way in which it may sound.

Ours: the spellings that occur in Dutch schools for one and the same name (ph and f, th and t, c and
k, y, ij and i, ou, oe and u, -ah and -a, double letters). The strict keys keep the vowels; the
loose key forgets most of them, and is only a hint.
"""

import re
from functools import lru_cache

SHORTEST = 3
LONGEST = 40
MOST_KEYS = 6

# In this order; each is one letter or two afterwards.
_SAME = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eigh$", "i"),
        (r"tsj|tsh|tch", "ch"),
        (r"sch|sz|sj|sh", "s"),
        (r"dzh|dzj|dj|zj", "j"),
        (r"cz", "ch"),
        (r"que?$|ck|cq", "k"),
        (r"qu", "kw"),
        (r"ph", "f"),
        (r"([tkgdbrwz])h", r"\1"),
        (r"c(?=[eiyj])", "s"),
        (r"c(?!h)", "k"),
        (r"x", "ks"),
        (r"q", "k"),
        (r"z", "s"),
        (r"w", "v"),
        (r"ij|ie", "i"),
        (r"[ae][iy]$|ee$|e$(?<=[aeiouy]e)", "i"),
        (r"[ae][iy]", "ei"),
        (r"oe|ou|uu|ow(?=[^aeiou])", "u"),
        (r"[yj]", "i"),
        (r"(?<=.)(?<!c)h", ""),
    )
)
_OTHERWISE = tuple(
    (re.compile(pattern), spelled)
    for pattern, spelled in (
        (r"^dj|^g[ei]?(?=[aou])|^g(?=[ei])|^zj", "j"),
        (r"^x|^z", "s"),
        (r"^tj", "tsj"),
        (r"^(?:u|oe|ou)", "o"),
        (r"ei|ey|ay|ai", "ij"),
        (r"au", "ou"),
        (r"ee(?!$)", "ie"),
    )
)
_CH = ("k", "s", "")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = str.maketrans({"a": "e", "o": "u"})
_RUN = re.compile(r"[eiu]+")


@lru_cache(maxsize=65_536)
def sounds(word: str) -> frozenset[str]:
    """The strict keys of a folded word; none when it is no word in our letters or too short."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()):
        return frozenset()
    for pattern, sound in _SAME:
        word = pattern.sub(sound, word)
    ways = [word]
    while "ch" in ways[0] and len(ways) <= MOST_KEYS // 2:
        ways = [way.replace("ch", sound, 1) for way in ways for sound in _CH]
    return frozenset(_finished(way.replace("ch", "k")) for way in ways)


def _finished(word: str) -> str:
    word = _DOUBLE.sub(r"\1", word)
    if word.endswith("d"):
        word = word[:-1] + "t"
    if len(word) > SHORTEST and word[-1] == "e" and word[-2] not in "aeiu":
        word = word[:-1]
    return word


@lru_cache(maxsize=65_536)
def sounds_otherwise(word: str) -> frozenset[str]:
    """Keys for a word of which one sound may be written as another; only a hint.

    Both ways to write a sound (ei and ij, ou and au, gi and j) have the same keys, so that each
    finds the other.
    """
    if not (SHORTEST <= len(word) <= LONGEST):
        return frozenset()
    other = word
    for pattern, spelled in _OTHERWISE:
        other = pattern.sub(spelled, other)
    return sounds(other)


@lru_cache(maxsize=65_536)
def loose_sounds(word: str) -> frozenset[str]:
    """The same with the vowels put together (a and e, o and u), and without one at the end."""
    return frozenset(_loose(key) for key in sounds(word))


def _loose(key: str) -> str:
    bare = _RUN.sub(lambda run: run[0][0], key.translate(_VOWELS))
    bare = bare.replace("d", "t").replace("b", "p").replace("v", "f")
    return _DOUBLE.sub(r"\1", bare.rstrip("eiu") if len(bare) > SHORTEST else bare)
