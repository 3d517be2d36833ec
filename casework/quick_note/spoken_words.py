"""Where the words of the card stand in a note: "scheld*", "pakte … af", and the words of a choice.

A star is any ending; an ellipsis is some words between, as with a verb that comes apart.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casework.card.model import ActionCard
from casework.masking.spelling import folded
from casework.quick_note.clauses import NEGATIONS, Clause, Word

ELLIPSIS = "…"
MOST_BETWEEN = 6
# The words of a card, and some of the cards before it.
MOST_PHRASES, MOST_LISTS = 4096, 64
_ALTERNATIVES = re.compile(r",|:|\(|\)| of | en ")
_PART = re.compile(r"[^\W\d_]+\*?|\d+|…")
SHORTEST_OWN_WORD = 5
# A choice of the card that says nothing by its own words.
NOT_SPOKEN = frozenset({"other", "unknown", "varies"})


Phrases = tuple[tuple[str, tuple[str, ...]], ...]
"""Each choice with the words of a phrase that names it."""


@dataclass(frozen=True)
class Match:
    """A choice that a note names, and the places of the words that name it."""

    code: str
    places: tuple[int, ...]


@lru_cache(maxsize=MOST_PHRASES)
def phrase(text: str) -> tuple[str, ...]:
    """A phrase of the card as the words to look for."""
    return tuple(
        part if part == ELLIPSIS else folded(part.rstrip("*")) + "*" * part.endswith("*")
        for part in _PART.findall(text)
    )


def phrases_of(card: ActionCard, list_name: str) -> Phrases:
    """The phrases that name each choice of a list, the longest first.

    A choice that the school added itself has the words of its title.
    """
    spoken = card.spoken_words.get(list_name, {})
    choices = card.lists.get(list_name)
    return _phrases(
        tuple((code, tuple(texts)) for code, texts in spoken.items()),
        None if choices is None else tuple(choices.items()),
    )


@lru_cache(maxsize=MOST_LISTS)
def _phrases(
    spoken: tuple[tuple[str, tuple[str, ...]], ...], choices: tuple[tuple[str, str], ...] | None
) -> Phrases:
    codes = None if choices is None else {code for code, _ in choices}
    phrases = {
        (code, phrase(text))
        for code, texts in spoken
        if codes is None or code in codes
        for text in texts
    }
    for code, title in choices or ():
        if code not in NOT_SPOKEN:
            phrases |= {(code, words) for words in _of_title(title)}
    return tuple(sorted(phrases, key=lambda one: (-len(one[1]), one)))


def _of_title(title: str) -> Iterator[tuple[str, ...]]:
    for part in _ALTERNATIVES.split(title):
        words = phrase(part.replace("*", ""))
        if len(words) == 1 and len(words[0]) >= SHORTEST_OWN_WORD:
            yield words


def matches_in(
    words: Sequence[Word],
    clause: Clause,
    phrases: Sequence[tuple[str, tuple[str, ...]]],
    taken: frozenset[int] = frozenset(),
) -> list[Match]:
    """The choices that a clause names, each word for the longest phrase; `taken` are names.

    In a clause that is denied only what has the denial in it counts: "mag niet meedoen".
    """
    matches: list[Match] = []
    used = set(taken)
    for code, parts in phrases:
        for at, place in enumerate(clause.places):
            if parts[0] != ELLIPSIS and not _is(words[place], parts[0]):
                continue
            places = _match(words, clause.places, at, parts)
            if not places or used & set(places):
                continue
            if clause.is_denied and not NEGATIONS & {words[place].text for place in places}:
                continue
            used |= set(places)
            matches.append(Match(code, places))
    return sorted(matches, key=lambda one: one.places)


def _match(
    words: Sequence[Word], places: Sequence[int], at: int, parts: Sequence[str]
) -> tuple[int, ...]:
    """The places of the words of a phrase that begins there; none when it does not."""
    matched: list[int] = []
    may_skip = 0
    for part in parts:
        if part == ELLIPSIS:
            may_skip = MOST_BETWEEN
            continue
        here = next(
            (
                n
                for n in range(at, min(at + may_skip + 1, len(places)))
                if _is(words[places[n]], part)
            ),
            None,
        )
        if here is None:
            return ()
        matched.append(places[here])
        at, may_skip = here + 1, 0
    return tuple(matched)


def _is(word: Word, part: str) -> bool:
    return word.text.startswith(part[:-1]) if part.endswith("*") else word.text == part


def words_for(card: ActionCard, nickname: str) -> tuple[str, ...]:
    """The given names that the card has for a nickname: "mo" is Mohamed."""
    names: Mapping[str, Sequence[str]] = card.spoken_words.get("nicknames", {})
    return tuple(folded(name) for name in names.get(nickname, ()))
