"""What a report is about: a school year and a team, in the address as ids only."""

from dataclasses import dataclass

import streamlit as st

from casework.desk import Desk
from casework.records import SchoolYear
from ui import address_choice, publications

YEAR, TEAM = "r_jaar", "r_team"
WHOLE_SCHOOL = "school"


@dataclass(frozen=True)
class ReportChoice:
    """A school year and a team; no team: the whole school."""

    year: SchoolYear
    team_id: str
    team_name: str

    @property
    def form(self) -> str:
        """The name under which the words of this person for this report are kept."""
        return f"rapport_{self.year.school_year}_{self.team_id or WHOLE_SCHOOL}"


def choice(desk: Desk) -> ReportChoice | None:
    """The choice on the screen; None when there is no year or no team to report on."""
    years = publications.reportable_years(desk)
    over = [code for code, year in years.items() if year.ends_on < desk.today]
    names = {code: _year_name(year, desk) for code, year in years.items()}
    if not names:
        return None
    with st.container(horizontal=True, key="report_choice"):
        # Of a year that is over the report is whole: that is the one to start with.
        school_year = address_choice.choice("Schooljaar", YEAR, names, over[0] if over else None)
        teams = publications.team_options(desk.report.scope(school_year), WHOLE_SCHOOL)
        if not teams:
            return None
        team = address_choice.choice("Team", TEAM, teams)
    year = years[school_year]
    return ReportChoice(year, "" if team == WHOLE_SCHOOL else team, teams[team])


def _year_name(year: SchoolYear, desk: Desk) -> str:
    return year.school_year if year.ends_on < desk.today else f"{year.school_year}, tot nu toe"
