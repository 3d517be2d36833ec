"""Slowing down after wrong passwords: per name and overall, in bounded memory, never for long."""

import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_FAILURES = 4
LONGEST_WAIT = 900
FORGOTTEN_AFTER = timedelta(hours=12)
NAMES_KEPT = 10_000
OVERALL_FREE = 60
OVERALL_PER_SECOND = 0.5


@dataclass
class _Failures:
    count: int
    last_at: datetime
    free_at: datetime


class Throttle:
    """Waits of 0, 0, 0, 0, 2, 4, 8 ... seconds per name, at most 15 minutes.

    A device that signed in before under the name counts apart, and is not held up by strangers.
    For all strangers together: sixty failures at once, then one per two seconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: OrderedDict[tuple[str, str], _Failures] = OrderedDict()
        self._overall = 0.0
        self._overall_at: datetime | None = None

    def wait(self, name: str, device: str, now: datetime) -> int:
        """Whole seconds before this name may try again; 0 when it may try now."""
        with self._lock:
            held = self._failures.get((name, device))
            own = _seconds(held.free_at - now) if held else 0
            return max(own, 0 if device else self._overall_wait(now))

    def failed(self, name: str, device: str, now: datetime) -> int:
        """Count a failure; the seconds to wait from now."""
        with self._lock:
            held = self._failures.pop((name, device), None)
            is_fresh = held is not None and now - held.last_at < FORGOTTEN_AFTER
            count = held.count + 1 if held is not None and is_fresh else 1
            wait = min(2 ** (count - FREE_FAILURES), LONGEST_WAIT) if count > FREE_FAILURES else 0
            free_at = now + timedelta(seconds=wait)
            self._failures[name, device] = _Failures(min(count, 64), now, free_at)
            while len(self._failures) > NAMES_KEPT:
                self._failures.popitem(last=False)
            if not device:
                self._overall = self._overall_now(now) + 1
                self._overall_at = now
            return wait

    def succeeded(self, name: str, device: str) -> None:
        """Forget the failures of this name on this device."""
        with self._lock:
            self._failures.pop((name, device), None)

    def _overall_now(self, now: datetime) -> float:
        if self._overall_at is None:
            return 0.0
        passed = max((now - self._overall_at).total_seconds(), 0.0)
        return max(self._overall - passed * OVERALL_PER_SECOND, 0.0)

    def _overall_wait(self, now: datetime) -> int:
        over = self._overall_now(now) - OVERALL_FREE + 1
        return math.ceil(over / OVERALL_PER_SECOND) if over > 0 else 0


def _seconds(left: timedelta) -> int:
    return max(math.ceil(left.total_seconds()), 0)
