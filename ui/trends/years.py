"""The school year that a view is in, by its name."""

from analytics.view import View
from casework.desk import Desk


def school_year_of(desk: Desk, view: View) -> str:
    """The name of the school year of a view: "2026-2027"."""
    start = view.school_year.start
    return next(year.school_year for year in desk.school.years() if year.starts_on == start)
