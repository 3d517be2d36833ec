"""Histories without a word that can be read, kept by subject; what is written is added to them.

A list of cases reads the histories of the same few cases at every look, and in the file of a board
they lie far apart. Kept are entries without their words, or rows with their words sealed.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

MOST_ENTRIES = 20_000

T = TypeVar("T")
Read = Callable[[Sequence[str]], Mapping[str, list[T]]]


class KeptEntries(Generic[T]):
    """Histories by subject; the one that was not asked for longest goes first."""

    def __init__(self, most: int = MOST_ENTRIES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, list[T]] = OrderedDict()
        self._count = 0
        self._changes = 0
        self._changed: dict[str, int] = {}

    def peek(self, subject_id: str) -> list[T] | None:
        """The history of this subject when it is kept."""
        with self._lock:
            return self._kept.get(subject_id)

    def get(self, subject_ids: Sequence[str], read: Read[T]) -> dict[str, list[T]]:
        """The entries of these subjects in this order; `read` gives those that are not kept."""
        with self._lock:
            began = self._changes
            known = {one: self._kept[one] for one in subject_ids if one in self._kept}
            for one in known:
                self._kept.move_to_end(one)
        missing = [one for one in subject_ids if one not in known]
        fresh = read(missing) if missing else {}
        self._keep(fresh, began)
        every = {**known, **fresh}
        return {one: list(every[one]) for one in subject_ids if every.get(one)}

    def _keep(self, fresh: Mapping[str, list[T]], began: int) -> None:
        """What was written in since it was read is not kept: it may lack what was written."""
        with self._lock:
            for subject_id, entries in fresh.items():
                if entries and self._changed.get(subject_id, 0) <= began:
                    self._put(subject_id, entries)

    def _put(self, subject_id: str, entries: list[T]) -> None:
        self._drop(subject_id)
        self._kept[subject_id] = entries
        self._count += len(entries)
        while self._count > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, subject_id: str) -> None:
        self._count -= len(self._kept.pop(subject_id, ()))

    def forget(self) -> None:
        """Keep nothing of what is there: it reads otherwise from now on."""
        with self._lock:
            self._changes += 1
            self._changed.update(dict.fromkeys(self._kept, self._changes))
            self._kept.clear()
            self._count = 0

    def extend(self, subject_id: str, first_number: int, more: Sequence[T]) -> None:
        """Somebody wrote these in this subject, from that number on (they run from 1)."""
        with self._lock:
            self._changes += 1
            self._changed[subject_id] = self._changes
            known = self._kept.get(subject_id, [] if first_number == 1 else None)
            if known is not None and len(known) == first_number - 1:
                self._put(subject_id, [*known, *more])
            else:
                self._drop(subject_id)
