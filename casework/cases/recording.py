"""What is written when somebody records something: checked, completed, with what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from casework import entries as kinds
from casework.cases.case import NOT_STOPPED, Case
from casework.cases.consult_rules import with_days
from casework.cases.corrections import (
    check_correction,
    completed_correction,
    reopened_by,
    what_follows,
    what_follows_striking,
)
from casework.cases.rules import check
from casework.entries import Entry, NewEntry
from casework.errors import NotHere
from casework.people import Action, Home, Role

OF_THE_TEAM = (kinds.SupportAdvised, kinds.SupportMoreAsked)


def action_of(new: NewEntry) -> Action:
    """What somebody must be allowed to do to record this: advice is the ondersteuningsteam's."""
    return Action.ADVISE if isinstance(new.payload, OF_THE_TEAM) else Action.RECORD


def as_alone(new: NewEntry) -> NewEntry:
    """Advice as one member gives it: who agreed is known by the shared text alone."""
    if not isinstance(new.payload, kinds.SupportAdvised):
        return new
    return replace(new, payload=new.payload.model_copy(update={"agreed_by": []}))


def alone_for(case: Case, new: NewEntry) -> Role | None:
    """The role that alone may record this: who is brought in takes note in person."""
    if not isinstance(new.payload, kinds.ColleagueInvolved):
        return None
    step = next((step for step in case.card.steps if step.id == new.step), None)
    return Role(step.who) if step else None


def checked(case: Case, new: Sequence[NewEntry], homes: Mapping[str, Home]) -> list[NewEntry]:
    """The entries, each checked after those before it, with what follows from each.

    `homes` are those of the pupils in `new`. A refusal of `casework.cases.rules` stops the whole.
    """
    whole: list[NewEntry] = []
    for entry in new:
        now = _with(case, whole)
        said = _completed(now, _aimed(now, entry), homes)
        if said.payload.corrects is not None:
            check_correction(now, said)
            whole += [said, *what_follows(now, said)]
        else:
            check(now, said)
            whole += [said, *_consequences(now, said)]
    return whole


def _with(case: Case, new: Sequence[NewEntry]) -> Case:
    """The case as it will be once `new` is stored."""
    last = case.entries[-1]
    more = [
        Entry(
            subject_id=case.case_id,
            number=number,
            payload=entry.payload,
            happened_on=entry.happened_on,
            recorded_at=last.recorded_at,
            recorded_by=last.recorded_by,
            card_version=last.card_version,
            step=entry.step,
            pupil_id=entry.pupil_id,
        )
        for number, entry in enumerate(new, start=case.last_number + 1)
    ]
    whole = [*case.entries, *more]
    return Case.from_entries(whole, case.card, case.school_days, case.today) if more else case


def _aimed(case: Case, new: NewEntry) -> NewEntry:
    """What is about an earlier entry names its first version; only a merge carries over."""
    said = new.payload
    aimed: dict[str, int | None] = {"carried": None}
    if said.corrects is not None:
        aimed["corrects"] = case.first_number(said.corrects)
    if isinstance(said, kinds.EntryWithdrawn):
        aimed["number"] = case.first_number(said.number)
    return replace(new, payload=said.model_copy(update=aimed))


def _completed(case: Case, new: NewEntry, homes: Mapping[str, Home]) -> NewEntry:
    """What the school knows better than the writer: a pupil's class, how much nazorg is open."""
    said = new.payload
    if said.corrects is not None:
        return completed_correction(case, new)
    if isinstance(said, kinds.Closed):
        waiting = sum(moment.is_open for moment in case.standing_aftercare)
        return replace(new, payload=said.model_copy(update={"count_open_aftercare": waiting}))
    if isinstance(said, kinds.PupilInvolved) and new.pupil_id:
        if new.pupil_id not in homes:
            raise NotHere
        home = asdict(homes[new.pupil_id])
        return replace(new, payload=said.model_copy(update=home))
    return with_days(case, new)


def _consequences(case: Case, new: NewEntry) -> list[NewEntry]:
    if isinstance(new.payload, kinds.Stopped):
        return plan_aftercare(case, new.happened_on)
    if isinstance(new.payload, kinds.AftercareDone) and new.payload.outcome in NOT_STOPPED:
        return [NewEntry(reopened_by(new.payload), new.happened_on)]
    if isinstance(new.payload, kinds.EntryWithdrawn):
        return what_follows_striking(case, new.payload)
    return []


def plan_aftercare(case: Case, stopped_on: date) -> list[NewEntry]:
    """The nazorg moments of the card after a stop: one per pupil it is meant for."""
    roles = {
        "target": ["target"],
        "displaying": ["displaying"],
        "parents": ["target", "displaying"],
    }
    window = case.card.aftercare_window_school_days
    planned = []
    for term in case.card.aftercare:
        due_on = case.school_days.after(stopped_on, term.school_days)
        plan = kinds.AftercarePlanned(
            moment=term.id,
            aftercare=term.aftercare,
            due_on=due_on,
            window_ends_on=case.school_days.after(due_on, window),
        )
        for pupil_id in case.pupils(*roles[term.aftercare]):
            planned.append(NewEntry(plan, stopped_on, "aftercare", pupil_id))
    return planned
