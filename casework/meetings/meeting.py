"""A meeting of the ondersteuningsteam: what its entries add up to, and the letters of pupils."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from casework import entries as kinds
from casework.entries import Entry
from casework.entries.effective import EffectiveEntries
from casework.words import AMSTERDAM, letter

_CLOCK = (kinds.MeetingTurned, kinds.MeetingPaused, kinds.MeetingClosed)


class MeetingState(StrEnum):
    """How far a meeting is; one that is closed can be opened again."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True)
class AgendaCase:
    """A case on the agenda; the label stays when the case itself is erased."""

    case_id: str
    label: str


@dataclass(frozen=True)
class ClockMoment:
    """A moment on the clock: from `at` on the meeting is at this case, or (empty) at none."""

    at: datetime
    case_id: str = ""


@dataclass(frozen=True)
class Meeting:
    """One meeting, folded from its entries; nothing in here is stored.

    `letters` has the pseudonym of each pupil ("leerling A"). `clock` has the moments (UTC) at which
    it went from one case to another. `decisions` are the case and the number of every entry with a
    decision. A writer says which `last_number`, `place_number` (of the newest moment of the clock)
    or `agenda_number` had been seen.
    """

    meeting_id: str
    started_by: str
    started_on: date
    state: MeetingState
    agenda: tuple[AgendaCase, ...]
    members: tuple[str, ...]
    guests: str
    letters: Mapping[str, str]
    clock: tuple[ClockMoment, ...]
    decisions: tuple[tuple[str, int], ...]
    place: str
    last_number: int
    place_number: int
    agenda_number: int
    last_batch: int = 0
    count_decided: int = field(default=0)

    @classmethod
    def from_entries(cls, entries: Iterable[Entry]) -> "Meeting":
        """Fold the `entries` of one meeting, in any order, at least the one that started it."""
        ordered = sorted(entries, key=lambda entry: entry.number)
        first = ordered[0]
        if not isinstance(first.payload, kinds.MeetingStarted):
            raise ValueError("a meeting begins with the entry that started it")
        effective = EffectiveEntries(ordered).entries
        agenda, agenda_number = _agenda(effective)
        members, guests = _attended(effective)
        turns = [entry for entry in effective if isinstance(entry.payload, _CLOCK)]
        decisions = _decisions(effective)
        return cls(
            meeting_id=first.subject_id,
            started_by=first.recorded_by,
            started_on=first.happened_on,
            state=_state(turns),
            agenda=agenda,
            members=members,
            guests=guests,
            letters=letters(effective, first.payload.secret),
            clock=tuple(ClockMoment(turn.recorded_at, _case_of(turn)) for turn in turns),
            decisions=decisions,
            place=_place(turns, agenda),
            last_number=ordered[-1].number,
            place_number=turns[-1].number if turns else 0,
            agenda_number=agenda_number,
            last_batch=max((pupil.batch for pupil in _pupils(effective).values()), default=0),
            count_decided=len({case for case, _ in decisions} & {item.case_id for item in agenda}),
        )

    def position(self, case_id: str) -> int:
        """The place of a case on the agenda, counted from 0; -1 when it is not on it."""
        return next((n for n, item in enumerate(self.agenda) if item.case_id == case_id), -1)

    def neighbour(self, step: int) -> AgendaCase | None:
        """The case that comes `step` places after the one on screen, if there is one."""
        at = self.position(self.place) + step
        return self.agenda[at] if 0 <= at < len(self.agenda) else None

    def label(self, case_id: str) -> str:
        """The number of a case of this meeting, as people use it."""
        return next((item.label for item in self.agenda if item.case_id == case_id), "")

    def is_decided(self, case_id: str) -> bool:
        """Whether something was decided about this case, also that nothing was."""
        return any(case == case_id for case, _ in self.decisions)

    def spent(self, now: datetime, case_id: str = "") -> timedelta:
        """How long the meeting was at this case, or (no case) at all cases together.

        What passes while it is paused does not count, nor a night: from the last moment of a day
        (at school) to the first of another.
        """
        whole = timedelta()
        for begun, ended in pairwise([*self.clock, ClockMoment(now)]):
            if begun.case_id and case_id in ("", begun.case_id) and _is_one_day(begun.at, ended.at):
                whole += max(ended.at - begun.at, timedelta())
        return whole

    def is_interrupted(self, now: datetime) -> bool:
        """Whether its clock was left running on an earlier day."""
        return self.state is MeetingState.RUNNING and not _is_one_day(self.clock[-1].at, now)


def letters(effective: Sequence[Entry], secret: str) -> dict[str, str]:
    """The pseudonym of every pupil: batch after batch, ordered by the secret within a batch.

    A keyed hash (HMAC-SHA256) decides the order, so that who knows the pupils, or the letters of
    another meeting, cannot work out these. Who comes later gets the next letter; a letter never
    changes. Without the secret (its key was erased) nobody has a letter any more.
    """
    if not secret:
        return {}
    batches: dict[int, list[str]] = {}
    for pupil, first in _pupils(effective).items():
        batches.setdefault(first.batch, []).append(pupil)
    ranked = [
        pupil
        for _, pupils in sorted(batches.items())
        for pupil in sorted(pupils, key=lambda pupil: (_rank(secret, pupil), pupil))
    ]
    by_record = {pupil: f"leerling {letter(place)}" for place, pupil in enumerate(ranked)}
    merged = {e.record_id: e.pupil_id for e in effective if e.record_id in by_record}
    kept = {merged.get(record, record): word for record, word in reversed(by_record.items())}
    return kept | {one: word for one, word in by_record.items() if one not in merged}


def _rank(secret: str, pupil_id: str) -> bytes:
    return hmac.new(secret.encode(), pupil_id.encode(), hashlib.sha256).digest()


def _pupils(effective: Sequence[Entry]) -> dict[str, kinds.MeetingPupil]:
    """The records of pupils with the batch in which they first came: a merge moves no letter."""
    pupils: dict[str, kinds.MeetingPupil] = {}
    for entry in effective:
        if isinstance(entry.payload, kinds.MeetingPupil):
            pupils.setdefault(entry.pupil_record, entry.payload)
    return pupils


def _agenda(effective: Sequence[Entry]) -> tuple[tuple[AgendaCase, ...], int]:
    for entry in reversed(effective):
        if isinstance(entry.payload, kinds.MeetingAgenda):
            pairs = zip(entry.payload.cases, entry.payload.labels, strict=True)
            return tuple(AgendaCase(case, label) for case, label in pairs), entry.number
    return (), 0


def _attended(effective: Sequence[Entry]) -> tuple[tuple[str, ...], str]:
    for entry in reversed(effective):
        if isinstance(entry.payload, kinds.MeetingAttended):
            return tuple(entry.payload.members), entry.payload.guests
    return (), ""


def _decisions(effective: Sequence[Entry]) -> tuple[tuple[str, int], ...]:
    decided = [e.payload for e in effective if isinstance(e.payload, kinds.MeetingDecided)]
    return tuple(dict.fromkeys((payload.case_id, payload.number) for payload in decided))


def _state(turns: Sequence[Entry]) -> MeetingState:
    if not turns:
        return MeetingState.PLANNED
    if isinstance(turns[-1].payload, kinds.MeetingClosed):
        return MeetingState.CLOSED
    is_paused = isinstance(turns[-1].payload, kinds.MeetingPaused)
    return MeetingState.PAUSED if is_paused else MeetingState.RUNNING


def _case_of(turn: Entry) -> str:
    return turn.payload.case_id if isinstance(turn.payload, kinds.MeetingTurned) else ""


def _place(turns: Sequence[Entry], agenda: Sequence[AgendaCase]) -> str:
    """The case whose turn it is, also when paused; one taken off gives way to an earlier one."""
    on_it = [item.case_id for item in agenda]
    newest = next((case for case in map(_case_of, reversed(turns)) if case in on_it), "")
    return newest or next(iter(on_it), "")


def _is_one_day(moment: datetime, other: datetime) -> bool:
    return moment.astimezone(AMSTERDAM).date() == other.astimezone(AMSTERDAM).date()
