"""What charts over time share: limits as a band, points with their signals, and both in words."""

from itertools import groupby
from typing import Any

import pandas as pd

from ui.charts import style

BAND = style.faded(style.QUIET, 0.22)


def band(frame: pd.DataFrame, places: list[int]) -> list[dict[str, Any]]:
    """The limits as a band, point by point, with the centre in it; nothing without limits."""
    there = [place for place, low in zip(places, frame["lower"], strict=True) if not pd.isna(low)]
    if not there:
        return []
    rows = frame.iloc[there]
    band = {
        "type": "bar",
        "name": "past bij de tijd ervoor",
        "x": there,
        "base": rows["lower"].tolist(),
        "y": (rows["upper"] - rows["lower"]).tolist(),
        "width": 1,
        "marker": {"color": BAND},
        "hoverinfo": "skip",
    }
    centre = {
        "type": "scatter",
        "mode": "markers",
        "name": "gemiddelde ervoor",
        "x": there,
        "y": rows["centre"].tolist(),
        "marker": {"symbol": "line-ew", "size": 1, "color": style.QUIET},
        "error_x": {"type": "constant", "value": 0.5, "width": 0, "color": style.QUIET},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [band, centre]


def dots(frame: pd.DataFrame, value: str, places: list[int], words: list[str]) -> dict[str, Any]:
    """The points of the column `value` with a line, a diamond for a signal; each is its month."""
    days = frame["starts_on" if value == "rate" else "reported_on"]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": places,
        "y": [style.number_or_none(number) for number in frame[value]],
        "line": {"color": style.MAIN, "width": 2.5},
        "marker": {
            "color": style.MAIN,
            "size": [14 if signal else 9 for signal in frame["signal"]],
            "symbol": ["diamond" if signal else "circle" for signal in frame["signal"]],
            "opacity": 1,
        },
        "cliponaxis": False,
        **style.PICKED,
        "customdata": [style.subgroup("month", f"{day:%Y-%m}") for day in days],
        "hovertext": [
            f"{text}<br>{side} de grens" if side else text
            for text, side in zip(words, sides(frame, value), strict=True)
        ],
        "hoverinfo": "text",
    }


def layout(
    x_axis: dict[str, Any], y_title: str, days: "pd.Series[Any]", *, is_months: bool
) -> dict[str, Any]:
    """The layout of a control chart: `x_axis` adds its title and ticks, one place for each day."""
    return style.layout(
        height=340,
        showlegend=True,
        bargap=0,
        xaxis=style.axis(
            range=[-0.5, max(len(days), 1) - 0.5], showgrid=False, zeroline=False, **x_axis
        ),
        yaxis=style.axis(y_title),
        **style.timeline(days, is_months=is_months),
    )


def sides(frame: pd.DataFrame, value: str) -> list[str]:
    """On which side of the limits each point that is a signal lies."""
    pairs = zip(frame["signal"], frame[value], frame["centre"], strict=True)
    return [
        ("boven" if one > centre else "onder") if signal else "" for signal, one, centre in pairs
    ]


def is_longest_run_above(values: "pd.Series[float]", centre: float) -> bool:
    """Whether the longest run of points on one side of the centre lies above it."""
    sides = [value > centre for value in values.dropna() if value != centre]
    runs = [(len(list(run)), above) for above, run in groupby(sides)]
    return max(runs, default=(0, False))[1]
