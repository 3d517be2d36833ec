"""The card itself: for each step whether what the card asks was done, and in time."""

from analytics.figure import Figure
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult, with_share
from analytics.step_outcomes import COUNTED, COUNTS, settled
from casework.cases.case_filter import Basis
from casework.figures import Figures

_PER_STEP = f"""
select step, {COUNTED}
from steps_settled
group by step
"""

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
    count_missed and count_open add up to count_due. share = in time / due, Wilson 95 % limits,
    NaN when nothing was due. The row of nazorg counts as the figure aftercare does. n is all
    steps due. Raises ValueError when the period ends before it starts.
    """
    counted = settled(figures, period).query("steps_settled", _PER_STEP).df()
    of_card = figures.card.query("card_asked", _STEPS_OF_CARD).df()
    frame = of_card.merge(counted, on="step", how="left").fillna(dict.fromkeys(COUNTS, 0))
    frame = frame[frame["is_on_card"] | (frame[list(COUNTS)].sum(axis=1) > 0)]
    frame = frame.drop(columns="is_on_card").reset_index(drop=True)
    frame = with_share(frame.astype(dict.fromkeys(COUNTS, "int64")), "count_in_time", "count_due")
    count = int(frame["count_due"].sum())
    return FigureResult(frame, period, count, is_few=count < MINIMUM_N)


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
