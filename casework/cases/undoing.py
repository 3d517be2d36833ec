"""Taking back what was just saved: by who saved it, within minutes, all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.cases.case import Case
from casework.entries import Entry, NewEntry, SaveUndone
from casework.errors import InputRefused

TIME_TO_UNDO = timedelta(minutes=10)
TOO_LATE = (
    "Ongedaan maken kan tot tien minuten na het bewaren. Klopt het niet? Verbeter het in de "
    "tijdlijn, of haal het daar door."
)
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
        if not _why_not(case, save, staff_id, now):
            return save
    return None


def undone(case: Case, save: Save, staff_id: str, now: datetime) -> NewEntry:
    """What is written when this save is taken back; InputRefused when it has to stay."""
    if why := _why_not(case, save, staff_id, now):
        raise InputRefused(why)
    return NewEntry(SaveUndone(first=save.first, last=save.last), case.today)


def _why_not(case: Case, save: Save, staff_id: str, now: datetime) -> str:
    """Why it cannot be undone, as a sentence; empty when it can."""
    if any(not entry.payload.allowed.undo for entry in save.entries) or case.merged_into:
        return CANNOT_BE_UNDONE
    if save.entries[0].recorded_by != staff_id or save.first in case.effective.undone:
        return CANNOT_BE_UNDONE
    if now > save.can_be_undone_until:
        return TOO_LATE
    return "" if _stands_alone(case, save) else WENT_ON


def _stands_alone(case: Case, save: Save) -> bool:
    """Whether nothing that came later can rest on it.

    That is so when nothing came later at all, or when each of it could be struck out as well and
    nothing later refers to it.
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
    return all(entry.payload.allowed.withdraw for entry in save.entries) and not any(
        numbers & {entry.payload.corrects, *entry.payload.references().values(), _struck(entry)}
        for entry in later
    )


def _struck(entry: Entry) -> int | None:
    return getattr(entry.payload, "number", None)
