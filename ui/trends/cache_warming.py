"""Warms the cache of Trends: computes views before somebody asks for them.

One thread beside the server, which computes a view at a time: after a write the views that people
looked at lately; and when nobody has written for a while, those one press away, and the first view
of everybody who leads.
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
from ui.trends.filters import Filters
from ui.trends.selection import Selection

PAUSE_BETWEEN_ROUNDS_SECONDS = 0.25
ACTIVE_SECONDS = 900.0
PAUSE_AFTER_PRESS_SECONDS = 1.0
"""Who presses again does not wait for what is computed ahead."""
PAUSE_AFTER_WRITE_SECONDS = 20.0
"""Writes come together, and each makes old what was computed for who only may come to look."""
PAUSE_BETWEEN_VIEWS_SECONDS = 0.005
MOST_VIEWERS = 40
MOST_NEAR_VIEWS = 90


@dataclass(frozen=True)
class Viewer:
    """Who looked, at what and when, and the versions of the facts that are computed for them.

    `warmed_version`: of the view itself; `near_version`: of the views one press away.
    """

    desk: Desk
    selection: Selection
    looked_at: float
    warmed_version: int = -1
    near_version: int = -1

    @property
    def is_active(self) -> bool:
        """Whether this person looked in the last quarter of an hour."""
        return time.monotonic() - self.looked_at < ACTIVE_SECONDS


class CacheWarmer:
    """The people who looked lately, and the loop that computes views for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._viewers: OrderedDict[object, Viewer] = OrderedDict()
        self._wake = threading.Event()
        self._pressed_at = -ACTIVE_SECONDS
        self._version = -1
        self._changed_at = 0.0

    def note(self, desk: Desk, selection: Selection, *, is_look: bool = True) -> None:
        """Somebody looks at this view now: it and the views one press away are computed next.

        Without `is_look` it is somebody who may come to look: only the view itself is computed.
        """
        now = time.monotonic() if is_look else -ACTIVE_SECONDS
        self._pressed_at = max(self._pressed_at, now)
        viewer_key = _viewer_key(desk)
        with self._lock:
            noted = self._viewers.get(viewer_key)
            if noted and noted.selection == selection and noted.desk.today == desk.today:
                self._viewers[viewer_key] = replace(noted, looked_at=now)
            else:
                self._viewers[viewer_key] = Viewer(desk, selection, now)
            self._viewers.move_to_end(viewer_key)
            while len(self._viewers) > MOST_VIEWERS:
                self._viewers.popitem(last=False)
        self._wake.set()

    def run(self, stop: threading.Event) -> None:
        """Compute what is missing, until the server stops."""
        has_leaders = False
        while not stop.is_set():
            try:
                if not has_leaders:
                    has_leaders = self._note_leaders()
                self._round(stop)
            except Exception as problem:
                # Whatever it is: a figure that is not computed ahead is computed on request.
                LOG.warning("figures could not be computed ahead", exc_info=problem)
                with self._lock:
                    self._viewers.clear()
            self._wake.wait(PAUSE_BETWEEN_ROUNDS_SECONDS)
            self._wake.clear()

    def _note_leaders(self) -> bool:
        """Note everybody who leads, as soon as there is a school; True when that is done."""
        desks = session.desks_of_leaders()
        if desks is None:
            return False
        for desk in desks[:MOST_VIEWERS]:
            filters = Filters(desk)
            if filters.years:
                self.note(desk, filters.checked(Selection()), is_look=False)
        return True

    def _round(self, stop: threading.Event) -> None:
        """First the views that people look at, then those near them for who is still active."""
        for viewer_key, viewer in self._newest_first():
            self._warm(stop, viewer_key, viewer, is_near=False)
        for viewer_key, viewer in self._newest_first():
            if viewer.is_active:
                self._warm(stop, viewer_key, viewer, is_near=True)

    def _newest_first(self) -> list[tuple[object, Viewer]]:
        with self._lock:
            return list(reversed(self._viewers.items()))

    def _warm(
        self, stop: threading.Event, viewer_key: object, viewer: Viewer, *, is_near: bool
    ) -> None:
        desk = viewer.desk.renewed()
        try:
            version = desk.trends.version()
            warmed_version = viewer.near_version if is_near else viewer.warmed_version
            if warmed_version == version or not desk.trends.is_exact(Way.SCREEN):
                return
            if desk.today != session.today():
                raise CaseworkError
            may_wait = is_near or not viewer.is_active
            if self._was_just_written(version) and may_wait:
                return
            filters, own_figures = Filters(desk), OwnFigures.from_desk(desk)
            for selection in _selections(filters, viewer.selection, is_near=is_near):
                if stop.is_set() or desk.trends.version() != version:
                    return
                if is_near and (self._is_elsewhere(viewer_key, viewer) or not self._has_paused()):
                    return
                if view_payload.cached_text(own_figures, filters, selection) is None:
                    view_payload.payload_text(own_figures, filters, selection)
                    time.sleep(PAUSE_BETWEEN_VIEWS_SECONDS)
        except CaseworkError:
            # The role has ended, or the day: who comes again is noted again.
            with self._lock:
                self._viewers.pop(viewer_key, None)
            return
        self._mark_warmed(viewer_key, viewer, version, is_near=is_near)

    def _mark_warmed(
        self, viewer_key: object, viewer: Viewer, version: int, *, is_near: bool
    ) -> None:
        with self._lock:
            noted = self._viewers.get(viewer_key)
            if noted is None or noted.selection != viewer.selection:
                return
            if is_near:
                self._viewers[viewer_key] = replace(noted, near_version=version)
            else:
                self._viewers[viewer_key] = replace(noted, warmed_version=version)

    def _was_just_written(self, version: int) -> bool:
        """Whether these facts are so new that more of them may be on the way."""
        now = time.monotonic()
        if version != self._version:
            self._version, self._changed_at = version, now
        return now - self._changed_at < PAUSE_AFTER_WRITE_SECONDS

    def _has_paused(self) -> bool:
        return time.monotonic() - self._pressed_at >= PAUSE_AFTER_PRESS_SECONDS

    def _is_elsewhere(self, viewer_key: object, viewer: Viewer) -> bool:
        """Whether this person looks at something else by now."""
        with self._lock:
            noted = self._viewers.get(viewer_key)
        return noted is None or noted.selection != viewer.selection


def _viewer_key(desk: Desk) -> object:
    return desk.trends.identity(), desk.trends.scope


def _selections(filters: Filters, selection: Selection, *, is_near: bool) -> Iterator[Selection]:
    first = filters.checked(selection)
    if not is_near:
        yield first
        yield filters.checked(Selection())
    else:
        for number, other in enumerate(filters.one_press_away(first)):
            if number == MOST_NEAR_VIEWS:
                return
            yield other


CACHE_WARMER = CacheWarmer()
