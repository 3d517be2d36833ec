"""A case begins with a melding: the opening, the meldingen and the answers that come later."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar

from pydantic import BaseModel

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, FilledIn, Words
from casework.entries.five_questions import Answered, FirstTold, InClass, InYear
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import ORDINARY, Allowed, Payload
from casework.entries.pupils import PupilInvolved, came_with
from casework.errors import InputRefused
from casework.people import Action

IN_THE_GROUP = "Speelt in de groep"


class CaseOpened(Payload):
    kind: ClassVar[str] = "case_opened"
    title: ClassVar[str] = "Zaak begonnen"
    allowed: ClassVar[Allowed] = Allowed(undo=True)
    comes_with_report: ClassVar[bool] = True
    label: Code
    school_year: Code
    class_id: Code
    year_group: int
    team_id: Code
    reason: Words = ""

    def is_listed(self, file: FileView, entry: Entry) -> bool:
        """Only when there was a reason to begin a case beside a known one."""
        return bool(self.reason)


class Numbered(BaseModel):
    """Which melding of its case it is; a correction keeps its place."""

    ordinal: Annotated[int, FilledIn()] = 1


class Reported(InClass, InYear, FirstTold, Numbered, Answered):
    """A melding: the five questions. `happened_on` of the entry is the day it was reported."""

    kind: ClassVar[str] = "reported"
    title: ClassVar[str] = "Melding"
    # A case begins with one, so that it cannot be struck out; what it says can be put right.
    allowed: ClassVar[Allowed] = Allowed(correct=Action.RECORD, merge=True, undo=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    is_once: ClassVar[bool] = True

    def check_answers(self) -> None:
        """What a melding cannot do without."""
        if not self.what and not self.kinds:
            raise InputRefused("Tik aan wat er gebeurde, of schrijf het op.", "kinds")

    def heading(self, file: FileView, entry: Entry) -> str:
        """With its place among the meldingen."""
        return f"{self.title} {self.ordinal}"

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """The parts that were given with it ("Wie: Noor V. (gepeste)"), and the group."""
        involved = [
            f"{file.name(part.pupil_id)} ({file.case.card.part_title(part.payload.role)})"
            for part in file.case.effective_entries
            if isinstance(part.payload, PupilInvolved)
            and came_with(file.case, report=entry, part=part)
        ]
        if involved:
            yield f"Wie: {', '.join(involved)}"
        if self.group_level:
            yield IN_THE_GROUP


class AnalysisAdded(Answered):
    """Answers that came later, or a verdict that changed; an unset field leaves the old answer."""

    kind: ClassVar[str] = "analysis_added"
    title: ClassVar[str] = "Vijf vragen aangevuld"
    allowed: ClassVar[Allowed] = replace(ORDINARY, again=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    group_level: bool | None = None

    def check(self, case: CaseView, new: NewEntry) -> None:
        """It says something, about what was reported."""
        if not (self.coded().keys() - {"corrects"} or self.sealed()):
            raise InputRefused("Er is nog niets ingevuld. Beantwoord minstens één vraag.", "what")
        if self.incident_on and self.incident_on > case.last_report_on:
            raise InputRefused(
                "Het voorval ligt na de laatste melding. Is er weer iets gebeurd? Doe dan een "
                "nieuwe melding.",
                "incident_on",
            )

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """That it is at group level, or no longer; one that says nothing new is silent."""
        earlier = [answer.group_level for e, answer in file.case.answers if e.number < entry.number]
        if self.group_level:
            yield IN_THE_GROUP
        elif self.group_level is False and any(earlier):
            yield "Speelt niet meer in de groep"
