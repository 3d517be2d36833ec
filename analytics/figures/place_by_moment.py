"""Where and when: the places and day parts that meldingen name together."""

from analytics.figure import Figure
from analytics.period import with_period
from analytics.result import FigureResult
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

_OF_PERIOD = """
select
    case when coalesce(len(places), 0) = 0 then ['unknown'] else places end as places,
    coalesce(day_part, 'unknown') as day_part
from reports_asked
where reported_on between period_start and last_day
"""

_COUNTS = """
select
    count(*),
    count(*) filter (places = ['unknown']),
    count(*) filter (day_part = 'unknown'),
    count(*) filter (len(places) > 1)
from reports_of_period
"""

_CELLS = """
with named as (select unnest(places) as place, day_part from reports_of_period)
select place, day_part, count(*) as count_reports
from named
group by place, day_part
order by place, day_part
"""


def compute(figures: Figures, view: View) -> FigureResult:
    """One row per place and day part that occur together: place, day_part, count_reports.

    Codes of the card; "unknown" where the melding names none. A melding that names two places is
    in both rows, so that the rows add up to more than n, the number of meldingen in the period.
    Of n, `left_out` says how many name no place (no_place), no day part (no_day_part) and more
    than one place (several_places). Few: there is no melding. Raises ValueError when the period
    ends before it starts.
    """
    of_period = with_period(figures.reports, view.period).query("reports_asked", _OF_PERIOD)
    count, *others = of_period.query("reports_of_period", _COUNTS).fetchall()[0]
    left_out = dict(zip(("no_place", "no_day_part", "several_places"), others, strict=True))
    frame = of_period.query("reports_of_period", _CELLS).df()
    return FigureResult(frame, view.period, count, left_out, is_few=not count)


FIGURE = Figure(
    key="place_by_moment",
    question="where_and_when",
    order=10,
    basis=Basis.REPORT,
    compute=compute,
    chart="place_by_moment",
    subgroups=("place", "day_part"),
    publishable=("reports_by_place",),
)
