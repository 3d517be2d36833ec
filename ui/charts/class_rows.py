"""Charts with a row for each class: their names, heights, and the class of a year before."""

from typing import Any

import pandas as pd

from analytics.result import FigureResult
from casework import year_groups
from ui.charts import style

_ROW, _LOW_ROW, _MANY = 24, 18, 20
"""Pixels for a row, and for each of more than so many."""


def names(frame: pd.DataFrame) -> list[str]:
    """Class names; with the school year where two classes bear the same name."""
    is_shared = frame["class_name"].duplicated(keep=False)
    rows = zip(frame["class_name"], frame["school_year"], is_shared, strict=True)
    return [f"{name} ({year})" if shared else str(name) for name, year, shared in rows]


def year_groups_of(frame: pd.DataFrame) -> list[int] | list[str]:
    """The year group of each class: numbers, or words as soon as one is of several or of none."""
    codes = [int(code) for code in frame["year_group"]]
    is_plain = all(code in year_groups.YEARS for code in codes)
    return codes if is_plain else [year_groups.short(code) for code in codes]


def height(count: int) -> int:
    """Room for so many rows, lower ones where there are many."""
    return max(count, 3) * (_LOW_ROW if count > _MANY else _ROW)


def year_before(frame: pd.DataFrame, before: FigureResult | None) -> list[Any]:
    """For each class the row of the one class that bore its name a year ago; None without one.

    Other pupils, in the same place: 2A of now beside 2A of then.
    """
    if before is None:
        return [None] * len(frame)
    once = before.frame[~before.frame["class_name"].duplicated(keep=False)]
    then = {row.class_name: row for row in style.rows(once)}
    return [then.get(name) for name in frame["class_name"]]


def year_before_lines(
    values: list[float | None], rows: list[str], name: str
) -> list[dict[str, Any]]:
    """Small upright lines for the year before; nothing without any."""
    there = [(value, row) for value, row in zip(values, rows, strict=True) if value is not None]
    if not there:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [value for value, _ in there],
            "y": [row for _, row in there],
            "marker": {
                "symbol": "line-ns",
                "size": 12,
                "color": style.QUIET,
                "line": {"color": style.QUIET, "width": 2},
            },
            "hoverinfo": "skip",
        }
    ]
