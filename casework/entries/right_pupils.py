"""What a case says once a pupil chosen by mistake is put right: about another, or nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casework.entries.aftercare import AftercarePlanned
from casework.entries.log_line import Entry
from casework.entries.measures import MeasureAgreed
from casework.entries.pupils import PupilInvolved, PupilReplaced, RoleChanged
from casework.entries.reports import CaseOpened, Reported

# What a pupil has by being in the case at all: it is the right pupil's, whatever else follows.
BY_THE_PART = (PupilInvolved, RoleChanged, AftercarePlanned)
TARGET = "target"


def with_right_pupils(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with each wrong pupil put right, in the order in which that was recorded.

    Only what was recorded before is changed: who was wrong then can have a part later.
    """
    for act in [entry for entry in entries if isinstance(entry.payload, PupilReplaced)]:
        entries = _put_right(entries, act)
    return tuple(entries)


def _put_right(entries: Sequence[Entry], act: Entry) -> Sequence[Entry]:
    begun = _begun_by_target(entries, act)
    changed = []
    for entry in entries:
        if entry.number >= act.number:
            changed.append(entry)
        elif (right := _right(entry, act)) is not None:
            changed.append(right)
    return [_in_class_of_target(e, changed) if e.number in begun else e for e in changed]


def _right(entry: Entry, act: Entry) -> Entry | None:
    """The entry about the right pupil, or None when it no longer counts.

    Who was wrong is known by the record: it may count as another pupil of the case by now.
    """
    payload, put = entry.payload, act.payload
    assert isinstance(put, PupilReplaced)
    is_for_wrong = isinstance(payload, MeasureAgreed) and payload.for_pupil == act.pupil_id
    if is_for_wrong and not act.record_id:
        for_right = payload.model_copy(update={"for_pupil": put.instead})
        return replace(entry, payload=for_right) if put.follows else None
    if entry.pupil_record != act.pupil_record or isinstance(payload, PupilReplaced):
        return entry
    if not put.instead or not (put.follows or isinstance(payload, BY_THE_PART)):
        return None
    if isinstance(payload, PupilInvolved):
        home = put.model_dump(include={"class_id", "year_group", "team_id"})
        payload = payload.model_copy(update=home)
    return replace(entry, pupil_id=put.instead, record_id="", payload=payload)


# --- a case and its meldingen count to the class of the gepeste -----------------------------------


def _begun_by_target(entries: Sequence[Entry], act: Entry) -> set[int]:
    """The numbers of the opening and the meldingen that count to the class of the wrong pupil."""
    return {
        entry.number
        for entry in entries
        if entry.number < act.number
        and isinstance(entry.payload, CaseOpened | Reported)
        and (target := target_at(entries, entry)) is not None
        and target.pupil_record == act.pupil_record
    }


def target_at(entries: Iterable[Entry], begin: Entry) -> Entry | None:
    """The first gepeste that came with the opening or the melding, or else was there by then."""
    targets = [
        entry
        for entry in entries
        if isinstance(entry.payload, PupilInvolved) and entry.payload.role == TARGET
    ]
    came = (e for e in targets if e.number > begin.number and e.recorded_at == begin.recorded_at)
    return next(came, next(iter(targets), None))


def _in_class_of_target(entry: Entry, entries: Sequence[Entry]) -> Entry:
    target = target_at(entries, entry)
    if target is None:
        return entry
    home = target.payload.model_dump(include={"class_id", "year_group", "team_id"})
    return replace(entry, payload=entry.payload.model_copy(update=home))
