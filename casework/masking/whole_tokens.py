"""From names to hits: nothing of a word, handle or address is left beside the name in it.

"@daan_dw" is masked whole: "@een medeleerling_dw" would still tell who it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from casework.masking.contacts import ContactReader
from casework.masking.dutch_words import COMMON
from casework.masking.glued_initials import InitialsReader
from casework.masking.handles import Chunk, HandleReader, chunks, is_disguised
from casework.masking.hits import Hit, Why
from casework.masking.in_pieces import PiecesReader
from casework.masking.look_alikes import OTHER_SCRIPT
from casework.masking.replacement import Replacement

SHORTEST_GLUED = 5
Span = tuple[int, int]


class WholeTokens:
    """The hits of one text, made of the names in it and of what hides a name."""

    def __init__(self, replacement: Replacement) -> None:
        self.replacement = replacement
        self.certainty = replacement.certainty
        self.passage = replacement.passage
        self.handles = HandleReader(self.certainty)
        self.chunks = list(chunks(self.passage.text))
        self.starts = [chunk.start for chunk in self.chunks]

    def hits(self, names: Sequence[Hit], own: Sequence[Span]) -> Iterator[Hit]:
        """All hits in their order; `own` is where the own pupil is named, which stays."""
        contacts = [
            self._hit(one.start, one.end, one.pupils, one.why, one.words)
            for one in ContactReader(self.certainty, self.handles).contacts()
        ]
        letters = [
            self._hit(one.start, one.end, one.pupils, Why.INITIALS)
            for one in InitialsReader(self.certainty).letters()
        ]
        pieces = [
            self._hit(one.start, one.end, one.pupils, Why.SPELLING)
            for one in PiecesReader(self.certainty).letters()
        ]
        found = [*names, *contacts, *letters, *pieces]
        taken = sorted([*((hit.start, hit.end) for hit in found), *own])
        found += [*self._disguised(taken), *self._of_other_scripts(taken)]
        return self._merged([*found, *self._widened(names, taken)])

    def _hit(
        self, start: int, end: int, pupils: frozenset[str], why: Why | None, words: str = ""
    ) -> Hit:
        words = words or self.replacement.name_for(pupils)
        if self.passage.begins_at(start) and self.passage.text[start].isupper():
            words = words[0].upper() + words[1:]
        meant = self.replacement.called(pupils) if why in (Why.HANDLE, Why.SPELLING) else ""
        return Hit(start, end, words, why, self.replacement.likely(pupils), meant)

    def _disguised(self, taken: Sequence[Span]) -> Iterator[Hit]:
        """Handles and words with other signs in them, in which no name was read so far."""
        for chunk in self.chunks:
            if _overlaps(taken, chunk.start, chunk.end):
                continue
            if is_disguised(self.passage.text, chunk):
                pupils = self.handles.pupils_in(chunk)
            else:
                pupils = self._in_one_word(chunk)
            if pupils:
                yield self._hit(chunk.start, chunk.end, pupils, Why.HANDLE)

    def _of_other_scripts(self, taken: Sequence[Span]) -> Iterator[Hit]:
        """Words in a script that is not ours and that no name was read in: whose, nobody knows."""
        for match in OTHER_SCRIPT.finditer(self.passage.original):
            if not _overlaps(taken, *match.span()):
                yield self._hit(*match.span(), frozenset(), Why.LETTERS)

    def _in_one_word(self, chunk: Chunk) -> frozenset[str]:
        word = self.passage.text[chunk.start : chunk.end].lower()
        if len(word) < SHORTEST_GLUED or word in COMMON:
            return frozenset()
        return self.handles.pupils_with_more(word)

    def _widened(self, names: Sequence[Hit], taken: Sequence[Span]) -> Iterator[Hit]:
        """The whole of each word in which something else is left beside a name."""
        pairs = (
            (self._chunk_at(place), hit) for hit in names for place in (hit.start, hit.end - 1)
        )
        for chunk, of_chunk in groupby(pairs, key=lambda pair: pair[0]):
            if chunk and self._tells_more(chunk, taken):
                for hit in dict.fromkeys(hit for _, hit in of_chunk):
                    yield self._hit(chunk.start, chunk.end, hit.pupils, hit.why)

    def _chunk_at(self, place: int) -> Chunk | None:
        number = bisect_right(self.starts, place) - 1
        chunk = self.chunks[number] if number >= 0 else None
        return chunk if chunk and place < chunk.end else None

    def _tells_more(self, chunk: Chunk, taken: Sequence[Span]) -> bool:
        at = chunk.start
        for start, end in _within(taken, chunk.start, chunk.end):
            if _has_sign(self.passage.text[at:start]):
                return True
            at = max(at, end)
        return _has_sign(self.passage.text[at : chunk.end])

    def _merged(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Those that share a place become one, which is as sure as the surest of them."""
        group: list[Hit] = []
        end = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if group and hit.start >= end:
                yield self._one(group)
                group = []
            group.append(hit)
            end = max(end, hit.end)
        if group:
            yield self._one(group)

    def _one(self, group: Sequence[Hit]) -> Hit:
        end = max(hit.end for hit in group)
        whole = [hit for hit in group if (hit.start, hit.end) == (group[0].start, end)]
        sure = [hit for hit in group if hit.why is None and hit.pupils]
        if whole and (whole[0].why is None or not sure):
            return whole[0]
        pupils = (sure or [hit for hit in group if hit.pupils] or group)[0].pupils
        why = None if sure else group[0].why
        words = "" if pupils else group[0].replacement
        return self._hit(group[0].start, end, pupils, why, words)


def _has_sign(rest: str) -> bool:
    return any(sign.isalnum() or sign in "_@#" for sign in rest)


def _within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    first = bisect_right(spans, (start, start)) - 1
    for place in range(max(first, 0), len(spans)):
        span = spans[place]
        if span[0] >= end:
            return
        if span[1] > start:
            yield span


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(_within(spans, start, end))
