"""Which entries of a subject count: nothing undone or withdrawn, and the newest version of each.

What was recorded about a pupil who was chosen by mistake is about the right one, or about nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar, cast

from casework.entries import Entry, EntryWithdrawn, Payload, PupilReplaced, SaveUndone
from casework.entries.right_pupils import with_right_pupils

Kind = TypeVar("Kind", bound=Payload)


class EffectiveEntries:
    """The entries that count, out of all `ordered` ones (by number).

    A correction takes the place and the number of the first version, so that whatever refers to
    that number, or comes before or after it, goes on to do so. `places` has that number for every
    entry; `withdrawn` and `corrected` are the numbers of the versions that no longer count. What
    was undone is as if it was never there: a correction or withdrawal among it has no effect, and
    its numbers (`undone`) are among the withdrawn. `right_pupils` has the pupil of each entry that
    is about another one than it says.
    """

    def __init__(self, ordered: Sequence[Entry]) -> None:
        self.undone = _undone(ordered)
        if self.undone:
            ordered = [entry for entry in ordered if entry.number not in self.undone]
        self.places: Mapping[int, int] = _places(ordered)
        self.entries = tuple(ordered)
        self.withdrawn: frozenset[int] = self.undone
        self.corrected: frozenset[int] = frozenset()
        self.right_pupils: Mapping[int, str] = {}
        payloads = [entry.payload for entry in ordered]
        struck = {
            self.places.get(payload.number, payload.number)
            for payload in payloads
            if isinstance(payload, EntryWithdrawn)
        }
        if struck or any(payload.corrects for payload in payloads):
            self._take_out(struck)
        if any(isinstance(payload, PupilReplaced) for payload in payloads):
            self._put_pupils_right()

    def _take_out(self, struck: set[int]) -> None:
        """Keep the newest version in each place, and none in a place that was struck."""
        newest = {self.places[entry.number]: entry for entry in self.entries}
        self.entries = tuple(
            entry if entry.number == place else replace(entry, number=place)
            for place, entry in sorted(newest.items())
            if place not in struck
        )
        self.withdrawn |= {n for n, place in self.places.items() if place in struck}
        self.corrected = frozenset(n for n, p in self.places.items() if newest[p].number != n)

    def _put_pupils_right(self) -> None:
        """What was recorded before a wrong pupil was named goes on without that pupil."""
        before = {entry.number: entry.pupil_id for entry in self.entries}
        self.entries = with_right_pupils(self.entries)
        after = {entry.number: entry.pupil_id for entry in self.entries}
        self.withdrawn |= {n for n, place in self.places.items() if place in before.keys() - after}
        self.right_pupils = {
            number: after[place]
            for number, place in self.places.items()
            if place in after and after[place] != before[place]
        }

    def of(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """The entries of exactly this kind with their payload, oldest first."""
        for entry in self._by_kind.get(kind, ()):
            yield entry, cast(Kind, entry.payload)

    def of_step(self, step: str, pupil_id: str) -> Sequence[Entry]:
        """The entries of one step of the card with one pupil ("": with none), oldest first."""
        return self._by_step.get((step, pupil_id), ())

    @cached_property
    def _by_kind(self) -> Mapping[type[Payload], Sequence[Entry]]:
        by_kind: dict[type[Payload], list[Entry]] = {}
        for entry in self.entries:
            by_kind.setdefault(type(entry.payload), []).append(entry)
        return by_kind

    @cached_property
    def _by_step(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        by_step: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            by_step.setdefault((entry.step, entry.pupil_id), []).append(entry)
        return by_step


def _undone(ordered: Sequence[Entry]) -> frozenset[int]:
    """The numbers of what was taken back right after it was saved."""
    return frozenset(
        number
        for entry in ordered
        if isinstance(payload := entry.payload, SaveUndone)
        for number in range(payload.first, payload.last + 1)
    )


def _places(ordered: Sequence[Entry]) -> dict[int, int]:
    """The number of the first version, by number."""
    places: dict[int, int] = {}
    for entry in ordered:
        corrects = entry.payload.corrects
        places[entry.number] = places.get(corrects, corrects) if corrects else entry.number
    return places
