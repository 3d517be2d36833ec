"""What this process holds: the school that is open, and who is signed in to it."""

import threading

from data.store import Store
from server.sessions import Sessions

sessions = Sessions()
_lock = threading.Lock()
_store: Store | None = None


def current() -> Store | None:
    """The open school, or None while there is none."""
    with _lock:
        return _store


def use(store: Store | None) -> None:
    """Hold this school from now on; everybody signed in to the former one is signed out."""
    global _store
    with _lock:
        _store = store
    sessions.end_all()


def close() -> None:
    """Close the open school, after which nobody is signed in."""
    store = current()
    use(None)
    if store is not None:
        store.close()
