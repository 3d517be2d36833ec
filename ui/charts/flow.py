"""From level to outcome: how far the cases of the period came, and how they stand."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.flow import LEVELS
from analytics.result import MINIMUM_N, FigureResult
from casework.words import counted, enumeration
from ui.charts import bars, curves, style

TITLE = "Van niveau naar uitkomst"
UNIT = "zaken"

HOW_TO_READ = (
    "Elke balk is een niveau van de handelingskaart, met alle zaken van de periode die tot daar "
    "kwamen; samen 100%, en erachter hoeveel zaken dat zijn. De delen zeggen hoe het ermee staat: "
    "loopt nog, gestopt met nazorg, of gesloten en hoe. Een jonge zaak kan nog opschalen of "
    "stoppen, dus dit is een foto en geen eindstand."
)

DEFINITION = (
    "De zaken die in de periode begonnen, bij het hoogste niveau dat zij bereikten, naar hoe "
    "zij er op de laatste dag voor stonden."
)

_PARTS = {
    "running": bars.BarSegment("running", "loopt", style.QUIET, "."),
    "stopped": bars.BarSegment("stopped", "gestopt met nazorg", style.MAIN, "/"),
    "closed_stopped": bars.BarSegment("closed_stopped", "gesloten: gestopt", style.MAIN),
    "closed_no_bullying": bars.BarSegment(
        "closed_no_bullying", "gesloten: geen pesten", style.SECOND
    ),
    "closed_left_school": bars.BarSegment(
        "closed_left_school", "gesloten: van school", style.MARKED, "x"
    ),
    "closed_other": bars.BarSegment("closed_other", "gesloten: anders", style.QUIET, "\\"),
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """A bar of 100 % for each level, with n behind it, also of the year before."""
    frame, before = computed.now.frame, computed.before
    names = [f"Niveau {level}<br>{style.LEVEL_OWNER[level]}" for level in LEVELS]
    now, earlier = _totals(frame), _totals(before.frame) if before else {}
    return {
        "data": [_part(frame, names, outcome) for outcome in _PARTS],
        "layout": style.layout(
            height=320,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.share_axis("van de zaken op dit niveau", range=[0, 1.3]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, _count(now[level], earlier.get(level)), 1 if now[level] else 0)
                for name, level in zip(names, LEVELS, strict=True)
            ],
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How the cases of each level stand, in counts; then n, also of the year before."""
    now: FigureResult = computed.now
    if now.is_few:
        return (
            f"Hoe zaken ervoor staan, staat hier vanaf {MINIMUM_N} zaken: in deze periode begonnen "
            f"er {style.number(now.count)}."
        )
    totals = _totals(now.frame)
    before = f" ({curves.BEFORE} {style.number(computed.before.count)})" if computed.before else ""
    return style.sentences(
        f"{counted(now.count or 0, 'zaak', 'zaken')}{before}.",
        *(_level(now.frame, level, totals[level]) for level in LEVELS if totals[level]),
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row per level: cases and percents per outcome, and the cases of the year before."""
    frame, before = computed.now.frame, computed.before
    now, earlier = _totals(frame), _totals(before.frame) if before else {}
    columns: dict[str, list[str]] = {
        "Niveau": [str(level) for level in LEVELS],
        "Zaken": [style.number(now[level]) for level in LEVELS],
    }
    for outcome, part in _PARTS.items():
        rows = frame[frame["outcome"] == outcome].set_index("level")
        columns[part.words[:1].upper() + part.words[1:]] = [
            f"{style.number(rows.at[level, 'count_cases'])} ({rows.at[level, 'percent']}%)"
            for level in LEVELS
        ]
    if before:
        columns["Zaken vorig jaar"] = [style.number(earlier[level]) for level in LEVELS]
    return pd.DataFrame(columns)


def _totals(frame: pd.DataFrame) -> dict[int, int]:
    totals = frame.groupby("level")["count_cases"].sum()
    return {level: int(totals[level]) for level in LEVELS}


def _count(now: int, before: int | None) -> str:
    beside = "" if before is None else f" (vorig jaar {style.number(before)})"
    return f"<b>{style.number(now)}</b>{beside}"


def _level(frame: pd.DataFrame, level: int, total: int) -> str:
    rows = frame[frame["level"] == level].set_index("outcome")["count_cases"]
    counts = [
        f"{part.words} {style.number(rows[outcome])}"
        for outcome, part in _PARTS.items()
        if rows[outcome]
    ]
    return f"Niveau {level}, {counted(total, 'zaak', 'zaken')}: {enumeration(counts)}."


def _part(frame: pd.DataFrame, names: list[str], outcome: str) -> dict[str, Any]:
    part, rows = _PARTS[outcome], frame[frame["outcome"] == outcome]
    pattern = {"shape": part.pattern, "fillmode": "replace", "size": 7, "solidity": 0.35}
    line = {"color": part.colour, "width": 1}
    return {
        "type": "bar",
        "orientation": "h",
        "name": part.words,
        "x": [int(percent) / 100 for percent in rows["percent"]],
        "y": names,
        "marker": {"color": part.colour, "line": line, "pattern": pattern},
        **style.PICKED,
        "customdata": [
            style.joined_subgroups(
                style.subgroup("level", str(level)), style.subgroup("state", outcome)
            )
            for level in rows["level"]
        ],
        "hovertext": [
            f"{counted(int(row.count_cases), 'zaak', 'zaken')} {part.words} ({row.percent}%)"
            for row in style.rows(rows)
        ],
        "hoverinfo": "text",
    }
