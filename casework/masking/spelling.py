"""How a name may be written: words without accents and capitals, and the gaps between them."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from casework.masking.dutch_words import PARTICLES

# What can be in a word without being seen (soft hyphen, zero width), and what rides on a letter.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
APOSTROPHES = "'’‘ʼ`´′＇"
HYPHENS = "-‐‑"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}{UNSEEN}])*")
SEAM = re.compile(rf"[{UNSEEN}]+|(?<=[^\W\d_A-Z])(?=[A-Z])")
CAPITAL_SEAM = re.compile("(?<=[^\\W\\d_A-Z])(?=[A-Z])")

_SPACE = rf"[\s{UNSEEN}]{{1,8}}"
_APOSTROPHE = f"[{APOSTROPHES}]"
_GAP = re.compile(rf"(?:{_SPACE})?{_APOSTROPHE}?|{_APOSTROPHE}{_SPACE}|[{UNSEEN}]*[{HYPHENS}]")
_GAP_AFTER_LETTER = re.compile(rf"\.?(?:{_SPACE})?{_APOSTROPHE}?|/|[{HYPHENS}]")
_COMMA = re.compile(rf"(?:{_SPACE})?,(?:{_SPACE})?{_APOSTROPHE}?")
_VOWELS = re.compile("[aeiou]")
_TWICE = re.compile(r"(.)\1+")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_WITH_SOMETHING = re.compile("LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH ")


class _Letters(dict[int, str]):
    """Our own letter for one with a hook or a stroke; worked out when it is met, and kept."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        name = _WITH_SOMETHING.match(unicodedata.name(letter, ""))
        self[code] = name[1].lower() if name and not unicodedata.decomposition(letter) else letter
        return self[code]


_PLAIN_LETTERS = _Letters(
    str.maketrans(
        {"ı": "i", "İ": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d"}
        | {"Ð": "d", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ə": "e"}
    )
)
_WITH_TWO_LETTERS = frozenset("äöüøåÄÖÜØÅ")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

_INITIALS_OF = {
    **dict.fromkeys(("vd", "vdr", "vdn", "vande", "vanden", "vander"), "vd"),
    **dict.fromkeys(("vt", "vh"), "vt"),
    **dict.fromkeys(("int", "ih", "it"), "it"),
    **dict.fromkeys(("het", "h"), "t"),
    # The Arabic article, however it was written down.
    **dict.fromkeys(("al", "el", "il", "ul"), "e"),
}


class Token(NamedTuple):
    """One word of a text: where it stands, how it reads without accents and capitals.

    A plain one is in small letters after the first: it cannot be two words written together.
    """

    start: int
    end: int
    word: str
    is_capital: bool
    is_plain: bool = True


def folded(word: str) -> str:
    """A word without capitals, accents and what cannot be seen: "Yılmaz" is "yilmaz"."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS)).casefold()
    kept = (c for c in bare if unicodedata.category(c) not in ("Mn", "Cf") and c not in _FILLERS)
    seen = "".join(kept)
    return seen or word


def skeleton(word: str) -> str:
    """A folded word without its vowels, as in the name of an account: "sjoerd" is "sjrd"."""
    return _TWICE.sub(r"\1", _VOWELS.sub("", word))


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is wrong, missing, too many or two have changed places."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    while typed and meant and typed[0] == meant[0]:
        typed, meant = typed[1:], meant[1:]
    while typed and meant and typed[-1] == meant[-1]:
        typed, meant = typed[:-1], meant[:-1]
    return max(len(typed), len(meant)) == 1 or (len(typed) == 2 and typed == meant[::-1])


def tokens(text: str) -> list[Token]:
    """The words of a text in their order; digits and everything else divide them."""
    read = []
    for match in WORD.finditer(text):
        typed = match[0]
        is_plain = typed.isalpha() and (typed[1:].islower() or len(typed) == 1)
        read.append(Token(*match.span(), folded(typed), typed[0].isupper(), is_plain))
    return read


def split_at_seams(text: str, token: Token) -> list[Token]:
    """The words that were written together in one: "NoorDaan", or with an unseen space between."""
    parts, start = [], token.start
    for seam in SEAM.finditer(text, token.start, token.end):
        if seam.start() > start:
            parts.append((start, seam.start()))
        start = seam.end()
    if not parts:
        return [token]
    spans = [*parts, (start, token.end)] if start < token.end else parts
    return [Token(a, b, folded(text[a:b]), text[a].isupper()) for a, b in spans]


def words_of(name: str) -> tuple[str, ...]:
    """A name as its words: "Anne-Fleur" is ("anne", "fleur")."""
    if name.isascii() and name.isalpha():
        return (name.lower(),)
    return tuple([folded(word) for word in WORD.findall(name)])


def has_two_letter_form(name: str) -> bool:
    """Whether a name is also written with oe for ö and so on."""
    if name.isascii():
        return False
    return not _WITH_TWO_LETTERS.isdisjoint(unicodedata.normalize("NFC", name))


def two_letter_form(name: str) -> str:
    """The name with ö as oe and so on, as people write it on a keyboard without accents."""
    return unicodedata.normalize("NFC", name).lower().translate(_TWO_LETTERS)


def is_gap(text: str, left: Token, right: Token) -> bool:
    """Whether what stands between two words can be inside one name; "-" and a line break can."""
    return _fits(_GAP, text, left, right)


def is_gap_after_letter(text: str, left: Token, right: Token) -> bool:
    """The same after an initial or a short word in front of a family name: "v.d. Berg"."""
    return _fits(_GAP_AFTER_LETTER, text, left, right)


def is_comma(text: str, left: Token, right: Token) -> bool:
    """Whether two words are parted by a comma alone: "Berg, van der"."""
    return _fits(_COMMA, text, left, right)


def _fits(pattern: re.Pattern[str], text: str, left: Token, right: Token) -> bool:
    if right.start - left.end == 1 and text[left.end] == " ":
        return pattern is not _COMMA
    between = text[left.end : right.start]
    return pattern.fullmatch(between) is not None and between.count("\n") <= 1


def particle_initials(words: Sequence[str]) -> str:
    """The first letters of the words in front of a family name: van der, vd and v.d. are "vd"."""
    return "".join(_INITIALS_OF.get(word, word[0]) for word in words)


def family_words(family: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words in front of a family name, and the family name itself (never empty)."""
    words = words_of(family)
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return words[:count], words[count:]
