"""Horizontal stacked bars, with the year before as a thin line."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ui.charts import style


@dataclass(frozen=True)
class BarSegment:
    """A part of a bar: its column, words, colour and pattern, and the subgroup of a press."""

    column: str
    words: str
    colour: str
    pattern: str = ""
    press: str = ""


def outcome_segments(words: Mapping[str, str], *, is_pressed: bool = True) -> list[BarSegment]:
    """A segment for each outcome: its column count_<outcome>, its words, colour and pattern.

    `is_pressed`: a press on it is a press on the subgroup of that outcome.
    """
    return [
        BarSegment(
            f"count_{outcome}",
            word,
            style.OUTCOME[outcome],
            style.PATTERN[outcome],
            style.subgroup("outcome", outcome) if is_pressed else "",
        )
        for outcome, word in words.items()
    ]


def stacked(
    frame: pd.DataFrame, names: Sequence[str], segments: Sequence[BarSegment], whole: str = ""
) -> list[dict[str, Any]]:
    """One bar for each row, its counts inside; in shares of the column `whole` where given.

    The parts of a row add up to its whole. A part that is nowhere has no place in the legend.
    """
    return [
        _segment(frame, names, segment, whole)
        for segment in segments
        if frame[segment.column].any()
    ]


def year_before_lines(
    names: Sequence[str], values: Sequence[float | None], words: str
) -> list[dict[str, Any]]:
    """A thin line across each bar, where the year before ended; nothing without one.

    It takes no presses: on a short bar none would be left for the bar.
    """
    known = [(name, value) for name, value in zip(names, values, strict=True) if value is not None]
    if not known:
        return []
    line = {"width": 2, "color": style.TEXT}
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": words,
            "x": [value for _, value in known],
            "y": [name for name, _ in known],
            "marker": {"symbol": "line-ns-open", "size": 26, "color": style.TEXT, "line": line},
            "cliponaxis": False,
            "hoverinfo": "skip",
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


def _segment(
    frame: pd.DataFrame, names: Sequence[str], segment: BarSegment, whole: str
) -> dict[str, Any]:
    counts = [int(count) for count in frame[segment.column]]
    of = [int(count) for count in frame[whole]] if whole else [1] * len(counts)
    pattern = {"shape": segment.pattern, "size": 7, "solidity": 0.15, "fgcolor": _PATTERN}
    return {
        "type": "bar",
        "orientation": "h",
        "name": segment.words,
        "x": [count / max(every, 1) for count, every in zip(counts, of, strict=True)],
        "y": list(names),
        "text": [style.number(count) if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": style.ink_on(segment.colour)},
        "marker": {
            "color": segment.colour,
            "line": {"color": segment.colour, "width": 1},
            "pattern": pattern | {"fillmode": "overlay"},
        },
        **style.PICKED,
        "customdata": [segment.press] * len(counts),
        "hovertext": [
            _hover(count, every if whole else 0, segment.words)
            for count, every in zip(counts, of, strict=True)
        ],
        "hoverinfo": "text",
    }


_PATTERN = style.faded(style.WHITE, 0.45)


def _hover(count: int, whole: int, words: str) -> str:
    return (
        f"{style.number(count)} van {style.number(whole)} {words}"
        if whole
        else (f"{style.number(count)} {words}")
    )
