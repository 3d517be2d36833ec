"""Talks, what was agreed in them, and the question how it goes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from casework.entries.case_view import CardView, CaseView, FileView, StepView
from casework.entries.fields import Code, DayLabel, EntryNumber, Score, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import ORDINARY, Allowed, NeededWords, Payload
from casework.errors import CollectiveTalkNotAgreed, InputRefused, StepOutOfOrder
from casework.labels import AGREEMENT_OUTCOMES
from casework.words import enumeration

JOINT_TALK = "joint_talk"
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DOES_NOT_FIT = "Past het niet? Leg vast waarom het gesprek samen niet doorgaat."
NOT_WANTED = (
    "Een gesprek samen kan alleen als de gepeste leerling het zelf wil. Vink dat aan als het zo "
    "is. Wil de leerling het niet? Leg vast waarom het gesprek samen niet doorgaat."
)
OTHER_SIDE_NOT_WANTED = (
    "Een gesprek samen kan alleen als ook de pestende leerling het zelf wil. Vink dat aan als het "
    "zo is. Wil de leerling het niet? Leg vast waarom het gesprek samen niet doorgaat."
)
NOBODY_LEADS = "Schrijf op wie het gesprek leidt. Zonder iemand die dat kan, gaat het niet door."
ONE_PUPIL = frozenset({"target", "displaying", "concerned"})


def talks_apart_to_hold(case: CaseView) -> list[tuple[str, str]]:
    """The talks apart that go before a talk together and were not held: step and pupil of each.

    As long as no pestende leerling is known there is nobody to talk with together (pupil "").
    """
    held = {(entry.step, entry.pupil_id) for entry, _ in case.of(TalkHeld)}
    needed = [("talk_target", pupil) for pupil in case.pupils("target")]
    needed += [("talk_displaying", pupil) for pupil in case.pupils("displaying") or [""]]
    return [talk for talk in needed if talk not in held]


def joint_talk_waits_for(case: CaseView) -> tuple[str, ...]:
    """What still shuts the gate of the joint talk: ids of individual talks not yet held.

    Whether both sides want it and who leads it is asked when the talk is recorded.
    """
    return tuple(sorted({step for step, _ in talks_apart_to_hold(case)}))


def check_talks_apart(case: CaseView, step_id: str) -> None:
    """Refuse a talk together while a talk apart is still to be held; says which."""
    waits_for = joint_talk_waits_for(case) if case.card.step(step_id).gate == JOINT_TALK else ()
    if waits_for:
        talks = enumeration(f"'{case.card.step(step).title}'" for step in waits_for)
        raise CollectiveTalkNotAgreed(f"Eerst nog apart: {talks}. {DOES_NOT_FIT}")


def safety_text(score: int | None) -> Iterator[str]:
    """The safety score in words, when there is one."""
    if score:
        yield f"Voelt zich {score} op 10 veilig"


class TalkHeld(Payload):
    """A talk; of one together, whether each gepeste and each pestende leerling in it wants it."""

    kind: ClassVar[str] = "talk_held"
    title: ClassVar[str] = "Gesprek"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True, again=True, beside=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "notes", "Schrijf in een paar woorden op wat er is besproken."
    )
    form_per: ClassVar[frozenset[str]] = ONE_PUPIL | {"case"}
    target_agrees: bool | None = None
    displaying_agrees: bool | None = None
    next_on: Annotated[date | None, DayLabel("Vervolg op")] = None
    safety_score: Score | None = None
    led_by: Words = ""
    present: Words = ""
    notes: Words = ""
    agreements: Words = ""

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """A talk together comes after the talks apart."""
        check_talks_apart(case, new.step)

    def check(self, case: CaseView, new: NewEntry) -> None:
        """A talk together is wanted by both sides and led by somebody; what is next, comes."""
        if case.card.step(new.step).gate == JOINT_TALK:
            self._check_agreed()
        if self.next_on and self.next_on < new.happened_on:
            raise InputRefused("De vervolgafspraak ligt vóór het gesprek.", "next_on")

    def _check_agreed(self) -> None:
        """Each condition is named at its own field."""
        if not self.target_agrees:
            raise CollectiveTalkNotAgreed(NOT_WANTED, "target_agrees")
        # Of a talk from before this was asked it is not known, and is not asked afterwards.
        is_older = self.displaying_agrees is None and self.corrects is not None
        if not (self.displaying_agrees or is_older):
            raise CollectiveTalkNotAgreed(OTHER_SIDE_NOT_WANTED, "displaying_agrees")
        if not self.led_by:
            raise CollectiveTalkNotAgreed(NOBODY_LEADS, "led_by")

    def heading(self, file: FileView, entry: Entry) -> str:
        """Which talk it was."""
        return file.case.card.step(entry.step).title if entry.step else self.title

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Who wants to talk together, and the safety score."""
        if self.target_agrees and self.displaying_agrees:
            yield "De gepeste en de pestende leerling willen dit gesprek zelf"
        elif self.target_agrees is not None:
            yield f"De gepeste wil {'een' if self.target_agrees else 'geen'} gesprek samen"
        yield from safety_text(self.safety_score)


class TalkPlanned(Payload):
    """A talk that is to come: when, where and with whom; a newer plan of it takes its place.

    `at` is the time ("10:15", empty: none), `occurrence` the nazorg moment that it is for.
    """

    kind: ClassVar[str] = "talk_planned"
    title: ClassVar[str] = "Gesprek gepland"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True, beside=True)
    planned_on: Annotated[date, DayLabel("Op")]
    at: Code = ""
    occurrence: EntryNumber = 0
    place: Words = ""
    with_whom: Words = ""

    @classmethod
    def fits_step(cls, step: StepView) -> bool:
        """A step in which people talk: a talk, the parents, nazorg."""
        return step.form in ("talk_held", "parents_informed", "aftercare_done")

    @classmethod
    def needs_step(cls, card: CardView) -> bool:
        """Always: it is about a step."""
        return True

    def may_be_about(self, case: CaseView, pupil_id: str) -> bool:
        """Also one for whom only nazorg is left."""
        return pupil_id in case.parts_ever

    def check_situation(self, case: CaseView, new: NewEntry) -> None:
        """A talk together is planned when its gate is open; nazorg for a moment that is open."""
        check_talks_apart(case, new.step)
        waiting = {m.number for m in case.current_aftercare if m.is_open}
        is_nazorg = case.card.step(new.step).form == "aftercare_done"
        if is_nazorg and self.occurrence not in waiting:
            raise StepOutOfOrder("Dit nazorgmoment staat niet open. Kies een ander moment.")

    def check(self, case: CaseView, new: NewEntry) -> None:
        """It is still to come, at a time of the day."""
        if self.planned_on < new.happened_on:
            raise InputRefused("Kies een dag die nog moet komen.", "planned_on")
        if self.at and not TIME_OF_DAY.fullmatch(self.at):
            raise InputRefused("Schrijf de tijd als 10:15, of laat de tijd leeg.", "at")

    def heading(self, file: FileView, entry: Entry) -> str:
        """Which talk."""
        step = file.case.card.step(entry.step).title if entry.step else ""
        return f"Gepland: {step}" if step else self.title

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """At which time."""
        if self.at:
            yield f"Om {self.at.replace(':', '.')} uur"


class AgreementReviewed(Payload):
    """Whether what was agreed in a talk, for a date, was done."""

    kind: ClassVar[str] = "agreement_reviewed"
    title: ClassVar[str] = "Teruggekeken op een afspraak"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"agreement"})
    talk_number: EntryNumber
    kept: Literal["yes", "partly", "no"]
    notes: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """It is of a talk with that pupil, held before."""
        talk = next((e for e, _ in case.talks_with_a_date if e.number == self.talk_number), None)
        if talk is None:
            raise StepOutOfOrder(
                "Dit gesprek met een afspraak staat niet in de zaak. Leg eerst het gesprek vast."
            )
        if new.pupil_id != talk.pupil_id:
            raise InputRefused("Deze afspraak is met een andere leerling.", "pupil")
        if new.happened_on < talk.happened_on:
            raise StepOutOfOrder("Je kijkt op de afspraak terug vóór het gesprek.", "happened_on")

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Whether it was done."""
        yield f"Gelukt: {AGREEMENT_OUTCOMES[self.kept]}"


class CheckedIn(Payload):
    kind: ClassVar[str] = "checked_in"
    title: ClassVar[str] = "Even gevraagd hoe het gaat"
    allowed: ClassVar[Allowed] = replace(ORDINARY, split=True, again=True, beside=True)
    form_per: ClassVar[frozenset[str]] = ONE_PUPIL
    safety_score: Score | None = None
    note: Words = ""

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """The safety score."""
        yield from safety_text(self.safety_score)
