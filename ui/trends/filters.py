"""What the figures are limited to; every choice is in the address, as ids only."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from analytics.overview import Period
from casework.desk import Desk
from casework.desk.seat import is_id
from casework.store import FigureFilter, SchoolClass, SchoolYear
from ui import session

ALL = ""
YEAR, TEAM, YEAR_GROUP, CLASS, KIND = "t_jaar", "t_team", "t_leerjaar", "t_klas", "t_soort"


@dataclass(frozen=True)
class Chosen:
    """The filter, the period that goes with the chosen school year, and the one before."""

    wanted: FigureFilter
    period: Period
    before: Period | None


def filters(desk: Desk) -> Chosen:
    """The filter row; a choice that does not exist (any more) falls back to everything."""
    years, classes = desk.school_years(), desk.figure_classes()
    started = [year for year in years if year.starts_on <= desk.today] or years[:1]
    names = [year.school_year for year in reversed(started)]
    with st.container(horizontal=True, key="filters"):
        chosen_year = _choice("Schooljaar", YEAR, {name: name for name in names})
        of_year = [found for found in classes if found.school_year == chosen_year]
        team = _choice("Team", TEAM, {ALL: "alle", **_teams(of_year)})
        year_group = _choice("Leerjaar", YEAR_GROUP, {ALL: "alle", **_year_groups(of_year, team)})
        in_reach = [found for found in of_year if _matches(found, team, year_group)]
        class_id = _choice("Klas", CLASS, {ALL: "alle", **_classes(in_reach)})
        kind = _choice("Soort", KIND, {ALL: "alle", **desk.known_card.lists["kinds"]})
    team = team or _foreign_team(classes)
    if any((team, year_group, class_id, kind)):
        st.button("Filters wissen", key="t_clear", icon=":material/close:", on_click=_clear)
    position = [year.school_year for year in years].index(chosen_year)
    period = _whole(years[position], desk.today)
    # A class is of one school year: it has no year before.
    earlier = years[position - 1] if position and not class_id else None
    return Chosen(
        FigureFilter("", team, int(year_group or 0), class_id, kind),
        period,
        _as_far(earlier, period) if earlier else None,
    )


def _whole(year: SchoolYear, today: date) -> Period:
    """The school year; once it is over, as it was known the day after."""
    seen = min(today, year.ends_on + timedelta(days=1))
    return Period(year.starts_on, year.ends_on, seen)


def _as_far(year: SchoolYear, period: Period) -> Period:
    """The year before, up to the day that is as far in its year."""
    same_day = year.starts_on + (period.last_day - period.start)
    return Period(year.starts_on, year.ends_on, min(same_day, year.ends_on))


def _choice(label: str, key: str, options: dict[str, str]) -> str:
    """One id out of the options; the address decides, and a change goes into the address.

    Streamlit's own binding would put the word that is shown into the address.
    """
    wanted, first = st.query_params.get(key, ""), next(iter(options))
    session.set_widget_value(key, wanted if wanted in options else first)
    chosen: str = st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, "alle"),
        key=key,
        on_change=_into_address,
        args=(key, first),
    )
    return chosen


def _into_address(key: str, first: str) -> None:
    chosen = session.widget_value(key)
    if chosen in (None, first):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen


def _clear() -> None:
    gone = (TEAM, YEAR_GROUP, CLASS, KIND)
    left = {key: value for key, value in st.query_params.items() if key not in gone}
    st.query_params.from_dict(left)


def _foreign_team(classes: list[SchoolClass]) -> str:
    """The team in the address when it is none of the own ones: the desk refuses it."""
    team = st.query_params.get(TEAM, "")
    return team if is_id(team) and team not in _teams(classes) else ""


def _matches(found: SchoolClass, team: str, year_group: str) -> bool:
    return team in (ALL, found.team_id) and year_group in (ALL, str(found.year_group))


def _teams(classes: list[SchoolClass]) -> dict[str, str]:
    return {found.team_id: found.team_name for found in classes}


def _year_groups(classes: list[SchoolClass], team: str) -> dict[str, str]:
    numbers = {found.year_group for found in classes if _matches(found, team, ALL)}
    return {str(number): f"leerjaar {number}" for number in sorted(numbers)}


def _classes(classes: list[SchoolClass]) -> dict[str, str]:
    return {found.class_id: found.name for found in classes}
