"""One search through one text: what can be read at each place, and what of that is a name."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from casework.masking.certainty import Certainty
from casework.masking.dutch_words import ORDINARY
from casework.masking.hits import Hit, Why
from casework.masking.index import NameIndex
from casework.masking.name_pieces import NameForm, Reading
from casework.masking.near_reader import NearReader
from casework.masking.passage import Passage
from casework.masking.replacement import Replacement
from casework.masking.whole_tokens import WholeTokens
from casework.people import PersonName

_RANKS = {form: rank for rank, form in enumerate(NameForm)}

Read = tuple[Reading, Why | None]


class Search:
    """One search through one text.

    `own_names`: the names of the own pupil since a new name was taken, the present one last.
    """

    def __init__(
        self,
        index: NameIndex,
        text: str,
        own: str,
        involved: Collection[str],
        own_names: Sequence[PersonName],
    ) -> None:
        self.passage = Passage(index, text)
        self.own = own
        self.involved = frozenset(involved) - {own}
        self.certainty = Certainty(self.passage, own, self.involved, own_names)
        self.near = NearReader(self.certainty)
        self.own_spans: list[tuple[int, int]] = []

    def hits(self, pseudonyms: Mapping[str, str]) -> Iterator[Hit]:
        """The hits in their order; no two share a word."""
        replacement = Replacement(self.certainty, pseudonyms)
        names = list(self._names(replacement))
        return WholeTokens(replacement).hits(names, self.own_spans)

    def _names(self, replacement: Replacement) -> Iterator[Hit]:
        end = 0
        for reading, why in self._joined(self._readings()):
            if self.passage.start(reading) >= end:
                hit = replacement.hit(reading, why)
                end = hit.end
                yield hit

    def _readings(self) -> Iterator[Read]:
        place = 0
        while place < len(self.passage.tokens):
            reading = self._best(place)
            if reading is None or not self.certainty.counts(reading):
                reading = self._otherwise(place)
            if reading is None:
                place += 1
                continue
            place = reading.last
            if not self.certainty.is_own(reading):
                yield reading, self.certainty.doubt(reading)
            elif self.certainty.is_former(reading):
                yield reading, Why.FORMER
            else:
                self.own_spans.append((self.passage.start(reading), reading.end))

    def _best(self, place: int) -> Reading | None:
        """The longest name here; of equal ones the own pupil's, then the surest form.

        A small name or a possessive of the own pupil is less than the very name of another: Noortje
        in a text about Noor, when there is a Noortje at school.
        """
        if not self.passage.reader.may_begin(place):
            return None
        readings = list(self.passage.reader.readings_at(place))
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
            self.certainty.perhaps_own.add(place)
        return best

    def _otherwise(self, place: int) -> Reading | None:
        """A name that is not written to the letter: sooner of somebody who is involved."""
        near = self.near.reading_at(place)
        if near and (self.own in near.pupils or self.involved & near.pupils):
            return near
        return self._with_a_slip(place) or near

    def _with_a_slip(self, place: int) -> Reading | None:
        """A capital in a sentence marks a name; at its start only a longer word is looked at."""
        token = self.passage.tokens[place]
        if not token.is_capital or token.word in ORDINARY or not self.involved:
            return None
        shortest = 5 if self.passage.begins_sentence(place) else 4
        return self.passage.reader.with_a_slip(place, {self.own, *self.involved}, shortest)

    def _joined(self, readings: Iterator[Read]) -> Iterator[Read]:
        """A given name with the family name of somebody else behind it is one person."""
        previous: Read | None = None
        for reading, why in readings:
            if previous and self._is_one_person(previous[0], reading):
                previous = _both(previous, (reading, why))
                continue
            if previous:
                yield previous
            previous = (reading, why)
        if previous:
            yield previous

    def _is_one_person(self, left: Reading, right: Reading) -> bool:
        between = self.passage.text[left.end : self.passage.start(right)]
        is_given = left.form is NameForm.GIVEN or (_is_near(left) and not left.has_particles)
        is_family = right.form is NameForm.FAMILY or (_is_near(right) and right.has_particles)
        return is_given and is_family and between.isspace() and not left.is_possessive


def _is_near(reading: Reading) -> bool:
    return reading.form is NameForm.NEAR


def _is_inflected(reading: Reading) -> bool:
    return reading.form is NameForm.SMALL or reading.is_possessive


def _both(given: Read, family: Read) -> Read:
    """Surely somebody, unless one of the two is written otherwise and they do not go together."""
    (left, left_why), (right, right_why) = given, family
    is_sure = bool(left.pupils & right.pupils) or not (_is_near(left) or _is_near(right))
    reading = Reading(
        first=left.first,
        last=right.last,
        pupils=(left.pupils & right.pupils) or (left.pupils | right.pupils),
        form=NameForm.FULL,
        key=left.key,
        end=right.end,
        is_possessive=right.is_possessive,
    )
    return reading, None if is_sure else left_why or right_why
