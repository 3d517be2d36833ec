"""The filters of Trends: what this person can choose from, and what lies one press away.

Every choice is in the address, as ids and codes only, and all of them combine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property

from analytics.figures.over_time import MINIMUM_MONTHS
from analytics.period import Period, months_of
from analytics.view import View
from casework import year_groups
from casework.desk import Desk, is_id
from casework.figures import FigureFilter, Way
from casework.records import SchoolClass, team_names
from casework.trend_notes import Annotation, Target
from casework.words import month_name
from ui.labels import distinct
from ui.trends import periods
from ui.trends.selection import (
    ALL,
    CLASS,
    FIRST,
    KIND,
    LAST,
    OF_CLASS,
    OF_YEAR_GROUP,
    TEAM,
    YEAR,
    YEAR_GROUP,
    Selection,
)

LABELS = {
    "team": "Team",
    "year": "Schooljaar",
    "place": "Klas of leerjaar",
    "kind": "Soort",
    "first": "Van",
    "last": "Tot en met",
}


@dataclass(frozen=True)
class Filter:
    """One filter on the screen: its value, and its options as value and words."""

    name: str
    value: str
    options: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """What the filter is called."""
        return LABELS[self.name]


@dataclass(frozen=True)
class Filters:
    """What this person can choose from today."""

    desk: Desk

    @cached_property
    def years(self) -> dict[str, Period]:
        """Every school year that has begun, the oldest first."""
        return periods.years_until(self.desk.school.years(), self.desk.today)

    @cached_property
    def classes(self) -> tuple[SchoolClass, ...]:
        """The classes of the own scope, of every school year."""
        return tuple(self.desk.trends.classes())

    @cached_property
    def _has_classes_only(self) -> bool:
        scope = self.desk.trends.scope
        return not (scope.year_groups or scope.teams or scope.is_whole_school)

    def leads(self, team_id: str) -> bool:
        """Whether the whole team is in the scope."""
        scope = self.desk.trends.scope
        return scope.is_whole_school or team_id in scope.teams

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """What the teams want, as far as this person may know it."""
        return tuple(self.desk.trend_notes.targets())

    @cached_property
    def without_mentor(self) -> frozenset[str]:
        """The classes without a mentor, as far as this person may know them."""
        return frozenset(
            school_class.class_id for school_class in self.desk.school.classes_without_mentor()
        )

    def checked(self, requested: Selection) -> Selection:
        """The nearest selection that exists: what is unknown, or does not go together, is let go.

        A team that is not the own one stays, so that the desk refuses it.
        """
        year = requested.year if requested.year in self.years else next(reversed(self.years), ALL)
        checked = replace(requested, year=year)
        if checked.team and not self._is_team(checked):
            checked = replace(
                checked, team=requested.team if self._is_foreign(requested.team) else ALL
            )
        for name in ("place", "kind", "first", "last"):
            value = getattr(checked, name)
            if value not in {code for code, _ in self._options(name, checked)}:
                checked = replace(checked, **{name: ALL})
        return checked

    def listed(self, selection: Selection) -> list[Filter]:
        """Every filter with its options, for a selection that was checked."""
        return [
            Filter(field.name, getattr(selection, field.name), self._options(field.name, selection))
            for field in fields(Selection)
        ]

    def one_press_away(self, selection: Selection) -> Iterator[Selection]:
        """The selections that differ in one filter, the classes first."""
        for name in ("place", "kind", "team", "year", "first", "last"):
            for code, _ in self._options(name, selection):
                other = self.checked(replace(selection, **{name: code}))
                if other != selection and getattr(other, name) == code:
                    yield other

    def view(self, selection: Selection) -> View:
        """What the figures are about, for a selection that was checked."""
        whole = self.years[selection.year]
        months = months_of(whole)
        first = periods.month(selection.first) if selection.first else months[0]
        last = periods.month(selection.last) if selection.last else months[-1]
        period = periods.of_months(whole, first, last)
        earlier = periods.year_before(self.years, selection.year)
        # A class is of one school year, so it has no year before.
        is_of_class = selection.class_id or self._has_classes_only
        has_before = earlier is not None and not is_of_class
        figure_filter = FigureFilter(
            team_id=selection.team,
            year_group=selection.year_group,
            class_id=selection.class_id,
            kind=selection.kind,
        )
        changes = self._changes(selection, whole, earlier)
        if earlier is None or not has_before:
            return View(figure_filter, period, whole, changes=changes)
        return View(
            figure_filter,
            period,
            whole,
            before=periods.as_far(period, earlier),
            year_before=earlier,
            changes=changes,
        )

    def without_class(self, selection: Selection) -> Selection:
        """The same, but of all classes: the year group of the class stays when one was chosen."""
        return replace(selection, place=ALL) if selection.class_id else selection

    def address(self, selection: Selection) -> dict[str, str]:
        """What of a selection is in the address: only what is not the default."""
        newest = next(reversed(self.years), ALL)
        values = {
            TEAM: selection.team,
            YEAR: selection.year if selection.year != newest else ALL,
            YEAR_GROUP: str(selection.year_group or ALL),
            CLASS: selection.class_id,
            KIND: selection.kind,
            FIRST: selection.first,
            LAST: selection.last,
        }
        return {key: value for key, value in values.items() if value}

    def words(self, selection: Selection) -> str:
        """What is limited, in words: "klas 2B, online"; empty when nothing is."""
        chosen = [
            dict(choice.options).get(choice.value, "")
            for choice in self.listed(selection)
            if choice.value and choice.name not in ("year", "first", "last")
        ]
        return ", ".join(word for word in chosen if word)

    # --- options --------------------------------------------------------------------------------

    def _options(self, name: str, selection: Selection) -> tuple[tuple[str, str], ...]:
        options = {
            "team": self._team_options,
            "year": self._year_options,
            "place": self._place_options,
            "kind": self._kind_options,
            "first": self._first_options,
            "last": self._last_options,
        }
        return tuple(options[name](selection).items())

    def _of_year(self, selection: Selection) -> list[SchoolClass]:
        return [
            school_class
            for school_class in self.classes
            if school_class.school_year == selection.year
        ]

    def _team_options(self, selection: Selection) -> dict[str, str]:
        names = distinct(team_names(self._of_year(selection)))
        if len(names) < 2:
            return {ALL: next(iter(names.values()), "geen team")}
        is_school = self.desk.trends.scope.is_whole_school
        return {ALL: "hele school" if is_school else "alle teams", **names}

    def _year_options(self, _selection: Selection) -> dict[str, str]:
        names = list(reversed(self.years))
        today = self.desk.today
        return {name: "dit schooljaar" if self.years[name].end >= today else name for name in names}

    def _place_options(self, selection: Selection) -> dict[str, str]:
        here = [
            school_class
            for school_class in self._of_year(selection)
            if selection.team in (ALL, school_class.team_id)
        ]
        groups = sorted({school_class.year_group for school_class in here}, key=year_groups.order)
        of_groups = {f"{OF_YEAR_GROUP}{group}": year_groups.words(group) for group in groups}
        in_order = sorted(here, key=lambda school_class: school_class.order)
        of_classes = distinct(
            {f"{OF_CLASS}{school_class.class_id}": school_class.name for school_class in in_order}
        )
        if len(of_classes) < 2:
            return {ALL: next(iter(of_classes.values()), "geen klas")}
        return {ALL: "alle klassen", **(of_groups if len(groups) > 1 else {}), **of_classes}

    def _kind_options(self, _selection: Selection) -> dict[str, str]:
        return {ALL: "alle soorten", **self._exact_kinds}

    @cached_property
    def _exact_kinds(self) -> dict[str, str]:
        """The kinds that can be looked at alone: of a sensitive one every number is small."""
        trends = self.desk.trends
        return {
            code: word
            for code, word in self.desk.known_card.lists["kinds"].items()
            if trends.is_exact(Way.SCREEN, FigureFilter(kind=code)) or not self._is_exact
        }

    @cached_property
    def _is_exact(self) -> bool:
        return self.desk.trends.is_exact(Way.SCREEN)

    def _first_options(self, selection: Selection) -> dict[str, str]:
        months = months_of(self.years[selection.year])
        until = [day for day in months if not selection.last or f"{day:%Y-%m}" <= selection.last]
        start = f"vanaf {month_name(months[0])}"
        return {ALL: start} | {f"{day:%Y-%m}": f"vanaf {month_name(day)}" for day in until[1:]}

    def _last_options(self, selection: Selection) -> dict[str, str]:
        year = self.years[selection.year]
        months = [day for day in months_of(year) if f"{day:%Y-%m}" >= selection.first]
        until = "t/m vandaag" if year.end >= self.desk.today else f"t/m {month_name(year.end)}"
        return {ALL: until} | {f"{day:%Y-%m}": f"t/m {month_name(day)}" for day in months[:-1]}

    def _changes(
        self, selection: Selection, whole: Period, earlier: Period | None
    ) -> tuple[date, ...]:
        """The days of what was put on the timeline of this team, or of the whole school.

        A change of this school year counts when enough whole months came after it to judge by:
        until then the year before goes on judging, or a change would hide what came after it.
        """
        teams = {school_class.team_id for school_class in self._of_year(selection)}
        team = next(iter(teams)) if len(teams) == 1 else selection.team
        days = {
            annotation.on for annotation in self._annotations if annotation.team_id in ("", team)
        }
        first = earlier.start if earlier else whole.start
        return tuple(
            sorted(
                day
                for day in days
                if first <= day <= whole.last_day
                and (day < whole.start or _whole_months(day, whole.last_day) >= MINIMUM_MONTHS)
            )
        )

    @cached_property
    def _annotations(self) -> list[Annotation]:
        return self.desk.trend_notes.annotations()

    # --- teams ----------------------------------------------------------------------------------

    def _is_team(self, selection: Selection) -> bool:
        return selection.team in dict(self._options("team", selection))

    def _is_foreign(self, team_id: str) -> bool:
        return is_id(team_id) and team_id not in {
            school_class.team_id for school_class in self.classes
        }


def _whole_months(first: date, last: date) -> int:
    """The whole months after the month of `first`, up to `last`."""
    is_over = last.month != (last + timedelta(days=1)).month
    return 12 * (last.year - first.year) + last.month - first.month - (not is_over)
