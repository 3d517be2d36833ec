"""A table as a picture: the more, the darker, with the number itself in every cell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from ui.charts import style
from ui.labels import distinct

MOST_NAMED = 5
"""Rows that a sentence can name; of more the picture and the table do."""

CellPlace = tuple[int, int]
Cells = Mapping[CellPlace, tuple[float | None, str, str]]

_PALE, _DARK = (223, 238, 236), (20, 82, 79)
_HIDDEN_CELL = "rgba(128, 128, 128, 0.22)"


def figure(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Cells,
    angle: int = 0,
    parts: Mapping[CellPlace, str] | None = None,
) -> style.PlotlyFigure:
    """The picture of cells by (row, column): how full (0-1; None: hidden), its words, and a hover.

    A cell that is not among them stays empty. The number is in the cell, so that nobody has to
    compare colours. `parts`: what each cell is, for who presses it (style.subgroup).
    """
    lines = max((name.count("<br>") + 1 for name in rows), default=1)
    return {
        "data": [_anchor(rows, columns, cells, parts or {})],
        "layout": style.layout(
            height=60 + (10 + 15 * lines) * max(len(rows), 2) + _head(columns, angle),
            shapes=[_shape(place, full) for place, (full, _, _) in cells.items()],
            annotations=[_text(place, full, words) for place, (full, words, _) in cells.items()],
            xaxis=_axis(columns, [-0.5, len(columns) - 0.5]) | {"side": "top", "tickangle": angle},
            yaxis=_axis(rows, [len(rows) - 0.5, -0.5]),
        ),
    }


def named(codes: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    """The words of these codes in the order of the card; what was not named comes last.

    A code that the card no longer has is its own word.
    """
    there = {str(code) for code in codes}
    others = {code: code for code in sorted(there - set(words) - {style.UNKNOWN})}
    known = distinct({**words, **others, style.UNKNOWN: "niet genoemd"})
    return {code: word for code, word in known.items() if code in there}


def count_cells(frame: pd.DataFrame, rows: list[Any], columns: list[Any], unit: str) -> Cells:
    """The cells of a long frame: its first column among `rows`, its second among `columns`.

    count_reports is the number in the cell; where it is hidden, "<5" for a small one and else "?".
    """
    most = max(float(frame["count_reports"].max()), 1.0) if frame["count_reports"].any() else 1.0
    small = style.is_small(frame, "count_reports")
    cells = {}
    for row, is_small in zip(frame.to_dict("records"), small, strict=True):
        first, second = list(row.values())[:2]
        count = row["count_reports"]
        full = None if style.is_hidden(count) else float(count) / most
        words = style.cell(count, is_small)
        short = "&lt;5" if is_small else ("?" if full is None else words)
        place = (rows.index(first), columns.index(second))
        cells[place] = (full, short, f"{style.plain(words)} {unit}")
    return cells


def several_sentence(count: int, what: str) -> str:
    """How many meldingen name more than one of these ("soort"); "" for none."""
    if not count:
        return ""
    also = "telt" if count == 1 else "tellen"
    return f"{style.number(count)} {_name(count)} meer dan één {what} en {also} vaker mee."


def unnamed_sentence(count: int | None, what: str) -> str:
    """How many meldingen name none of these; "" when all do."""
    return f"{style.number(count)} {_name(count)} geen {what}." if count else ""


def _name(count: int) -> str:
    return "noemt" if count == 1 else "noemen"


def _head(columns: Sequence[str], angle: int) -> int:
    parts = [part for name in columns for part in name.split("<br>")]
    longest = max((len(part) for part in parts), default=0)
    return (
        7 * longest if angle else 16 * max((name.count("<br>") + 1 for name in columns), default=1)
    )


def _axis(names: Sequence[str], ends: list[float]) -> dict[str, Any]:
    return {
        "range": ends,
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "tickfont": {"size": 12, "color": style.TEXT},
        "ticklabelstandoff": 4,
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def _anchor(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Cells,
    parts: Mapping[CellPlace, str],
) -> dict[str, Any]:
    """Points without ink in the cells, for the words under the pointer."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [column for _, column in cells],
        "y": [row for row, _ in cells],
        "marker": {"symbol": "square", "size": 18, "opacity": 0},
        "hovertext": [
            f"<b>{_flat(rows[row])}, {_flat(columns[column])}</b><br>{hover}"
            for (row, column), (_, _, hover) in cells.items()
        ],
        "hoverinfo": "text",
        **({"customdata": [parts[place] for place in cells]} if parts else {}),
    }


def _flat(name: str) -> str:
    return name.replace("<br>", " ")


def _shape(place: CellPlace, full: float | None) -> dict[str, Any]:
    row, column = place
    ends = {"x0": column - 0.46, "x1": column + 0.46, "y0": row - 0.46, "y1": row + 0.46}
    return {
        "type": "rect",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": _HIDDEN_CELL if full is None else _colour(full),
        **ends,
    }


def _colour(full: float) -> str:
    shade = [round(pale + (dark - pale) * full) for pale, dark in zip(_PALE, _DARK, strict=True)]
    return f"#{shade[0]:02x}{shade[1]:02x}{shade[2]:02x}"


def _text(place: CellPlace, full: float | None, words: str) -> dict[str, Any]:
    row, column = place
    colour = style.TEXT if full is None else (style.WHITE if full > 0.55 else style.INK)
    font = {"size": 12, "color": colour}
    return {"x": column, "y": row, "text": words, "showarrow": False, "font": font}
