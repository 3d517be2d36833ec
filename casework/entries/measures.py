"""Measures: agreed, and looked back on."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, DayLabel, EntryNumber, FilledIn, FromList, PupilId, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import ORDINARY, Allowed, Payload
from casework.errors import InputRefused, StepOutOfOrder
from casework.labels import OWNERS

OWN_MEASURE = "own"


class MeasureAgreed(Payload):
    """A measure; `for_pupil` is the pupil it was agreed with, empty when it is for more.

    `agreed_by` is the role that agreed it, where a mentor writes down what a colleague agreed.
    """

    kind: ClassVar[str] = "measure_agreed"
    title: ClassVar[str] = "Maatregel afgesproken"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True, again=True, beside=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    measure: Code
    level: Annotated[int, FilledIn()]
    for_pupil: PupilId = ""
    agreed_by: Annotated[Code, FilledIn()] = ""
    until: Annotated[date | None, DayLabel("Tot")] = None
    review_on: Annotated[date | None, DayLabel("Nakijken op")] = None
    words: Words = ""
    with_whom: Words = ""
    reason: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """A measure of the card, for a pupil of the case, that ends no earlier than it begins."""
        measure = case.card.measure(self.measure)
        if measure is None:
            raise InputRefused("Kies een maatregel uit de lijst.", "measure")
        if self.measure == OWN_MEASURE and not self.words:
            raise InputRefused("Beschrijf de eigen maatregel in een paar woorden.", "words")
        if self.for_pupil and self.for_pupil not in case.parts:
            raise InputRefused("Kies een leerling die een rol heeft in deze zaak.", "for_pupil")
        if self.agreed_by and self.agreed_by not in {level.who for level in case.card.levels}:
            raise InputRefused("Kies wie de maatregel afspreekt.", "agreed_by")
        if measure.risk == "red" and not self.reason:
            raise InputRefused(
                "Deze maatregel werkt vaak averechts. Schrijf op waarom hij hier wel past.",
                "reason",
            )
        for field, day in (("until", self.until), ("review_on", self.review_on)):
            if day and day < new.happened_on:
                raise InputRefused("Deze datum ligt vóór de afspraak zelf.", field)

    def goes_with(self, pupil_id: str, pupils: Collection[str]) -> bool:
        """With the pupil it was agreed with."""
        return self.for_pupil in pupils

    def heading(self, file: FileView, entry: Entry) -> str:
        """With the step at which it was agreed."""
        step = file.case.card.step(entry.step).title if entry.step else ""
        return f"{self.title}: {step}" if step else self.title

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which measure, for whom, and agreed by which role."""
        measure = file.case.card.measure(self.measure)
        yield f"Maatregel: {measure.title if measure else self.measure}"
        if self.for_pupil:
            yield f"Voor {file.name(self.for_pupil)}"
        if self.agreed_by:
            yield f"Afgesproken door de {OWNERS[self.agreed_by]}"


class MeasureReviewed(Payload):
    kind: ClassVar[str] = "measure_reviewed"
    title: ClassVar[str] = "Maatregel nagekeken"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"measure"})
    is_once: ClassVar[bool] = True
    measure_number: EntryNumber
    outcome: Annotated[Code, FromList("outcomes", "Hoe is het")]
    notes: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """It is of a measure of this case, agreed before."""
        measure = next((m for m in case.measures if m.number == self.measure_number), None)
        if measure is None:
            raise StepOutOfOrder("Deze maatregel staat niet in de zaak.")
        if new.happened_on < measure.agreed_on:
            raise StepOutOfOrder("Je kijkt de maatregel na vóór hij is afgesproken.", "happened_on")

    def goes_with(self, pupil_id: str, pupils: Collection[str]) -> bool:
        """With its measure: what refers to an entry that stays behind stays behind as well."""
        return True

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which measure."""
        taken = next((m for m in file.case.measures if m.number == self.measure_number), None)
        measure = file.case.card.measure(taken.agreed.measure) if taken else None
        if measure:
            yield f"Maatregel: {measure.title}"
