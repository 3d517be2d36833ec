"""Other steps of the card: a serious sign, colleagues, parents, and a step that is left out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar

from casework.entries.case_view import CardView, CaseView, FileView, StepView
from casework.entries.fields import Code, EntryNumber, FilledIn, FromList, RefersTo, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import (
    ORDINARY,
    ORDINARY_IN_WORDS,
    Allowed,
    NeededWords,
    Payload,
)
from casework.entries.talks import ONE_PUPIL
from casework.errors import InputRefused, StepOutOfOrder
from casework.people import Action
from casework.words import enumeration

PARENTS_NOT_INFORMED = "Ouders niet geïnformeerd"


class SeriousDecided(Payload):
    kind: ClassVar[str] = "serious_decided"
    title: ClassVar[str] = "Besluit bij ernstig signaal"
    allowed: ClassVar[Allowed] = ORDINARY
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom je deze weg kiest."
    )
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    route: Annotated[Code, FromList("routes", "Gekozen weg")]
    reason: Words = ""


class ColleagueInvolved(Payload):
    """The leerlingcoördinator or teamleider has taken note, in person."""

    kind: ClassVar[str] = "colleague_involved"
    title: ClassVar[str] = "Collega betrokken"
    allowed: ClassVar[Allowed] = replace(
        ORDINARY_IN_WORDS, only_step_owner=True, again=True, beside=True
    )
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    level: Annotated[int, FilledIn()]
    note: Words = ""

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """The case has reached the level of that colleague."""
        if self.level > case.level:
            raise StepOutOfOrder("De zaak is nog niet op dit niveau.")


class ParentsInformed(Payload):
    kind: ClassVar[str] = "parents_informed"
    title: ClassVar[str] = "Ouders geïnformeerd"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True, again=True, beside=True)
    form_per: ClassVar[frozenset[str]] = ONE_PUPIL
    way: Annotated[Code, FromList("ways", "Hoe")]
    reaction: Words = ""


class MagisterNoted(Payload):
    """What stands in Magister now; `up_to` is the newest recording that its text tells of."""

    kind: ClassVar[str] = "magister_noted"
    title: ClassVar[str] = "Aantekening in Magister gezet"
    allowed: ClassVar[Allowed] = replace(ORDINARY_IN_WORDS, split=True, again=True, beside=True)
    form_per: ClassVar[frozenset[str]] = ONE_PUPIL
    up_to: Annotated[int | None, FilledIn(), RefersTo()] = None
    text: Words = ""


class TeamInformed(Payload):
    """The docententeam has the message; `on_watch` are the colleagues who may read who it is."""

    kind: ClassVar[str] = "team_informed"
    title: ClassVar[str] = "Docententeam op de hoogte"
    allowed: ClassVar[Allowed] = replace(ORDINARY_IN_WORDS, again=True, beside=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    on_watch: Annotated[tuple[Code, ...], FilledIn()] = ()
    message: Words = ""

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Who looks after a pupil, by name."""
        if self.on_watch:
            names = enumeration([file.colleague(member) for member in self.on_watch])
            yield f"Mag lezen om wie het gaat: {names}"


class StepSetAside(Payload):
    """Not applicable, with a reason; step, pupil and occurrence tell which one."""

    kind: ClassVar[str] = "step_set_aside"
    title: ClassVar[str] = "Niet van toepassing"
    allowed: ClassVar[Allowed] = ORDINARY_IN_WORDS
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom deze stap niet van toepassing is."
    )
    occurrence: EntryNumber = 0
    reason: Words

    @classmethod
    def fits_step(cls, step: StepView) -> bool:
        """Any step but a nazorg moment, which is set aside a moment at a time."""
        return step.per != "moment"

    @classmethod
    def needs_step(cls, card: CardView) -> bool:
        """Always: it is about a step."""
        return True

    def check(self, case: CaseView, new: NewEntry) -> None:
        """The melding and the stop are steps of every case."""
        if case.card.step(new.step).form in ("reported", "stopped"):
            raise InputRefused("Deze stap hoort bij elke zaak en kan niet worden overgeslagen.")

    def heading(self, file: FileView, entry: Entry) -> str:
        """With the step that is left out."""
        if not entry.step:
            return self.title
        step = file.case.card.step(entry.step)
        is_about_parents = step.form == ParentsInformed.kind
        return PARENTS_NOT_INFORMED if is_about_parents else f"{self.title}: {step.title}"


class StepLapsed(Payload):
    """Left open when the case was closed, and why; a case that opens again asks it again."""

    kind: ClassVar[str] = "step_lapsed"
    title: ClassVar[str] = "Vervallen bij het afsluiten"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, merge=True, undo=True)
    occurrence: EntryNumber = 0
    reason: Words = ""

    @classmethod
    def fits_step(cls, step: StepView) -> bool:
        """Any step."""
        return True

    @classmethod
    def needs_step(cls, card: CardView) -> bool:
        """Always: it is about a step."""
        return True

    def may_be_about(self, case: CaseView, pupil_id: str) -> bool:
        """Also one whose part was taken away: nazorg and agreements go on."""
        return pupil_id in case.parts_ever

    def check(self, case: CaseView, new: NewEntry) -> None:
        """Nothing lapses in silence."""
        if not self.reason:
            raise InputRefused("Schrijf op waarom deze stap vervalt.", "reason")

    def heading(self, file: FileView, entry: Entry) -> str:
        """With the step that lapsed."""
        return f"Vervallen: {file.case.card.step(entry.step).title}" if entry.step else self.title


class HandoverNoted(Payload):
    """What the next mentor has to know, in words of the one before."""

    kind: ClassVar[str] = "handover_noted"
    title: ClassVar[str] = "Voor de volgende mentor"
    allowed: ClassVar[Allowed] = replace(ORDINARY_IN_WORDS, beside=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "note", "Schrijf op wat de volgende mentor moet weten."
    )
    note: Words


class Noted(Payload):
    """Something to remember in a case that is no step of the card, in a sentence or two."""

    kind: ClassVar[str] = "noted"
    title: ClassVar[str] = "Notitie"
    allowed: ClassVar[Allowed] = replace(ORDINARY_IN_WORDS, beside=True)
    needed: ClassVar[NeededWords | None] = NeededWords("note", "Schrijf op wat er was.")
    note: Words
