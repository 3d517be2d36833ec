"""What of the figures may leave: of which years and teams, from report tables that are cached."""

import streamlit as st

from analytics.disclosure.report_tables import ReportTables, report_tables, reporting_period
from analytics.period import Period
from analytics.view import View
from casework.desk import Desk
from casework.desk.report import ReportScope
from casework.figures import WHOLE_SCHOOL, FigureFilter
from casework.records import SchoolYear
from exchange.published_tables import WHOLE_SCHOOL as ALL_TEAMS
from exchange.published_tables import Publication
from ui.trends.figure_cache import CACHE, CacheKey

WHOLE_NAME = "de hele school"
COMPUTING = "De cijfers worden gemaakt..."


def report_tables_of(desk: Desk, period: Period) -> ReportTables:
    """The suppressed tables of a period; NotHere for who sees no figures.

    They are the same for everybody: of the whole school, and never exact.
    """
    trends = desk.trends
    key = CacheKey(
        school=trends.identity(),
        version=trends.version(),
        scope=WHOLE_SCHOOL,
        is_exact=False,
        today=desk.today,
        view=View(FigureFilter(), period, period),
        name="report_tables",
    )
    cached: ReportTables | None = CACHE.get(key)
    if cached is not None:
        return cached
    with st.spinner(COMPUTING):
        tables: ReportTables = CACHE.get_or_compute(key, lambda: _computed_tables(desk, period))
    return tables


def reportable_years(desk: Desk) -> dict[str, SchoolYear]:
    """The school years of which a month is over, the newest first."""
    years = sorted(desk.school.years(), key=lambda year: year.starts_on, reverse=True)
    return {year.school_year: year for year in years if reporting_period(year, desk.today)}


def publication(desk: Desk, year: SchoolYear, team_id: str) -> Publication:
    """What is published of a team, or of the whole school (""), in a year of reportable_years."""
    period = reporting_period(year, desk.today)
    assert period is not None
    return Publication(
        report_tables_of(desk, period),
        team_id or ALL_TEAMS,
        desk.known_card,
        report_tables_year_before(desk, year),
    )


def team_options(scope: ReportScope, whole_code: str = "") -> dict[str, str]:
    """The teams that can be chosen by id, and the whole school by this code for who may."""
    has_whole = scope.has_all and len(scope.teams) > 1
    return {**({whole_code: WHOLE_NAME} if has_whole else {}), **scope.teams}


def report_tables_year_before(desk: Desk, year: SchoolYear) -> ReportTables | None:
    """The report tables of the whole year before, beside a year that is over.

    Part of a year is laid beside no other: of the year before only the whole is published.
    """
    if year.ends_on >= desk.today:
        return None
    earlier = [other for other in desk.school.years() if other.starts_on < year.starts_on]
    if not earlier:
        return None
    period = reporting_period(max(earlier, key=lambda other: other.starts_on), desk.today)
    return report_tables_of(desk, period) if period else None


def _computed_tables(desk: Desk, period: Period) -> ReportTables:
    figures = desk.trends.whole_school_figures()
    teams = {team for (team,) in figures.classes.select("team_id").fetchall()}
    return report_tables(figures, period, teams)
