"""The level of a case: confirmed by a person, or kept as it is."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, FromList, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import Allowed, NeededWords, Payload
from casework.errors import InputRefused, StepOutOfOrder
from casework.people import Action

FIRST_REPORT = "first_report"


class LevelReached(Payload):
    """A person confirmed a level; `proposed` is what the program had proposed."""

    kind: ClassVar[str] = "level_reached"
    title: ClassVar[str] = "Niveau vastgesteld"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, undo=True)
    comes_with_report: ClassVar[bool] = True
    level: int
    proposed: int
    cause: Annotated[Code, FromList("causes", "Aanleiding")]
    reason: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """A higher level of the card, and a reason where it is not the one proposed."""
        if self.level <= case.level:
            raise StepOutOfOrder("Een niveau gaat nooit omlaag; de zaak is al op dit niveau.")
        if self.level not in {level.number for level in case.card.levels}:
            raise InputRefused("De handelingskaart kent drie niveaus.", "level")
        proposal = case.proposal
        is_proposed = proposal is not None and self.level == proposal.level
        if not is_proposed and not self.reason:
            other = "Je wijkt af van het voorstel. Schrijf op waarom."
            raise InputRefused(other if proposal else "Schrijf op waarom.", "reason")

    def is_listed(self, file: FileView, entry: Entry) -> bool:
        """Not the level that every case begins with."""
        return self.cause != FIRST_REPORT

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which level."""
        yield f"Niveau {self.level}"


class LevelDeclined(Payload):
    """A person kept the level although a higher one was proposed."""

    kind: ClassVar[str] = "level_declined"
    title: ClassVar[str] = "Niveau niet verhoogd"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, undo=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom de zaak op dit niveau blijft."
    )
    proposed: int
    cause: Annotated[Code, FromList("causes", "Aanleiding")]
    reason: Words

    def check(self, case: CaseView, new: NewEntry) -> None:
        """That level was proposed."""
        proposal = case.proposal
        if proposal is None or self.proposed != proposal.level:
            raise StepOutOfOrder("Er ligt geen voorstel voor een ander niveau.")
