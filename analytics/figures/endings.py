"""How cases end: each end beside the others, by school days since the first melding."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analytics.as_of import known_period
from analytics.figure import Figure
from analytics.figures.resolution import measured_ends
from analytics.result import MINIMUM_N, FigureResult
from analytics.statistics import incidence_table, survival_table
from analytics.statistics.followed_curve import followed_curve
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

ENDS = ("stopped", "no_bullying", "left_school", "other")


@dataclass(frozen=True, eq=False)
class Endings(FigureResult):
    """The result of compute. until: the last day with enough cases followed (None: none).

    shares: what had ended so by then, by end, and what still ran ("open"); together 1.
    count_running: the cases that are open; count_beyond: those followed for longer than `until`.
    """

    until: int | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    count_running: int = 0
    count_beyond: int = 0

    def shares_at(self, day: float) -> dict[str, float]:
        """What had ended so by that day, by end, and what still ran; a day up to `until`."""
        return _shares(self.frame[self.frame["time"] <= day])


def compute(figures: Figures, view: View) -> Endings:
    """One row per duration and end: time (school days), end, incidence; as far as followed.

    incidence is the share of the cases begun in the period that ended so within that time since
    the first melding (Aalen-Johansen, statistics.incidence_table): stopped (that stands),
    no_bullying, left_school or other, each excluding the others; open cases are censored. The
    rows of a time and those not ended add up to 1. n is the number of cases; left out are those
    whose dates cannot be (undated, as in figures.resolution). Raises ValueError when the calendar
    lacks a day.
    """
    rows = measured_ends(figures, view)
    undated = int(rows.loc[rows["outcome"] == "undated", "count_cases"].sum())
    dated = rows[rows["outcome"] != "undated"]
    table = dated.pivot_table(
        index="school_days", columns="outcome", values="count_cases", aggfunc="sum", fill_value=0
    ).reindex(columns=["open", *ENDS], fill_value=0)
    times, running = table.index.to_numpy(dtype="float64"), table["open"].to_numpy()
    line = followed_curve(survival_table(times, table[list(ENDS)].sum(axis=1), running))
    events = {cause: table[end].to_numpy() for cause, end in enumerate(ENDS, start=1)}
    whole = incidence_table(times, events, running)
    frame = whole[whole["time"] <= (-1 if line.until is None else line.until)]
    frame = frame.assign(end=frame["cause"].map(lambda cause: ENDS[cause - 1]))
    count = int(dated["count_cases"].sum())
    return Endings(
        frame[["time", "end", "incidence"]].reset_index(drop=True),
        known_period(view),
        count,
        {"undated": undated},
        is_few=count < MINIMUM_N,
        until=line.until,
        shares={} if line.until is None else _shares(frame),
        count_running=int(running.sum()),
        count_beyond=line.count_beyond,
    )


def _shares(frame: pd.DataFrame) -> dict[str, float]:
    last = frame.groupby("end")["incidence"].last()
    shares = {end: float(last.get(end, 0.0)) for end in ENDS}
    return {**shares, "open": max(0.0, 1 - sum(shares.values()))}


FIGURE = Figure(
    key="ends",
    question="how_long",
    order=3,
    basis=Basis.BEGUN,
    compute=compute,
    chart="endings",
    publishable=("cases_by_end",),
)
