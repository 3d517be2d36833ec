"""The steps of a case: done, not applicable, open with a due date, or not yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework import entries as kinds
from casework.card.model import Step
from casework.cases.case import Case, CaseState
from casework.entries import Entry

DAYS_TO_DECIDE_ON_JOINT_TALK = 5
# The parts of the pupils for whom a step is done apart.
PUPILS_OF_STEP = {
    "target": ("target",),
    "displaying": ("displaying",),
    "concerned": ("target", "displaying"),
}


class StepStatus(StrEnum):
    """How a step stands; only OPEN and BLOCKED still ask something of somebody."""

    DONE = "done"
    SET_ASIDE = "set_aside"
    OPEN = "open"
    BLOCKED = "blocked"
    LATER = "later"
    OPTIONAL = "optional"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class StepState:
    """One step for one pupil (or for the case), as it follows from what was recorded."""

    step: Step
    status: StepStatus
    pupil_id: str = ""
    occurrence: int = 0
    due_on: date | None = None
    done_on: date | None = None
    entry_number: int = 0
    blocked_by: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in (StepStatus.OPEN, StepStatus.BLOCKED)

    def late_by(self, case: Case) -> int:
        """School days past the due date; 0 when not late or not open."""
        if self.status is not StepStatus.OPEN or self.due_on is None:
            return 0
        return max(0, case.school_days.between(self.due_on, case.today))


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


def step_states(case: Case) -> list[StepState]:
    """Every step of the card for this case, in the order of the card.

    Steps per class (the mentor hour) are no part of a case and are left out.
    """
    return [state for step in case.card.steps for state in _states(case, step)]


def next_steps(case: Case) -> list[StepState]:
    """The open steps, the most urgent first: a serious sign, then by due date."""
    waiting = [state for state in step_states(case) if state.status is StepStatus.OPEN]
    return sorted(waiting, key=lambda s: (s.step.required != "serious", s.due_on or date.max))


def _states(case: Case, step: Step) -> Iterator[StepState]:
    if step.per == "class":
        return
    if step.per == "moment":
        yield from _aftercare_states(case, step)
    elif step.per == "agreement":
        yield from _agreement_states(case, step)
    elif step.per == "measure":
        yield from _review_states(case, step)
    elif step.per == "case":
        yield _state(case, step, "")
    else:
        for pupil_id in case.pupils(*PUPILS_OF_STEP[step.per]):
            yield _state(case, step, pupil_id)


def _state(case: Case, step: Step, pupil_id: str) -> StepState:
    entry = _last_entry(case, step, pupil_id)
    if entry is not None:
        return _finished(step, entry, pupil_id)
    if not _is_required(case, step):
        status = StepStatus.OPTIONAL if step.required == "optional" else StepStatus.LATER
        return StepState(step, status, pupil_id)
    if case.state is CaseState.CLOSED:
        return StepState(step, StepStatus.LAPSED, pupil_id)
    due_on = _due_on(case, step, pupil_id)
    if step.gate == "joint_talk" and (missing := joint_talk_waits_for(case)):
        return StepState(step, StepStatus.BLOCKED, pupil_id, due_on=due_on, blocked_by=missing)
    return StepState(step, StepStatus.OPEN, pupil_id, due_on=due_on)


def _finished(step: Step, entry: Entry, pupil_id: str, occurrence: int = 0) -> StepState:
    set_aside = isinstance(entry.payload, kinds.StepSetAside | kinds.AftercareSetAside)
    status = StepStatus.SET_ASIDE if set_aside else StepStatus.DONE
    done_on = entry.happened_on
    return StepState(step, status, pupil_id, occurrence, done_on=done_on, entry_number=entry.number)


def _last_entry(case: Case, step: Step, pupil_id: str) -> Entry | None:
    if step.form == "reported":
        return case.reports[-1][0]
    if step.form == "analysis_added" and _all_five_answered(case):
        return _last_analysis(case)
    since = _counts_since(case, step, pupil_id)
    found = [
        entry
        for entry in case.standing
        if entry.step == step.id
        and entry.pupil_id == pupil_id
        and entry.number > since
        and entry.kind in (step.form, kinds.StepSetAside.kind)
        and step.form != "analysis_added"
    ]
    return found[-1] if found else _set_aside_analysis(case, step)


def _set_aside_analysis(case: Case, step: Step) -> Entry | None:
    if step.form != "analysis_added":
        return None
    aside = [entry for entry, _ in case.of(kinds.StepSetAside) if entry.step == step.id]
    return aside[-1] if aside else None


def _counts_since(case: Case, step: Step, pupil_id: str) -> int:
    """The entry after which the step has to be done (again)."""
    if step.form in ("stopped", "evaluated"):
        return case.reopened_number
    if step.required == "serious" and case.serious_sign:
        return case.serious_sign.number
    since = 0
    if step.renewed_by_report:
        since = max(case.reports[-1][0].number, case.reopened_number)
    talk = _last_talk(case, pupil_id) if step.renewed_by_talk else None
    return max(since, talk.number) if talk else since


def _last_talk(case: Case, pupil_id: str) -> Entry | None:
    """The latest talk apart with this pupil."""
    talks = [e for e, _ in case.of(kinds.TalkHeld) if e.step in _INDIVIDUAL]
    return next((talk for talk in reversed(talks) if talk.pupil_id == pupil_id), None)


def _all_five_answered(case: Case) -> bool:
    in_words = case.all_codes("answered")
    return bool(
        case.parts
        and "what" in in_words
        and case.all_codes("places")
        and (case.incident_on or case.latest("since"))
        and "why" in in_words
    )


def _last_analysis(case: Case) -> Entry:
    added = [entry for entry, _ in case.of(kinds.AnalysisAdded)]
    return added[-1] if added else case.reports[-1][0]


def _is_required(case: Case, step: Step) -> bool:
    conditions = {
        "always": True,
        "optional": False,
        "bullying": case.verdict == "bullying",
        "group": case.group_level,
        "serious": case.is_serious,
        "level_2": case.level >= 2,
        "level_3": case.level >= 3,
        "stopped": case.stop is not None,
    }
    return conditions[step.required]


def _due_on(case: Case, step: Step, pupil_id: str) -> date:
    anchor = max([_anchor(case, step), *_asked_since(case, step, pupil_id)])
    due_on = case.school_days.after(anchor, step.school_days)
    if step.gate != "joint_talk":
        return due_on
    talks = [e.happened_on for e, _ in case.of(kinds.TalkHeld) if e.step in _INDIVIDUAL]
    last = max(talks, default=case.opened_on)
    return max(due_on, case.school_days.after(last, DAYS_TO_DECIDE_ON_JOINT_TALK))


def _anchor(case: Case, step: Step) -> date:
    if step.after in ("level_2", "level_3"):
        return case.level_reached_on(int(step.after[-1])) or case.last_report_on
    if step.after == "last_aftercare":
        planned = [moment.due_on for moment in case.standing_aftercare]
        return max(planned, default=case.stop.happened_on if case.stop else case.today)
    if step.after == "stopped" and case.stop:
        return case.stop.happened_on
    if step.renewed_by_report or step.form == "stopped":
        reopened = [entry.happened_on for entry, _ in case.of(kinds.Reopened)]
        return max([case.last_report_on, *reopened])
    return case.opened_on


def _asked_since(case: Case, step: Step, pupil_id: str) -> list[date]:
    """No clock runs before the pupil had that part, or before the answer that asks for the step."""
    arose = {
        "bullying": case.bullying_since,
        "group": case.group_level_since,
        "serious": case.serious_sign.happened_on if case.serious_sign else None,
    }
    part = case.parts.get(pupil_id)
    talk = _last_talk(case, pupil_id) if step.renewed_by_talk else None
    since = (
        arose.get(step.required),
        part.since if part else None,
        talk.happened_on if talk else None,
    )
    return [day for day in since if day]


_INDIVIDUAL = ("talk_target", "talk_displaying")


def joint_talk_waits_for(case: Case) -> tuple[str, ...]:
    """What still shuts the gate of the joint talk: ids of individual talks not yet held.

    Whether the gepeste agrees and who leads it is asked when the talk is recorded. As long as no
    pestende leerling is known there is nobody to talk with together.
    """
    held = {(e.step, e.pupil_id) for e, _ in case.of(kinds.TalkHeld)}
    wanted = [("talk_target", p) for p in case.pupils("target")]
    wanted += [("talk_displaying", p) for p in case.pupils("displaying") or [""]]
    return tuple(sorted({step for step, pupil in wanted if (step, pupil) not in held}))


def _aftercare_states(case: Case, step: Step) -> Iterator[StepState]:
    if not case.standing_aftercare:
        yield StepState(step, StepStatus.LATER)
    for moment in case.standing_aftercare:
        entry = moment.done or moment.set_aside
        pupil_id = moment.planned.pupil_id
        if entry is not None:
            yield _finished(step, entry, pupil_id, moment.number)
        elif case.state is CaseState.CLOSED:
            yield StepState(step, StepStatus.LAPSED, pupil_id, moment.number)
        else:
            yield StepState(step, StepStatus.OPEN, pupil_id, moment.number, moment.due_on)


def _agreement_states(case: Case, step: Step) -> Iterator[StepState]:
    """What was agreed in a talk for a date: done when somebody looked, or spoke again."""
    looked = {said.talk_number: entry for entry, said in case.of(kinds.AgreementReviewed)}
    aside = {said.occurrence: e for e, said in case.of(kinds.StepSetAside) if e.step == step.id}
    for talk, said in case.talks_with_a_date:
        number, pupil_id = talk.number, talk.pupil_id
        again = _spoken_again(case, talk)
        if entry := looked.get(number) or aside.get(number) or again:
            yield _finished(step, entry, pupil_id, number)
        elif case.state is CaseState.CLOSED:
            yield StepState(step, StepStatus.LAPSED, pupil_id, number)
        else:
            yield StepState(step, StepStatus.OPEN, pupil_id, number, said.next_on)


def _spoken_again(case: Case, talk: Entry) -> Entry | None:
    """The next talk of the same sort with the same pupil."""
    return next(
        (
            entry
            for entry, _ in case.of(kinds.TalkHeld)
            if entry.number > talk.number
            and (entry.step, entry.pupil_id) == (talk.step, talk.pupil_id)
        ),
        None,
    )


def _review_states(case: Case, step: Step) -> Iterator[StepState]:
    aside = {said.occurrence: e for e, said in case.of(kinds.StepSetAside) if e.step == step.id}
    for measure in case.measures:
        if looked_at := measure.review or aside.get(measure.number):
            yield _finished(step, looked_at, "", measure.number)
        elif measure.said.review_on and case.state is CaseState.CLOSED:
            yield StepState(step, StepStatus.LAPSED, "", measure.number)
        elif measure.said.review_on:
            due_on = measure.said.review_on
            yield StepState(step, StepStatus.OPEN, "", measure.number, due_on)
