"""What is done to prevent it: preventive mentor hours per class."""

from analytics.figure import Figure
from analytics.figures.reports import classes_of_period
from analytics.period import Period, with_period
from analytics.result import FigureResult
from analytics.view import View
from casework.facts.relations import Relation
from casework.figures import Figures

_HOURS = """
select class_id::varchar, count(*)
from hours_asked
where held_on between period_start and last_day
group by class_id
"""


def compute(figures: Figures, view: View) -> FigureResult:
    """The mentor hours of each class in the days of the view; few: there is no class at all."""
    return hours_per_class(figures.prevention, figures.classes, view.period)


def hours_per_class(prevention: Relation, classes: Relation, period: Period) -> FigureResult:
    """One row per class, by class name and school year; never by count.

    Columns: class_id, class_name, year_group, school_year, count_hours: the mentor hours held in
    the period. The classes are those whose school year touches the period and those with an hour
    in it; a class without any is there with 0. n is the number of hours. Raises ValueError when
    the period ends before it starts.
    """
    counts = dict(with_period(prevention, period).query("hours_asked", _HOURS).fetchall())
    frame = classes_of_period(classes, period, set(counts))
    hours = [int(counts.get(class_id, 0)) for class_id in frame["class_id"]]
    return FigureResult(frame.assign(count_hours=hours), period, sum(hours), is_few=frame.empty)


FIGURE = Figure(
    key="prevention",
    question="prevention",
    order=10,
    basis=None,
    compute=compute,
    chart="prevention",
    publishable=("mentor_hours_by_month",),
)
