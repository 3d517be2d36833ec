"""What is due, late or new for one person, one line each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from casework.cases.case import Case, CaseState
from casework.cases.consult import Turn
from casework.cases.escalation import proposed_level
from casework.cases.planned_talks import PlannedTalk, planned_talks
from casework.cases.reading_list import News, why_new
from casework.cases.step_owners import Surroundings, owner_for, owner_of
from casework.cases.steps import StepKey, StepState, key_of, next_steps, step_states, title_of
from casework.cases.team_decisions import (
    NEWS,
    STEP,
    TASK,
    is_due_for,
    is_news_for,
    team_decisions,
)
from casework.people import Actor, Role
from casework.records import CaseSummary
from casework.signals.signal import Signal


class Urgency(StrEnum):
    """Why a line is on the list; also its order."""

    SERIOUS = "serious"
    LATE = "late"
    NEW = "new"
    DUE = "due"
    COMING = "coming"


@dataclass(frozen=True)
class AgendaItem:
    """One thing to do in one case; without names, so that a glance over a shoulder tells nothing.

    `step_id` is empty for a line about the case as a whole (new, or a level to decide on);
    `news` says why a case is on the reading list. A line about a signal has a `signal_id`, and no
    case and no label. `pupil_id` and `occurrence` say which step is meant, or the first of several.
    `is_planned`: a talk with a day of its own, at the time `at` when one was agreed. `changes` is
    how much was recorded in its case or signal so far, `changed_at` the moment of the latest (UTC):
    a calendar program knows by them which version of a task is the newer one. What is due on a day
    off has in `work_by` the last own working day before it, and in `day_off` why.
    """

    case_id: str
    label: str
    class_names: tuple[str, ...]
    urgency: Urgency
    step_id: str = ""
    title: str = ""
    due_on: date | None = None
    late_by: int = 0
    news: News | None = None
    count: int = 1
    proposed_level: int = 0
    signal_id: str = ""
    pupil_id: str = ""
    occurrence: int = 0
    is_planned: bool = False
    at: str = ""
    changes: int = 0
    changed_at: datetime | None = None
    work_by: date | None = None
    day_off: str = ""


SCHOOL_DAYS_AHEAD = 5
ASKED = "Vraag aan het ondersteuningsteam"
MORE_ASKED = "Het ondersteuningsteam vraagt meer informatie"
ADVISED = "Advies gekregen: leg vast wat ermee is gedaan"
LOOKED_INTO = "Het ondersteuningsteam heeft deze zaak ingezien: lees waarom"
SIGNAL = "Signaal: oppakken of afsluiten"
PLANNED, SPOKEN = "Gepland", "Gesproken?"


WaitingSignal = tuple[Signal, tuple[str, ...]]


@dataclass(frozen=True)
class WatchedCase:
    """An open case in sight, with what decides what of it is for whom.

    `roles` are those that this person has in this case: who is mentor elsewhere gets no lines of
    a mentor here. `was_looked_into`: a member of the ondersteuningsteam opened it as a hard case,
    and this person has not been in it since.
    """

    summary: CaseSummary
    case: Case
    roles: Collection[Role]
    around: Surroundings
    is_known: bool = True
    was_looked_into: bool = False


def agenda_of(
    actor: Actor, watched: Iterable[WatchedCase], signals: Iterable[WaitingSignal] = ()
) -> list[AgendaItem]:
    """The lines for `actor`, the most urgent first; `signals` wait for this person."""
    items = [_with_version(item, case.case) for case in watched for item in _items(actor, case)]
    items += [_signal_line(*waiting) for waiting in signals]
    order = list(Urgency)
    return sorted(items, key=lambda i: (order.index(i.urgency), i.due_on or date.min, i.label))


def _with_version(item: AgendaItem, case: Case) -> AgendaItem:
    newest = case.entries[-1]
    return replace(item, changes=newest.number, changed_at=newest.recorded_at)


def _items(actor: Actor, watched: WatchedCase) -> list[AgendaItem]:
    summary, case = watched.summary, watched.case
    is_own = owner_for(case, Role.MENTOR, watched.around).is_held_by(actor)
    title = _asked_title(actor, watched, is_own=is_own)
    items = [_support_line(summary, case, title)] if title else []
    if case.state is CaseState.CLOSED:
        return items
    talks = planned_talks(case)
    items += _planned_items(actor, watched, talks)
    items += _step_items(actor, watched, frozenset(talk.key for talk in talks))
    proposal = proposed_level(case)
    if proposal and is_own:
        items.append(_line(summary, Urgency.NEW, proposed_level=proposal.level))
    if watched.was_looked_into and is_own:
        items.append(_line(summary, Urgency.NEW, title=LOOKED_INTO))
    items += _decision_items(actor, watched, is_own=is_own)
    if not watched.is_known and (news := why_new(case, watched.roles, watched.around)):
        items.append(_line(summary, Urgency.NEW, news=news))
    return items


def _asked_title(actor: Actor, watched: WatchedCase, *, is_own: bool) -> str:
    """What the latest question to the ondersteuningsteam asks of this person now, if anything.

    Of a member not in the own class or about the own question. After a case is closed only advice
    that came later still asks what was done with it.
    """
    case = watched.case
    if not case.consults:
        return ""
    consult = case.consults[-1]
    is_asker = consult.question.recorded_by == actor.staff_id
    is_member = Role.SUPPORT_TEAM in watched.roles and Role.MENTOR not in watched.roles
    asks = {
        Turn.TEAM: (ASKED, is_member and not is_asker),
        Turn.ASKER: (MORE_ASKED, is_own or is_asker),
        Turn.USE: (ADVISED, is_own and consult.asks_use_of(case.closing)),
        # Who carries out a decision has the line of that decision.
        Turn.CARRY_OUT: ("", False),
        Turn.NOBODY: ("", False),
    }
    title, is_for_this_person = asks[consult.turn]
    return title if is_for_this_person else ""


def _support_line(summary: CaseSummary, case: Case, title: str) -> AgendaItem:
    due_on = case.consults[-1].due_on
    late_by = max(0, case.school_days.between(due_on, case.today)) if due_on else 0
    urgency = Urgency.LATE if late_by else Urgency.NEW
    return _line(summary, urgency, step_id="support", title=title, due_on=due_on, late_by=late_by)


def _decision_items(actor: Actor, watched: WatchedCase, *, is_own: bool) -> Iterable[AgendaItem]:
    """What the team decided: a task for who does it, for a while news for the mentor."""
    case = watched.case
    for decision in team_decisions(case):
        is_mine = is_due_for(decision, actor.staff_id)
        # Who was to do it has left, or no longer sees the case: then it is the mentor's to see to.
        is_left = decision.is_open and watched.around.is_away(case, decision.decided.who)
        if is_mine or (is_left and is_own):
            due_on, late_by = decision.decided.due_on, decision.late_by(case)
            urgency = Urgency.LATE if late_by else _when(case, due_on)
            line = _line(
                watched.summary,
                urgency,
                step_id=STEP,
                title=TASK,
                due_on=due_on,
                late_by=late_by,
            )
        elif is_own and is_news_for(case, decision, actor.staff_id):
            line = _line(watched.summary, Urgency.NEW, step_id=STEP, title=NEWS)
        else:
            continue
        yield replace(line, occurrence=decision.number)


def _signal_line(signal: Signal, class_names: tuple[str, ...]) -> AgendaItem:
    """A waiting signal; a serious sign in it comes first, whatever else there is."""
    urgency = Urgency.LATE if signal.is_late else Urgency.NEW
    return AgendaItem(
        case_id="",
        label="",
        class_names=class_names,
        urgency=Urgency.SERIOUS if signal.sent.serious else urgency,
        title=SIGNAL,
        due_on=signal.due_on,
        late_by=signal.late_by,
        signal_id=signal.signal_id,
        changes=signal.last_number,
        changed_at=signal.sent_at,
    )


def _planned_items(
    actor: Actor, watched: WatchedCase, talks: Sequence[PlannedTalk]
) -> Iterable[AgendaItem]:
    """The talks to come, for whose step it is and for who planned it; when past: was it held?

    A step that was late before its talk stays late.
    """
    case = watched.case
    states = {key_of(state): state for state in step_states(case)} if talks else {}
    for talk in talks:
        state = states.get(talk.key)
        is_mine = state is not None and owner_of(case, state, watched.around).is_held_by(actor)
        if state is None or not (is_mine or talk.entry.recorded_by == actor.staff_id):
            continue
        late_by = state.late_by(case)
        line = _line(
            watched.summary,
            Urgency.LATE if late_by else _when(case, talk.plan.planned_on),
            step_id=state.step.id,
            title=_planned_title(case, talk, state),
            due_on=talk.plan.planned_on,
            late_by=late_by,
        )
        yield replace(
            line,
            pupil_id=state.pupil_id,
            occurrence=state.occurrence,
            is_planned=True,
            at="" if talk.is_past(case.today) else talk.plan.at,
        )


def _planned_title(case: Case, talk: PlannedTalk, state: StepState) -> str:
    title = title_of(case, state)
    if talk.is_past(case.today):
        return f"{SPOKEN} {title}"
    at = f" om {talk.plan.at.replace(':', '.')}" if talk.plan.at else ""
    return f"{PLANNED}{at}: {title}"


def _step_items(
    actor: Actor, watched: WatchedCase, planned: Collection[StepKey]
) -> Iterable[AgendaItem]:
    """The open steps, but for those with a talk planned, which have a line of their own."""
    summary, case = watched.summary, watched.case
    grouped: dict[tuple[str, str, date | None], list[StepState]] = {}
    for state in next_steps(case):
        if key_of(state) in planned:
            continue
        if owner_of(case, state, watched.around).is_held_by(actor):
            same = (state.step.id, title_of(case, state), state.due_on)
            grouped.setdefault(same, []).append(state)
    for (step_id, title, due_on), states in grouped.items():
        first = states[0]
        line = _line(
            summary,
            _urgency(first, case),
            step_id=step_id,
            title=title,
            due_on=due_on,
            late_by=first.late_by(case),
            count=len(states),
        )
        yield replace(line, pupil_id=first.pupil_id, occurrence=first.occurrence)


def _urgency(state: StepState, case: Case) -> Urgency:
    if state.step.required == "serious":
        return Urgency.SERIOUS
    if state.late_by(case):
        return Urgency.LATE
    return _when(case, state.due_on)


def _when(case: Case, due_on: date | None) -> Urgency:
    ahead = case.school_days.after(case.today, SCHOOL_DAYS_AHEAD)
    return Urgency.DUE if due_on and due_on <= ahead else Urgency.COMING


def _line(
    summary: CaseSummary,
    urgency: Urgency,
    *,
    step_id: str = "",
    title: str = "",
    due_on: date | None = None,
    late_by: int = 0,
    news: News | None = None,
    count: int = 1,
    proposed_level: int = 0,
) -> AgendaItem:
    return AgendaItem(
        summary.case_id,
        summary.label,
        summary.class_names,
        urgency,
        step_id,
        title,
        due_on,
        late_by,
        news,
        count,
        proposed_level,
    )
