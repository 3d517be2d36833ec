"""The results of the figures of Trends, kept for as long as nothing changes.

A result is kept under everything that it depends on: school, scope, exactness, version of the
facts, day and view. No name is in it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.figure import ComputedFigure, Figure, compute_figure
from analytics.view import View
from casework.desk import Desk
from casework.errors import NotHere
from casework.figures import FigureFilter, Figures, FiguresByFilter, FigureScope, Way
from casework.people import Action, Role

MOST_RESULTS = 4_000


@dataclass(frozen=True)
class CacheKey:
    """All that a result depends on; `name` is the figure or screen, `parameters` its other input.

    `own_classes`: the classes of which this person may open every case, so that no kind is hidden
    there; two people who answer for the whole school differ in nothing else.
    """

    school: int
    version: int
    scope: FigureScope
    is_exact: bool
    today: date
    view: View
    name: str
    parameters: Hashable = None
    own_classes: frozenset[str] = frozenset()


class FigureCache:
    """Results by key, the least recently used dropped first; shared by all threads."""

    def __init__(self, most: int = MOST_RESULTS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._results: OrderedDict[CacheKey, Any] = OrderedDict()

    def get(self, key: CacheKey) -> Any:
        """The cached result; None when there is none."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def get_or_compute(self, key: CacheKey, compute: Callable[[], Any]) -> Any:
        """The cached result, or else what `compute` returns, which is then cached."""
        cached = self.get(key)
        if cached is not None:
            return cached
        result = compute()
        with self._lock:
            self._results[key] = result
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return result

    def clear(self) -> None:
        """Forget every result."""
        with self._lock:
            self._results.clear()


CACHE = FigureCache()


@dataclass(frozen=True)
class OwnFigures:
    """The exact figures of one person on the own screen, for any number of views.

    `relations` gives the DuckDB relations under a filter. `school`, `version`, `scope` and
    `is_exact` are of one moment: the version is read before anything is computed, so that a result
    is never cached under a later one.
    """

    desk: Desk
    relations: FiguresByFilter
    school: int
    version: int
    scope: FigureScope
    is_exact: bool

    @classmethod
    def from_desk(cls, desk: Desk) -> "OwnFigures":
        """The relations are cut to the scope of this person when they are first needed."""
        trends = desk.trends
        opened: list[FiguresByFilter] = []

        def relations(figure_filter: FigureFilter) -> Figures:
            if not opened:
                opened.append(trends.figures(Way.SCREEN))
            figures = opened[0](figure_filter)
            if not figures.is_exact:
                raise NotHere
            return figures

        return cls(
            desk,
            relations,
            school=trends.identity(),
            version=trends.version(),
            scope=trends.scope,
            is_exact=trends.is_exact(Way.SCREEN),
        )

    def cache_key(self, view: View, name: str, parameters: Hashable = None) -> CacheKey:
        """Under what a result of this person is cached."""
        return CacheKey(
            self.school,
            self.version,
            self.scope,
            self.is_exact,
            self.desk.today,
            view,
            name,
            parameters,
            self.desk.actor.scopes(Role.MENTOR, Action.SEE_FIGURES),
        )

    def computed_figure(self, figure: Figure, view: View) -> ComputedFigure:
        """The result of a figure for a view, and for that view a year before."""
        computed: ComputedFigure = CACHE.get_or_compute(
            self.cache_key(view, figure.key),
            lambda: compute_figure(figure, self.relations(view.filter), view),
        )
        return computed
