"""Which entries of a subject count: nothing withdrawn, and a correction for what it corrects."""

from collections.abc import Sequence
from dataclasses import replace

from casework import entries as kinds
from casework.entries import Entry


class Standing:
    """The entries that count, out of all `ordered` ones (by number).

    A correction takes the place and the number of the first version, so that whatever refers to
    that number, or comes before or after it, goes on to do so. `places` has that number for every
    entry. The same rule in SQL is data/facts/standing.sql.
    """

    def __init__(self, ordered: Sequence[Entry]) -> None:
        self.places = _places(ordered)
        struck = self._struck(ordered)
        newest = {self.places[entry.number]: entry for entry in ordered}
        self.entries = tuple(
            entry if entry.number == place else replace(entry, number=place)
            for place, entry in sorted(newest.items())
            if place not in struck
        )
        self.withdrawn = frozenset(n for n, place in self.places.items() if place in struck)
        self.corrected = frozenset(n for n, p in self.places.items() if newest[p].number != n)

    def _struck(self, ordered: Sequence[Entry]) -> set[int]:
        return {
            self.places.get(entry.payload.number, entry.payload.number)
            for entry in ordered
            if isinstance(entry.payload, kinds.EntryWithdrawn)
        }


def _places(ordered: Sequence[Entry]) -> dict[int, int]:
    """The number of the first version, by number."""
    places: dict[int, int] = {}
    for entry in ordered:
        corrects = entry.payload.corrects
        places[entry.number] = places.get(corrects, corrects) if corrects else entry.number
    return places
