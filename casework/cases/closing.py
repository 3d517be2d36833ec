"""Closing a case: what is still open, and why each of it lapses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.cases.case import Case
from casework.cases.steps import (
    StepKey,
    StepState,
    StepStatus,
    key_of,
    steps_with_terms,
    title_of,
)
from casework.entries import Closed, NewEntry, StepLapsed
from casework.errors import InputRefused, StepOutOfOrder
from casework.words import counted

ONLY_WHEN_CLOSING = (
    "Een stap vervalt alleen bij het afsluiten van de zaak. Past de stap niet? Leg dan vast dat "
    "hij niet van toepassing is."
)


@dataclass(frozen=True)
class OpenStep:
    """A step that is still open, and the melding that asks it (its place among the meldingen)."""

    state: StepState
    ordinal: int
    title: str

    @property
    def key(self) -> StepKey:
        """Which line of the card it is."""
        return key_of(self.state)


def open_steps(case: Case) -> list[OpenStep]:
    """What is still open, by the melding that asks it, in the order of the card.

    Whether it has stopped is asked by the closing itself.
    """
    found = [
        OpenStep(state, _ordinal(case, term.asked_on), title_of(case, state))
        for state, term in steps_with_terms(case)
        if state.is_open and state.step.form != "stopped"
    ]
    return sorted(found, key=lambda step: step.ordinal)


def closing_entries(case: Case, closed: Closed, reasons: Mapping[StepKey, str]) -> list[NewEntry]:
    """What is recorded to close a case: the open steps that lapse for a reason of their own first.

    A step without one lapses by the closing itself, for the reason of that (`lapsed_by`).
    """
    lapsed = [
        _lapsed(case, step.state, reasons[step.key])
        for step in open_steps(case)
        if reasons.get(step.key)
    ]
    return [*lapsed, NewEntry(closed, case.today)]


def check_closing(case: Case, closed: Closed) -> None:
    """Refuse to close in silence what is open."""
    count = len(open_steps(case))
    if count and not closed.reason:
        raise InputRefused(
            f"{counted(count, 'stap staat', 'stappen staan')} nog open. Leg ze eerst vast, of "
            "schrijf op waarom ze vervallen; één reden mag voor meer stappen gelden.",
            "reason",
        )


def lapsed_by(case: Case, closing: NewEntry) -> list[NewEntry]:
    """What is written after the closing: every step still open lapses, for the same reason.

    `case` is the case before it.
    """
    if not isinstance(closing.payload, Closed):
        return []
    entries = [_lapsed(case, step.state, closing.payload.reason) for step in open_steps(case)]
    return [
        NewEntry(entry.payload, closing.happened_on, entry.step, entry.pupil_id)
        for entry in entries
    ]


def check_lapsed(case: Case, new: Sequence[NewEntry]) -> None:
    """A step lapses together with a closing, and only one that is open."""
    lapsed = [entry for entry in new if isinstance(entry.payload, StepLapsed)]
    if not lapsed:
        return
    if not any(isinstance(entry.payload, Closed) for entry in new):
        raise StepOutOfOrder(ONLY_WHEN_CLOSING)
    still_open = {step.key for step in open_steps(case)}
    for entry in lapsed:
        assert isinstance(entry.payload, StepLapsed)
        if (entry.step, entry.pupil_id, entry.payload.occurrence) not in still_open:
            raise InputRefused("Deze stap staat niet open. Kijk de kaart na.", "step")


def _lapsed(case: Case, state: StepState, reason: str) -> NewEntry:
    payload = StepLapsed(occurrence=state.occurrence, reason=reason)
    return NewEntry(payload, case.today, state.step.id, state.pupil_id)


def _ordinal(case: Case, asked_on: date | None) -> int:
    """The latest melding on or before the day that a step was asked."""
    ordinals = [
        r.ordinal for entry, r in case.reports if not asked_on or entry.happened_on <= asked_on
    ]
    return max(ordinals, default=case.reports[0][1].ordinal)


# --- counted --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepCounts:
    """How the steps that were asked stand; what lapsed or does not apply is not done."""

    done: int
    open: int
    set_aside: int
    lapsed: int

    @classmethod
    def from_states(cls, states: Sequence[StepState]) -> "StepCounts":
        """Those of these steps; what may be done and was not asked counts nowhere."""
        found = [state.status for state in states]
        return cls(
            done=found.count(StepStatus.DONE),
            open=sum(state.is_open for state in states),
            set_aside=found.count(StepStatus.SET_ASIDE),
            lapsed=found.count(StepStatus.LAPSED),
        )

    @property
    def due(self) -> int:
        """Those that had to be done: without what does not apply."""
        return self.done + self.open + self.lapsed

    @property
    def words(self) -> str:
        """In words: "3 van 7 · 4 vervallen"; empty when nothing was asked."""
        parts = [f"{self.done} van {self.due}"] if self.due else []
        parts += [f"{self.lapsed} vervallen"] if self.lapsed else []
        parts += [f"{self.set_aside} n.v.t."] if self.set_aside else []
        return " · ".join(parts)
