"""The nazorg moments of a case: planned, moved, done or set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.entries import (
    AftercareDone,
    AftercareMoved,
    AftercarePlanned,
    AftercareSetAside,
    Entry,
)
from casework.entries.effective import EffectiveEntries

Move = tuple[Entry, AftercareMoved]


@dataclass(frozen=True)
class AftercareMoment:
    """A nazorg moment: planned, perhaps moved, then done or set aside.

    `extra` are the talks that were held before it began: they do not do it.
    """

    number: int
    planned: Entry
    plan: AftercarePlanned
    moves: Sequence[Move] = ()
    done: Entry | None = None
    set_aside: Entry | None = None
    extra: Sequence[Entry] = ()

    @property
    def due_on(self) -> date:
        """The day on which it is due, by the plan or the latest move."""
        return self.moves[-1][1].due_on if self.moves else self.plan.due_on

    @property
    def window_starts_on(self) -> date:
        """The first day on which a talk is this nazorg."""
        return _starts_on(self.moves[-1][1] if self.moves else self.plan)

    @property
    def first_window_starts_on(self) -> date:
        """The same as it was first planned."""
        return _starts_on(self.plan)

    @property
    def window_ends_on(self) -> date:
        """The last day on which it is still in time."""
        return self.moves[-1][1].window_ends_on if self.moves else self.plan.window_ends_on

    @property
    def moment(self) -> str:
        """The id of the term on the card."""
        return self.plan.moment

    @property
    def aftercare(self) -> str:
        """For whom: target, displaying or parents."""
        return self.plan.aftercare

    @property
    def is_open(self) -> bool:
        """Neither done nor set aside."""
        return self.done is None and self.set_aside is None

    def is_early(self, number: int, day: date) -> bool:
        """Whether a talk on `day`, recorded under `number`, was before it began, as then known."""
        moves = [move for entry, move in self.moves if entry.number < number]
        return day < _starts_on(moves[-1] if moves else self.plan)


def _starts_on(plan: AftercarePlanned | AftercareMoved) -> date:
    return plan.window_starts_on or plan.due_on


def aftercare_moments(entries: EffectiveEntries) -> list[AftercareMoment]:
    """Every moment that was planned, also from before a reopening, in the order of planning."""
    talks: dict[int, list[Entry]] = {}
    for entry, payload in entries.of(AftercareDone):
        talks.setdefault(payload.planned_number, []).append(entry)
    aside = {payload.planned_number: entry for entry, payload in entries.of(AftercareSetAside)}
    moves: dict[int, list[Move]] = {}
    for move in entries.of(AftercareMoved):
        moves.setdefault(move[1].planned_number, []).append(move)
    return [
        _with_talks(
            AftercareMoment(
                number=entry.number,
                planned=entry,
                plan=plan,
                moves=moves.get(entry.number, ()),
                set_aside=aside.get(entry.number),
            ),
            talks.get(entry.number, ()),
        )
        for entry, plan in entries.of(AftercarePlanned)
    ]


def _with_talks(moment: AftercareMoment, talks: Sequence[Entry]) -> AftercareMoment:
    """The moment with the talk that does it, and those that came before it began."""
    if not talks:
        return moment
    extra = [talk for talk in talks if moment.is_early(talk.number, talk.happened_on)]
    done = [talk for talk in talks if talk not in extra]
    return replace(moment, done=done[-1] if done else None, extra=tuple(extra))
