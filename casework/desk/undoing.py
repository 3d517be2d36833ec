"""Taking back what was just saved, whatever it was saved in: all of it, or nothing.

A save can write in more than one place: a melding and the signal that it came from, a decision in
a case and in its meeting. What each kind allows stands in its class (`Allowed.undo`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework import entries as kinds
from casework.cases.undoing import (
    CANNOT_BE_UNDONE,
    TIME_TO_UNDO,
    WENT_ON,
    Save,
    why_not,
    why_not_undone,
)
from casework.desk.access import Access, Room, is_id
from casework.desk.advice import restore_text
from casework.desk.meeting_cases import roles_in_words
from casework.desk.signals import folded_signal
from casework.entries import Entry, NewEntry
from casework.entries.effective import EffectiveEntries
from casework.errors import CaseworkError, InputRefused, NotHere
from casework.meetings.meeting import Meeting, MeetingState
from casework.name_order import text_key
from casework.people import Action, Role
from casework.records import Receipt, SavePart
from casework.sent_forms import SentForm, sent_form, title_of
from casework.signals.signal import Signal, SignalState

MOST_LOOKED_AT = 6
SIGNAL_SETTLED = {
    SignalState.TAKEN: (
        "Je collega heeft dit signaal al opgepakt: er is nu een melding van. Klopt er iets niet? "
        "Vertel het die collega."
    ),
    SignalState.SET_ASIDE: (
        "Je collega heeft dit signaal al gelezen en afgesloten. Klopt er iets niet? Vertel het die "
        "collega, of geef een nieuw signaal door."
    ),
}
MEETING_CLOSED = (
    "Het overleg is al afgesloten. Open het weer om dit besluit terug te nemen of te verbeteren."
)


@dataclass(frozen=True)
class UndoableSave:
    """What somebody saved last and can still take back; `title` says what, without a name.

    `number` is that of its first entry in the subject, `label` the number of the case, if any.
    """

    subject_id: str
    number: int
    title: str
    label: str
    can_be_undone_until: datetime


@dataclass(frozen=True)
class Undoing(Room):
    """What somebody saved in the last minutes, in a case, a signal, a class or a meeting."""

    def latest(self) -> UndoableSave | None:
        """The newest save of this person that can be undone now, if there is one."""
        access = self._access
        since = access.now() - TIME_TO_UNDO
        saves = access.store.log.saves_by(access.actor.staff_id, since)
        for part in saves[:MOST_LOOKED_AT]:
            try:
                _check_parts(access, part.subject_id, part.first, part.position)
            except CaseworkError:
                continue
            return _offered(access, part)
        return None

    def undo(self, subject_id: str, number: int, *, form_key: str) -> Receipt:
        """Take back the save that the entry of this number was part of.

        Only who saved it can, within some minutes, while nothing rests on it; what was saved stays
        readable and counts nowhere. NotHere for a subject that this person may not see.
        """
        access = self._access
        form = sent_form(form_key, "undo", subject_id, number)
        with access.store.log.together():
            if earlier := access.earlier(form):
                return earlier
            parts = _check_parts(access, subject_id, number)
            receipts = [
                _take_back(access, part, form.part(f"undo{place}") if place else form)
                for place, part in enumerate(parts)
            ]
        return receipts[0]

    def out_of_sight(self, case_id: str, number: int) -> list[str]:
        """Who opened a case since this save was made, and no longer sees it now it is taken back.

        By name: to be told that a level, a question or a class was a mistake.
        """
        access = self._access
        case = access.case(case_id, Action.SEE_CASE)
        since = case.entries[number - 1].recorded_at
        opened = access.store.access_log.opened_since(case_id, since) - {access.actor.staff_id}
        if not opened:
            return []
        homes = access.homes(list(case.parts))
        still = {member.staff_id for member, _ in roles_in_words(access, case, homes)}
        return sorted(access.names_of(opened - still).values(), key=text_key)


def _take_back(access: Access, part: SavePart, form: SentForm) -> Receipt:
    entries = access.store.log.entries(part.subject_id)
    restore_text(access, entries[part.first - 1 : part.last])
    undone = kinds.SaveUndone(first=part.first, last=part.last)
    return access.store.log.append(
        part.subject_id,
        [NewEntry(undone, access.today)],
        expected=len(entries),
        signature=access.signature(access.card, form),
    )


def _check_parts(
    access: Access, subject_id: str, number: int, position: int = 0
) -> Sequence[SavePart]:
    """Everything that was saved together with this entry, here first, once it is known that all
    of it can be taken back; else a refusal. `position`: that of the save, where it is known."""
    _check_in_sight(access, subject_id)
    parts = access.store.log.saved_together(subject_id, number, position)
    if not parts:
        raise InputRefused(CANNOT_BE_UNDONE)
    for part in parts:
        if part.subject_id != subject_id:
            _check_in_sight(access, part.subject_id)
        _check(access, part)
    return sorted(parts, key=lambda part: part.subject_id != subject_id)


# --- each place that can be written in ------------------------------------------------------------


def _check_in_sight(access: Access, subject_id: str) -> None:
    """NotHere for what this person may not see."""
    entries = _without_words(access, subject_id) if is_id(subject_id) else []
    first = entries[0].payload if entries else None
    if isinstance(first, kinds.CaseOpened):
        access.case(subject_id, Action.SEE_CASE)
    elif isinstance(first, kinds.SignalSent):
        _signal(access, entries)
    elif isinstance(first, kinds.MeetingStarted):
        access.require(Action.ADVISE)
    elif subject_id not in access.actor.scopes(Role.MENTOR, Action.LOG_MENTOR_HOUR):
        raise NotHere


def _check(access: Access, part: SavePart) -> None:
    """Refuse what has to stay in this place."""
    entries = _without_words(access, part.subject_id)
    first = entries[0].payload
    save = Save(tuple(entries[part.first - 1 : part.last]))
    if isinstance(first, kinds.CaseOpened):
        case = access.folded(entries)
        why = why_not(case, save, access.actor.staff_id, access.now())
    else:
        effective = EffectiveEntries(entries)
        why = why_not_undone(save, effective.undone, access.actor.staff_id, access.now())
        why = why or _why_it_went_on(access, entries, save)
    if why:
        raise InputRefused(why)


def _why_it_went_on(access: Access, entries: Sequence[Entry], save: Save) -> str:
    first = entries[0].payload
    if isinstance(first, kinds.SignalSent) and save.first == 1:
        return SIGNAL_SETTLED.get(_signal(access, entries).state, "")
    if isinstance(first, kinds.MeetingStarted):
        is_closed = Meeting.from_entries(entries).state is MeetingState.CLOSED
        return MEETING_CLOSED if is_closed else ""
    counting = (entry.payload for entry in EffectiveEntries(entries).entries)
    struck = {one.number for one in counting if isinstance(one, kinds.EntryWithdrawn)}
    return WENT_ON if struck & {entry.number for entry in save.entries} else ""


def _signal(access: Access, entries: Sequence[Entry]) -> Signal:
    """A signal in which this person wrote; else NotHere."""
    access.require(Action.SIGNAL)
    if access.actor.staff_id not in {entry.recorded_by for entry in entries}:
        raise NotHere
    return folded_signal(access, entries)


# --- what is offered ------------------------------------------------------------------------------


def _offered(access: Access, part: SavePart) -> UndoableSave:
    """A closing is told as that, whatever lapsed with it."""
    first = _without_words(access, part.subject_id)[0].payload
    entries = _without_words(access, part.subject_id)[part.first - 1 : part.last]
    told = next((entry for entry in entries if entry.payload.state_after), entries[0])
    is_new = isinstance(entries[0].payload, kinds.CaseOpened)
    return UndoableSave(
        subject_id=part.subject_id,
        number=part.first,
        title="melding" if is_new else title_of(told.kind),
        label=first.label if isinstance(first, kinds.CaseOpened) else "",
        can_be_undone_until=entries[0].recorded_at + TIME_TO_UNDO,
    )


def _without_words(access: Access, subject_id: str) -> Sequence[Entry]:
    """The entries, coded only: what may be taken back follows from no word."""
    return access.store.log.entries_of([subject_id]).get(subject_id, [])
