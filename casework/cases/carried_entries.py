"""Entries of one case carried over into another: with who recorded them first, and renumbered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.entries import Carried, Entry, NewEntry, Payload, Reported

Origin = tuple[str, int]


def origins(case: Case) -> dict[Origin, Entry]:
    """The effective entries by where they were first recorded: label of the case, and number."""
    return {_first_place(case, entry): entry for entry in case.effective_entries}


def carried_over(
    case: Case,
    goes_along: Callable[[Entry], bool],
    card: ActionCard,
    first_number: int,
    already_there: Mapping[Origin, Entry] | None = None,
) -> list[NewEntry]:
    """The effective entries of `case` that go along, as new entries from `first_number` on.

    What they refer to has its new number; an entry that refers to one that stays behind stays
    behind as well. A step that `card` does not have is left out of the entry. What is already
    there, since it went along in a split, comes back only as a correction, if it was corrected.
    """
    already_there = already_there or {}
    numbers: dict[int, int] = {}
    carried: list[NewEntry] = []
    steps = {step.id for step in card.steps}
    for entry in case.effective_entries:
        if not entry.payload.allowed.merge or not goes_along(entry):
            continue
        payload = _renumbered(entry.payload, numbers)
        if payload is None:
            continue
        same = already_there.get(_first_place(case, entry))
        numbers[entry.number] = same.number if same else first_number + len(carried)
        if same and entry.payload.corrects is None:
            continue
        step = entry.step if entry.step in steps else ""
        came = _with_origin(case, entry, payload, same)
        carried.append(NewEntry(came, entry.happened_on, step, entry.pupil_id))
    return carried


def renumbered_reports(entries: Iterable[NewEntry], first_ordinal: int) -> list[NewEntry]:
    """The same entries, their meldingen counted on from `first_ordinal`."""
    ordinal = first_ordinal
    counted = []
    for entry in entries:
        if isinstance(entry.payload, Reported) and entry.payload.corrects is None:
            payload = entry.payload.model_copy(update={"ordinal": ordinal})
            entry = replace(entry, payload=payload)
            ordinal += 1
        counted.append(entry)
    return counted


def _renumbered(payload: Payload, numbers: Mapping[int, int]) -> Payload | None:
    references = payload.references()
    if any(number not in numbers for number in references.values()):
        return None
    renumbered = {field: numbers[number] for field, number in references.items()}
    return payload.model_copy(update=renumbered)


def _first_place(case: Case, entry: Entry) -> Origin:
    first = case.versions(entry.number)[0]
    came = first.payload.carried
    return (came.label, came.number) if came else (case.label, first.number)


def _with_origin(case: Case, entry: Entry, payload: Payload, same: Entry | None) -> Payload:
    """With where it was first recorded; it corrects `same`, and a melding keeps that place."""
    origin = entry.payload.carried or Carried(
        label=case.label,
        number=entry.number,
        recorded_by=entry.recorded_by,
        recorded_at=entry.recorded_at,
    )
    update = {"carried": origin, "corrects": same.number if same else None}
    ordinal = (
        {"ordinal": same.payload.ordinal} if same and isinstance(same.payload, Reported) else {}
    )
    return payload.model_copy(update={**update, **ordinal})
