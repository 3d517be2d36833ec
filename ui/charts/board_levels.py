"""The second chart of the board: open cases by level, running and in nazorg."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.open_cases import COUNTS
from casework.words import counted, short_date
from ui.charts import open_cases, style

TITLE = "Niveaus"
INFO = (
    "Elke balk is een niveau van de handelingskaart, met het aantal open zaken erin. Het volle "
    "deel loopt nog; in het lichte deel is het gestopt en loopt de nazorg. Rood is niveau 3. De "
    "dunne balk is vorig jaar, zoals het er toen rond deze tijd uitzag."
)
LEVELS = (1, 2, 3)
_RUNNING = {1: style.MAIN, 2: style.MAIN, 3: style.RED}
_STOPPED = {level: style.faded(colour, 0.34) for level, colour in _RUNNING.items()}


def layout() -> dict[str, Any]:
    """What is the same for every view."""
    return {
        "barmode": "stack",
        "bargap": 0.45,
        "showlegend": True,
        "legend": style.legend(),
        "template": {"data": _TRACES},
        "xaxis": _axis(),
        "yaxis": {"type": "category", "categoryarray": _names(), "range": [-0.6, 2.6]},
        "margin": {"l": 8, "r": 12, "t": 6, "b": 30, "pad": 4},
    }


def _axis() -> dict[str, Any]:
    return {"rangemode": "tozero", "tickformat": ",d", "nticks": 5, "zeroline": False}


_HOVER = "%{y}: %{x} %{fullData.name}<extra></extra>"
_PART: dict[str, Any] = {
    "textposition": "inside",
    "insidetextanchor": "middle",
    "textangle": 0,
    "hovertemplate": _HOVER,
}
_TRACES: dict[str, Any] = {
    "bar": [
        _PART | {"insidetextfont": {"color": style.WHITE, "size": 13}},
        _PART | {"insidetextfont": {"color": style.TEXT, "size": 13}},
        # A thin bar of its own under each level.
        {
            "width": 0.09,
            "offset": -0.42,
            "marker": {"color": style.QUIET},
            "hovertemplate": "%{y}: vorig jaar %{x}<extra></extra>",
        },
    ],
}


def chart(computed: ComputedFigure, words: style.Words) -> dict[str, Any]:
    """The chart for one view."""
    frame = computed.now.frame.set_index("level").loc[list(LEVELS)]
    before = computed.before and computed.before.frame.set_index("level").loc[list(LEVELS)]
    most = max([1, *frame["count_cases"], *(before["count_cases"] if before is not None else [])])
    data = [
        _bars(frame, "count_running", "loopt", "running", _RUNNING),
        _bars(frame, "count_stopped", "gestopt, nazorg loopt", "stopped", _STOPPED),
    ]
    if before is not None:
        counts = [int(count) for count in before["count_cases"]]
        thin = {"type": "bar", "orientation": "h", "name": "vorig jaar", "base": [0, 0, 0]}
        data.append(thin | {"x": counts, "y": _names()})
    return {
        "subtitle": _subtitle(computed),
        "data": data,
        "layout": {"xaxis": _axis() | {"range": [0, round(1.06 * most, 1)]}},
        "alt": open_cases.description(computed, words),
        "table": _table(frame, before),
        "presses": _presses(frame),
    }


def _bars(
    frame: pd.DataFrame, column: str, name: str, state: str, colours: dict[int, str]
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [int(count) for count in frame[column]],
        "y": _names(),
        "text": [style.number(count) if count else "" for count in frame[column]],
        "marker": {
            "color": [colours[level] for level in LEVELS],
            "line": {"width": 1, "color": [_RUNNING[level] for level in LEVELS]},
        },
        "customdata": [_part(level, state) for level in LEVELS],
    }


def _names() -> list[str]:
    return [style.LEVEL_NAME[level] for level in LEVELS]


def _subtitle(computed: ComputedFigure) -> str:
    cases = counted(computed.now.count or 0, "open zaak", "open zaken")
    view = computed.view
    return f"{cases}, nu" if view.is_now else f"{cases} op {short_date(view.known_on)}"


def _part(level: int, state: str = "") -> str:
    whole = style.subgroup("level", str(level))
    return style.joined_subgroups(whole, style.subgroup("state", state)) if state else whole


def _presses(frame: pd.DataFrame) -> dict[str, Any]:
    columns = {"running": "count_running", "stopped": "count_stopped"}
    parts = [
        _part(level, state)
        for level in LEVELS
        for state, column in columns.items()
        if frame.loc[level, column]
    ]
    parts += [_part(level) for level in LEVELS if frame.loc[level, "count_cases"]]
    return {part: {"kind": "cases"} for part in parts}


def _table(frame: pd.DataFrame, before: pd.DataFrame | None) -> dict[str, Any]:
    head = ["Niveau", "Open zaken", "Loopt", "Gestopt, nazorg"]
    rows = [
        [style.LEVEL_NAME[level], *(int(count) for count in counts)]
        for level, counts in zip(LEVELS, frame[list(COUNTS)].to_numpy(), strict=True)
    ]
    if before is not None:
        head.append("Vorig jaar")
        for row, count in zip(rows, before["count_cases"].tolist(), strict=True):
            row.append(int(count))
    return {"head": head, "rows": rows, "parts": [_part(level) for level in LEVELS]}
