"""The first chart of the board: meldingen per class as numbered dots, each with its 95 % band."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.reports import ReportsPerClass
from ui.charts import class_rows, reports, style
from ui.charts.board_chart import no_picture, rounded

TITLE = "Per klas"
INFO = (
    "Elke stip is een klas, op naam en niet op aantal; in de stip staat het aantal meldingen. Hoe "
    "hoger, hoe meer per 100 leerlingen. De lichte band is het 95%-interval: bij een paar "
    "meldingen is die lang. De streepjeslijn is het cijfer van alle klassen samen, de stippellijn "
    "dat van vorig jaar rond deze tijd. Het korte streepje is de klas die toen zo heette: dezelfde "
    "plek, andere leerlingen. Meer meldingen is niet minder veilig: er kan ook eerder iets zijn "
    "verteld en vastgelegd."
)

ROOM = 30
"""Pixels that a dot with its number needs; with more classes the picture scrolls in its card."""

BESIDE = 60
_BAND = style.faded(style.MAIN, 0.34)
_AIR = 0.07


def layout() -> dict[str, Any]:
    """What is the same for every view; the look of the traces is in the template."""
    return {
        "bargap": 0,
        "template": {"data": _TRACES},
        "yaxis": {"rangemode": "tozero", "nticks": 5, "zeroline": True},
        "margin": {"l": 8, "r": 8, "t": 6, "b": 8, "pad": 4},
    }


_TRACES: dict[str, Any] = {
    "bar": [{"width": 0.3, "marker": {"color": _BAND, "cornerradius": 6, "line": {"width": 0}}}],
    "scatter": [
        {
            "mode": "markers",
            "marker": {
                "symbol": "line-ew",
                "size": 14,
                "line": {"width": 2, "color": style.QUIET},
            },
            "hovertemplate": "%{x} vorig jaar (andere leerlingen): %{y:.0f} per 100<extra></extra>",
        },
        {
            "mode": "markers+text",
            "textposition": "middle center",
            "textfont": {"size": 11, "color": style.WHITE},
            "marker": {"size": 20, "color": style.MAIN, "line": {"width": 0}},
            "cliponaxis": False,
            "unselected": {"marker": {"opacity": 0.35}},
            "hovertemplate": (
                "<b>%{x}</b><br>meldingen: %{text}<br>%{y:.1f} per 100 leerlingen<extra></extra>"
            ),
        },
    ],
}


def chart(computed: ComputedFigure, words: style.Words, *, selected: str = "") -> dict[str, Any]:
    """The chart for one view; `selected` is the class that the other charts are about."""
    now: ReportsPerClass = computed.now
    if now.is_few:
        return no_picture(reports.description(computed, words))
    frame = now.frame
    names = [style.plain(name) for name in class_rows.names(frame)]
    then = class_rows.year_before(frame, computed.before)
    rates_before = [None if row is None else rounded(row.rate_per_100, 1) for row in then]
    return {
        "subtitle": _subtitle(computed),
        "data": [
            _band(frame, names),
            {"type": "scatter", "x": names, "y": rates_before},
            _dots(frame, names, selected),
        ],
        "layout": _layout(computed, names, rates_before),
        "alt": reports.description(computed, words),
        "table": _table(frame, then),
        "presses": _presses(frame, selected),
    }


def _band(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    lower = [rounded(value, 1) for value in frame["lower"]]
    upper = [rounded(value, 1) for value in frame["upper"]]
    lengths = [
        None if low is None or high is None else rounded(high - low, 1)
        for low, high in zip(lower, upper, strict=True)
    ]
    return {"type": "bar", "x": names, "base": lower, "y": lengths, "hoverinfo": "skip"}


def _dots(frame: pd.DataFrame, names: list[str], selected: str) -> dict[str, Any]:
    dots = {
        "type": "scatter",
        "x": names,
        "y": [rounded(rate, 1) for rate in frame["rate_per_100"]],
        "text": [style.number(count) for count in frame["count_reports"]],
        "customdata": _parts(frame),
    }
    chosen = [place for place, one in enumerate(frame["class_id"]) if one == selected]
    return dots | ({"selectedpoints": chosen} if chosen and len(frame) > 1 else {})


def _layout(
    computed: ComputedFigure, names: list[str], rates_before: list[float | None]
) -> dict[str, Any]:
    frame, many = computed.now.frame, len(names)
    rates = [rate for rate in [*frame["rate_per_100"], *rates_before] if not style.is_hidden(rate)]
    highest = max([*rates, 1.0])
    top = min(max([*frame["upper"].dropna(), highest]), 2.5 * highest) * (1 + _AIR)
    lines = [
        _line(side.overall.rate_per_100, dash, width)
        for side, dash, width in ((computed.now, "dash", 1.5), (computed.before, "dot", 1))
        if many > 1 and side is not None and side.overall.rate_per_100 is not None
    ]
    return {
        "xaxis": {"type": "category", "range": [-0.6, many - 0.4], "tickangle": 0, "dtick": 1},
        "yaxis": layout()["yaxis"] | {"range": [round(-_AIR * top, 1), round(top, 1)]},
        "shapes": lines,
        "meta": {"min_width": ROOM * many + BESIDE},
    }


def _line(rate: float, dash: str, width: float) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": round(rate, 1),
        "y1": round(rate, 1),
        "line": {"color": style.QUIET, "dash": dash, "width": width},
    }


def _subtitle(computed: ComputedFigure) -> str:
    now, before = computed.now.overall, computed.before and computed.before.overall
    if len(computed.now.frame) < 2 or now.rate_per_100 is None:
        return "meldingen per 100 leerlingen"
    together = f"samen {style.number(now.rate_per_100, 1)}"
    if before and before.rate_per_100 is not None:
        together += f", vorig jaar {style.number(before.rate_per_100, 1)}"
    return f"meldingen per 100 leerlingen: {together}"


def _table(frame: pd.DataFrame, then: list[Any]) -> dict[str, Any]:
    head = ["Klas", "Meldingen", "Leerlingen", "Per 100", "95%-interval"]
    has_before = any(row is not None for row in then)
    rows = [
        [
            name,
            int(row.count_reports),
            int(row.count_pupils),
            style.number(row.rate_per_100, 1),
            style.interval(row.lower, row.upper),
            *([style.number(past.count_reports) if past else ""] if has_before else []),
        ]
        for name, row, past in zip(class_rows.names(frame), style.rows(frame), then, strict=True)
    ]
    return {"head": [*head, *(["Vorig jaar"] if has_before else [])], "rows": rows}


def _presses(frame: pd.DataFrame, selected: str) -> dict[str, Any]:
    """A press chooses the class for the other charts; on the chosen one it lets it go again."""
    if len(frame) == 1:
        return {_parts(frame)[0]: {"kind": "cases"}}
    return {
        part: {
            "kind": "filter",
            "name": "place",
            "value": "" if class_id == selected else f"c{class_id}",
        }
        for part, class_id in zip(_parts(frame), frame["class_id"], strict=True)
    }


def _parts(frame: pd.DataFrame) -> list[str]:
    """What each dot stands for: its place; a class alone leads to its cases, so by its id."""
    if len(frame) == 1:
        return [style.subgroup("class_id", str(frame["class_id"].iloc[0]))]
    return [str(place) for place in range(len(frame))]
