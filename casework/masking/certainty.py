"""Whether a name that can be read in a text is one, whose it is, and how sure that is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from casework.masking.dutch_words import (
    ADULTS,
    ARTICLES,
    EVERYDAY,
    FREQUENT,
    ORDINARY,
    PARTICLES,
)
from casework.masking.hits import Why
from casework.masking.name_pieces import NameForm, Reading
from casework.masking.passage import NEAR, Passage
from casework.masking.spelling import words_of
from casework.people import PersonName
from casework.words import MONTHS, SHORT_MONTHS

SHORT_NAME = 2
_MONTHS = frozenset((*MONTHS, *SHORT_MONTHS))


@dataclass
class Certainty:
    """What is known besides the names: whom the text is about, and who has to do with it.

    `own_names`: the names of the own pupil since a new name was taken, the present one last.
    `perhaps_own`: the places at which the own pupil may be named too.
    """

    passage: Passage
    own: str
    involved: frozenset[str]
    own_names: Sequence[PersonName] = ()
    perhaps_own: set[int] = field(default_factory=set)

    def is_own(self, reading: Reading) -> bool:
        """The own name stays, unless somebody who is involved may be meant as well."""
        return self.own in reading.pupils and not self.involved & reading.pupils

    def is_former(self, reading: Reading) -> bool:
        """Whether this name of the own pupil is from before the new one."""
        if not self.own_names or reading.form is NameForm.INITIALS:
            return False
        known = {word for name in self.own_names for word in words_of(name.full)}
        known |= {"".join(words_of(name.full)) for name in self.own_names}
        typed = {token.word for token in self.passage.tokens[reading.first : reading.last]}
        if reading.is_possessive:
            last = self.passage.tokens[reading.last - 1].word
            typed = (typed - {last}) | {last.removesuffix("s")}
        rest = typed - known - PARTICLES
        return any(len(word) > 1 for word in rest) and not self._is_small_of(known, reading)

    def _is_small_of(self, known: Collection[str], reading: Reading) -> bool:
        word = self.passage.key(reading).word
        return reading.form is NameForm.SMALL and any(word.startswith(one[:3]) for one in known)

    def counts(self, reading: Reading) -> bool:
        """Whether this is a name at all: a common word without a capital is not."""
        if reading.form is NameForm.FULL:
            return True
        if reading.form is NameForm.INITIALS:
            return not reading.is_part or bool(self.involved & reading.pupils)
        if self._is_date(reading):
            return False
        if self.passage.has_capital(reading):
            return True
        is_likely = not self.passage.has_capitals and bool(self.involved & reading.pupils)
        return is_likely or (self._is_rare(reading) and not self._has_article(reading))

    def _is_date(self, reading: Reading) -> bool:
        """ "12 mei" and "mei 2026"."""
        start, end = self.passage.start(reading), reading.end
        before = self.passage.text[max(0, start - NEAR) : start].rstrip()[-1:]
        after = self.passage.text[end : end + NEAR].lstrip()[:1]
        is_dated = before.isdigit() or after.isdigit()
        return is_dated and self.passage.key(reading).word in _MONTHS

    def _has_article(self, reading: Reading) -> bool:
        """ "de roos" is a flower, when the writer uses capitals."""
        is_ordinary = self.passage.key(reading).word in ORDINARY and reading.form is NameForm.GIVEN
        before = self.passage.tokens[reading.first - 1].word if reading.first else ""
        return is_ordinary and self.passage.has_capitals and before in ARTICLES

    def _is_rare(self, reading: Reading) -> bool:
        """Whether these words, without a capital, are hardly anything but a name."""
        word = self.passage.key(reading).word
        if reading.form is NameForm.FAMILY:
            if reading.has_particles and reading.last - reading.first > 1:
                first = self.passage.tokens[reading.first].word
                return word not in ORDINARY or first not in ("de", "t")
            is_word = word in ORDINARY or word in EVERYDAY
            return not is_word and not reading.is_part and len(word) > SHORT_NAME
        if reading.is_possessive or reading.form is NameForm.SMALL:
            return word not in ORDINARY and not self._stems(reading) & ORDINARY
        return word not in FREQUENT and word not in EVERYDAY and len(word) > SHORT_NAME

    def doubt(self, reading: Reading) -> Why | None:
        """Why somebody has to look at it; None when it is surely another pupil."""
        start = self.passage.start(reading)
        if self.passage.has_other_letters(start, reading.end):
            return Why.LETTERS
        if self.own in reading.pupils or reading.first in self.perhaps_own:
            return Why.NAMESAKE
        if reading.form is NameForm.FULL:
            return None
        if reading.form is NameForm.INITIALS:
            return Why.INITIALS
        if reading.form is NameForm.SLIP:
            return Why.SLIP
        if reading.form is NameForm.NEAR:
            return reading.why
        if self._is_adult(reading):
            return Why.ADULT
        if reading.form is NameForm.SMALL:
            return Why.SMALL
        return self._doubt_of_one_name(reading)

    def _doubt_of_one_name(self, reading: Reading) -> Why | None:
        """A given or a family name alone."""
        is_likely = bool(self.involved & reading.pupils)
        word = self.passage.key(reading).word
        words = {word} | self._stems(reading)
        begins = self.passage.begins_sentence(reading.first)
        is_ordinary = bool(words & ORDINARY) or (begins and bool(words & EVERYDAY))
        if reading.is_part and not is_likely:
            return Why.PART
        if not self.passage.has_capital(reading):
            return Why.WORD if is_ordinary else None if is_likely else Why.LOWER
        if is_likely or (reading.has_particles and not begins):
            return Why.WORD if begins and word in FREQUENT | EVERYDAY else None
        if is_ordinary:
            return Why.WORD
        return Why.SHORT if len(word) <= SHORT_NAME else None

    def _stems(self, reading: Reading) -> frozenset[str]:
        word = self.passage.key(reading).word
        return frozenset({word[:-1]}) if reading.is_possessive else frozenset()

    def _is_adult(self, reading: Reading) -> bool:
        return reading.first > 0 and self.passage.tokens[reading.first - 1].word in ADULTS
