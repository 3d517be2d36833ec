"""The coded facts and the figures, as the casework asks for them."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Protocol, TypeVar

from casework.cases.hard_cases import CaseFigures
from casework.figures import Comparison, FiguresByFilter, FigureScope, SupportFigures
from casework.people import Reach
from casework.records import CaseSummary, RelatedCase

T = TypeVar("T")


class CodedFacts(Protocol):
    """The coded facts in memory: which cases are in sight, and the figures."""

    def cached(self, question: Hashable, rests_on: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` gives, from memory while `rests_on`, the register and the cards are the same.

        For what follows from them and from the question alone, and never holds a name or a word.
        """
        ...

    def summaries(self, reach: Reach, today: date) -> list[CaseSummary]: ...
    def sight_version(self, reach: Reach, today: date) -> int:
        """Another number after something was written in a case that is or was within `reach`."""
        ...

    def signals_version(self) -> int:
        """Another number after anything was written in a signal."""
        ...

    def related(self, pupil_ids: Iterable[str], since: date) -> list[RelatedCase]: ...
    def case_figures(self, today: date, since: date, also: str = "") -> list[CaseFigures]:
        """What makes a case hard, for every running case and the case `also`; others since then."""
        ...

    def support(self) -> SupportFigures: ...
    def signals_near(self, reach: Reach, posts: Reach, today: date) -> list[str]:
        """The waiting signals that may be for somebody with this reach; which, a rule decides."""
        ...

    def signals_of(self, staff_id: str, since: date) -> list[str]:
        """The signals that somebody sent since that day, the newest first."""
        ...

    def whole_version(self) -> int:
        """The version of the facts, which are whole."""
        ...

    def figures(self, scope: FigureScope) -> FiguresByFilter:
        """The relations of a scope, to be limited further by any number of filters.

        What it hands out is not exact (Figures.is_exact) until a desk says so, lives on a cursor
        of its own, and is for one thread.
        """
        ...

    def comparison(self, case_id: str, may_open: Iterable[str], since: date) -> Comparison:
        """What one case is held against: all cases, with no id of one that may not be opened."""
        ...
