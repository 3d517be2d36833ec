"""The release of a period: what of the whole school may leave, worked out once till a change."""

import streamlit as st

from analytics.disclosure.report_tables import ReportTables, release, reporting_period
from analytics.period import Period
from analytics.view import View
from casework.desk import Desk
from casework.figures import WHOLE_SCHOOL, FigureFilter
from casework.ports import SchoolYear
from ui.trends.figure_cache import CACHE, Question

MAKING = "De cijfers worden gemaakt..."


def report_tables_of(desk: Desk, period: Period) -> ReportTables:
    """The suppressed tables of a period; NotHere for who sees no figures.

    It is the same for everybody: it is about the whole school, and never exact.
    """
    trends = desk.trends
    question = Question(
        school=trends.identity(),
        version=trends.version(),
        scope=WHOLE_SCHOOL,
        is_exact=False,
        today=desk.today,
        view=View(FigureFilter(), period, period),
        about="release",
    )
    kept: ReportTables | None = CACHE.get(question)
    if kept is not None:
        return kept
    with st.spinner(MAKING):
        made: ReportTables = CACHE.answer(question, lambda: _made(desk, period))
    return made


def reportable_years(desk: Desk) -> dict[str, SchoolYear]:
    """The school years of which a month is over, the newest first."""
    years = sorted(desk.school_years(), key=lambda year: year.starts_on, reverse=True)
    return {year.school_year: year for year in years if reporting_period(year, desk.today)}


def report_tables_year_before(desk: Desk, year: SchoolYear) -> ReportTables | None:
    """The release of the whole year before, beside a year that is over.

    Part of a year is laid beside no other: of the year before only the whole is published.
    """
    if year.ends_on >= desk.today:
        return None
    earlier = [one for one in desk.school_years() if one.starts_on < year.starts_on]
    period = (
        reporting_period(max(earlier, key=lambda one: one.starts_on), desk.today)
        if earlier
        else None
    )
    return report_tables_of(desk, period) if period else None


def _made(desk: Desk, period: Period) -> ReportTables:
    figures = desk.trends.release_facts()
    teams = {team for (team,) in figures.classes.select("team_id").fetchall()}
    return release(figures, period, teams)
