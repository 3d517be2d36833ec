"""The bullying has stopped: the stop, and the nazorg that it plans, moved, done or set aside."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from casework.entries.bounds import EntryWithdrawn
from casework.entries.case_view import CaseView, FileView, MomentView, StepView
from casework.entries.endings import RUNNING, STOPPED, Reopened
from casework.entries.fields import (
    Code,
    DayLabel,
    EntryNumber,
    FilledIn,
    FromList,
    Score,
    Words,
)
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import (
    ORDINARY,
    ORDINARY_IN_WORDS,
    Allowed,
    NeededWords,
    Payload,
)
from casework.entries.talks import safety_text
from casework.errors import InputRefused, StepOutOfOrder
from casework.labels import AFTERCARE
from casework.people import Action, Home
from casework.words import numeric_date

# Outcomes of a measure or a nazorg after which it has not stopped.
NOT_STOPPED = frozenset({"same", "worse"})
EXTRA_TALK = "Extra gesprek vóór de nazorg"
# The parts of the pupils for whom a nazorg moment of the card is planned.
FOR_WHOM = {
    "target": ("target",),
    "displaying": ("displaying",),
    "parents": ("target", "displaying"),
}


def aftercare_window(case: CaseView, stopped_on: date, due_on: date) -> tuple[date, date]:
    """The first and last day on which a talk is this nazorg, by the card.

    A talk before the first day is an extra one: it cannot tell yet whether the bullying stays
    away. On the day of the stop itself that is never known.
    """
    days, card = case.school_days, case.card
    opens_on = days.before(due_on, card.aftercare_window_before_school_days)
    starts_on = max(opens_on, min(due_on, days.after(stopped_on, 1)))
    return starts_on, days.after(due_on, card.aftercare_window_school_days)


class Stopped(Payload):
    kind: ClassVar[str] = "stopped"
    title: ClassVar[str] = "Gestopt"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, merge=True, undo=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "words", "Schrijf de eigen woorden van de gepeste leerling op."
    )
    form_per: ClassVar[frozenset[str]] = frozenset({"case"})
    is_once: ClassVar[bool] = True
    state_after: ClassVar[str] = STOPPED
    said_by: Annotated[Code, FromList("said_by", "Gezegd door")]
    words: Words = ""

    def check(self, case: CaseView, new: NewEntry) -> None:
        """A running case stops, no earlier than its last melding."""
        if case.state != RUNNING:
            raise StepOutOfOrder("Dat het gestopt is, staat al vast.")
        if new.happened_on < case.last_report_on:
            raise StepOutOfOrder("De datum ligt vóór de laatste melding.", "happened_on")

    def consequences(self, case: CaseView, new: NewEntry) -> list[NewEntry]:
        """The nazorg moments of the card: one per pupil it is meant for."""
        planned = []
        for term in case.card.aftercare:
            due_on = case.school_days.after(new.happened_on, term.school_days)
            starts_on, ends_on = aftercare_window(case, new.happened_on, due_on)
            plan = AftercarePlanned(
                moment=term.id,
                aftercare=term.aftercare,
                window_starts_on=starts_on,
                due_on=due_on,
                window_ends_on=ends_on,
            )
            planned += [
                NewEntry(plan, new.happened_on, "aftercare", pupil_id)
                for pupil_id in case.pupils(*FOR_WHOM[term.aftercare])
            ]
        return planned


class AftercarePlanned(Payload):
    """A nazorg moment; `aftercare` is target, displaying or parents.

    One from before windows had a beginning begins on its due day.
    """

    kind: ClassVar[str] = "aftercare_planned"
    title: ClassVar[str] = "Nazorg gepland"
    allowed: ClassVar[Allowed] = Allowed(merge=True, undo=True)
    moment: Code
    aftercare: Code
    window_starts_on: Annotated[date | None, DayLabel("Vanaf")] = None
    due_on: Annotated[date, DayLabel("Uiterlijk")]
    window_ends_on: date

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which moment of the card."""
        term = file.case.card.aftercare_term(self.moment)
        yield term.title if term else AFTERCARE[self.aftercare]


class OfMoment(Payload):
    """What is recorded of a nazorg moment that was planned, and is still open."""

    planned_number: EntryNumber

    @classmethod
    def fits_step(cls, step: StepView) -> bool:
        """The step of the card with the nazorg moments."""
        return step.per == "moment"

    def may_be_about(self, case: CaseView, pupil_id: str) -> bool:
        """Nazorg goes on for a pupil whose part was taken away after the stop."""
        planned = {moment.planned.pupil_id for moment in case.current_aftercare}
        return pupil_id in case.parts or pupil_id in planned

    def check(self, case: CaseView, new: NewEntry) -> None:
        """The moment is open, and for this pupil."""
        self.open_moment(case, new)

    def open_moment(self, case: CaseView, new: NewEntry) -> MomentView:
        """The moment that it is about; refused when there is none that is open."""
        moments = case.current_aftercare
        moment = next((m for m in moments if m.number == self.planned_number), None)
        if moment is None:
            raise StepOutOfOrder(
                "Nazorg komt nadat het pesten is gestopt. Leg eerst vast dat het gestopt is."
            )
        if not moment.is_open:
            raise StepOutOfOrder("Dit nazorgmoment is al vastgelegd.")
        if new.pupil_id != moment.planned.pupil_id:
            raise InputRefused("Dit nazorgmoment is voor een andere leerling.", "pupil")
        return moment

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which moment of the card."""
        moments = file.case.aftercare
        planned = next((m for m in moments if m.number == self.planned_number), None)
        term = file.case.card.aftercare_term(planned.moment) if planned else None
        if term:
            yield term.title


class AftercareMoved(OfMoment):
    kind: ClassVar[str] = "aftercare_moved"
    title: ClassVar[str] = "Nazorg verzet"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, merge=True, undo=True)
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom dit nazorgmoment wordt verzet."
    )
    window_starts_on: Annotated[date | None, FilledIn()] = None
    due_on: Annotated[date, DayLabel("Uiterlijk")]
    window_ends_on: date
    reason: Words

    def completed(
        self, case: CaseView, new: NewEntry, homes: Mapping[str, Home]
    ) -> "AftercareMoved":
        """With the day from which a talk counts; never sooner than as it was first planned."""
        moment = next((m for m in case.aftercare if m.number == self.planned_number), None)
        if moment is None:
            return self
        starts_on, _ = aftercare_window(case, moment.planned.happened_on, self.due_on)
        starts_on = max(starts_on, moment.first_window_starts_on)
        return self.model_copy(update={"window_starts_on": starts_on})

    def check(self, case: CaseView, new: NewEntry) -> None:
        """To a day that is still to come, and no sooner than nazorg means something."""
        moment = self.open_moment(case, new)
        if self.due_on < case.today or self.window_ends_on < self.due_on:
            raise InputRefused("Kies een nieuwe datum die nog moet komen.", "due_on")
        if self.due_on < moment.first_window_starts_on:
            raise InputRefused(
                f"Dit nazorgmoment begint op {numeric_date(moment.first_window_starts_on)}: eerder "
                "is niet te zeggen of het gestopt blijft. Spreek je elkaar eerder? Leg dat vast; "
                "het is dan een extra gesprek.",
                "due_on",
            )


class AftercareDone(OfMoment):
    """A nazorg talk; held before its moment begins it is an extra one, and the moment stays."""

    kind: ClassVar[str] = "aftercare_done"
    title: ClassVar[str] = "Nazorg gedaan"
    allowed: ClassVar[Allowed] = ORDINARY
    form_per: ClassVar[frozenset[str]] = frozenset({"moment"})
    is_once: ClassVar[bool] = True
    outcome: Annotated[Code, FromList("outcomes", "Hoe is het")]
    safety_score: Score | None = None
    notes: Words = ""

    @property
    def is_bad(self) -> bool:
        """Whether it has not stopped after all, so that the case opens again."""
        return self.outcome in NOT_STOPPED

    def check(self, case: CaseView, new: NewEntry) -> None:
        """No earlier than the stop."""
        moment = self.open_moment(case, new)
        if new.happened_on < moment.planned.happened_on:
            raise StepOutOfOrder("De datum ligt vóór het stoppen van het pesten.", "happened_on")

    def consequences(self, case: CaseView, new: NewEntry) -> list[NewEntry]:
        """A bad outcome opens the case again."""
        return [NewEntry(self._reopened(), new.happened_on)] if self.is_bad else []

    def consequences_of_correction(self, case: CaseView, old: Payload) -> list[NewEntry]:
        """Another outcome may open the case again, or undo that."""
        assert isinstance(old, AftercareDone)
        if self.is_bad and not old.is_bad and self._is_of_this_stop(case):
            return [NewEntry(self._reopened(), case.today)]
        reopening = self._reopening(case)
        if self.is_bad or not old.is_bad or reopening is None:
            return []
        if _went_on_after(case, reopening):
            raise StepOutOfOrder(
                "Na deze nazorg is de zaak weer geopend en verder gegaan. De uitkomst is niet meer "
                "te veranderen; leg vast hoe het nu is."
            )
        return [_withdrawn_reopening(case, reopening, "De uitkomst van de nazorg is verbeterd.")]

    def consequences_of_withdrawal(self, case: CaseView) -> list[NewEntry]:
        """It takes its reopening along, while the case did not go on."""
        reopening = self._reopening(case)
        if reopening is None or _went_on_after(case, reopening):
            return []
        return [_withdrawn_reopening(case, reopening, "De nazorg is doorgehaald.")]

    def heading(self, file: FileView, entry: Entry) -> str:
        """Whether it is the nazorg, or an extra talk before it."""
        case = file.case
        moment = next((m for m in case.aftercare if m.number == self.planned_number), None)
        first = case.versions(entry.number)[0].number
        is_early = moment is not None and moment.is_early(first, entry.happened_on)
        return EXTRA_TALK if is_early else self.title

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which moment, and the safety score."""
        yield from super().texts(file, entry)
        yield from safety_text(self.safety_score)

    def _reopened(self) -> Reopened:
        return Reopened(cause="aftercare_worse", planned_number=self.planned_number)

    def _is_of_this_stop(self, case: CaseView) -> bool:
        current = {moment.number for moment in case.current_aftercare}
        return case.state != RUNNING and self.planned_number in current

    def _reopening(self, case: CaseView) -> Entry | None:
        opened = case.of(Reopened)
        return next((e for e, o in opened if o.planned_number == self.planned_number), None)


def _went_on_after(case: CaseView, reopening: Entry) -> bool:
    newest = max(case.turn.number if case.turn else 0, case.reports[-1][0].number)
    return newest > reopening.number


def _withdrawn_reopening(case: CaseView, reopening: Entry, reason: str) -> NewEntry:
    """The entry that takes a reopening back."""
    return NewEntry(EntryWithdrawn(number=reopening.number, reason=reason), case.today)


class AftercareSetAside(OfMoment):
    kind: ClassVar[str] = "aftercare_set_aside"
    title: ClassVar[str] = "Nazorg niet van toepassing"
    allowed: ClassVar[Allowed] = ORDINARY_IN_WORDS
    needed: ClassVar[NeededWords | None] = NeededWords(
        "reason", "Schrijf op waarom dit nazorgmoment niet doorgaat."
    )
    reason: Words
