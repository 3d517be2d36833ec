"""Taking back what was just saved: by who saved it, within minutes, all of it or nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.cases.case import Case
from casework.cases.rules import check
from casework.entries import ClassInvolved, Entry, NewEntry, SaveUndone
from casework.errors import InputRefused

TIME_TO_UNDO = timedelta(minutes=10)
TOO_LATE = (
    "Ongedaan maken kan tot tien minuten na het bewaren. Klopt het niet? Verbeter het in de "
    "tijdlijn, of haal het daar door."
)
ALREADY_UNDONE = "Dit is al ongedaan gemaakt."
CANNOT_BE_UNDONE = "Dit kan niet ongedaan worden gemaakt. Verbeter het, of haal het door."
WENT_ON = (
    "Na deze vastlegging ging de zaak al verder. Ongedaan maken kan niet meer; verbeter haar, of "
    "haal haar door."
)


Bounds = tuple[int, int]
"""The numbers of the first and last entry of what was saved as one."""


@dataclass(frozen=True)
class Save:
    """The entries that somebody saved as one, in order."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> int:
        """The number of the first one."""
        return self.entries[0].number

    @property
    def last(self) -> int:
        """The number of the last one."""
        return self.entries[-1].number

    @property
    def can_be_undone_until(self) -> datetime:
        """The last moment (UTC) at which it can be undone."""
        return self.entries[0].recorded_at + TIME_TO_UNDO


def save_with(case: Case, saves: Iterable[Bounds], number: int) -> Save:
    """What was saved together with the entry of this number; InputRefused when there is none.

    `saves` are the bounds of the saves of this case.
    """
    bounds = next((b for b in saves if b[0] <= number <= b[1]), None)
    if bounds is None:
        raise InputRefused(CANNOT_BE_UNDONE)
    return Save(case.entries[bounds[0] - 1 : bounds[1]])


def may_have_saved(case: Case, staff_id: str, now: datetime) -> bool:
    """Whether this person saved something in the last minutes: else no save has to be looked up."""
    return any(
        entry.recorded_by == staff_id and now <= entry.recorded_at + TIME_TO_UNDO
        for entry in case.entries
    )


def last_save(case: Case, saves: Iterable[Bounds], staff_id: str, now: datetime) -> Save | None:
    """The newest save of this person that can be undone now, if there is one."""
    for first, last in sorted(saves, reverse=True):
        save = Save(case.entries[first - 1 : last])
        if not why_not(case, save, staff_id, now):
            return save
    return None


def undone(case: Case, save: Save, staff_id: str, now: datetime) -> NewEntry:
    """What is written when this save is taken back; InputRefused when it has to stay."""
    if why := why_not(case, save, staff_id, now):
        raise InputRefused(why)
    return NewEntry(SaveUndone(first=save.first, last=save.last), case.today)


def why_not(case: Case, save: Save, staff_id: str, now: datetime) -> str:
    """Why a save in a case cannot be undone, as a sentence; empty when it can."""
    if case.merged_into:
        return CANNOT_BE_UNDONE
    why = why_not_undone(save, case.effective.undone, staff_id, now)
    return why or ("" if _stands_alone(case, save) else WENT_ON)


def why_not_undone(
    save: Save, undone_numbers: Collection[int], staff_id: str, now: datetime
) -> str:
    """The same for any save, of which nothing else is known than what was undone already."""
    if save.first in undone_numbers:
        return ALREADY_UNDONE
    if any(not entry.payload.allowed.undo for entry in save.entries):
        return CANNOT_BE_UNDONE
    if save.entries[0].recorded_by != staff_id:
        return CANNOT_BE_UNDONE
    return TOO_LATE if now > save.can_be_undone_until else ""


def _stands_alone(case: Case, save: Save) -> bool:
    """Whether nothing that came later rests on it.

    That is so when nothing came later at all. Else only what could be struck out as well can go,
    when nothing later refers to it, the case did not turn since (stopped, closed, opened again),
    and whatever came later could have been recorded without it.
    """
    later = [
        entry
        for entry in case.entries
        if entry.number > save.last
        and entry.number not in case.effective.undone
        and not isinstance(entry.payload, SaveUndone)
    ]
    if not later:
        return True
    numbers = {entry.number for entry in save.entries}
    return (
        all(entry.payload.allowed.withdraw for entry in save.entries)
        and not any(entry.payload.state_after for entry in later)
        and not any(
            numbers & {entry.payload.corrects, *entry.payload.references().values(), _struck(entry)}
            for entry in later
        )
        and all(_fits_without(case, save, entry) for entry in later)
    )


def _fits_without(case: Case, save: Save, later: Entry) -> bool:
    """Whether this could have been recorded had the save not been there.

    A talk together rests on the talk apart, an answer on its question, a class on the group level.
    """
    payload = later.payload
    if payload.allowed.record is None or payload.corrects is not None:
        return not isinstance(payload, ClassInvolved) or _without(case, save, later).group_level
    new = NewEntry(payload, later.happened_on, later.step, later.pupil_id)
    try:
        check(_without(case, save, later), new)
    except InputRefused:
        return False
    return True


def _without(case: Case, save: Save, later: Entry) -> Case:
    """The case as it would have been when `later` was recorded."""
    taken_back = replace(later, payload=SaveUndone(first=save.first, last=save.last))
    before = [*case.entries[: later.number - 1], taken_back]
    return Case.from_entries(before, case.card, case.school_days, case.today)


def _struck(entry: Entry) -> int | None:
    return getattr(entry.payload, "number", None)
