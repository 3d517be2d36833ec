"""The card itself: for each step whether what the card asks was done, and in time."""

import pandas as pd

from analytics.figure import Figure
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult, with_share
from analytics.step_outcomes import COUNTED, COUNTS, settled
from casework.cases.case_filter import Basis
from casework.figures import Figures

_STEPS_OF_CARD = """
with standing as (
    select
        step,
        arg_max(column_id, card_version) as column_id,
        arg_max(form, card_version) as form,
        max(card_version) = (select max(card_version) from card_asked) as is_on_card,
        arg_max(place, card_version) as place
    from card_asked
    where per <> 'class' and form <> 'reported'
    group by step
)
select step, column_id, form, is_on_card from standing order by is_on_card desc, place, step
"""


def steps(figures: Figures, period: Period) -> FigureResult:
    """One row per step of the newest card that a case can have, and each older one that was due.

    Columns: step, column_id, form, card_steps.COUNTS, share, lower, upper; in the order of the
    card. What became of a step is card_steps.settled; count_in_time, count_late, count_ahead,
    count_missed, count_lapsed and count_open add up to count_due. share = in time / due, Wilson
    95 % limits, NaN when nothing was due. The row of nazorg counts as the figure aftercare does,
    where what lapsed is missed. n is all steps due. Raises ValueError when the period ends before
    it starts.
    """
    counted = settled(figures, period).aggregate(f"step, {COUNTED}", "step").fetchall()
    counts = {step: numbers for step, *numbers in counted}
    none = [0] * len(COUNTS)
    rows = [
        (step, column_id, form, *counts.get(step, none))
        for step, column_id, form, is_on_card in _steps_of_card(figures)
        if is_on_card or any(counts.get(step, none))
    ]
    frame = pd.DataFrame(rows, columns=["step", "column_id", "form", *COUNTS])
    frame = with_share(frame.astype(dict.fromkeys(COUNTS, "int64")), "count_in_time", "count_due")
    count = int(frame["count_due"].sum())
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


def _steps_of_card(figures: Figures) -> list[tuple[str, str, str, bool]]:
    """Step, column, form and whether it is on the newest card; in the order of the card."""
    rows: list[tuple[str, str, str, bool]]
    rows = figures.card.query("card_asked", _STEPS_OF_CARD).fetchall()
    return rows


FIGURE = Figure(
    key="steps",
    question="card",
    order=3,
    basis=Basis.STEP,
    compute=lambda figures, view: steps(figures, view.period),
    chart="steps",
    subgroups=("step",),
    publishable=("steps",),
)
