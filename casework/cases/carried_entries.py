"""Entries of one case carried over into another: with who recorded them first, and renumbered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.entries import Carried, Entry, NewEntry, Payload

# What a case says about itself as a whole goes with no other case.
STAYS_BEHIND = (
    kinds.CaseOpened,
    kinds.PupilInvolved,
    kinds.RoleChanged,
    kinds.LevelReached,
    kinds.LevelDeclined,
    kinds.EntryWithdrawn,
    kinds.MergedFrom,
    kinds.MergedInto,
    kinds.SplitOff,
    kinds.SplitFrom,
)
# Fields with the number of an earlier entry of the same case.
REFERS = ("talk_number", "measure_number", "planned_number", "occurrence", "decision_number")


Origin = tuple[str, int]


def origins(case: Case) -> dict[Origin, Entry]:
    """The standing entries by where they were first recorded: label of the case, and number."""
    return {_first_place(case, entry): entry for entry in case.standing}


def carried_over(
    case: Case,
    wanted: Callable[[Entry], bool],
    card: ActionCard,
    first_number: int,
    known: Mapping[Origin, Entry] | None = None,
) -> list[NewEntry]:
    """The standing entries of `case` that are `wanted`, as new entries from `first_number` on.

    What they refer to has its new number; an entry that refers to one that stays behind stays
    behind as well. A step that `card` does not have is left out of the entry. What is `known`
    there, since it went along in a split, comes back only as a correction, if it was corrected.
    """
    known = known or {}
    numbers: dict[int, int] = {}
    carried: list[NewEntry] = []
    steps = {step.id for step in card.steps}
    for entry in case.standing:
        if isinstance(entry.payload, STAYS_BEHIND) or not wanted(entry):
            continue
        said = _renumbered(entry.payload, numbers)
        if said is None:
            continue
        same = known.get(_first_place(case, entry))
        numbers[entry.number] = same.number if same else first_number + len(carried)
        if same and entry.payload.corrects is None:
            continue
        step = entry.step if entry.step in steps else ""
        corrects = same.number if same else None
        came = said.model_copy(update={"carried": _origin(case, entry), "corrects": corrects})
        if same and isinstance(same.payload, kinds.Reported):
            came = came.model_copy(update={"ordinal": same.payload.ordinal})
        carried.append(NewEntry(came, entry.happened_on, step, entry.pupil_id))
    return carried


def renumbered_reports(entries: Iterable[NewEntry], first_ordinal: int) -> list[NewEntry]:
    """The same entries, their meldingen counted on from `first_ordinal`."""
    ordinal = first_ordinal
    counted = []
    for entry in entries:
        if isinstance(entry.payload, kinds.Reported) and entry.payload.corrects is None:
            said = entry.payload.model_copy(update={"ordinal": ordinal})
            entry = replace(entry, payload=said)
            ordinal += 1
        counted.append(entry)
    return counted


def _renumbered(said: Payload, numbers: dict[int, int]) -> Payload | None:
    for field in REFERS:
        old = getattr(said, field, 0)
        if old and old not in numbers:
            return None
        if old:
            said = said.model_copy(update={field: numbers[old]})
    return said


def _first_place(case: Case, entry: Entry) -> Origin:
    first = case.versions(entry.number)[0]
    came = first.payload.carried
    return (came.label, came.number) if came else (case.label, first.number)


def _origin(case: Case, entry: Entry) -> Carried:
    return entry.payload.carried or Carried(
        label=case.label,
        number=entry.number,
        recorded_by=entry.recorded_by,
        recorded_at=entry.recorded_at,
    )
