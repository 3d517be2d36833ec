"""The nazorg moments of a case: planned, moved, done or set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """A nazorg moment: planned, perhaps moved, then done or set aside."""

    number: int
    planned: Entry
    plan: AftercarePlanned
    moves: Sequence[Move] = ()
    done: Entry | None = None
    set_aside: Entry | None = None

    @property
    def due_on(self) -> date:
        """The day on which it is due, by the plan or the latest move."""
        return self.moves[-1][1].due_on if self.moves else self.plan.due_on

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


def aftercare_moments(entries: EffectiveEntries) -> list[AftercareMoment]:
    """Every moment that was planned, also from before a reopening, in the order of planning."""
    done = {payload.planned_number: entry for entry, payload in entries.of(AftercareDone)}
    aside = {payload.planned_number: entry for entry, payload in entries.of(AftercareSetAside)}
    moves: dict[int, list[Move]] = {}
    for move in entries.of(AftercareMoved):
        moves.setdefault(move[1].planned_number, []).append(move)
    return [
        AftercareMoment(
            number=entry.number,
            planned=entry,
            plan=plan,
            moves=moves.get(entry.number, ()),
            done=done.get(entry.number),
            set_aside=aside.get(entry.number),
        )
        for entry, plan in entries.of(AftercarePlanned)
    ]
