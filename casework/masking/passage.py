"""A text that is searched: its words, and what the writing around a word says about it."""

from bisect import bisect_left

from casework.masking.dutch_words import SHORT_FORMS
from casework.masking.index import NameIndex
from casework.masking.look_alikes import with_latin_letters
from casework.masking.name_pieces import Reading
from casework.masking.reader import Reader
from casework.masking.spelling import Token

NEAR = 20
_SENTENCE_ENDS = ".!?…"
_OPENINGS = " \t\u00a0\u200b\ufeff\"'“”‘’„«»([{*-–—•>"


class Passage:
    """One text with its words, read with our letters for those that look like them."""

    def __init__(self, index: NameIndex, original: str) -> None:
        self.index = index
        self.original = original
        self.text = with_latin_letters(original)
        self.reader = Reader(index, self.text)
        self.tokens = self.reader.tokens
        self.has_capitals = any(token.is_capital for token in self.tokens)

    def key(self, reading: Reading) -> Token:
        """The word by whose capital this name is known."""
        return self.tokens[reading.key]

    def start(self, reading: Reading) -> int:
        """Where this name begins in the text."""
        return self.tokens[reading.first].start

    def has_capital(self, reading: Reading) -> bool:
        """Whether the writer marked it as a name: by a capital, "@" or "#"."""
        key = self.key(reading)
        return key.is_capital or self.text[max(0, key.start - 1) : key.start] in ("@", "#")

    def has_other_letters(self, start: int, end: int) -> bool:
        """Whether letters stand there that only look like ours."""
        return self.original is not self.text and self.original[start:end] != self.text[start:end]

    def word_before(self, place: int) -> str:
        """The word before this one; "" at the start."""
        return self.tokens[place - 1].word if place else ""

    def begins_sentence(self, place: int) -> bool:
        """Whether a capital says nothing here, because a sentence begins."""
        return self._is_opening(self.tokens[place].start, self.tokens[place - 1] if place else None)

    def begins_at(self, start: int) -> bool:
        """The same of any place in the text."""
        place = bisect_left(self.tokens, start, key=lambda token: token.start)
        return self._is_opening(start, self.tokens[place - 1] if place else None)

    def _is_opening(self, start: int, last: Token | None) -> bool:
        before = self.text[max(0, start - NEAR) : start]
        room = len(before)
        before = before.rstrip(_OPENINGS)
        if not before or before[-1] in "\n\r":
            return True
        if before[-1] not in _SENTENCE_ENDS:
            return False
        is_short = (
            last is not None
            and last.end == start - room + len(before) - 1
            and (last.word in SHORT_FORMS or len(last.word) == 1)
        )
        return not is_short
