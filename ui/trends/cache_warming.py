"""The figures of Trends, made before somebody asks: after a write, and what lies one press away.

One thread beside the server, which makes a view at a time. Whoever looked lately goes first; at
the start everybody who leads is somebody who looked.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.figures import Way
from server.log import LOG
from ui import session
from ui.trends import view_payload
from ui.trends.figure_cache import OwnFigures
from ui.trends.filters import Filters, Selection

PAUSE_SECONDS = 0.25
LOOKS_STILL_SECONDS = 900.0
QUIET_SECONDS = 1.0
"""After a press; who presses again does not wait for what is made ahead."""
BREATH_SECONDS = 0.005
MOST_VIEWERS = 40
MOST_AWAY = 90


@dataclass(frozen=True)
class Viewer:
    """Who looked, at what and when, and the facts for which that and what is near are made."""

    desk: Desk
    selection: Selection
    looked_at: float
    made_for: int = -1
    near_made_for: int = -1


class CacheWarmer:
    """Who looked lately, and what is still to be made for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._viewers: OrderedDict[object, Viewer] = OrderedDict()
        self._wake = threading.Event()
        self._pressed_at = -LOOKS_STILL_SECONDS

    def note(self, desk: Desk, selection: Selection, *, is_look: bool = True) -> None:
        """Somebody looks at this now: what lies one press away is made next.

        Without `is_look` it is somebody who may come to look: only the view itself is made.
        """
        now = time.monotonic() if is_look else -LOOKS_STILL_SECONDS
        self._pressed_at = max(self._pressed_at, now)
        place = _place(desk)
        with self._lock:
            known = self._viewers.get(place)
            if known and known.selection == selection and known.desk.today == desk.today:
                self._viewers[place] = replace(known, looked_at=now)
            else:
                self._viewers[place] = Viewer(desk, selection, now)
            self._viewers.move_to_end(place)
            while len(self._viewers) > MOST_VIEWERS:
                self._viewers.popitem(last=False)
        self._wake.set()

    def run(self, stop: threading.Event) -> None:
        """Make what is missing, until the server stops."""
        is_started = False
        while not stop.is_set():
            try:
                if not is_started:
                    is_started = self._begin()
                self._round(stop)
            except Exception as problem:
                # Whatever it is: a figure that is not made ahead is made when it is asked for.
                LOG.warning("figures could not be made ahead", exc_info=problem)
                with self._lock:
                    self._viewers.clear()
            self._wake.wait(PAUSE_SECONDS)
            self._wake.clear()

    def _begin(self) -> bool:
        """Everybody who leads, as soon as there is a school; True when that is done."""
        desks = session.desks_of_leaders()
        if desks is None:
            return False
        for desk in desks[:MOST_VIEWERS]:
            filters = Filters(desk)
            if filters.years:
                self.note(desk, filters.checked(Selection()), is_look=False)
        return True

    def _round(self, stop: threading.Event) -> None:
        """First what everybody looks at, then what is near for who looks still."""
        for place, viewer in self._listed():
            self._make(stop, place, viewer, is_near=False)
        for place, viewer in self._listed():
            if time.monotonic() - viewer.looked_at < LOOKS_STILL_SECONDS:
                self._make(stop, place, viewer, is_near=True)

    def _listed(self) -> list[tuple[object, Viewer]]:
        with self._lock:
            return list(reversed(self._viewers.items()))

    def _make(self, stop: threading.Event, place: object, viewer: Viewer, *, is_near: bool) -> None:
        desk = replace(viewer.desk)
        try:
            version = desk.trends.version()
            made_for = viewer.near_made_for if is_near else viewer.made_for
            if made_for == version or not desk.trends.is_exact(Way.SCREEN):
                return
            if desk.today != session.today():
                raise CaseworkError
            filters, own_figures = Filters(desk), OwnFigures.of(desk)
            for selection in _wanted(filters, viewer.selection, is_near=is_near):
                if stop.is_set() or desk.trends.version() != version:
                    return
                if is_near and (self._is_elsewhere(place, viewer) or not self._is_quiet()):
                    return
                if view_payload.kept(own_figures, filters, selection) is None:
                    view_payload.made(own_figures, filters, selection)
                    time.sleep(BREATH_SECONDS)
        except CaseworkError:
            # The role has ended, or the day: who comes again is noted again.
            with self._lock:
                self._viewers.pop(place, None)
            return
        self._done(place, viewer, version, is_near=is_near)

    def _done(self, place: object, viewer: Viewer, version: int, *, is_near: bool) -> None:
        with self._lock:
            known = self._viewers.get(place)
            if known is None or known.selection != viewer.selection:
                return
            if is_near:
                self._viewers[place] = replace(known, near_made_for=version)
            else:
                self._viewers[place] = replace(known, made_for=version)

    def _is_quiet(self) -> bool:
        return time.monotonic() - self._pressed_at >= QUIET_SECONDS

    def _is_elsewhere(self, place: object, viewer: Viewer) -> bool:
        """Whether this person looks at something else by now."""
        with self._lock:
            known = self._viewers.get(place)
        return known is None or known.selection != viewer.selection


def _place(desk: Desk) -> object:
    return desk.trends.identity(), desk.trends.scope


def _wanted(filters: Filters, selection: Selection, *, is_near: bool) -> Iterator[Selection]:
    first = filters.checked(selection)
    if not is_near:
        yield first
        yield filters.checked(Selection())
    else:
        for number, other in enumerate(filters.one_press_away(first)):
            if number == MOST_AWAY:
                return
            yield other


CACHE_WARMER = CacheWarmer()
