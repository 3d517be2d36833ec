"""Nazorg on time, month by month, with the year before as a thin line."""

from datetime import date
from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.period import months_of
from analytics.result import MINIMUM_N, FigureResult
from casework.words import enumeration, month_and_year, short_month
from ui.charts import shares, style

TITLE = "Nazorg op tijd, per maand"
UNIT = "nazorggesprekken die aan de beurt waren"

DEFINITION = (
    "Dezelfde nazorg als bij Nazorg op tijd, in de maand waarin die aan de beurt was: het deel dat "
    "in de termijn is gedaan."
)

HOW_TO_READ = (
    "Elke stip is een maand: van de nazorg die toen aan de beurt was, het deel dat op tijd is "
    "gedaan, met de aantallen erbij. De streep is het 95%-interval: hoe minder nazorg, hoe langer. "
    "Een maand zonder nazorg heeft geen stip. De dunne grijze lijn is dezelfde maand een jaar "
    "eerder."
)


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """A dot with its interval for each month of the period; the year before behind it."""
    months = months_of(computed.view.period)
    rows = _by_month(computed.now)
    before = _by_month(computed.before) if computed.before else {}
    earlier = [before.get(day.replace(year=day.year - 1)) for day in months]
    return {
        "data": [
            *([_line_before(months, earlier)] if any(earlier) else []),
            _dots(months, [rows.get(day) for day in months]),
        ],
        "layout": style.layout(
            height=310,
            showlegend=any(earlier),
            xaxis=style.axis(
                range=[-0.5, len(months) - 0.5],
                tickvals=list(range(len(months))),
                ticktext=[short_month(day) for day in months],
                showgrid=False,
            ),
            yaxis=style.share_axis("op tijd"),
            **style.timeline(months, is_months=True),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The share of the months together, and that of each of them."""
    result: FigureResult = computed.now
    if result.is_few:
        return (
            f"De maanden staan hier vanaf {MINIMUM_N} gesprekken die aan de beurt waren: het zijn"
            f" er {style.number(result.count)}."
        )
    frame = result.frame
    done, due = int(frame["count_in_window"].sum()), int(frame["count_due"].sum())
    months = enumeration(
        f"{month_and_year(row.month)} {style.percent(row.share)} ({row.count_in_window} van"
        f" {row.count_due})"
        for row in style.rows(frame)
    )
    return style.sentences(
        f"{style.percent(done / due)} van de nazorg was op tijd ({style.number(done)} van"
        f" {style.number(due)}){_then(computed)}.",
        f"Per maand: {months}.",
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row per month with nazorg due, with Dutch headings."""
    frame = computed.now.frame
    columns: dict[str, Any] = {
        "Maand": [month_and_year(day) for day in frame["month"]],
        "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
        "95%-interval": style.intervals(frame, "percent"),
        "Aan de beurt": frame["count_due"],
        "Op tijd": frame["count_in_window"],
    }
    if computed.before:
        before = _by_month(computed.before)
        then = [before.get(day.replace(year=day.year - 1)) for day in frame["month"]]
        columns["Een jaar eerder op tijd"] = [
            style.percent(row.share) if row else style.NO_VALUE for row in then
        ]
    return pd.DataFrame(columns)


def _by_month(result: FigureResult) -> dict[date, Any]:
    return {row.month: row for row in style.rows(result.frame)}


def _then(computed: ComputedFigure) -> str:
    before: FigureResult | None = computed.before
    if before is None or not before.count:
        return ""
    counts = before.frame[["count_in_window", "count_due"]].sum()
    row = {**counts, "share": counts["count_in_window"] / counts["count_due"]}
    return shares.beside(computed, row, "count_in_window", "count_due")


def _line_before(months: list[date], rows: list[Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "een jaar eerder",
        "x": list(range(len(months))),
        "y": [row.share if row else None for row in rows],
        "connectgaps": True,
        "line": {"color": style.QUIET, "width": 1.5},
        "marker": {"color": style.QUIET, "size": 5},
        "hovertext": [_hover(row) if row else "" for row in rows],
        "hoverinfo": "text",
        "customdata": [
            style.subgroup("month", f"{day.replace(year=day.year - 1):%Y-%m}") for day in months
        ],
    }


def _dots(months: list[date], rows: list[Any]) -> dict[str, Any]:
    values = [[getattr(row, name) if row else float("nan") for row in rows] for name in _LIMITS]
    share, lower, upper = values
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "dit schooljaar, met 95%-interval",
        "x": list(range(len(months))),
        "y": [row.share if row else None for row in rows],
        "error_y": style.whiskers(share, lower, upper),
        "line": {"color": style.MAIN, "width": 2},
        "marker": {"color": style.MAIN, "size": 11},
        "cliponaxis": False,
        **style.PICKED,
        "customdata": [style.subgroup("month", f"{day:%Y-%m}") for day in months],
        "hovertext": [_hover(row) if row else "" for row in rows],
        "hoverinfo": "text",
    }


_LIMITS = ("share", "lower", "upper")


def _hover(row: Any) -> str:
    return (
        f"<b>{month_and_year(row.month)}</b><br>{style.percent(row.share)} op tijd"
        f"<br>{style.number(row.count_in_window)} van {style.number(row.count_due)}"
    )
