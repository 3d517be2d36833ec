"""What comes in the place of a name, so that the sentence can still be read."""

from collections.abc import Mapping, Sequence

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import BELONGINGS
from casework.masking.hits import OTHER_PUPIL, Hit, Why
from casework.masking.name_pieces import SMALL_BEHIND, NameForm, Reading, possessive_end
from casework.masking.spelling import Token, words_of

MOST_NAMES = 2


class Replacement:
    """What is written for each name; `pseudonyms` by pupil id, or else OTHER_PUPIL."""

    def __init__(self, certainty: Certainty, pseudonyms: Mapping[str, str]) -> None:
        self.certainty = certainty
        self.passage = certainty.passage
        self.pseudonyms = pseudonyms

    def hit(self, reading: Reading, why: Why | None) -> Hit:
        """The name that was read, with what comes in its place."""
        start, end = self.passage.start(reading), reading.end
        is_possessive = reading.is_possessive
        following = self.passage.tokens[reading.last : reading.last + 2]
        if reading.form is not NameForm.INITIALS and not is_possessive:
            last = self.passage.tokens[reading.last - 1]
            after = possessive_end(self.passage.text, last, following)
            is_small = after > 0 and following[:1] and following[0].word in SMALL_BEHIND
            is_possessive, end = after > 0 and not is_small, max(end, after)
        name = self._present(reading) if why is Why.FORMER else self.name_for(reading.pupils)
        replacement, end = self._replacement(name, is_possessive, end, following)
        if self.passage.begins_sentence(reading.first) and self.passage.text[start].isupper():
            replacement = replacement[0].upper() + replacement[1:]
        pupils = self.likely(reading.pupils)
        meant = self.called(pupils, reading.names) if why and reading.names else ""
        return Hit(start, end, replacement, why, pupils, meant)

    def _present(self, reading: Reading) -> str:
        """The present name of the own pupil, in the form in which the former one stands."""
        name = self.certainty.own_names[-1]
        if reading.form is NameForm.FULL:
            return name.full
        return (name.family if reading.form is NameForm.FAMILY else name.given) or name.full

    def name_for(self, pupils: frozenset[str]) -> str:
        """The pseudonym of whom it must be; of two who are involved, both."""
        meant = self.likely(pupils)
        names = sorted({self.pseudonyms[pupil] for pupil in meant if pupil in self.pseudonyms})
        if len(names) < len(meant) or not names:
            return OTHER_PUPIL
        return " of ".join(names)

    def _replacement(
        self, name: str, is_possessive: bool, end: int, following: Sequence[Token]
    ) -> tuple[str, int]:
        """Two forms of "Daans": what is named behind it goes in front, or an s goes behind."""
        if not is_possessive:
            return name, end
        owned = next((token for token in following if token.start == end + 1), None)
        is_near = owned is not None and self.passage.text[end] == " " and not owned.is_capital
        if owned and is_near and owned.word in BELONGINGS:
            what = self.passage.original[owned.start : owned.end]
            return f"{BELONGINGS[owned.word]} {what} van {name}", owned.end
        return f"{name}s" if name == OTHER_PUPIL else f"{name}'s", end

    def likely(self, pupils: frozenset[str]) -> frozenset[str]:
        """Those who have to do with it, when any of them does."""
        return (self.certainty.involved & pupils) or pupils

    def called(self, pupils: frozenset[str], names: frozenset[str] = frozenset()) -> str:
        """How these few are called; "" when they are many, or by a former name, which stays ours.

        `names`: the folded names as which they were read.
        """
        index, few = self.passage.index, sorted(self.likely(pupils))[: MOST_NAMES**2 + 1]
        given = sorted({index.called[pupil] for pupil in few if pupil in index.called})
        words = {"".join(words_of(name)) for name in given}.union(*map(words_of, given))
        return " of ".join(given) if len(given) <= MOST_NAMES and names <= words else ""
