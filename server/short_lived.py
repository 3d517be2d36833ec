"""Things that a browser comes back for within minutes: in memory, under a secret token, bounded."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

MOST = 2_000

T = TypeVar("T")


@dataclass(frozen=True)
class _Kept(Generic[T]):
    value: T
    ends_at: datetime


class ShortLived(Generic[T]):
    """Values by token; every method may be called from any thread."""

    def __init__(
        self, clock: Callable[[], datetime], lifetime: timedelta, most: int = MOST
    ) -> None:
        self.lifetime = lifetime
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept[T]] = OrderedDict()

    def put(self, value: T) -> str:
        """Keep a value; the token under which it is found until it ends."""
        token = secrets.token_urlsafe(32)
        self.keep(token, value)
        return token

    def keep(self, token: str, value: T) -> None:
        """Keep a value under a token that nobody can guess."""
        with self._lock:
            self._kept[token] = _Kept(value, self._clock() + self.lifetime)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, token: str) -> T | None:
        """The value under this token; None when there is none, or no more."""
        with self._lock:
            kept = self._kept.get(token)
            if kept is not None and kept.ends_at <= self._clock():
                del self._kept[token]
                return None
            return kept.value if kept else None

    def take(self, token: str) -> T | None:
        """The same, once: after this the token leads to nothing."""
        value = self.find(token)
        with self._lock:
            is_first = self._kept.pop(token, None) is not None
        return value if is_first else None
