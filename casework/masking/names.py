"""Finds every pupil of the school who is named in a free text, and masks all but one.

What is surely another pupil is masked; what may be a name or an ordinary word is a doubt, that a
person decides. Names of staff stay: only pupils are in the book. Not found: a nickname that is no
part of a name, and a typing error in the name of a pupil who is not involved.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.masking.dutch_words import (
    ADULTS,
    ARTICLES,
    BELONGINGS,
    FREQUENT,
    ORDINARY,
    PARTICLES,
    SHORT_FORMS,
)
from casework.masking.index import NameIndex
from casework.masking.reader import NameForm, Reader, Reading, possessive_end
from casework.masking.spelling import Token, words_of
from casework.people import PersonName
from casework.words import MONTHS, SHORT_MONTHS

OTHER_PUPIL = "een medeleerling"
SHORT_NAME = 2
NEAR = 20
_RANKS = {form: rank for rank, form in enumerate(NameForm)}
_SENTENCE_ENDS = ".!?…"
_MONTHS = frozenset((*MONTHS, *SHORT_MONTHS))
_OPENINGS = " \t\u00a0\u200b\ufeff\"'“”‘’„«»([{*-–—•>"


class Why(StrEnum):
    """Why somebody has to look whether a word is a pupil's name."""

    WORD = "word"
    LOWER = "lower"
    SHORT = "short"
    PART = "part"
    SMALL = "small"
    INITIALS = "initials"
    NAMESAKE = "namesake"
    ADULT = "adult"
    SLIP = "slip"
    FORMER = "former"


@dataclass(frozen=True)
class Hit:
    """A name in a text, from `start` up to `end`; in doubt when `why` says so."""

    start: int
    end: int
    replacement: str
    why: Why | None = None


@dataclass(frozen=True)
class Masked:
    """A text with the names found in it; everything else stays exactly as it was typed."""

    original: str
    hits: tuple[Hit, ...] = ()

    @property
    def doubts(self) -> tuple[Hit, ...]:
        """The hits that a person has to decide on, in their order."""
        return tuple(hit for hit in self.hits if hit.why)

    @property
    def text(self) -> str:
        """The text with every name masked, those in doubt as well."""
        return self.written()

    def written(self, unmasked: Collection[Hit] = ()) -> str:
        """The text in which the doubts in `unmasked` are left as they were typed."""
        parts, at = [], 0
        for hit in self.hits:
            if not (hit.why and hit in unmasked):
                parts += [self.original[at : hit.start], hit.replacement]
                at = hit.end
        return "".join([*parts, self.original[at:]])

    def word(self, hit: Hit) -> str:
        """The words of a hit as they were typed."""
        return self.original[hit.start : hit.end]


class NameBook:
    """The names of all pupils of a school, built once; asking it changes nothing in it."""

    def __init__(
        self,
        pupils: "Iterable[tuple[str, PersonName]]",
        renamed: Mapping[str, Sequence[PersonName]] | None = None,
    ) -> None:
        self._index = NameIndex(pupils)
        self._renamed = renamed or {}

    def find(
        self,
        text: str,
        own_pupil_id: str,
        involved: Collection[str] = (),
        pseudonyms: Mapping[str, str] | None = None,
    ) -> Masked:
        """The names in `text`, which is about `own_pupil_id`, whose own name stays.

        `involved` are the pupils who have to do with it: a name that could be anybody's is more
        likely to be theirs. `pseudonyms` has what comes in the place of a name, by pupil id;
        whoever is not in it, or cannot be told from somebody else, is OTHER_PUPIL. A name that the
        own pupil had before a new name is in doubt: in its place comes the present one.
        """
        search = _Search(self._index, text, own_pupil_id, involved, pseudonyms or {})
        search.own_names = self._renamed.get(own_pupil_id, ())
        return Masked(text, tuple(search.hits()))

    def with_present_names(self, text: str, pupil_ids: Collection[str]) -> str:
        """A text about these pupils, with the present name of who took a new name since.

        Everything else stays as it was typed, also a name that was only corrected.
        """
        for pupil_id in self._renamed.keys() & set(pupil_ids):
            hits = self.find(text, pupil_id).hits
            text = Masked(text, tuple(hit for hit in hits if hit.why is Why.FORMER)).text
        return text


class _Search:
    """One search through one text.

    `own_names`: the names of the own pupil since a new name was taken, the present one last.
    """

    own_names: Sequence[PersonName] = ()

    def __init__(
        self,
        index: NameIndex,
        text: str,
        own: str,
        involved: Collection[str],
        pseudonyms: Mapping[str, str],
    ) -> None:
        self.text = text
        self.pseudonyms = pseudonyms
        self.own = own
        self.involved = frozenset(involved) - {own}
        self.reader = Reader(index, text)
        self.tokens = self.reader.tokens
        self.perhaps_own: set[int] = set()
        self.has_capitals = any(token.is_capital for token in self.tokens)

    def hits(self) -> Iterator[Hit]:
        """The hits in their order; no two share a word."""
        end = 0
        for reading, why in self._joined(self._readings()):
            if self._start(reading) >= end:
                hit = self._hit(reading, why)
                end = hit.end
                yield hit

    def _readings(self) -> Iterator[tuple[Reading, Why | None]]:
        place = 0
        while place < len(self.tokens):
            reading = self._best(place)
            if reading is None or not self._counts(reading):
                place += 1
                continue
            place = reading.last
            if not self._is_own(reading):
                yield reading, self._doubt(reading)
            elif self._is_former(reading):
                yield reading, Why.FORMER

    def _best(self, place: int) -> Reading | None:
        """The longest name here; of equal ones the own pupil's, then the surest form.

        A small name or a possessive of the own pupil is less than the very name of another: Noortje
        in a text about Noor, when there is a Noortje at school.
        """
        if not self.reader.may_begin(place):
            return self._with_a_slip(place)
        readings = list(self.reader.readings_at(place))
        best = max(
            readings,
            key=lambda r: (
                r.end,
                self.own in r.pupils and not _is_inflected(r),
                -_RANKS[r.form],
                not r.is_part,
                bool(self.involved & r.pupils),
                not r.is_possessive,
            ),
            default=None,
        )
        if best and any(self.own in r.pupils and r.end == best.end for r in readings):
            self.perhaps_own.add(place)
        return best or self._with_a_slip(place)

    def _with_a_slip(self, place: int) -> Reading | None:
        """A capital in a sentence marks a name; at its start only a longer word is looked at."""
        token = self.tokens[place]
        if not token.is_capital or token.word in ORDINARY or not self.involved:
            return None
        shortest = 5 if self._begins_sentence(place) else 4
        return self.reader.with_a_slip(place, {self.own, *self.involved}, shortest)

    def _joined(
        self, readings: Iterator[tuple[Reading, Why | None]]
    ) -> Iterator[tuple[Reading, Why | None]]:
        """A given name with the family name of somebody else behind it is one person."""
        previous: tuple[Reading, Why | None] | None = None
        for reading, why in readings:
            if previous and self._is_one_person(previous[0], reading):
                previous = (_both(previous[0], reading), None)
                continue
            if previous:
                yield previous
            previous = (reading, why)
        if previous:
            yield previous

    def _is_one_person(self, left: Reading, right: Reading) -> bool:
        between = self.text[left.end : self._start(right)]
        forms = (left.form, right.form)
        return (
            forms == (NameForm.GIVEN, NameForm.FAMILY)
            and between.isspace()
            and not left.is_possessive
        )

    # --- whose name it is -----------------------------------------------------------------------

    def _is_own(self, reading: Reading) -> bool:
        """The own name stays, unless somebody who is involved may be meant as well."""
        return self.own in reading.pupils and not self.involved & reading.pupils

    def _is_former(self, reading: Reading) -> bool:
        """Whether this name of the own pupil is from before the new one."""
        if not self.own_names or reading.form is NameForm.INITIALS:
            return False
        known = {word for name in self.own_names for word in words_of(name.full)}
        known |= {"".join(words_of(name.full)) for name in self.own_names}
        typed = {token.word for token in self.tokens[reading.first : reading.last]}
        if reading.is_possessive:
            last = self.tokens[reading.last - 1].word
            typed = (typed - {last}) | {last.removesuffix("s")}
        rest = typed - known - PARTICLES
        return any(len(word) > 1 for word in rest) and not self._is_small_of(known, reading)

    def _is_small_of(self, known: Collection[str], reading: Reading) -> bool:
        word = self._key(reading).word
        return reading.form is NameForm.SMALL and any(word.startswith(one[:3]) for one in known)

    def _counts(self, reading: Reading) -> bool:
        """Whether this is a name at all: a common word without a capital is not."""
        if reading.form is NameForm.FULL:
            return True
        if reading.form is NameForm.INITIALS:
            return not reading.is_part or bool(self.involved & reading.pupils)
        if self._is_date(reading):
            return False
        if self._has_capital(reading):
            return True
        is_likely = not self.has_capitals and bool(self.involved & reading.pupils)
        return is_likely or (self._is_rare(reading) and not self._has_article(reading))

    def _is_date(self, reading: Reading) -> bool:
        """ "12 mei" and "mei 2026"."""
        start, end = self._start(reading), reading.end
        before = self.text[max(0, start - NEAR) : start].rstrip()[-1:]
        after = self.text[end : end + NEAR].lstrip()[:1]
        is_dated = before.isdigit() or after.isdigit()
        return is_dated and self._key(reading).word in _MONTHS

    def _has_article(self, reading: Reading) -> bool:
        """ "de roos" is a flower, when the writer uses capitals."""
        is_ordinary = self._key(reading).word in ORDINARY and reading.form is NameForm.GIVEN
        before = self.tokens[reading.first - 1].word if reading.first else ""
        return is_ordinary and self.has_capitals and before in ARTICLES

    def _is_rare(self, reading: Reading) -> bool:
        """Whether these words, without a capital, are hardly anything but a name."""
        word = self._key(reading).word
        if reading.form is NameForm.FAMILY:
            if reading.has_particles and reading.last - reading.first > 1:
                return word not in ORDINARY or self.tokens[reading.first].word not in ("de", "t")
            return word not in ORDINARY and not reading.is_part and len(word) > SHORT_NAME
        if reading.is_possessive or reading.form is NameForm.SMALL:
            return word not in ORDINARY and not self._stems(reading) & ORDINARY
        return word not in FREQUENT and len(word) > SHORT_NAME

    def _doubt(self, reading: Reading) -> Why | None:
        if self.own in reading.pupils or reading.first in self.perhaps_own:
            return Why.NAMESAKE
        if reading.form is NameForm.FULL:
            return None
        if reading.form is NameForm.INITIALS:
            return Why.INITIALS
        if reading.form is NameForm.SLIP:
            return Why.SLIP
        if self._is_adult(reading):
            return Why.ADULT
        if reading.form is NameForm.SMALL:
            return Why.SMALL
        return self._doubt_of_one_name(reading)

    def _doubt_of_one_name(self, reading: Reading) -> Why | None:
        """A given or a family name alone."""
        is_likely = bool(self.involved & reading.pupils)
        word = self._key(reading).word
        is_ordinary = bool(({word} | self._stems(reading)) & ORDINARY)
        if reading.is_part and not is_likely:
            return Why.PART
        if not self._has_capital(reading):
            return Why.WORD if is_ordinary else None if is_likely else Why.LOWER
        begins = self._begins_sentence(reading.first)
        if is_likely or (reading.has_particles and not begins):
            return Why.WORD if begins and word in FREQUENT else None
        if is_ordinary:
            return Why.WORD
        return Why.SHORT if len(word) <= SHORT_NAME else None

    def _stems(self, reading: Reading) -> frozenset[str]:
        word = self._key(reading).word
        return frozenset({word[:-1]}) if reading.is_possessive else frozenset()

    def _has_capital(self, reading: Reading) -> bool:
        key = self._key(reading)
        return key.is_capital or self.text[max(0, key.start - 1) : key.start] in ("@", "#")

    def _is_adult(self, reading: Reading) -> bool:
        return reading.first > 0 and self.tokens[reading.first - 1].word in ADULTS

    def _key(self, reading: Reading) -> Token:
        return self.tokens[reading.key]

    def _start(self, reading: Reading) -> int:
        return self.tokens[reading.first].start

    # --- what comes in its place ----------------------------------------------------------------

    def _hit(self, reading: Reading, why: Why | None) -> Hit:
        start, end = self._start(reading), reading.end
        is_possessive = reading.is_possessive
        following = self.tokens[reading.last : reading.last + 2]
        if reading.form is not NameForm.INITIALS and not is_possessive:
            after = possessive_end(self.text, self.tokens[reading.last - 1], following)
            is_possessive, end = after > 0, max(end, after)
        name = self._present(reading) if why is Why.FORMER else self._name_for(reading)
        replacement, end = self._replacement(name, is_possessive, end, following)
        if self._begins_sentence(reading.first) and self.text[start].isupper():
            replacement = replacement[0].upper() + replacement[1:]
        return Hit(start, end, replacement, why)

    def _present(self, reading: Reading) -> str:
        """The present name of the own pupil, in the form in which the former one stands."""
        name = self.own_names[-1]
        if reading.form is NameForm.FULL:
            return name.full
        return (name.family if reading.form is NameForm.FAMILY else name.given) or name.full

    def _name_for(self, reading: Reading) -> str:
        """The pseudonym of whom it must be; of two who are involved, both."""
        meant = (self.involved & reading.pupils) or reading.pupils
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
        if owned and self.text[end] == " " and owned.word in BELONGINGS and not owned.is_capital:
            what = self.text[owned.start : owned.end]
            return f"{BELONGINGS[owned.word]} {what} van {name}", owned.end
        return f"{name}s" if name == OTHER_PUPIL else f"{name}'s", end

    def _begins_sentence(self, place: int) -> bool:
        start = self.tokens[place].start
        before = self.text[max(0, start - NEAR) : start]
        room = len(before)
        before = before.rstrip(_OPENINGS)
        if not before or before[-1] in "\n\r":
            return True
        if before[-1] not in _SENTENCE_ENDS:
            return False
        last = self.tokens[place - 1] if place else None
        is_short = (
            last is not None
            and last.end == start - room + len(before) - 1
            and (last.word in SHORT_FORMS or len(last.word) == 1)
        )
        return not is_short


def _is_inflected(reading: Reading) -> bool:
    return reading.form is NameForm.SMALL or reading.is_possessive


def _both(left: Reading, right: Reading) -> Reading:
    return Reading(
        first=left.first,
        last=right.last,
        pupils=left.pupils | right.pupils,
        form=NameForm.FULL,
        key=left.key,
        end=right.end,
        is_possessive=right.is_possessive,
    )
