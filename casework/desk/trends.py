"""Figures at the desk: of which pupils, exact or not, and that exact figures were looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casework.desk.access import Room
from casework.errors import NotHere
from casework.figures import FigureFilter, Figures, FiguresByFilter, Way, is_exact
from casework.name_order import natural_key
from casework.people import WHOLE_SCHOOL, Action, FigureScope, Role
from casework.read_log import ReadAct
from casework.records import EXACT_LOOK, SchoolClass, team_names
from casework.year_groups import for_coordinators, words

EVERYTHING = FigureFilter()


@dataclass(frozen=True)
class Trends(Room):
    """The figures of the pupils for whom one person is answerable, and of nobody else."""

    @property
    def scope(self) -> FigureScope:
        """The pupils whose figures this person answers for."""
        self._access.require(Action.SEE_FIGURES)
        return self._access.actor.figure_scope()

    def classes(self) -> list[SchoolClass]:
        """The classes inside the scope, of every school year: the oldest year first."""
        self._access.require(Action.SEE_FIGURES)
        return list(self._classes)

    @cached_property
    def _classes(self) -> tuple[SchoolClass, ...]:
        scope = self.scope
        classes = self._access.store.school.all_classes()
        return tuple(school_class for school_class in classes if scope.covers(school_class.home))

    def teams(self) -> Mapping[str, str]:
        """The teams with a class inside the scope: name by id, in the order of the names."""
        return team_names(self.classes())

    def school_teams(self, school_year: str) -> Mapping[str, str]:
        """Every team of the school in that year: name by id, also beyond the scope.

        For what is published of each of them; of an unknown year there is none.
        """
        self._access.require(Action.SEE_FIGURES)
        return team_names(self._access.classes_of(school_year))

    def figures(self, way: Way) -> FiguresByFilter:
        """The figures of the scope under any filter; NotHere for a filter beyond the scope.

        They are exact on the own screen only (`is_exact`), and stay cut to the scope when a filter
        is wider. What is handed out is for one thread.
        """
        of_scope = self._access.store.facts.figures(self.scope)

        def filtered(figure_filter: FigureFilter) -> Figures:
            is_own = self._is_of_own_classes(figure_filter)
            return of_scope(figure_filter).with_exactness(
                is_exact=self.is_exact(way, figure_filter),
                hidden_kinds=self.hidden_kinds(figure_filter),
                sensitive_kinds=frozenset() if is_own else self._sensitive_kinds,
            )

        return filtered

    def is_exact(self, way: Way, figure_filter: FigureFilter = EVERYTHING) -> bool:
        """Whether figures under this filter are exact; NotHere for a filter beyond the scope.

        The setting of the school does not go for a mentor and the own classes, of which a mentor
        may open every case. Whoever may not open the cases gets no exact figures of one sensitive
        kind alone: what such a filter leaves would tell of each class how often it was that kind.
        """
        self._check(figure_filter)
        is_own = self._is_of_own_classes(figure_filter)
        return is_exact(
            way,
            is_own_scope=is_own or figure_filter.kind not in self._sensitive_kinds,
            school_allows=is_own or self._access.store.school.leaders_see_exact_figures(),
        )

    def hidden_kinds(self, figure_filter: FigureFilter = EVERYTHING) -> frozenset[str]:
        """The kinds of which counts of 1 to 4 stay hidden under this filter."""
        self._check(figure_filter)
        scope = self.scope
        is_below_team = bool(
            figure_filter.class_id or figure_filter.year_group or scope.classes or scope.year_groups
        )
        if not is_below_team or self._is_of_own_classes(figure_filter):
            return frozenset()
        return self._sensitive_kinds

    @cached_property
    def _sensitive_kinds(self) -> frozenset[str]:
        """Those of the card, and of earlier cards what is no choice any more."""
        earlier = {
            kind for card in self._access.all_cards.values() for kind in card.sensitive_kinds
        }
        return frozenset(
            {*self._access.card.sensitive_kinds, *earlier - self._access.card.lists["kinds"].keys()}
        )

    def whole_school_figures(self) -> Figures:
        """The facts of the whole school, never exact: only the suppressed tables of a report may
        be shown of them.

        What may leave the program is decided over the whole school, so that nothing comes out by
        laying the figures of one team beside those of another.
        """
        self._access.require(Action.SEE_FIGURES)
        return self._access.store.facts.figures(WHOLE_SCHOOL)(EVERYTHING)

    def version(self) -> int:
        """The version of the facts, another number after every change."""
        self._access.require(Action.SEE_FIGURES)
        return self._access.store.facts.whole_version()

    def identity(self) -> int:
        """Which open school this is, for the key of what is kept; no other school gets it."""
        self._access.require(Action.SEE_FIGURES)
        return self._access.store.number

    def log_exact_look(self) -> None:
        """Log, once for each sign-in, that this person looked at exact figures, and of whom."""
        words = ", ".join([EXACT_LOOK, *self._scope_words()])
        self._access.log_read(ReadAct.FIGURES, reason=words, visit=self._access.session)

    def _scope_words(self) -> list[str]:
        scope = self.scope
        if scope.is_whole_school:
            return ["hele school"]
        classes = self.classes()
        teams = {
            school_class.team_name
            for school_class in classes
            if school_class.team_id in scope.teams
        }
        own = {
            f"klas {school_class.name}"
            for school_class in classes
            if school_class.class_id in scope.classes
        }
        years = [words(code) for code in for_coordinators() if code in scope.year_groups]
        return [*sorted(own, key=natural_key), *years, *sorted(teams, key=natural_key)]

    # --- the checks ---------------------------------------------------------------------------

    def _check(self, figure_filter: FigureFilter) -> None:
        """NotHere for an id that is unknown or beyond the scope."""
        self._access.require(Action.SEE_FIGURES)
        if not all(
            getattr(figure_filter, name) in values for name, values in self._allowed.items()
        ):
            raise NotHere

    @cached_property
    def _allowed(self) -> Mapping[str, frozenset[str | int]]:
        """What each field of a filter can be; empty limits nothing."""
        years = [year.school_year for year in self._access.store.school.school_years()]
        return {
            "class_id": frozenset({"", *(school_class.class_id for school_class in self._classes)}),
            "year_group": frozenset(
                {0, *(school_class.year_group for school_class in self._classes)}
            ),
            "team_id": frozenset({"", *(school_class.team_id for school_class in self._classes)}),
            "school_year": frozenset({"", *years}),
        }

    def _is_of_own_classes(self, figure_filter: FigureFilter) -> bool:
        """Whether all that the filter leaves is of classes of which this person is mentor."""
        scope = self.scope
        own = self._access.actor.scopes(Role.MENTOR, Action.SEE_FIGURES)
        return figure_filter.class_id in own or scope == FigureScope(classes=own)
