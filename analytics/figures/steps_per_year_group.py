"""The card by year group: where a step needs help, and never who is best."""

from analytics.figure import Figure
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult, with_share
from analytics.step_outcomes import COUNTED, settled
from casework.cases.case_filter import Basis
from casework.figures import Figures

_ORDER = """
select step, max(card_version) as newest, arg_max(place, card_version) as place
from card_asked
group by step
"""


def steps_per_year_group(figures: Figures, period: Period) -> FigureResult:
    """One row per step and year group in which it was due: step, year_group, COUNTS, share, limits.

    As the figure steps, in the order of the card and then by year group. n is all steps due in
    these rows. Raises ValueError when the period ends before it starts.
    """
    of_groups = settled(figures, period).filter("year_group is not null")
    counted = of_groups.aggregate(f"step, year_group, {COUNTED}", "step, year_group")
    frame = counted.filter("count_due > 0").df()
    order = figures.card.query("card_asked", _ORDER).df()
    frame = frame.merge(order, on="step", how="left").sort_values(
        ["newest", "place", "step", "year_group"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    frame = frame.drop(columns=["newest", "place"])
    frame = with_share(frame, "count_in_time", "count_due")
    count = int(frame["count_due"].sum())
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


FIGURE = Figure(
    key="steps_per_year_group",
    question="card",
    order=4,
    basis=Basis.STEP,
    compute=lambda figures, view: steps_per_year_group(figures, view.period),
    chart="steps_per_year_group",
    subgroups=("step", "year_group"),
    publishable=("steps",),
    has_before=False,
)
