"""Talks that are to come: what was planned, until it is held or no longer asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.cases.case import Case, CaseState
from casework.cases.steps import StepKey, StepState, key_of
from casework.entries import (
    Entry,
    ParentsInformed,
    StepSetAside,
    TalkHeld,
    TalkPlanned,
)

# What ends a plan: the talk was held, or will not be.
_SPOKEN = (TalkHeld, ParentsInformed, StepSetAside)


@dataclass(frozen=True)
class PlannedTalk:
    """A talk of one step, pupil and occurrence (a nazorg moment) that is still to be held."""

    entry: Entry
    plan: TalkPlanned

    @property
    def key(self) -> StepKey:
        """Which line of the card it is of."""
        return self.entry.step, self.entry.pupil_id, self.plan.occurrence

    def is_past(self, today: date) -> bool:
        """Whether its day is over, so that it is asked whether it was held."""
        return self.plan.planned_on < today


def planned_talks(case: Case) -> list[PlannedTalk]:
    """The talks that stand: the newest plan of each, by day and time. None in a closed case."""
    if case.state is CaseState.CLOSED:
        return []
    newest = {talk.key: talk for talk in _plans(case)}
    waiting = [talk for talk in newest.values() if not _is_over(case, talk)]
    return sorted(waiting, key=lambda talk: (talk.plan.planned_on, talk.plan.at))


def moved_plans(case: Case) -> dict[int, TalkPlanned]:
    """The plans in whose place a later one came, by the number of their entry: that later one."""
    moved: dict[int, TalkPlanned] = {}
    newest: dict[StepKey, PlannedTalk] = {}
    for talk in _plans(case):
        before = newest.get(talk.key)
        if before and not _spoken_between(case, before.entry, talk.entry):
            moved[before.entry.number] = talk.plan
        newest[talk.key] = talk
    return moved


def _spoken_between(case: Case, first: Entry, second: Entry) -> bool:
    return any(
        first.number < entry.number < second.number and isinstance(entry.payload, _SPOKEN)
        for entry in case.effective.of_step(first.step, first.pupil_id)
    )


def planned_for(case: Case, state: StepState) -> PlannedTalk | None:
    """The talk that is planned for a step, if one is."""
    return next((talk for talk in planned_talks(case) if talk.key == key_of(state)), None)


def planned_with(case: Case, state: StepState) -> str:
    """With whom the talk of this step was planned, for the record of it."""
    talk = planned_for(case, state)
    return talk.plan.with_whom if talk else ""


def _plans(case: Case) -> Iterator[PlannedTalk]:
    for entry, plan in case.of(TalkPlanned):
        if not entry.pupil_id or entry.pupil_id in case.parts_ever:
            yield PlannedTalk(entry, plan)


def _is_over(case: Case, talk: PlannedTalk) -> bool:
    """Held, left out, or ended: a pupil whose part was taken away, nazorg before a reopening."""
    step, pupil_id, occurrence = talk.key
    if occurrence:
        moments = {m.number: m for m in case.current_aftercare}
        moment = moments.get(occurrence)
        talks = moment.extra if moment else ()
        held_early = any(held.number > talk.entry.number for held in talks)
        return moment is None or not moment.is_open or held_early
    if pupil_id and pupil_id not in case.parts:
        return True
    return any(
        entry.number > talk.entry.number and isinstance(entry.payload, _SPOKEN)
        for entry in case.effective.of_step(step, pupil_id)
    )


# --- before and after a talk ----------------------------------------------------------------------


def last_agreements(case: Case, step_id: str, pupil_id: str) -> tuple[Entry, TalkHeld] | None:
    """The latest talk with this pupil in which something was agreed: to look at before the next.

    Without a pupil: the latest such talk of the same step.
    """
    talks = [
        (entry, talk)
        for entry, talk in case.of(TalkHeld)
        if talk.agreements and (entry.pupil_id == pupil_id if pupil_id else entry.step == step_id)
    ]
    return talks[-1] if talks else None


AFTER_A_TALK = ("measure_agreed", "parents_informed", "magister_noted")
"""The forms of the steps that the end of a talk offers, in this order."""


def offered_after_talk(steps: Sequence[StepState], pupil_id: str) -> list[StepState]:
    """What of these steps comes naturally after a talk: measure, parents and Magister, while open.

    Of the parents and Magister those of this pupil; after a talk about the case those of all.
    """
    states = [
        state
        for state in steps
        if state.is_open
        and state.step.form in AFTER_A_TALK
        and (not (state.pupil_id and pupil_id) or state.pupil_id == pupil_id)
    ]
    return sorted(states, key=lambda state: AFTER_A_TALK.index(state.step.form))
