"""A report table as bars: the same suppressed numbers as the file, and no other."""

from typing import Any

import pandas as pd

from exchange import cells
from exchange.published_tables import BEFORE, NOW, PublishedTable
from ui.charts import style

ROW_HEIGHT, MARGINS = 30, 56
MARK = 14
"""Pixels: how tall the line is that stands for the year before."""


def has_picture(table: PublishedTable) -> bool:
    """Whether the table has one count a row, and something to say."""
    return table.frame is not None and NOW in table.frame


def figure(table: PublishedTable) -> style.PlotlyFigure:
    """A bar for each category with its number behind it; no bar where the number is suppressed.

    For a table of which has_picture; the year before is a line across the bar.
    """
    frame = table.frame
    assert frame is not None
    names, labels = (_column(frame, place) for place in (0, 1))
    traces = [_bars(names, frame[NOW], labels), _suppressed(names, frame[NOW], labels)]
    if BEFORE in frame:
        traces.append(_before(names, frame[BEFORE]))
    layout = style.layout(
        MARGINS + ROW_HEIGHT * len(frame),
        xaxis=style.axis(showticklabels=False, showgrid=False, range=[0, 1.2 * _most(frame)]),
        yaxis=style.rows_axis(names),
        showlegend=BEFORE in frame,
        bargap=0.45,
    )
    return {"data": traces, "layout": layout}


def description(table: PublishedTable) -> str:
    """What the table says, in words."""
    if table.frame is None:
        return table.sentence
    rows = ", ".join(f"{label} {count}" for label, count, *_ in cells.rows(table.frame))
    return f"{table.sentence} {rows}."


def cells_in_words(table: PublishedTable) -> pd.DataFrame:
    """The table in words: numbers, "<5" and "verborgen"; empty where there is too little."""
    frame = table.frame
    if frame is None:
        return pd.DataFrame()
    return pd.DataFrame(list(cells.rows(frame)), columns=cells.columns(frame), dtype=object)


def _column(frame: pd.DataFrame, place: int) -> list[str]:
    return [style.plain(str(row[place])) for row in cells.rows(frame)]


def _bars(names: list[str], counts: "pd.Series[Any]", labels: list[str]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": NOW,
        "x": [None if pd.isna(count) else int(count) for count in counts],
        "y": names,
        "text": labels,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": style.MAIN},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _suppressed(names: list[str], counts: "pd.Series[Any]", labels: list[str]) -> dict[str, Any]:
    """The words for a suppressed number, where its bar would begin."""
    rows = zip(names, counts, labels, strict=True)
    hidden = [(name, label) for name, count, label in rows if pd.isna(count)]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0 for _ in hidden],
        "y": [name for name, _ in hidden],
        "text": [f"  <i>{label}</i>" for _, label in hidden],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _before(names: list[str], counts: "pd.Series[Any]") -> dict[str, Any]:
    pairs = zip(names, counts, strict=True)
    known = [(name, int(count)) for name, count in pairs if pd.notna(count)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": BEFORE,
        "x": [count for _, count in known],
        "y": [name for name, _ in known],
        "marker": {
            "symbol": "line-ns",
            "size": MARK,
            "line": {"width": 2, "color": style.QUIET},
        },
        "hoverinfo": "skip",
    }


def _most(frame: pd.DataFrame) -> int:
    columns = [frame[name].dropna() for name in (NOW, BEFORE) if name in frame]
    return max([int(count) for column in columns for count in column], default=0) or 1
