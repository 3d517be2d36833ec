"""What this process holds: the school that is open, who is signed in, and which screen has what."""

import os
import signal
import threading

from data.store import Store
from server.draft_screens import Screens
from server.file_offers import FileOffers
from server.log import LOG
from server.sessions import Sessions
from server.standing import Guard

sessions = Sessions()
screens = Screens(is_signed_in=lambda session: sessions.find_public(session) is not None)
file_offers = FileOffers(on_end=sessions.on_end)
_lock = threading.Lock()
_store: Store | None = None
guard = Guard(sessions, lambda: current())
sessions.on_begin = guard.stands
_failed = False


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
    if store is not None and guard.end_fallen not in store.accounts.on_access_change:
        store.accounts.on_access_change.append(guard.end_fallen)


def fail() -> None:
    """Nothing can be written any more: stop in order, so that a supervisor starts afresh."""
    global _failed
    _failed = True
    LOG.critical("the store cannot write any more; the server stops")
    os.kill(os.getpid(), signal.SIGTERM)


def has_failed() -> bool:
    """Whether the server stops because of a fault, and not because somebody asked."""
    return _failed


def close() -> None:
    """Close the open school, after which nobody is signed in."""
    store = current()
    use(None)
    if store is not None:
        store.close()
