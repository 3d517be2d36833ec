"""What is written when somebody records something: checked, completed, with what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casework.cases.case import Case
from casework.cases.closing import check_closing, check_lapsed, lapsed_by
from casework.cases.corrections import check_correction, completed_correction, corrected_entry
from casework.cases.rules import check
from casework.cases.step_owners import role_of
from casework.entries import Closed, Entry, EntryWithdrawn, NewEntry
from casework.people import Action, Home, Role


def action_of(case: Case, new: NewEntry) -> Action:
    """What somebody must be allowed to do to record this, as its kind says.

    For what nobody may record, whoever may record in the case learns why.
    """
    allowed = new.payload.allowed
    if isinstance(new.payload, EntryWithdrawn):
        struck = new.payload.struck(case)
        return (struck.payload.allowed.withdraw if struck else None) or Action.RECORD
    action = allowed.record if new.payload.corrects is None else allowed.correct
    return action or Action.RECORD


def by_hand(new: NewEntry) -> NewEntry:
    """The entry as somebody records it by hand, without what the program alone may put in it."""
    return replace(new, payload=new.payload.by_hand())


def alone_for(case: Case, new: NewEntry) -> Role | None:
    """The role that alone may record this: who is brought in takes note in person."""
    if not new.payload.allowed.only_step_owner:
        return None
    step = next((step for step in case.card.steps if step.id == new.step), None)
    return role_of(step) if step else None


def stands_beside(case: Case, new: NewEntry, seen: int) -> bool:
    """Whether this conflicts with nothing that was recorded after number `seen`.

    Its kind says so. A correction conflicts with what was done to the same entry since then.
    """
    if not new.payload.allowed.beside or not 0 < seen <= case.last_number:
        return False
    corrects = new.payload.corrects
    return corrects is None or (
        case.versions(corrects)[-1].number <= seen
        and (case.first_number(corrects) not in case.withdrawn)
    )


def is_held_against_words(new: NewEntry) -> bool:
    """Whether its rules, or what follows from it, take the words of earlier entries along.

    What stands beside anything that was recorded asks no more than how far the case is.
    """
    return not new.payload.allowed.beside or new.payload.corrects is not None


def checked(case: Case, new: Sequence[NewEntry], homes: Mapping[str, Home]) -> list[NewEntry]:
    """The entries, each checked after those before it, with what follows from each.

    `homes` are those of the pupils in `new`. A refusal of `casework.cases.rules` stops the whole.
    """
    check_lapsed(case, new)
    whole: list[NewEntry] = []
    for entry in new:
        now = _with(case, whole)
        aimed = _aimed(now, entry)
        is_correction = aimed.payload.corrects is not None
        whole += _corrected(now, aimed) if is_correction else _recorded(now, aimed, homes)
    return whole


def _recorded(case: Case, new: NewEntry, homes: Mapping[str, Home]) -> list[NewEntry]:
    new = replace(new, payload=new.payload.completed(case, new, homes))
    check(case, new)
    if isinstance(new.payload, Closed):
        check_closing(case, new.payload)
    return [new, *new.payload.consequences(case, new), *lapsed_by(case, new)]


def _corrected(case: Case, new: NewEntry) -> list[NewEntry]:
    new = completed_correction(case, new)
    check_correction(case, new)
    old = corrected_entry(case, new).payload
    return [new, *new.payload.consequences_of_correction(case, old)]


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
    payload = new.payload
    aimed: dict[str, int | None] = {"carried": None}
    if payload.corrects is not None:
        aimed["corrects"] = case.first_number(payload.corrects)
    if isinstance(payload, EntryWithdrawn):
        aimed["number"] = case.first_number(payload.number)
    return replace(new, payload=payload.model_copy(update=aimed))
