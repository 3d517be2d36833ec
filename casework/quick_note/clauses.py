"""A sentence as words, and the words by clause: what stands together is about one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from casework.masking.spelling import folded

TOKEN = re.compile(r"[^\W\d_]+|\d+|[.,;:!?\n]|['’`]s\b")
STOPS = frozenset(".,;:!?\n")
OPENERS = frozenset(
    [
        "maar",
        "want",
        "omdat",
        "dat",
        "hoe",
        "terwijl",
        "toen",
        "dus",
        "nadat",
        "waarna",
        "doordat",
        "zodat",
        "waarbij",
        "die",
    ]
)
# Before "als" these compare: "net als Sem".
COMPARES = frozenset({"net", "zo", "even", "zelfde", "evenveel", "alsof"})
JOINERS = frozenset({"en", "of"})
NEGATIONS = frozenset(
    ["niet", "geen", "nooit", "niemand", "noch", "zonder", "nergens", "niks", "niets"]
)
# Behind a negation these take it away: "niet alleen uitgescholden".
NO_NEGATION = frozenset({"alleen", "enkel", "slechts"})


@dataclass(frozen=True)
class Word:
    """One word: as it is compared, and where it stands in the text."""

    text: str
    start: int
    end: int
    is_capital: bool = False

    @property
    def is_stop(self) -> bool:
        """Whether it is a mark and no word."""
        return self.text in STOPS


def words_of_note(text: str) -> list[Word]:
    """The words and marks of a text, without capitals and accents; the dot of "K." is none."""
    words: list[Word] = []
    for match in TOKEN.finditer(text):
        if match[0] != "." or not (words and len(words[-1].text) == 1 and words[-1].text.isalpha()):
            is_capital = match[0][:1].isupper()
            words.append(Word(folded(match[0]), *match.span(), is_capital=is_capital))
    return words


@dataclass(frozen=True)
class Clause:
    """The places of some words of a note that say one thing, and whether it is denied."""

    places: tuple[int, ...]
    is_denied: bool = False


def clauses_of(
    words: Sequence[Word], names: frozenset[int], verbs: frozenset[int] = frozenset()
) -> list[Clause]:
    """The clauses of a note; `names` are the places of words that are part of a name.

    `verbs` are those of the words that say what somebody does.
    """
    clauses: list[Clause] = []
    current: list[int] = []
    joined = False
    for place, word in enumerate(words):
        if word.text == "," and _is_in_a_list(words, names, verbs, place):
            current.append(place)
        elif word.is_stop or _opens(words, place) or _parts(words, names, verbs, place):
            _close(clauses, words, names, current, joined=joined)
            joined = word.text in JOINERS
            current = [] if word.is_stop else [place]
        else:
            current.append(place)
    _close(clauses, words, names, current, joined=joined)
    return clauses


def _opens(words: Sequence[Word], place: int) -> bool:
    """Whether a word begins a clause; "als" does, unless it compares: "net als Sem"."""
    before = words[place - 1].text if place else ""
    return words[place].text in OPENERS or (words[place].text == "als" and before not in COMPARES)


def _parts(words: Sequence[Word], names: frozenset[int], verbs: frozenset[int], place: int) -> bool:
    """Whether "en" begins a clause: between two names it makes them one group.

    Not in "Daan slaat Noor en Sem lacht mee": there the second name has a verb of its own.
    """
    if words[place].text not in JOINERS or place in names:
        return False
    if not (place - 1 in names and place + 1 in names):
        return True
    return _has_verb_of_its_own(words, names, verbs, place)


def _is_in_a_list(
    words: Sequence[Word], names: frozenset[int], verbs: frozenset[int], place: int
) -> bool:
    """Whether a comma stands in "Noor, Lotte en Fatima", not in "hij sloeg Noor, Sem lachte"."""
    ends = _end_of_list(words, names, place)
    joins = any(words[n].text in JOINERS for n in range(place, ends))
    is_between = place - 1 in names and place + 1 in names
    return is_between and joins and not _has_verb_of_its_own(words, names, verbs, place)


def _has_verb_of_its_own(
    words: Sequence[Word], names: frozenset[int], verbs: frozenset[int], place: int
) -> bool:
    """Whether the names from here on do something, while others did something before."""
    return _end_of_list(words, names, place) in verbs and any(n < place for n in verbs)


def _end_of_list(words: Sequence[Word], names: frozenset[int], place: int) -> int:
    """The first place from here on that is neither a name nor between two of them."""
    between = (
        n
        for n in range(place + 1, len(words))
        if n not in names and not (words[n].text in {",", *JOINERS} and n + 1 in names)
    )
    return next(between, len(words))


def _close(
    clauses: list[Clause],
    words: Sequence[Word],
    names: frozenset[int],
    places: list[int],
    *,
    joined: bool,
) -> None:
    if not places:
        return
    is_denied = _is_denied(words, places)
    if joined and clauses and not names & set(places):
        # "niet geslagen of geschopt"
        is_denied = is_denied or clauses[-1].is_denied
    clauses.append(Clause(tuple(places), is_denied))


def _is_denied(words: Sequence[Word], places: Sequence[int]) -> bool:
    texts = [words[place].text for place in places]
    return any(
        text in NEGATIONS and not (set(texts[n + 1 : n + 2]) & NO_NEGATION)
        for n, text in enumerate(texts)
    )
