"""The fourth chart of the board: what became of the nazorg that was due, for whom."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import whole_percents
from casework.words import counted
from ui.charts import aftercare, style
from ui.charts.board_chart import no_picture

TITLE = "Nazorg"
INFO = (
    "Elke balk is alle nazorg die aan de beurt was en telt op tot 100%; in de balk staan de "
    "aantallen gesprekken. Op tijd is in de termijn. Een gesprek voor die tijd is een extra "
    "gesprek en geen nazorg op tijd. De lijn is het doel van het team."
)
KINDS = {kind: name for kind, name in aftercare.KINDS.items() if kind != "all"}
OUTCOMES = aftercare.OUTCOMES


def layout() -> dict[str, Any]:
    """What is the same for every view."""
    marks = [0, 25, 50, 75, 100]
    return {
        "barmode": "stack",
        "bargap": 0.45,
        "showlegend": True,
        "legend": style.legend(),
        "template": {"data": {"bar": [_TRACE]}},
        "xaxis": {
            "range": [0, 101],
            "tickvals": marks,
            "ticktext": [f"{mark}%" for mark in marks],
            "zeroline": False,
        },
        "yaxis": {"type": "category", "categoryarray": list(KINDS.values()), "range": [2.6, -0.6]},
        "margin": {"l": 8, "r": 12, "t": 20, "b": 30, "pad": 4},
    }


_TRACE: dict[str, Any] = {
    "textposition": "inside",
    "insidetextanchor": "middle",
    "textangle": 0,
    "marker": {"line": {"width": 0}},
    "hovertemplate": "%{y}: %{text} %{fullData.name}<extra></extra>",
}


def chart(
    computed: ComputedFigure, words: style.Words, *, target: int | None = None
) -> dict[str, Any]:
    """The chart for one view, with the target of the team in percents where there is one."""
    every = computed.now.frame.set_index("kind")
    frame = every.loc[list(KINDS)]
    due = int(every.loc["all", "count_due"])
    if not due:
        return no_picture(aftercare.description(computed, words))
    return {
        "subtitle": f"{counted(due, 'gesprek', 'gesprekken')} aan de beurt geweest",
        "data": _bars(computed, frame),
        "layout": {
            "shapes": [_target_line(target)] if target else [],
            "annotations": [*_nothing_due(frame), *([_target_words(target)] if target else [])],
        },
        "alt": aftercare.description(computed, words),
        "table": _table(every, computed.before),
        "presses": _presses(computed, frame),
    }


def _bars(computed: ComputedFigure, frame: pd.DataFrame) -> list[dict[str, Any]]:
    counts = {kind: [int(row[f"count_{name}"]) for name in OUTCOMES] for kind, row in _rows(frame)}
    percents = {kind: whole_percents(row) for kind, row in counts.items()}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": word,
            "x": [percents[kind][place] for kind in KINDS],
            "y": list(KINDS.values()),
            "text": [_text(counts[kind][place]) for kind in KINDS],
            "marker": {"color": style.OUTCOME[name]},
            "textfont": {"color": style.ink_on(style.OUTCOME[name])},
            "customdata": [_part(computed, name, kind) for kind in KINDS],
        }
        for place, (name, word) in enumerate(OUTCOMES.items())
        if any(row[place] for row in counts.values())
    ]


def _text(count: int) -> str:
    return style.number(count) if count else ""


def _rows(frame: pd.DataFrame) -> list[tuple[str, Any]]:
    return [(str(kind), row) for kind, row in frame.iterrows()]


def _part(computed: ComputedFigure, outcome: str, kind: str) -> str:
    """By outcome, and for whom where the figure can be pressed so."""
    whole = style.subgroup("outcome", outcome)
    if "concerns" not in computed.figure.subgroups:
        return whole
    return style.joined_subgroups(whole, style.subgroup("concerns", kind))


def _presses(computed: ComputedFigure, frame: pd.DataFrame) -> dict[str, Any]:
    parts = [
        _part(computed, outcome, kind)
        for kind, row in _rows(frame)
        for outcome in OUTCOMES
        if row[f"count_{outcome}"]
    ]
    return {part: {"kind": "cases"} for part in parts}


def _target_line(target: int) -> dict[str, Any]:
    ends = {"yref": "paper", "y0": 0, "y1": 1, "x0": target, "x1": target}
    ink = {"color": style.TEXT, "width": 2}
    return {"type": "line", "layer": "below", "line": ink, **ends}


def _target_words(target: int) -> dict[str, Any]:
    return {
        "x": target,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "xanchor": "right" if target > 50 else "left",
        "text": f"doel {target}%",
        "showarrow": False,
        "font": {"size": 12, "color": style.TEXT},
    }


def _nothing_due(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "x": 0,
            "y": KINDS[kind],
            "xanchor": "left",
            "text": "niets aan de beurt",
            "showarrow": False,
            "font": {"size": 12, "color": style.TEXT},
        }
        for kind, row in _rows(frame)
        if not row["count_due"]
    ]


def _table(every: pd.DataFrame, before: Any) -> dict[str, Any]:
    head = ["Voor", "Aan de beurt", *(word.capitalize() for word in OUTCOMES.values())]
    names = aftercare.KINDS
    past = before.frame.set_index("kind")["share"].to_dict() if before else {}
    rows = [
        [
            name,
            *(int(row[f"count_{column}"]) for column in ("due", *OUTCOMES)),
            style.percent(row["share"]),
            *([style.percent(past[kind])] if past else []),
        ]
        for (kind, row), name in zip(_rows(every.loc[list(names)]), names.values(), strict=True)
    ]
    more = ["Vorig jaar op tijd"] if past else []
    return {"head": [*head, "Aandeel op tijd", *more], "rows": rows}
