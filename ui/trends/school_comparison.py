"""Naast de school en andere teams: what is published of each, with its small numbers hidden."""

import streamlit as st

from analytics.disclosure.report_tables import reporting_period
from analytics.view import View
from casework.desk import Desk
from casework.words import SMALL_NUMBERS, short_date
from ui import publications
from ui.labels import plain
from ui.trends import periods, published_board
from ui.trends.tables import table_html

TITLE = "Naast de school en andere teams"
NOTHING_YET = "Dit kan er staan als de eerste hele maand van het schooljaar voorbij is."
ONE_TEAM = "De school heeft in dit schooljaar één team, dus er is niets om naast te leggen."
WHAT = (
    "Buiten je eigen leerlingen zie je hier wat de school ook naar buiten kan brengen: het hele "
    "schooljaar tot de laatste hele maand. Leg de cijfers van boven daar niet naast: die gaan tot "
    "vandaag."
)


def show(desk: Desk, view: View) -> None:
    """The table of every team and of the school, in the school year of the view."""
    name = periods.school_year_of(desk, view)
    year = publications.reportable_years(desk).get(name)
    period = reporting_period(year, desk.today) if year else None
    if period is None:
        st.caption(NOTHING_YET)
        return
    table = published_board.team_comparison(
        publications.report_tables_of(desk, period), desk.trends.school_teams(name)
    )
    if table.empty:
        st.caption(ONE_TEAM)
        return
    st.html(table_html(table, TITLE))
    days = f"{short_date(period.start, desk.today)} tot en met"
    st.caption(plain(f"{days} {short_date(period.last_day, desk.today)}. {SMALL_NUMBERS}"))
    st.caption(plain(WHAT))
