"""How often one person, and everybody together, may ask for what costs the server much.

Each kind has so many at once, which come back one by one. They are far above what a quick person
does (docs/decisions/0077): whoever meets one is a script, or a key that stuck.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.errors import TooManyAtOnce

MOST_KEPT = 10_000
EVERYBODY = ""


class HeavyAct(StrEnum):
    """What takes a processor for a moment."""

    FILE = "file"
    SEARCH = "search"
    IMPORT_PREVIEW = "import_preview"
    INVITATION = "invitation"


@dataclass(frozen=True)
class Limit:
    """So many at once, of which `per_minute` come back."""

    at_once: int
    per_minute: float


FOR_ONE: Mapping[HeavyAct, Limit] = {
    HeavyAct.FILE: Limit(30, 20),
    HeavyAct.SEARCH: Limit(180, 180),
    HeavyAct.IMPORT_PREVIEW: Limit(20, 10),
    HeavyAct.INVITATION: Limit(60, 30),
}
FOR_ALL: Mapping[HeavyAct, Limit] = {
    HeavyAct.FILE: Limit(300, 120),
    HeavyAct.SEARCH: Limit(1200, 1200),
    HeavyAct.IMPORT_PREVIEW: Limit(40, 20),
    HeavyAct.INVITATION: Limit(120, 60),
}


@dataclass
class _Left:
    """How many of a kind somebody has left, as of this moment."""

    count: float
    at: float


class RateLimits:
    """Counts the heavy acts of an open school; every method may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[tuple[HeavyAct, str], _Left] = OrderedDict()

    def count(self, act: HeavyAct, staff_id: str) -> None:
        """One more act of this person; TooManyAtOnce says how long to wait, and counts nothing."""
        with self._lock:
            own = self._of(act, staff_id, FOR_ONE[act])
            all_together = self._of(act, EVERYBODY, FOR_ALL[act])
            wait = max(_seconds(own, FOR_ONE[act]), _seconds(all_together, FOR_ALL[act]))
            if wait:
                raise TooManyAtOnce(wait)
            own.count -= 1
            all_together.count -= 1

    def _of(self, act: HeavyAct, who: str, limit: Limit) -> _Left:
        now = self._clock()
        left = self._left.setdefault((act, who), _Left(limit.at_once, now))
        self._left.move_to_end((act, who))
        returned = (now - left.at) * limit.per_minute / 60
        left.count, left.at = min(limit.at_once, left.count + returned), now
        while len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return left


def _seconds(left: _Left, limit: Limit) -> int:
    """Whole seconds until there is one left; 0 when there is one now."""
    return 0 if left.count >= 1 else math.ceil((1 - left.count) * 60 / limit.per_minute)
