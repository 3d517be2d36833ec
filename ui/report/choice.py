"""What a report is about: a school year and a team, in the address as ids only."""

from dataclasses import dataclass

import streamlit as st

from analytics.period import Period
from analytics.release import period_of
from casework.desk import Desk
from casework.store import SchoolYear
from ui import address_choice

YEAR, TEAM = "r_jaar", "r_team"
WHOLE_SCHOOL = "school"
WHOLE_NAME = "de hele school"


@dataclass(frozen=True)
class Chosen:
    """A year with its period, the whole year before it, and a team; no team: the whole school.

    `before` only goes with a year that is over: part of a year is held beside no other.
    """

    year: SchoolYear
    period: Period
    before: tuple[SchoolYear, Period] | None
    team_id: str
    team_name: str

    @property
    def form(self) -> str:
        """The name under which the words of this person for this report are kept."""
        return f"rapport_{self.year.school_year}_{self.team_id or WHOLE_SCHOOL}"


def choice(desk: Desk) -> Chosen | None:
    """The choice on the screen; None when there is no year or no team to report on."""
    years = desk.school_years()
    periods = {year.school_year: period_of(year, desk.today) for year in years}
    known = [year for year in reversed(years) if periods[year.school_year]]
    over = [year.school_year for year in known if year.ends_on < desk.today]
    names = {year.school_year: _year_name(year, desk) for year in known}
    if not names:
        return None
    with st.container(horizontal=True, key="rapport_keuze"):
        # Of a year that is over the report is whole: that is the one to start with.
        school_year = address_choice.choice("Schooljaar", YEAR, names, over[0] if over else None)
        scope = desk.report_scope(school_year)
        whole = {WHOLE_SCHOOL: WHOLE_NAME} if scope.has_all and len(scope.teams) > 1 else {}
        teams = {**whole, **scope.teams}
        if not teams:
            return None
        team = address_choice.choice("Team", TEAM, teams)
    place = [year.school_year for year in years].index(school_year)
    return Chosen(
        years[place],
        _known(periods[school_year]),
        _year_before(years, place, desk),
        "" if team == WHOLE_SCHOOL else team,
        teams[team],
    )


def _known(period: Period | None) -> Period:
    assert period is not None
    return period


def _year_before(
    years: list[SchoolYear], place: int, desk: Desk
) -> tuple[SchoolYear, Period] | None:
    if not place or years[place].ends_on >= desk.today:
        return None
    earlier = years[place - 1]
    period = period_of(earlier, desk.today)
    return (earlier, period) if period else None


def _year_name(year: SchoolYear, desk: Desk) -> str:
    return year.school_year if year.ends_on < desk.today else f"{year.school_year}, tot nu toe"
