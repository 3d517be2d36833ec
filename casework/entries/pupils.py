"""The parts of the pupils in a case: given, and changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import ClassVar

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, PupilId, Words
from casework.entries.five_questions import InClass
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import Allowed, NeededWords, Payload
from casework.errors import InputRefused, NotHere
from casework.people import Action, Home


def _check_part(case: CaseView, role: str) -> None:
    if role not in {part.id for part in case.card.parts}:
        raise InputRefused("Kies een rol uit de lijst.", "role")


def came_with(case: CaseView, *, report: Entry, part: Entry) -> bool:
    """Whether this part was given with the melding, as it was first recorded."""
    first = case.versions(report.number)[0]
    return first.recorded_at == part.recorded_at and first.number < part.number


class PupilInvolved(Payload):
    """A pupil has a part; the class is the one of that day."""

    kind: ClassVar[str] = "pupil_involved"
    title: ClassVar[str] = "Betrokken leerling"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, undo=True)
    needs_pupil: ClassVar[bool] = True
    comes_with_report: ClassVar[bool] = True
    role: Code
    class_id: Code
    year_group: int
    team_id: Code

    def may_be_about(self, case: CaseView, pupil_id: str) -> bool:
        """Any pupil: this gives the part."""
        return True

    def check(self, case: CaseView, new: NewEntry) -> None:
        """A part of the card, for a pupil who has none."""
        _check_part(case, self.role)
        if new.pupil_id in case.parts:
            raise InputRefused("Deze leerling heeft al een rol. Verander dan die rol.", "pupil")

    def completed(
        self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]
    ) -> "PupilInvolved":
        """With the class of the pupil; NotHere for a pupil whom the school does not know."""
        if not new.pupil_id:
            return self
        if new.pupil_id not in homes:
            raise NotHere
        return self.model_copy(update=asdict(homes[new.pupil_id]))

    def is_listed(self, file: FileView, entry: Entry) -> bool:
        """Not when it was given with a melding, which names it."""
        case = file.case
        return not any(came_with(case, report=report, part=entry) for report, _ in case.reports)

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """The part."""
        yield f"Rol: {file.case.card.part_title(self.role)}"


class PupilReplaced(InClass, Payload):
    """Another pupil was meant from the start (`instead`), or nobody (empty).

    With `follows` what was recorded about the one goes on as about the other; else it is struck
    out. The class is that of the right pupil. Nobody counts any more as the wrong one.
    """

    kind: ClassVar[str] = "pupil_replaced"
    title: ClassVar[str] = "Verkeerde leerling gekozen"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, undo=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op hoe de verkeerde leerling in de zaak kwam."
    )
    needs_pupil: ClassVar[bool] = True
    instead: PupilId = ""
    follows: bool = False
    reason: Words = ""

    def other_pupils(self) -> Sequence[str]:
        """The right one."""
        return [self.instead] if self.instead else ()

    def completed(
        self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]
    ) -> "PupilReplaced":
        """With the class of the right pupil; NotHere for one whom the school does not know."""
        if not self.instead:
            return self
        if self.instead not in homes:
            raise NotHere
        return self.model_copy(update=asdict(homes[self.instead]))

    def check(self, case: CaseView, new: NewEntry) -> None:
        """The right pupil is not in the case yet; without one, a gepeste is left."""
        if self.instead in case.parts_ever:
            raise InputRefused(
                "Deze leerling staat al in de zaak. Kies een andere leerling, of haal de "
                "verkeerde er alleen uit.",
                "instead",
            )
        if self.follows and not self.instead:
            raise InputRefused("Kies bij welke leerling dit hoort.", "instead")
        if not self.instead and case.pupils("target") == [new.pupil_id]:
            raise InputRefused(
                "Een zaak heeft altijd een gepeste leerling. Kies wie het wel is, of geef eerst "
                "een ander die rol.",
                "instead",
            )

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Who it had to be, and what became of what was recorded."""
        if not self.instead:
            yield "Uit de zaak gehaald; wat over deze leerling is vastgelegd, telt niet mee"
            return
        yield f"Moet zijn: {file.name(self.instead)}"
        follows = "gaat mee" if self.follows else "telt niet mee"
        yield f"Wat over de verkeerde leerling is vastgelegd, {follows}"


class ClassInvolved(InClass, Payload):
    """What plays in the group plays in this class as well, whoever of it has a part by name."""

    kind: ClassVar[str] = "class_involved"
    title: ClassVar[str] = "Nog een klas bij de zaak"
    allowed: ClassVar[Allowed] = Allowed(withdraw=Action.RECORD, merge=True, undo=True)
    class_name: Code = ""

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which class, as it was called that day."""
        yield f"Klas {self.class_name}"


class RoleChanged(Payload):
    """Another role, or (role empty) no part any more."""

    kind: ClassVar[str] = "role_changed"
    title: ClassVar[str] = "Rol veranderd"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, undo=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom de rol verandert."
    )
    needs_pupil: ClassVar[bool] = True
    role: Code = ""
    reason: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """Another part than before; a case always has a gepeste."""
        if self.role:
            _check_part(case, self.role)
        if self.role == case.parts[new.pupil_id].role:
            raise InputRefused("Deze leerling heeft die rol al.", "role")
        if case.pupils("target") == [new.pupil_id]:
            raise InputRefused(
                "Een zaak heeft altijd een gepeste leerling. Geef eerst een ander die rol.", "role"
            )

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """The new part, or that there is none."""
        role = file.case.card.part_title(self.role) if self.role else ""
        yield f"Rol: {role}" if role else "Heeft geen rol meer"
