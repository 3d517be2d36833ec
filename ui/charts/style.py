"""The one look of all figures: colours, layout, and Dutch words and numbers.

One accent for what is counted, grey for what is beside it, and red for what is late or missed and
for level 3 alone. The colours of data stand out 3:1 against light and dark paper, and colour-blind
people tell neighbours apart; a pattern, a symbol or a word always says the same as the colour.
"""

import html
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import pandas as pd

from analytics.result import FigureResult
from casework import words
from casework.card.model import ActionCard
from casework.text_direction import isolated
from ui.labels import distinct

PlotlyFigure = dict[str, Any]

Words = Mapping[str, Mapping[str, str]]
"""Dutch word by code, by the name of the list of the card ("kinds", "places", ...); and "steps"."""

TOO_FEW = "Te weinig gegevens om iets te zeggen"
NO_VALUE = "–"
SMALL = words.SMALL
UNKNOWN = "unknown"
SMALL_WORDS = "minder dan 5"
HIDDEN = words.HIDDEN
SMALL_NUMBERS = words.SMALL_NUMBERS

MAIN = "#1f6f6b"
QUIET = "#7b8f9a"
SECOND = "#6483b4"
"""For a part that is neither good nor bad and stands beside one in MAIN."""
MARKED = "#8a4a9a"
RUST = "#b5452c"
"""Red on paper beside RED: a measure with a high risk, the role of the pestende leerling."""
AMBER = "#b7791f"
RED = "#c0414b"
LAPSED = "#7b4fc0"
LEVEL = {1: MAIN, 2: AMBER, 3: RED}
LEVEL_NAME = {1: "Niveau 1", 2: "Niveau 2", 3: "Niveau 3"}
LEVEL_OWNER = {1: "mentor", 2: "leerlingcoördinator", 3: "teamleider"}
OUTCOME = {
    "in_window": MAIN,
    "in_time": MAIN,
    "late": AMBER,
    "ahead": SECOND,
    "missed": RED,
    "lapsed": LAPSED,
    "open": QUIET,
}
PATTERN = {
    "in_window": "",
    "in_time": "",
    "late": "/",
    "ahead": "\\",
    "missed": "x",
    "lapsed": "-",
    "open": ".",
}

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif'
GRID = "rgba(128, 128, 128, 0.25)"
WHISKER = "rgba(128, 128, 128, 0.9)"
INK = "#14211f"
WHITE = "#ffffff"
CLEAR = "rgba(0, 0, 0, 0)"
TEXT = "#000001"
"""Streamlit puts the first chart colour of the theme on the page in this place (dark ink in the
light theme, pale ink in the dark one); everywhere else it is what it says, almost black."""

_TICK_FONT = {"size": 12, "color": TEXT}


def layout(height: int, **more: Any) -> dict[str, Any]:
    """The layout that every figure starts from; `more` adds to it or replaces parts."""
    base: dict[str, Any] = {
        "height": height,
        "autosize": True,
        "font": {"family": FONT, "size": 13, "color": TEXT},
        "separators": ",.",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "margin": {"l": 8, "r": 16, "t": 24, "b": 8, "pad": 6},
        "dragmode": False,
        "hovermode": "closest",
        "legend": legend(),
        "showlegend": False,
        "modebar": {"bgcolor": CLEAR, "color": QUIET, "activecolor": MAIN},
    }
    return base | more


def legend() -> dict[str, Any]:
    """Lies under the picture, out of its way; a click on it hides nothing."""
    return {
        "orientation": "h",
        "yref": "container",
        "yanchor": "bottom",
        "y": 0,
        "xref": "container",
        "xanchor": "left",
        "x": 0,
        "font": {"size": 12, "color": TEXT},
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """An axis of numbers: few ticks, no zooming, room for its own words."""
    base: dict[str, Any] = {
        "title": {"text": title, "standoff": 8, "font": {"size": 12, "color": TEXT}},
        "tickfont": _TICK_FONT,
        "automargin": True,
        "fixedrange": True,
        "nticks": 6,
        "rangemode": "tozero",
        "showgrid": True,
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": GRID,
    }
    return base | more


def share_axis(title: str = "", **more: Any) -> dict[str, Any]:
    """An axis from 0 to 100 per cent."""
    marks = [0, 0.25, 0.5, 0.75, 1]
    words = [percent(mark) for mark in marks]
    return axis(title, range=[0, 1.02], tickvals=marks, ticktext=words) | more


def rows_axis(names: list[str]) -> dict[str, Any]:
    """A vertical axis of names, the first one on top, none left out."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "tickmode": "array",
        "tickvals": names,
        "range": [len(names) - 0.4, -0.6],
        "ticklabelstandoff": 6,
        "tickfont": _TICK_FONT,
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def whiskers(
    values: list[float], lower: list[float], upper: list[float], **more: Any
) -> dict[str, Any]:
    """Error bars along the horizontal axis from lower to upper; `more` replaces parts."""
    base: dict[str, Any] = {
        "type": "data",
        "symmetric": False,
        "array": [_length(value, high) for value, high in zip(values, upper, strict=True)],
        "arrayminus": [_length(low, value) for value, low in zip(values, lower, strict=True)],
        "color": WHISKER,
        "thickness": 2,
        "width": 4,
    }
    return base | more


def _length(start: float, end: float) -> float:
    return 0.0 if math.isnan(start) or math.isnan(end) else max(end - start, 0.0)


def faded(colour: str, opacity: float) -> str:
    """A colour ("#1f6f6b") with this opacity, as plotly reads it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def ink_on(colour: str) -> str:
    """The colour of letters that can be read on a bar of this colour."""
    return INK if colour in (AMBER, QUIET) else WHITE


def timeline(days: Iterable[date], *, is_months: bool) -> dict[str, Any]:
    """For the layout of a figure over time: the day at each place of its axis, for marks.

    `is_months`: a place is a whole month, and the day is its first; else it is that day alone.
    """
    return {"meta": {"days": [f"{day:%Y-%m-%d}" for day in days], "is_months": is_months}}


def subgroup(name: str, code: str) -> str:
    """What a point stands for, by code: "month:2026-10"; the screen asks for its cases with it."""
    return f"{name}:{code}"


def joined_subgroups(*several: str) -> str:
    """What a point stands for that is two things at once: "place:yard+day_part:break"."""
    return AND.join(several)


AND = "+"

PICKED = {"unselected": {"marker": {"opacity": 0.6}}}
"""The points beside the one that was pressed stay readable."""


def plain(text: str) -> str:
    """Words of a school as words: plotly would read <b> or a link in them."""
    return html.escape(isolated(text), quote=False)


def words_of(card: ActionCard) -> Words:
    """The words of every list of the card by code, and the titles of its steps under "steps"."""
    steps = {step.id: step.title for step in card.steps}
    return {**{name: dict(known) for name, known in card.lists.items()}, "steps": steps}


def in_words(
    frame: pd.DataFrame, column: str, words: Mapping[str, str], unknown: str = "niet genoemd"
) -> pd.DataFrame:
    """The frame with words in the place of codes, ordered as in the card.

    A code that the card no longer has keeps its own name; "unknown" is what was not named, and
    comes last. Words that stand there twice get a number.
    """
    others = {str(code): str(code) for code in frame[column] if code not in (*words, UNKNOWN)}
    known = distinct({**words, **others, UNKNOWN: unknown})
    order = list(known.values())
    return frame.assign(**{column: pd.Categorical(frame[column].map(known), categories=order)})


def number_or_none(value: float | None) -> float | None:
    """A number for plotly; None, where it is missing, leaves a gap."""
    return None if value is None or pd.isna(value) else float(value)


def rows(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows of a frame, with the columns as attributes."""
    return frame.itertuples(index=False)


def number(value: float | None, digits: int = 0) -> str:
    """1234.5 as "1.234,5"; a missing value as a dash."""
    if value is None or math.isnan(value):
        return NO_VALUE
    return words.number(value, digits)


def percent(share: float | None) -> str:
    """0.724 as "72%"; a missing share as a dash."""
    if share is None or math.isnan(share):
        return NO_VALUE
    return f"{number(100 * share)}%"


def interval(
    lower: float | None,
    upper: float | None,
    kind: Literal["number", "percent"] = "number",
    digits: int = 1,
) -> str:
    """Two limits as "1,2 tot 9,8" or "44% tot 72%"; a dash when either is missing."""
    if any(limit is None or math.isnan(limit) for limit in (lower, upper)):
        return NO_VALUE
    if kind == "percent":
        return f"{percent(lower)} tot {percent(upper)}"
    return f"{number(lower, digits)} tot {number(upper, digits)}"


def intervals(frame: pd.DataFrame, kind: Literal["number", "percent"] = "number") -> list[str]:
    """The limits of each row (columns lower and upper) in words."""
    pairs = zip(frame["lower"], frame["upper"], strict=True)
    return [interval(lower, upper, kind) for lower, upper in pairs]


def is_hidden(value: Any) -> bool:
    """Whether a count is suppressed."""
    return value is None or bool(pd.isna(value))


def is_small(frame: pd.DataFrame, column: str) -> "list[bool]":
    """For each row whether the hidden count in this column is one of 1 to 4."""
    marks = frame.get(f"is_small_{column}")
    return [False] * len(frame) if marks is None else [bool(mark) for mark in marks]


def cell(value: Any, small: bool = False) -> str:
    """A count for a table: "1.234", "<5", or that it is hidden."""
    if is_hidden(value):
        return SMALL if small else HIDDEN
    return number(value)


def cells(frame: pd.DataFrame, column: str) -> "list[int] | list[str]":
    """A column of counts for a table: numbers, or words where a count is hidden."""
    if not frame[column].isna().any():
        return [int(value) for value in frame[column]]
    pairs = zip(frame[column], is_small(frame, column), strict=True)
    return [cell(value, small) for value, small in pairs]


def count_in_sentence(value: Any, small: bool = False) -> str:
    """A count in a sentence: "12", "minder dan 5", or that it is hidden."""
    if is_hidden(value):
        return SMALL_WORDS if small else f"een {HIDDEN} aantal"
    return number(value)


def same_time_last_year(before: FigureResult | None) -> str:
    """A sentence with the number of the year before, behind that of now; "" without one."""
    return f" Vorig jaar in dezelfde tijd {number(before.count)}." if before else ""


def sentences(*parts: str) -> str:
    """The parts that are not empty, as one text."""
    return " ".join(part for part in parts if part)
