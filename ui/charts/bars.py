"""Bars of which the parts lie behind each other, also where some parts are hidden."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ui.charts import style


@dataclass(frozen=True)
class Part:
    """A part of a bar: its column, its words, and its colour and pattern."""

    column: str
    words: str
    colour: str
    pattern: str = ""


def stacked(
    frame: pd.DataFrame, names: Sequence[str], parts: Sequence[Part], whole: str = ""
) -> list[dict[str, Any]]:
    """One bar for each row: counts, or shares of the column `whole` where that is given.

    What is hidden in a whole that may be told is one part without ink, at the end.
    """
    drawn = [_part(frame, names, part, whole) for part in parts]
    if not whole:
        return drawn
    left = [_left(row, parts, whole) for _, row in frame.iterrows()]
    if not any(left):
        return drawn
    marker = {"color": style.CLEAR, "line": {"color": style.QUIET, "width": 1.5}}
    words = ["hier zit een klein aantal in"] * len(frame)
    hidden = {"name": "verborgen: kleine aantallen", "x": left, "y": list(names)}
    return [*drawn, _bar() | hidden | {"marker": marker, "hovertext": words}]


def beside(name: str, text: str, at: float = 0) -> dict[str, Any]:
    """Words in a row, at the start or behind what is drawn."""
    place = {"x": at, "xanchor": "left", "xshift": 5, "showarrow": False, "align": "left"}
    return {"text": text, "y": name, "font": {"size": 12, "color": style.TEXT}, **place}


def wrapped(text: str, width: int = 22) -> str:
    """Words of a school in lines that leave room for the picture on a phone."""
    lines = textwrap.wrap(text, width, break_long_words=False)
    return "<br>".join(style.plain(line) for line in lines) or "-"


def height(names: Sequence[str], legend: int = 70) -> int:
    """As much as the longest name needs in every row, and the legend."""
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    return 70 + (12 + 16 * max(lines, 2)) * max(len(names), 2) + legend


def _bar() -> dict[str, Any]:
    return {"type": "bar", "orientation": "h", "hoverinfo": "text"}


def _part(frame: pd.DataFrame, names: Sequence[str], part: Part, whole: str) -> dict[str, Any]:
    counts = frame[part.column]
    of = frame[whole] if whole else pd.Series(1, index=frame.index)
    small = style.is_small(frame, part.column)
    pattern = {"shape": part.pattern, "fillmode": "replace", "size": 7, "solidity": 0.35}
    return _bar() | {
        "name": part.words,
        "x": [_length(count, all_of_it) for count, all_of_it in zip(counts, of, strict=True)],
        "y": list(names),
        "marker": {
            "color": part.colour,
            "line": {"color": part.colour, "width": 1},
            "pattern": pattern,
        },
        "hovertext": [
            f"{style.cell(count, is_small)} {part.words}"
            for count, is_small in zip(counts, small, strict=True)
        ],
    }


def _length(count: Any, whole: Any) -> float:
    if style.is_hidden(count) or style.is_hidden(whole):
        return 0.0
    return round(float(count) / max(float(whole), 1.0), 6)


def _left(row: "pd.Series[Any]", parts: Sequence[Part], whole: str) -> float:
    counts = [row[part.column] for part in parts]
    if style.is_hidden(row[whole]) or not any(style.is_hidden(count) for count in counts):
        return 0.0
    return round(1 - sum(_length(count, row[whole]) for count in counts), 6)
