"""What: the kinds of bullying that meldingen name, month by month."""

from dataclasses import dataclass

import pandas as pd

from analytics.disclosure.sensitive_kinds import without_small_kinds
from analytics.disclosure.suppression import TOTAL
from analytics.figure import Figure
from analytics.period import with_period
from analytics.result import FigureResult, whole_numbers
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

_OF_PERIOD = """
select
    date_trunc('month', reported_on)::date as month,
    case when coalesce(len(kinds), 0) = 0 then ['unknown'] else kinds end as kinds
from reports_asked
where reported_on between period_start and last_day
"""

_COUNTS = """
select
    count(*),
    count(*) filter (kinds = ['unknown']),
    count(*) filter (len(kinds) > 1)
from reports_of_period
"""

_MONTHS = "select month, count(*) from reports_of_period group by month"

_CELLS = """
with named as (select month, unnest(kinds) as kind from reports_of_period)
select month, kind, count(*) as count_reports
from named
group by month, kind
order by month, kind
"""


@dataclass(frozen=True, eq=False, kw_only=True)
class KindByMonth(FigureResult):
    """The kinds by month, and `totals`: one row per kind over the whole period.

    `is_hidden`: so few meldingen that a small count of a hidden kind would come out; no row.
    """

    totals: pd.DataFrame


def compute(figures: Figures, view: View) -> KindByMonth:
    """One row per month (its first day) and kind named in it: month, kind, count_reports.

    "unknown" where the melding names no kind; a melding of two kinds is in both rows, so that
    they add up to more than n, the meldingen in the period. Of n, `left_out` says how many name
    no kind (no_kind) and more than one (several_kinds). `totals` has kind and count_reports. A
    count of 1 to 4 of a kind in `figures.hidden_kinds` is NA with is_small_count_reports, in both
    frames, with as many other counts NA as keep it from being worked out (`sensitive_kinds`;
    a 0 is then NA as well).
    Few: there is no melding, or no number is publishable. Raises ValueError when the period ends
    before it starts.
    """
    of_period = with_period(figures.reports, view.period).query("reports_asked", _OF_PERIOD)
    count, *others = of_period.query("reports_of_period", _COUNTS).fetchall()[0]
    frame = of_period.query("reports_of_period", _CELLS).df()
    hidden = figures.hidden_kinds & set(frame["kind"])
    suppressed = _exact(frame)
    if hidden:
        months = of_period.query("reports_of_period", _MONTHS).fetchall()
        of_months = pd.Series({pd.Timestamp(month): of_month for month, of_month in months})
        suppressed = _suppressed(frame, of_months, hidden)
    cells, totals = suppressed or (frame.iloc[:0], frame.iloc[:0])
    return KindByMonth(
        cells,
        view.period,
        count,
        dict(zip(("no_kind", "several_kinds"), others, strict=True)),
        is_few=not count or suppressed is None,
        is_hidden=suppressed is None,
        totals=totals,
    )


def _exact(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    return frame, frame.groupby("kind")["count_reports"].sum().reset_index()


def _suppressed(
    frame: pd.DataFrame, of_months: "pd.Series[int]", hidden: frozenset[str]
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """The cells and the totals per kind without the small counts of these kinds; None: neither."""
    table = frame.pivot_table(
        index="kind", columns="month", values="count_reports", aggfunc="sum", fill_value=0
    ).astype("int64")
    suppressed = without_small_kinds(table, of_months, hidden)
    if suppressed is None:
        return None
    places = [(kind, month) for month in table.columns for kind in table.index]
    counts = whole_numbers(suppressed.counts.at[place] for place in places)
    cells = pd.DataFrame(
        {
            "month": [month for _, month in places],
            "kind": [kind for kind, _ in places],
            "count_reports": counts,
            "is_small_count_reports": [bool(suppressed.is_small.at[place]) for place in places],
        }
    )
    cells = cells[(counts != 0).fillna(True)].reset_index(drop=True)
    totals = pd.DataFrame({"kind": list(table.index)})
    return cells, totals.assign(**suppressed.column(TOTAL, "count_reports", table.index))


FIGURE = Figure(
    key="kind_by_month",
    question="where_and_when",
    order=20,
    basis=Basis.REPORT,
    compute=compute,
    chart="kind_by_month",
    subgroups=("kind", "month"),
    publishable=("reports_by_kind",),
)
