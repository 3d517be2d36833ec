"""What the figures are limited to; every choice is in the address, as ids only."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from casework.desk import Desk
from casework.store import FigureFilter, SchoolClass, SchoolYear
from ui import session
from ui.labels import plain

ALL = ""
KEYS = ("t_jaar", "t_team", "t_leerjaar", "t_klas", "t_soort")


@dataclass(frozen=True)
class Chosen:
    """The filter, and the period that goes with the chosen school year."""

    wanted: FigureFilter
    year: SchoolYear
    earlier: SchoolYear | None
    observed_on: date

    @property
    def start(self) -> date:
        """The first day of the period."""
        return self.year.starts_on

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.year.ends_on

    @property
    def same_day_earlier(self) -> date | None:
        """The day in the year before that is as far in its year as today is in this one."""
        if self.earlier is None:
            return None
        days = min(self.observed_on, self.end) - self.start
        return min(self.earlier.starts_on + days, self.earlier.ends_on)


def filters(desk: Desk) -> Chosen:
    """The filter row; a choice that does not exist (any more) falls back to everything."""
    years, classes = desk.school_years(), desk.figure_classes()
    started = [year for year in years if year.starts_on <= desk.today] or years[:1]
    names = [year.school_year for year in reversed(started)]
    with st.container(horizontal=True, key="filters"):
        chosen_year = _choice("Schooljaar", "t_jaar", {name: name for name in names})
        of_year = [found for found in classes if found.school_year == chosen_year]
        team = _choice("Team", "t_team", {ALL: "alle", **_teams(of_year)})
        year_group = _choice("Leerjaar", "t_leerjaar", {ALL: "alle", **_year_groups(of_year)})
        in_reach = [c for c in of_year if _matches(c, team, year_group)]
        class_id = _choice("Klas", "t_klas", {ALL: "alle", **_classes(in_reach)})
        kind = _choice("Soort", "t_soort", {ALL: "alle", **desk.card.lists["kinds"]})
    if any((team, year_group, class_id, kind)):
        st.button("Filters wissen", key="t_clear", icon=":material/close:", on_click=_clear)
    wanted = FigureFilter("", team, int(year_group or 0), class_id, kind)
    position = [year.school_year for year in years].index(chosen_year)
    year = years[position]
    observed_on = min(desk.today, year.ends_on + timedelta(days=1))
    return Chosen(wanted, year, years[position - 1] if position else None, observed_on)


def _clear() -> None:
    for key in KEYS[1:]:
        session.set_widget_value(key, ALL)


def _choice(label: str, key: str, options: dict[str, str]) -> str:
    if session.widget_value(key) not in (None, *options):
        session.set_widget_value(key, next(iter(options)))
    return st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, "alle"),
        key=key,
        bind="query-params",
    )


def _matches(found: SchoolClass, team: str, year_group: str) -> bool:
    return team in (ALL, found.team_id) and year_group in (ALL, str(found.year_group))


def _teams(classes: list[SchoolClass]) -> dict[str, str]:
    return {found.team_id: found.team_name for found in classes}


def _year_groups(classes: list[SchoolClass]) -> dict[str, str]:
    return {str(n): f"leerjaar {n}" for n in sorted({found.year_group for found in classes})}


def _classes(classes: list[SchoolClass]) -> dict[str, str]:
    return {found.class_id: plain(found.name) for found in classes}
