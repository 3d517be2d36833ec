"""Lying bars of which the parts lie behind each other, with the year before as a thin line."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ui.charts import style


@dataclass(frozen=True)
class BarSegment:
    """A part of a bar: its column, words, colour and pattern, and what it is when pressed."""

    column: str
    words: str
    colour: str
    pattern: str = ""
    press: str = ""


def stacked(
    frame: pd.DataFrame, names: Sequence[str], parts: Sequence[BarSegment], whole: str = ""
) -> list[dict[str, Any]]:
    """One bar for each row, its counts inside; in shares of the column `whole` where given.

    The parts of a row add up to its whole. A part that is nowhere has no place in the legend.
    """
    return [_part(frame, names, part, whole) for part in parts if frame[part.column].any()]


def before_marks(
    names: Sequence[str], shares: Sequence[float | None], words: str
) -> list[dict[str, Any]]:
    """A thin line across each bar, where the year before ended; nothing without one."""
    known = [(name, share) for name, share in zip(names, shares, strict=True) if share is not None]
    if not known:
        return []
    line = {"width": 2, "color": style.TEXT}
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": words,
            "x": [share for _, share in known],
            "y": [name for name, _ in known],
            "marker": {"symbol": "line-ns-open", "size": 26, "color": style.TEXT, "line": line},
            "cliponaxis": False,
            "hovertext": [f"{words}: {style.percent(share)}" for _, share in known],
            "hoverinfo": "text",
        }
    ]


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


def _part(
    frame: pd.DataFrame, names: Sequence[str], part: BarSegment, whole: str
) -> dict[str, Any]:
    counts = [int(count) for count in frame[part.column]]
    of = [int(count) for count in frame[whole]] if whole else [1] * len(counts)
    pattern = {"shape": part.pattern, "size": 7, "solidity": 0.15, "fgcolor": _PATTERN}
    return {
        "type": "bar",
        "orientation": "h",
        "name": part.words,
        "x": [count / max(every, 1) for count, every in zip(counts, of, strict=True)],
        "y": list(names),
        "text": [style.number(count) if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": _INK.get(part.colour, "#ffffff")},
        "marker": {
            "color": part.colour,
            "line": {"color": part.colour, "width": 1},
            "pattern": pattern | {"fillmode": "overlay"},
        },
        **style.PICKED,
        "customdata": [part.press] * len(counts),
        "hovertext": [
            _hover(count, every if whole else 0, part.words)
            for count, every in zip(counts, of, strict=True)
        ],
        "hoverinfo": "text",
    }


_PATTERN = "rgba(255, 255, 255, 0.45)"
_INK = {style.AMBER: style.INK, style.QUIET: style.INK}


def _hover(count: int, whole: int, words: str) -> str:
    return (
        f"{style.number(count)} van {style.number(whole)} {words}"
        if whole
        else (f"{style.number(count)} {words}")
    )
