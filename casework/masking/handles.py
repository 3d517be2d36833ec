"""Names of accounts: "@sterrevdb", "xx_roos_xx", "M33s"; signs and digits for letters."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import COMMON, words
from casework.masking.index import NameIndex
from casework.masking.spelling import UNSEEN, folded, skeleton

SHORTEST = 3
SHORTEST_OPEN = 4
# With signs for letters, from how many letters on a name may be written otherwise as well.
SHORTEST_READ = 5
LONGEST = 60
# A run of letters, digits and signs that stand for a letter; after "@" or with "_" in it a dot and
# a hyphen belong to it too.
CHUNK = re.compile(
    rf"(?:[@#$€]{{0,3}}|[!|])[\w{UNSEEN}]+(?:(?:[.\-!|*@]|[$€]{{1,2}})[\w{UNSEEN}]+)*[@$€]?"
)
# The address of a page, with what stands behind the slash.
_LINK = re.compile(
    r"(?:https?://|(?<!\w)www\.|(?<![\w@./-])(?:[\w-]{1,63}\.){1,4}"
    r"(?:app|be|com|de|eu|gg|io|link|ly|me|net|nl|org|tv)/)[^\s<>\"]{0,300}[^\s<>\".,;:!?)\]'’]"
)
RUN = re.compile(rf"[\w{UNSEEN}$!€|*@]+")
_SIGNS = str.maketrans("34057892$€@|", "eaostbgzseal")
_ONE = re.compile("[1!]")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITAL_INSIDE = re.compile("[^\\W\\d_A-Z][A-Z]")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# What people put before and behind their name: ours, the clubs and numbers of Dutch towns too.
_FRONTS = words(
    """
    its itz the thereal real official mister miss mrs mr xxx xx im iam ik x not lil little big baby
    team free justice queen king princess prins yo da de insta snap hey hi love only just ask cute
    """
)
_BEHINDS = words(
    """
    official gamer gaming xxx xoxo xx xo lol nl x ajax feyenoord psv fcb fc az nac twente utrecht
    heerenveen mocro turk queen king boy girl love lover life yt ttv tv priv prive spam backup acc
    """
)


class Chunk(NamedTuple):
    """A piece of text without a space; a tag when it is marked as the name of an account."""

    start: int
    end: int
    is_tag: bool


def chunks(text: str) -> Iterator[Chunk]:
    """The pieces of a text that may be one name: addresses and account names whole, else runs."""
    at = 0
    for link in _LINK.finditer(text):
        yield from _chunks_between(text, at, link.start())
        yield Chunk(*link.span(), False)
        at = link.end()
    yield from _chunks_between(text, at, len(text))


def _chunks_between(text: str, start: int, end: int) -> Iterator[Chunk]:
    for match in CHUNK.finditer(text, start, end):
        piece = match[0]
        if piece[0] in "@#$€" or "_" in piece:
            yield Chunk(*match.span(), True)
        elif _is_dotted(piece):
            yield Chunk(*match.span(), any(map(str.isdigit, piece)))
        else:
            for run in RUN.finditer(text, *match.span()):
                if any(map(str.isalnum, run[0])):
                    yield Chunk(*run.span(), False)


def _is_dotted(piece: str) -> bool:
    """ "noor.psv": in small letters, with dots that are no abbreviation's."""
    return "." in piece and piece.islower() and any(len(part) > 1 for part in piece.split(".")[:-1])


def is_disguised(text: str, chunk: Chunk) -> bool:
    """Whether there is more in it than letters, so that its words are not all there is to read."""
    typed = text[chunk.start : chunk.end]
    return chunk.is_tag or not typed.isalpha() or _CAPITAL_INSIDE.search(typed) is not None


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

    def pupils_with_more(self, word: str) -> frozenset[str]:
        """Who is meant by one word that is no tag: a name with "vdb", "ajax" or so behind it."""
        return (
            self.pupils_with_particles(word)
            or self._others(self._before_known(word))
            or self._others(self._before_skeleton(word))
        )

    def _others(self, pupils: set[str]) -> frozenset[str]:
        own, involved = self.certainty.own, self.certainty.involved
        return frozenset() if own in pupils and not involved & pupils else frozenset(pupils)

    def _before_known(self, word: str) -> set[str]:
        cores = (word.removesuffix(end) for end in _BEHINDS if len(end) >= SHORTEST)
        names = {core for core in cores if SHORTEST <= len(core) < len(word)} - COMMON
        return self.index.with_given(names)

    def _before_skeleton(self, word: str) -> set[str]:
        """ "noorhvrkmp": a given name with the family name without its vowels behind it."""
        if skeleton(word[-SHORTEST_OPEN:]) != word[-SHORTEST_OPEN:]:
            return set()
        lengths = range(SHORTEST, len(word) - SHORTEST + 1)
        skeletons = self.index.family_skeletons
        pairs = (
            (self.index.with_given((word[:n],)), skeletons.get(word[n:], set())) for n in lengths
        )
        return next((given & family for given, family in pairs if given & family), set())

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
            or (self._in_account(word) if is_open else set())
        )

    def _in_account(self, word: str) -> set[str]:
        """In the name of an account something else may stand around a name, or no vowel in it."""
        index = self.index
        if len(word) < SHORTEST:
            return (
                set() if word in COMMON else index.with_given(index.near_given.of_short_form(word))
            )
        return (
            index.by_glued_initials.get(word, set())
            or self._by_two_parts(word, is_open=True)
            or self._at_an_end(word)
            or index.given_skeletons.get(word, set())
        )

    def _at_an_end(self, word: str) -> set[str]:
        """A family name at either end, or a given name behind something else."""
        index, lengths = self.index, range(len(word) - 1, SHORTEST_OPEN - 1, -1)
        for part in (part for n in lengths for part in (word[-n:], word[:n])):
            if part not in COMMON and (
                len(part) > SHORTEST_OPEN or self._rest_is_short(word, part)
            ):
                together = index.families_together.alone(part)
                if pupils := together | index.families.alone(part):
                    return pupils
        for n in lengths:
            if pupils := index.with_given((word[-n:],)):
                return pupils
        return set()

    def _rest_is_short(self, word: str, part: str) -> bool:
        """Whether beside this part of an account's name only a short form is left."""
        rest = word.removeprefix(part) if word.startswith(part) else word.removesuffix(part)
        return bool(self.index.near_given.of_short_form(rest))

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
        together = index.families_together.alone(rest) | index.family_skeletons.get(rest, set())
        return pupils & (index.with_family((rest,)) | together)

    def _is_family(self, word: str) -> bool:
        return word in self.index.families.names or bool(self.index.families_together.alone(word))

    def _ends_in(self, pupil: str, rest: str, needs_particles: bool) -> bool:
        letters = {last[:1] for _, last in self.index.initials[pupil]}
        fronts = {front for front in self.index.particles[pupil] if front or not needs_particles}
        return any(
            tail in (rest, rest[1:] if front else "")
            for front in fronts
            for letter in letters
            for tail in [front + letter]
            if letter
        )

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
    behinds = ["", *(end for end in _BEHINDS if word.endswith(end))]
    for front in ("", *(start for start in _FRONTS if word.startswith(start))):
        for behind in behinds:
            core = word.removeprefix(front).removesuffix(behind)
            if SHORTEST <= len(core) < len(word):
                yield core
