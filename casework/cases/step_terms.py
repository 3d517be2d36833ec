"""From which day each step of a case is asked, by when it is due, and when it was first done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from casework.card.model import Step
from casework.cases.case import Answer, Case
from casework.cases.consult import is_answer
from casework.entries import (
    AnalysisAdded,
    Entry,
    Reopened,
    StepSetAside,
    SupportAsked,
    TalkHeld,
)
from casework.entries.endings import CLOSED

DAYS_TO_DECIDE_ON_JOINT_TALK = 5
TALKS_APART = ("talk_target", "talk_displaying")
# What, where, when and why: whether an answer says it.
_FIVE_QUESTIONS: tuple[Callable[[Answer], bool], ...] = (
    lambda answer: "what" in answer.answered,
    lambda answer: bool(answer.places),
    lambda answer: bool(answer.incident_on or answer.since),
    lambda answer: "why" in answer.answered,
)


class StepTerm(NamedTuple):
    """What the clock of a step says; known also of what is done, and never of today.

    Only a step that is required is asked and due. `in_time_until` is the last day on which it is in
    time: the due day, or the end of the window of nazorg. `first_done_on` is the first day on which
    a step that is done was.
    """

    is_required: bool
    asked_on: date | None = None
    due_on: date | None = None
    in_time_until: date | None = None
    first_done_on: date | None = None


class CaseClock:
    """The clocks of one case; what several steps ask is worked out once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._days: dict[tuple[str, str], tuple[date | None, date | None]] = {}

    # --- what a step hangs on ---------------------------------------------------------------------

    def is_required(self, step: Step) -> bool:
        """Whether the card asks this step of this case."""
        return self._conditions[step.required]

    @cached_property
    def _conditions(self) -> Mapping[str, bool]:
        case = self.case
        return {
            "always": True,
            "optional": False,
            "bullying": case.verdict == "bullying",
            "group": case.group_level,
            "serious": case.is_serious,
            "level_2": case.level >= 2,
            "level_3": case.level >= 3,
            "stopped": case.stop is not None,
        }

    @cached_property
    def _arose_on(self) -> Mapping[str, date | None]:
        """From which day a condition holds that came up later than the melding."""
        sign = self._serious_sign
        return {
            "bullying": self.case.bullying_since,
            "group": self.case.group_level_since,
            "serious": sign.happened_on if sign else None,
        }

    @cached_property
    def _serious_sign(self) -> Entry | None:
        return self.case.serious_sign

    @cached_property
    def _talks_apart(self) -> Sequence[Entry]:
        return [entry for entry, _ in self.case.of(TalkHeld) if entry.step in TALKS_APART]

    @cached_property
    def _last_talks(self) -> Mapping[str, Entry]:
        """The latest talk apart with each pupil."""
        return {entry.pupil_id: entry for entry in self._talks_apart}

    # --- what counts as done ----------------------------------------------------------------------

    def entries(self, step: Step, pupil_id: str) -> list[Entry]:
        """The entries by which the step is done or set aside, oldest first; none while it is not.

        Not of steps that come back (moments, agreements, measures).
        """
        if step.form == "reported":
            return [entry for entry, _ in self.case.reports]
        if step.form == "analysis_added":
            return self._analysis(step)
        if step.form == SupportAsked.kind:
            return self._support(step)
        recorded = self._recorded(step, pupil_id)
        if not recorded:
            return []
        since = self._counts_since(step, pupil_id)
        return [entry for entry in recorded if entry.number > since]

    def again_by(self, step: Step, pupil_id: str) -> int:
        """The number of the entry by which a step that was recorded before is asked again, or 0."""
        recorded = self._recorded(step, pupil_id)
        return self._counts_since(step, pupil_id) if recorded else 0

    def _recorded(self, step: Step, pupil_id: str) -> list[Entry]:
        return [
            entry
            for entry in self.case.effective.of_step(step.id, pupil_id)
            if entry.kind in (step.form, StepSetAside.kind)
        ]

    def _support(self, step: Step) -> list[Entry]:
        """The ondersteuningsteam thinks along when it answers what was asked last.

        By advice, or by a decision in a meeting, also one that nobody had asked for.
        """
        aside = [entry for entry, _ in self.case.of(StepSetAside) if entry.step == step.id]
        if self.case.open_consult:
            return []
        answers = [entry for entry in self.case.effective_entries if is_answer(entry)]
        return answers or aside

    def _analysis(self, step: Step) -> list[Entry]:
        if self.answered_on is not None:
            added = [entry for entry, _ in self.case.of(AnalysisAdded)]
            return added or [self.case.reports[-1][0]]
        return [entry for entry, _ in self.case.of(StepSetAside) if entry.step == step.id]

    def _counts_since(self, step: Step, pupil_id: str) -> int:
        """The number of the entry after which the step has to be done (again)."""
        if step.form in ("stopped", "evaluated"):
            return self.case.reopened_number
        if step.required == "serious" and self._serious_sign:
            return self._serious_sign.number
        since = 0
        if step.renewed_by_report:
            since = max(self.case.reports[-1][0].number, self.case.reopened_number)
        talk = self._last_talks.get(pupil_id) if step.renewed_by_talk else None
        return max(since, talk.number) if talk else since

    @cached_property
    def answered_on(self) -> date | None:
        """The day on which the last of the five questions had its first answer; None before that.

        Who is answered by the parts of the pupils.
        """
        if not self.case.parts:
            return None
        days = [self._first_day(has_answer) for has_answer in _FIVE_QUESTIONS]
        known = [day for day in days if day]
        return max(known) if len(known) == len(days) else None

    # --- days -------------------------------------------------------------------------------------

    def term(self, step: Step, pupil_id: str, *, is_done: bool) -> StepTerm:
        """The term of a step that does not come back."""
        first_done_on = self._first_done_on(step, pupil_id) if is_done else None
        if not self.is_required(step):
            _, due_on = self._advice_days(step)
            return StepTerm(is_required=False, due_on=due_on, first_done_on=first_done_on)
        asked_on, due_on = self.days(step, pupil_id)
        return StepTerm(True, asked_on, due_on, due_on, first_done_on)

    def days(self, step: Step, pupil_id: str) -> tuple[date | None, date | None]:
        """From which day a step is asked and by which it is due; None as long as no clock runs.

        The melding itself is never due: with it a case begins.
        """
        if step.form == SupportAsked.kind and self.case.open_consult:
            return self._advice_days(step)
        key = (step.id, pupil_id)
        if key not in self._days:
            asked_on = self._asked_on(step, pupil_id)
            due_on = self._due_after(step, asked_on) if step.form != "reported" else None
            self._days[key] = asked_on, due_on
        return self._days[key]

    def _advice_days(self, step: Step) -> tuple[date | None, date | None]:
        """Of a question to the ondersteuningsteam: when it was put, and when advice is due."""
        consult = self.case.open_consult
        if consult is None or step.form != SupportAsked.kind or self.case.state == CLOSED:
            return None, None
        return consult.question.happened_on, consult.advice_due_on

    def _due_after(self, step: Step, asked_on: date | None) -> date | None:
        if asked_on is None or self._begins_on(step) is None:
            return None
        days = self.case.school_days
        due_on = days.after(asked_on, step.school_days)
        if step.gate != "joint_talk":
            return due_on
        talked_on = max((e.happened_on for e in self._talks_apart), default=self.case.opened_on)
        return max(due_on, days.after(talked_on, DAYS_TO_DECIDE_ON_JOINT_TALK))

    def _asked_on(self, step: Step, pupil_id: str) -> date | None:
        """Not before the pupil had that part, nor before the answer or talk that asks for it."""
        days = [self._begins_on(step), self._arose_on.get(step.required)]
        if part := self.case.parts.get(pupil_id):
            days.append(part.since)
        if step.renewed_by_talk and (talk := self._last_talks.get(pupil_id)):
            days.append(talk.happened_on)
        return max([day for day in days if day], default=None)

    def _begins_on(self, step: Step) -> date | None:
        case = self.case
        if step.after in ("level_2", "level_3"):
            return case.level_reached_on(int(step.after[-1])) or case.last_report_on
        if step.after == "last_aftercare":
            return self._last_aftercare_on
        if step.after == "stopped" and case.stop:
            return case.stop.happened_on
        if step.renewed_by_report or step.form == "stopped":
            return self._last_turn_on
        return case.opened_on

    @cached_property
    def _last_aftercare_on(self) -> date | None:
        stop = self.case.stop
        planned = (moment.due_on for moment in self.case.current_aftercare)
        return max(planned, default=stop.happened_on if stop else None)

    @cached_property
    def _last_turn_on(self) -> date:
        """The day of the latest melding, or of a reopening after it."""
        reopened = (entry.happened_on for entry, _ in self.case.of(Reopened))
        return max([self.case.last_report_on, *reopened])

    def _first_done_on(self, step: Step, pupil_id: str) -> date | None:
        if step.form == "reported":
            return self.case.opened_on
        if step.form == "analysis_added":
            return self.answered_on
        days = (
            entry.happened_on
            for entry in self.entries(step, pupil_id)
            if not isinstance(entry.payload, StepSetAside)
        )
        return min(days, default=None)

    def _first_day(self, has_answer: Callable[[Answer], bool]) -> date | None:
        days = (entry.happened_on for entry, answer in self.case.answers if has_answer(answer))
        return min(days, default=None)
