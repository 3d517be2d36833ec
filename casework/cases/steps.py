"""The steps of a case: done, not applicable, open with a due date, or not yet."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from casework import entries as kinds
from casework.card.model import Step
from casework.cases.case import Case, CaseState
from casework.cases.step_terms import CaseClock, StepTerm
from casework.entries import Entry
from casework.entries.talks import joint_talk_waits_for
from casework.words import short_date

# The parts of the pupils for whom a step is done apart.
PUPILS_OF_STEP = {
    "target": ("target",),
    "displaying": ("displaying",),
    "concerned": ("target", "displaying"),
}
# What a question to the ondersteuningsteam waits for.
SUPPORT_TEAM = "support_team"


class StepStatus(StrEnum):
    """How a step stands; only OPEN and BLOCKED still ask something of somebody."""

    DONE = "done"
    SET_ASIDE = "set_aside"
    OPEN = "open"
    BLOCKED = "blocked"
    LATER = "later"
    OPTIONAL = "optional"
    LAPSED = "lapsed"


class StepState(NamedTuple):
    """One step for one pupil (or for the case), as it follows from what was recorded.

    `again_by` is the number of the entry that asks it once more, when it was done before or had
    lapsed at a closing.
    """

    step: Step
    status: StepStatus
    pupil_id: str = ""
    occurrence: int = 0
    due_on: date | None = None
    done_on: date | None = None
    entry_number: int = 0
    blocked_by: tuple[str, ...] = ()
    again_by: int = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in (StepStatus.OPEN, StepStatus.BLOCKED)

    def late_by(self, case: Case) -> int:
        """School days past the due date; 0 when not late or not open."""
        if self.status is not StepStatus.OPEN or self.due_on is None:
            return 0
        return max(0, case.school_days.between(self.due_on, case.today))


StepKey = tuple[str, str, int]
"""Step, pupil and occurrence: which line of the card."""


def key_of(state: StepState) -> StepKey:
    """Which line of the card a state is of."""
    return state.step.id, state.pupil_id, state.occurrence


def title_of(case: Case, state: StepState) -> str:
    """The title of a step; a nazorg moment has that of its term, an agreement names its talk."""
    if state.step.per == "agreement":
        talk = next(e for e, _ in case.talks_with_a_date if e.number == state.occurrence)
        return f"Afspraak uit: {case.card.step(talk.step).title}"
    if state.step.per == "moment" and state.occurrence:
        moment = next(m for m in case.aftercare if m.number == state.occurrence)
        term = case.card.aftercare_term(moment.moment)
        return term.title if term else state.step.title
    return state.step.title


def why_again(case: Case, state: StepState) -> str:
    """Why a step that was done, or had lapsed, is asked once more, as a sentence; else empty."""
    entry = next((e for e in case.effective_entries if e.number == state.again_by), None)
    if entry is None or not state.is_open:
        return ""
    day, payload = short_date(entry.happened_on, case.today), entry.payload
    if isinstance(payload, kinds.Reported):
        why = f"er kwam een nieuwe melding (melding {payload.ordinal}, {day})"
    elif isinstance(payload, kinds.Reopened):
        why = f"de zaak ging weer open op {day}: {case.card.word('causes', payload.cause)}"
    elif isinstance(payload, kinds.TalkHeld):
        why = f"er was een nieuw gesprek op {day}"
    else:
        why = f"er werd op {day} een ernstig signaal genoemd"
    return f"Opnieuw gevraagd: {why}."


def step_states(case: Case) -> list[StepState]:
    """Every step of the card for this case, in the order of the card.

    Steps per class (the mentor hour) are no part of a case and are left out.
    """
    return list(_Steps(case).states())


def steps_with_terms(case: Case) -> Iterator[tuple[StepState, StepTerm]]:
    """The same, each with its term: when it was asked and due, also of what is done."""
    steps = _Steps(case)
    return ((state, steps.term(state)) for state in steps.states())


def next_steps(case: Case) -> list[StepState]:
    """The open steps, the most urgent first: a serious sign, then by due date.

    Once it has stopped, what the stop asks (nazorg, evaluatie) comes before what was left over, and
    a talk that was left over comes last.
    """
    has_stopped = case.state is CaseState.STOPPED

    def urgency(state: StepState) -> tuple[bool, bool, bool, date]:
        is_left_over = has_stopped and state.step.required != "stopped"
        is_talk = is_talk_left_over(case, state)
        return state.step.required != "serious", is_talk, is_left_over, state.due_on or date.max

    return sorted((s for s in step_states(case) if s.status is StepStatus.OPEN), key=urgency)


def is_talk_left_over(case: Case, state: StepState) -> bool:
    """Whether it is a talk from before it stopped, which is never what comes next."""
    is_talk = state.step.form in (kinds.TalkHeld.kind, kinds.AgreementReviewed.kind)
    return is_talk and case.state is CaseState.STOPPED and state.step.required != "stopped"


class _Steps:
    """The steps of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._clock = CaseClock(case)

    def states(self) -> Iterator[StepState]:
        for step in self._case.card.steps:
            yield from self._states(step)

    def _states(self, step: Step) -> Iterator[StepState]:
        if step.per in _COMES_BACK:
            yield from _COMES_BACK[step.per](self, step)
        elif step.per == "case":
            yield self._state(step, "")
        elif step.per != "class":
            for pupil_id in self._case.pupils(*PUPILS_OF_STEP[step.per]):
                yield self._state(step, pupil_id)

    def term(self, state: StepState) -> StepTerm:
        """From when a step was asked and by when it was due, whatever became of it."""
        step, is_done = state.step, state.status is StepStatus.DONE
        if step.per not in _COMES_BACK:
            return self._clock.term(step, state.pupil_id, is_done=is_done)
        if state.occurrence == 0:
            return StepTerm(is_required=False)
        asked_on, due_on, in_time_until = self._returning_days[step.per, state.occurrence]
        done_on = state.done_on if is_done else None
        return StepTerm(due_on is not None, asked_on, due_on, in_time_until, done_on)

    def _state(self, step: Step, pupil_id: str) -> StepState:
        entries = self._clock.entries(step, pupil_id)
        if entries:
            return _finished(step, entries[-1], pupil_id)
        if step.form == kinds.SupportAsked.kind and self._case.open_consult:
            return self._asked(step)
        if not self._clock.is_required(step):
            status = StepStatus.OPTIONAL if step.required == "optional" else StepStatus.LATER
            return StepState(step, status, pupil_id)
        if self._has_lapsed(step, pupil_id):
            return self._lapsed(step, pupil_id)
        _, due_on = self._clock.days(step, pupil_id)
        again_by = self._clock.again_by(step, pupil_id) or self._opened_again(step, pupil_id)
        if step.gate == "joint_talk" and (missing := joint_talk_waits_for(self._case)):
            return StepState(step, StepStatus.BLOCKED, pupil_id, due_on=due_on, blocked_by=missing)
        return StepState(step, StepStatus.OPEN, pupil_id, due_on=due_on, again_by=again_by)

    def _asked(self, step: Step) -> StepState:
        """A question is no answer: the step waits for the ondersteuningsteam."""
        if self._has_lapsed(step, ""):
            return self._lapsed(step, "")
        _, due_on = self._clock.days(step, "")
        return StepState(step, StepStatus.BLOCKED, due_on=due_on, blocked_by=(SUPPORT_TEAM,))

    # --- steps that come back: one each time ------------------------------------------------------

    @cached_property
    def _returning_days(self) -> Mapping[tuple[str, int], tuple[date, date | None, date | None]]:
        """When each was asked, due, and in time until, by what it comes back for and its number."""
        case = self._case
        return {
            **{
                ("moment", one.number): (one.planned.happened_on, one.due_on, one.window_ends_on)
                for one in case.current_aftercare
            },
            **{
                ("agreement", talk.number): (talk.happened_on, held.next_on, held.next_on)
                for talk, held in case.talks_with_a_date
            },
            **{
                ("measure", one.number): (one.agreed_on, one.agreed.review_on, one.agreed.review_on)
                for one in case.measures
            },
        }

    def _aftercare(self, step: Step) -> Iterator[StepState]:
        if not self._case.current_aftercare:
            yield StepState(step, StepStatus.LATER)
        for moment in self._case.current_aftercare:
            entry, pupil_id = moment.done or moment.set_aside, moment.planned.pupil_id
            yield self._returning(step, entry, pupil_id, moment.number, moment.due_on)

    def _agreements(self, step: Step) -> Iterator[StepState]:
        """What was agreed in a talk for a date: done when somebody looked, or spoke again."""
        looked = {look.talk_number: e for e, look in self._case.of(kinds.AgreementReviewed)}
        aside = self._set_aside(step)
        for talk, held in self._case.talks_with_a_date:
            number = talk.number
            entry = looked.get(number) or aside.get(number) or self._spoken_again.get(number)
            yield self._returning(step, entry, talk.pupil_id, number, held.next_on)

    def _reviews(self, step: Step) -> Iterator[StepState]:
        aside = self._set_aside(step)
        for measure in self._case.measures:
            entry, due_on = measure.review or aside.get(measure.number), measure.agreed.review_on
            if entry or due_on:
                yield self._returning(step, entry, "", measure.number, due_on)

    def _returning(
        self, step: Step, entry: Entry | None, pupil_id: str, occurrence: int, due_on: date | None
    ) -> StepState:
        if entry is not None:
            return _finished(step, entry, pupil_id, occurrence)
        if self._has_lapsed(step, pupil_id, occurrence):
            return self._lapsed(step, pupil_id, occurrence)
        again_by = self._opened_again(step, pupil_id, occurrence)
        return StepState(step, StepStatus.OPEN, pupil_id, occurrence, due_on, again_by=again_by)

    def _opened_again(self, step: Step, pupil_id: str, occurrence: int = 0) -> int:
        """The number of the reopening that asks again what had lapsed at a closing, or 0."""
        has_lapsed = (step.id, pupil_id, occurrence) in self._lapsed_before
        return self._case.reopened_number if has_lapsed else 0

    @cached_property
    def _lapsed_before(self) -> frozenset[StepKey]:
        """What lapsed at a closing after which the case opened again."""
        return frozenset(
            (entry.step, entry.pupil_id, lapsed.occurrence)
            for entry, lapsed in self._case.of(kinds.StepLapsed)
            if entry.number < self._case.reopened_number
        )

    def _has_lapsed(self, step: Step, pupil_id: str, occurrence: int = 0) -> bool:
        is_closed = self._case.state is CaseState.CLOSED
        return is_closed or (step.id, pupil_id, occurrence) in self._lapsed_entries

    def _lapsed(self, step: Step, pupil_id: str, occurrence: int = 0) -> StepState:
        """Left open when the case closed; `entry_number` says why, where that was written."""
        entry = self._lapsed_entries.get((step.id, pupil_id, occurrence))
        number = entry.number if entry else 0
        return StepState(step, StepStatus.LAPSED, pupil_id, occurrence, entry_number=number)

    @cached_property
    def _lapsed_entries(self) -> Mapping[tuple[str, str, int], Entry]:
        """What lapsed, since the case last opened: a case that opens again asks it again."""
        since = self._case.reopened_number
        return {
            (entry.step, entry.pupil_id, lapsed.occurrence): entry
            for entry, lapsed in self._case.of(kinds.StepLapsed)
            if entry.number > since
        }

    def _set_aside(self, step: Step) -> Mapping[int, Entry]:
        """What was set aside of this step, by occurrence."""
        aside = self._case.of(kinds.StepSetAside)
        return {payload.occurrence: entry for entry, payload in aside if entry.step == step.id}

    @cached_property
    def _spoken_again(self) -> Mapping[int, Entry]:
        """The next talk of the same sort with the same pupil, by the number of the talk."""
        earlier: dict[tuple[str, str], int] = {}
        again = {}
        for entry, _ in self._case.of(kinds.TalkHeld):
            of_the_same = (entry.step, entry.pupil_id)
            if of_the_same in earlier:
                again[earlier[of_the_same]] = entry
            earlier[of_the_same] = entry.number
        return again


_COMES_BACK: Mapping[str, Callable[[_Steps, Step], Iterator[StepState]]] = {
    "moment": _Steps._aftercare,
    "agreement": _Steps._agreements,
    "measure": _Steps._reviews,
}


def _finished(step: Step, entry: Entry, pupil_id: str, occurrence: int = 0) -> StepState:
    is_aside = isinstance(entry.payload, kinds.StepSetAside | kinds.AftercareSetAside)
    return StepState(
        step=step,
        status=StepStatus.SET_ASIDE if is_aside else StepStatus.DONE,
        pupil_id=pupil_id,
        occurrence=occurrence,
        done_on=entry.happened_on,
        entry_number=entry.number,
    )
