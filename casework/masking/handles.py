"""Names of accounts: "@sterrevdb", "xx_roos_xx", "M33s"; signs and digits for letters."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import COMMON
from casework.masking.index import NameIndex
from casework.masking.spelling import UNSEEN, folded

SHORTEST = 3
SHORTEST_OPEN = 4
# With signs for letters, from how many letters on a name may be written otherwise as well.
SHORTEST_READ = 5
LONGEST = 60
# A run of letters, digits and signs that stand for a letter; after "@" or with "_" in it a dot and
# a hyphen belong to it too.
CHUNK = re.compile(rf"[@#$€]{{0,3}}[\w{UNSEEN}]+(?:[.\-$!€|*@][\w{UNSEEN}]+)*")
RUN = re.compile(rf"[\w{UNSEEN}$!€|*@]+")
_SIGNS = str.maketrans("34057892$€@|", "eaostbgzseal")
_ONE = re.compile("[1!]")
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_FRONTS = ("its", "the", "real", "official", "mister", "miss", "xxx", "xx", "im", "ik", "x")
_BEHINDS = ("official", "gamer", "xxx", "xoxo", "xx", "xo", "lol", "nl", "x")


class Chunk(NamedTuple):
    """A piece of text without a space; a tag when it is marked as the name of an account."""

    start: int
    end: int
    is_tag: bool


def chunks(text: str) -> Iterator[Chunk]:
    """The pieces of a text that may be one name: account names whole, and else runs of letters."""
    for match in CHUNK.finditer(text):
        piece = match[0]
        if piece[0] in "@#$€" or "_" in piece:
            yield Chunk(*match.span(), True)
            continue
        for run in RUN.finditer(text, *match.span()):
            if any(map(str.isalnum, run[0])):
                yield Chunk(*run.span(), False)


def is_disguised(text: str, chunk: Chunk) -> bool:
    """Whether there is more in it than letters, so that its words are not all there is to read."""
    return chunk.is_tag or not text[chunk.start : chunk.end].isalpha()


class HandleReader:
    """Whose name stands in a chunk, when any does."""

    def __init__(self, certainty: Certainty) -> None:
        self.certainty = certainty
        self.index: NameIndex = certainty.passage.index
        self.text = certainty.passage.text

    def pupils_in(self, chunk: Chunk) -> frozenset[str] | None:
        """Who may be meant; None when it is the own pupil."""
        typed = self.text[chunk.start : chunk.end]
        if len(typed) > LONGEST:
            return frozenset()
        letters = {folded(piece) for piece in _LETTERS.findall(typed)}
        for word in dict.fromkeys(_words(typed)):
            is_typed = word in letters or len(word) >= SHORTEST_READ
            pupils = self._pupils(word, is_open=chunk.is_tag, or_alike=is_typed)
            if self.certainty.own in pupils and not self.certainty.involved & pupils:
                return None
            if pupils:
                return frozenset(pupils)
        return frozenset()

    def pupils_with_particles(self, word: str) -> frozenset[str]:
        """Who is meant by one word that is no tag: only with "vdb" or so behind the name."""
        tails = self.index.tails
        if not any(word[-length:] in tails for length in (2, 3, 4)):
            return frozenset()
        pupils = self._by_two_parts(word, is_open=False, needs_particles=True)
        return frozenset() if self.certainty.own in pupils else frozenset(pupils)

    def _pupils(self, word: str, *, is_open: bool, or_alike: bool) -> set[str]:
        return (
            self._by_one_name(word, or_alike=or_alike)
            or self._by_two_parts(word, is_open=False)
            or self._by_initial_and_family(word)
            or (self._by_two_parts(word, is_open=True) if is_open else set())
        )

    def _by_one_name(self, word: str, *, or_alike: bool) -> set[str]:
        index = self.index
        if len(word) < SHORTEST:
            return set()
        together = index.full_together.alone(word) | index.families_together.alone(word)
        if exact := together | index.with_given((word,)) | index.with_family((word,)):
            return exact
        if word in COMMON or not or_alike:
            return set()
        return index.with_given(index.near_given.strongly_alike(word))

    def _by_two_parts(self, word: str, *, is_open: bool, needs_particles: bool = False) -> set[str]:
        """A given name with something of the family name behind it, or anything when open."""
        for length in range(len(word) - 1, SHORTEST - 1, -1):
            pupils = self.index.with_given((word[:length],))
            rest = word[length:]
            if pupils and is_open and (length >= SHORTEST_OPEN or self._is_family(rest)):
                return pupils
            if own := self._with_rest(pupils, rest, needs_particles):
                return own
        return set()

    def _with_rest(self, pupils: set[str], rest: str, needs_particles: bool) -> set[str]:
        index = self.index
        by_letters = {pupil for pupil in pupils if self._ends_in(pupil, rest, needs_particles)}
        if by_letters or needs_particles:
            return by_letters
        return pupils & (index.with_family((rest,)) | index.families_together.alone(rest))

    def _is_family(self, word: str) -> bool:
        return word in self.index.families.names or bool(self.index.families_together.alone(word))

    def _ends_in(self, pupil: str, rest: str, needs_particles: bool) -> bool:
        letters = {last[:1] for _, last in self.index.initials[pupil]}
        fronts = {front for front in self.index.particles[pupil] if front or not needs_particles}
        return any(rest == front + letter for front in fronts for letter in letters if letter)

    def _by_initial_and_family(self, word: str) -> set[str]:
        rest = word[1:]
        if len(rest) < SHORTEST:
            return set()
        with_letter = self.index.by_first_letter.get(word[0], set())
        families = self.index.with_family((rest,)) | self.index.families_together.alone(rest)
        return families & with_letter


def _words(typed: str) -> Iterator[str]:
    """What may be read in it, folded: its pieces, all its letters, and signs read as letters."""
    bare = _AROUND.sub("", typed)
    for letters in (typed, *_with_letters_for_signs(bare), *_with_letters_for_signs(typed)):
        pieces = [folded(piece) for piece in _LETTERS.findall(letters)]
        for piece in pieces:
            yield from _undecorated(piece)
        if len(pieces) > 1:
            yield from _undecorated("".join(pieces))


def _with_letters_for_signs(typed: str) -> Iterator[str]:
    """Where at least every second sign is a letter: a number is no name."""
    if 2 * sum(sign.isalpha() for sign in typed) < sum(sign.isalnum() for sign in typed):
        return
    letters = typed.translate(_SIGNS).replace("6", "g")
    for letter in "il" if _ONE.search(typed) else "i":
        yield _ONE.sub(letter, letters)


def _undecorated(word: str) -> Iterator[str]:
    yield word
    for front in ("", *_FRONTS):
        for behind in ("", *_BEHINDS):
            core = word.removeprefix(front).removesuffix(behind)
            if SHORTEST <= len(core) < len(word):
                yield core
