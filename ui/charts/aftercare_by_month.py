"""Nazorg on time, month by month."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import style

TITLE = "Nazorg op tijd, per maand"

HOW_TO_READ = (
    "Elke stip is een maand: van de nazorg die toen aan de beurt was, het deel dat op tijd is "
    "gedaan. De streep is het 95%-interval: hoe minder nazorg, hoe langer. Een maand zonder "
    "nazorg staat er niet in. Wie de zaken niet mag openen, ziet tienden zonder aantallen, en "
    "alleen maanden met minstens 10 nazorgmomenten."
)


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.aftercare.completion_by_month."""
    frame = answer.frame
    places = list(range(len(frame)))
    shares, lower, upper = (frame[name].tolist() for name in ("share", "lower", "upper"))
    bar = style.whiskers(shares, lower, upper)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": places,
                "y": [None if pd.isna(share) else share for share in shares],
                "error_y": bar,
                "line": {"color": style.MAIN, "width": 2},
                "marker": {"color": style.MAIN, "size": 11},
                "cliponaxis": False,
                **style.PICKED,
                "customdata": [style.part("month", f"{day:%Y-%m}") for day in frame["month"]],
                "hovertext": [_hover(row) for row in style.rows(frame)],
                "hoverinfo": "text",
            }
        ],
        "layout": style.layout(
            height=310,
            xaxis=style.axis(
                range=[-0.5, len(places) - 0.5],
                tickvals=places,
                ticktext=[style.month(day) for day in frame["month"]],
                showgrid=False,
            ),
            yaxis=style.share_axis("op tijd"),
            **style.timeline(frame["month"], is_months=True),
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    due = style.of(answer.count, "nazorgmoment", "nazorgmomenten")
    if answer.is_few:
        return style.too_few(f"{due} aan de beurt in deze periode")
    known = answer.frame.dropna(subset=["share"])
    if known.empty:
        return "In geen enkele maand was er genoeg nazorg om iets te zeggen."
    told = style.listed(
        f"{style.long_month(row.month)} {style.percent(row.share)}" for row in style.rows(known)
    )
    if answer.is_hidden:
        return f"Op tijd, in tienden en alleen waar genoeg aan de beurt was: {told}."
    return f"Van {due} op tijd, per maand: {told}."


def table(answer: Answer) -> pd.DataFrame:
    """One row per month with nazorg due, with Dutch headings."""
    frame = answer.frame
    columns: dict[str, Any] = {
        "Maand": [style.long_month(day) for day in frame["month"]],
        "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
    }
    if answer.is_hidden:
        return pd.DataFrame(columns)
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        columns
        | {
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
            "Aan de beurt": frame["count_due"],
            "Op tijd": frame["count_in_window"],
        }
    )


def _hover(row: Any) -> str:
    words = f"<b>{style.long_month(row.month)}</b><br>{style.percent(row.share)} op tijd"
    if style.is_hidden(row.count_due):
        return words
    return f"{words}<br>{style.number(row.count_in_window)} van {style.number(row.count_due)}"
