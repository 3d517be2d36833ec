"""How a case ends: evaluated, closed; and opened again."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, FromList, RefersTo, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import ORDINARY, Allowed, NeededWords, Payload
from casework.errors import InputRefused, StepOutOfOrder
from casework.people import Action, Home
from casework.words import numeric_date

RUNNING, STOPPED, CLOSED = "running", "stopped", "closed"
DECISION_OPEN = (
    "Een besluit van het ondersteuningsteam is nog niet uitgevoerd, en verdwijnt van Vandaag. "
    "Schrijf op waarom je nu afsluit, of rond het besluit eerst af."
)


class Evaluated(Payload):
    kind: ClassVar[str] = "evaluated"
    title: ClassVar[str] = "Evaluatie"
    allowed: ClassVar[Allowed] = ORDINARY
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    is_once: ClassVar[bool] = True
    helped: Annotated[list[Code], FromList("helped", "Wat hielp")] = []
    not_helped: Annotated[list[Code], FromList("helped", "Wat hielp niet")] = []
    what_helped: Words = ""
    what_did_not: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """After the stop, and it says something."""
        if case.stop is None:
            raise StepOutOfOrder("Evalueren kan als het pesten is gestopt.")
        if not (self.helped or self.not_helped or self.what_helped or self.what_did_not):
            raise InputRefused("Schrijf op wat hielp, of wat juist niet hielp.", "what_helped")


class Closed(Payload):
    kind: ClassVar[str] = "closed"
    title: ClassVar[str] = "Afgesloten"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, merge=True, undo=True)
    state_after: ClassVar[str] = CLOSED
    ending: Annotated[Code, FromList("endings", "Waarom")]
    count_open_aftercare: int = 0
    reason: Words = ""

    def completed(self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]) -> "Closed":
        """With how many nazorg moments are open."""
        waiting = sum(moment.is_open for moment in case.current_aftercare)
        return self.model_copy(update={"count_open_aftercare": waiting})

    def check(self, case: CaseView, new: NewEntry) -> None:
        """As stopped only when it has; and with a reason where something is left open."""
        _not_before_the_turn(case, new)
        if self.ending == STOPPED and case.stop is None:
            raise StepOutOfOrder("Leg eerst vast dat het gestopt is, in de woorden van de gepeste.")
        question = self._why(case)
        if question and not self.reason:
            raise InputRefused(question, "reason")

    def _why(self, case: CaseView) -> str:
        """What the reason has to say; empty when none is needed."""
        if self.ending != STOPPED:
            return "Schrijf op waarom de zaak zo wordt afgesloten."
        return DECISION_OPEN if case.open_decisions else ""

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """How many nazorg moments were open."""
        if self.count_open_aftercare:
            yield f"Met {self.count_open_aftercare} open nazorgmomenten"


class Reopened(Payload):
    """Opened again; `planned_number` is the nazorg moment whose outcome did it, if one did."""

    kind: ClassVar[str] = "reopened"
    title: ClassVar[str] = "Weer geopend"
    allowed: ClassVar[Allowed] = Allowed(
        record=Action.RECORD, merge=True, when_closed=True, undo=True
    )
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom de zaak weer opengaat."
    )
    state_after: ClassVar[str] = RUNNING
    cause: Annotated[Code, FromList("causes", "Aanleiding")]
    planned_number: Annotated[int | None, RefersTo()] = None
    reason: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """A case that runs cannot open."""
        if case.state == RUNNING:
            raise StepOutOfOrder("Deze zaak loopt al.")
        _not_before_the_turn(case, new)


def _not_before_the_turn(case: CaseView, new: NewEntry) -> None:
    """A case closes and opens again after its last melding and after its last turn."""
    turn = case.turn
    last = max(case.last_report_on, turn.happened_on if turn else case.opened_on)
    if new.happened_on < last:
        raise StepOutOfOrder(
            f"De datum ligt vóór de laatste stap van {numeric_date(last)}. Kies een latere datum.",
            "happened_on",
        )
