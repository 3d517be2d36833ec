"""The figures of Trends, computed once for as long as nothing changes.

What is kept is keyed by all that it hangs on: school, scope, exactness, version of the facts, day
and view. No name is in it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.figure import ComputedFigure, Figure, computed
from analytics.view import View
from casework.desk import Desk
from casework.errors import NotHere
from casework.figures import Ask, FigureFilter, Figures, FigureScope, Way
from casework.people import Action, Role

MOST_KEPT = 4_000


@dataclass(frozen=True)
class Question:
    """All that an answer hangs on; `about` is the figure or screen, `besides` what it was given.

    `own_classes`: those of which this person may open every case, so that no kind is hidden there;
    two people who answer for the whole school differ in nothing else.
    """

    school: int
    version: int
    scope: FigureScope
    is_exact: bool
    today: date
    view: View
    about: str
    besides: Hashable = None
    own_classes: frozenset[str] = frozenset()


class Cache:
    """Answers by question, the least asked for going first; for all threads of the server."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: OrderedDict[Question, Any] = OrderedDict()

    def get(self, question: Question) -> Any:
        """The answer that is kept; None when there is none."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def answer(self, question: Question, compute: Callable[[], Any]) -> Any:
        """The answer that is kept, or else what `compute` gives."""
        kept = self.get(question)
        if kept is not None:
            return kept
        answer = compute()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def clear(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._answers.clear()


CACHE = Cache()


@dataclass(frozen=True)
class OwnFigures:
    """The figures of one person on the own screen, for as many views as are asked.

    `school`, `version`, `scope` and `is_exact` are of one moment: the version is read before
    anything is computed, so that an answer is never kept under a later one.
    """

    desk: Desk
    ask: Ask
    school: int
    version: int
    scope: FigureScope
    is_exact: bool

    @classmethod
    def of(cls, desk: Desk) -> "OwnFigures":
        """The relations are cut to the scope of this person at the first question."""
        trends = desk.trends
        relations: list[Ask] = []

        def ask(wanted: FigureFilter) -> Figures:
            if not relations:
                relations.append(trends.ask(Way.SCREEN))
            figures = relations[0](wanted)
            if not figures.is_exact:
                raise NotHere
            return figures

        return cls(
            desk,
            ask,
            school=trends.identity(),
            version=trends.version(),
            scope=trends.scope,
            is_exact=trends.is_exact(Way.SCREEN),
        )

    def question(self, view: View, about: str, besides: Hashable = None) -> Question:
        """What the answer of this person is kept by."""
        return Question(
            self.school,
            self.version,
            self.scope,
            self.is_exact,
            self.desk.today,
            view,
            about,
            besides,
            self.desk.actor.scopes(Role.MENTOR, Action.SEE_FIGURES),
        )

    def computed(self, figure: Figure, view: View) -> ComputedFigure:
        """The answer of a figure, and of the year before."""
        answer: ComputedFigure = CACHE.answer(
            self.question(view, figure.key),
            lambda: computed(figure, self.ask(view.wanted), view),
        )
        return answer
