"""What was recorded with the wrong one of two pupils in a case: struck out, and recorded anew."""

from collections.abc import Mapping

from casework.cases.case import Case
from casework.cases.steps import PUPILS_OF_STEP
from casework.entries import Entry, EntryWithdrawn, NewEntry
from casework.errors import InputRefused


def other_pupils(case: Case, entry: Entry) -> Mapping[str, str]:
    """The other pupils of the case with whom this could have been, and at which step of the card.

    Empty for what is about no pupil, does not count, rests on something of this very pupil, or is
    what something else rests on.
    """
    allowed, place = entry.payload.allowed, case.first_number(entry.number)
    effective = {one.number: one for one in case.effective_entries}
    is_free = allowed.record and allowed.withdraw and not entry.payload.references()
    rests_on_it = any(place in one.payload.references().values() for one in effective.values())
    if not (entry.pupil_id and entry.step and is_free and place in effective) or rests_on_it:
        return {}
    steps = {pupil: _step_for(case, entry, pupil) for pupil in case.parts}
    return {pupil: step for pupil, step in steps.items() if step and pupil != entry.pupil_id}


def moved_entries(case: Case, entry: Entry, pupil_id: str, reason: str) -> list[NewEntry]:
    """What is recorded when it was with this pupil: the one struck out, and the same anew."""
    step = other_pupils(case, entry).get(pupil_id)
    if step is None:
        raise InputRefused("Kies met welke leerling het wel was.", "pupil")
    newest = case.versions(entry.number)[-1]
    payload = newest.payload.model_copy(update={"corrects": None, "carried": None})
    struck = EntryWithdrawn(number=case.first_number(entry.number), reason=reason)
    return [
        NewEntry(struck, case.today),
        NewEntry(payload, newest.happened_on, step, pupil_id),
    ]


def _step_for(case: Case, entry: Entry, pupil_id: str) -> str:
    """The step of this form for that pupil, the same one where that fits; empty when none does."""
    role = case.parts[pupil_id].role
    own = case.card.step(entry.step)
    same = [own, *(step for step in case.card.steps if step.column == own.column)]
    fitting = (s.id for s in same if s.form == own.form and role in PUPILS_OF_STEP.get(s.per, ()))
    return next(fitting, "")
