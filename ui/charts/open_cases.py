"""Open cases by level: one bar per level, split into running and stopped with nazorg."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import FigureResult
from casework.words import counted, enumeration, short_date
from ui.charts import bars, curves, style

TITLE = "Open zaken per niveau"
UNIT = "open zaken"

HOW_TO_READ = (
    "Elke balk is een niveau van de handelingskaart: niveau 1 bij de eerste melding, niveau 2 bij "
    "de tweede, niveau 3 als het niet stopt. Een zaak staat bij het hoogste niveau dat zij heeft "
    "bereikt en zakt niet terug. Het effen deel van de balk loopt nog; in het gearceerde deel is "
    "het pesten gestopt, maar zijn de nazorg en de evaluatie nog niet klaar. Het streepje is vorig "
    "jaar, zoals het er toen rond deze tijd uitzag."
)

DEFINITION = (
    "Alle zaken die op die dag open waren, wanneer ze ook begonnen, bij het hoogste niveau dat "
    "toen bereikt was. Gesloten zaken staan er niet in; wat later weer openging, was toen gesloten."
)

_PARTS = {
    "count_running": ("loopt", "", "running"),
    "count_stopped": ("gestopt, nazorg loopt", "/", "stopped"),
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The bars, and how many there were a year before as a short line across each."""
    frame, before = computed.now.frame, computed.before
    names = [_name(level) for level in frame["level"]]
    counts = [*frame["count_cases"], *(before.frame["count_cases"] if before else [])]
    return {
        "data": [
            *(_bars(frame, names, column) for column in _PARTS),
            *(_year_before(before.frame, names) if before else []),
        ],
        "layout": style.layout(
            height=260,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.axis("open zaken", tickformat=",d", range=[0, max(4, *counts) * 1.15]),
            yaxis=style.rows_axis(names),
            annotations=[
                {
                    "text": f"<b>{style.number(count)}</b>",
                    "x": int(count),
                    "y": name,
                    "xanchor": "left",
                    "xshift": 6,
                    "showarrow": False,
                }
                for name, count in zip(names, frame["count_cases"], strict=True)
            ],
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many are open and were a year before, by level, and in how many it has stopped."""
    now: FigureResult = computed.now
    count = now.count or 0
    if computed.view.is_now:
        when, are, none = "Nu", "zijn er", "Er zijn nu geen open zaken"
    else:
        when, are = f"Op {short_date(computed.view.known_on)}", "waren er"
        none = f"{when} waren er geen open zaken"
    before = _before(computed.before)
    if count == 0:
        return f"{none}{before}."
    levels = [
        f"{style.number(row.count_cases)} op niveau {row.level}" for row in style.rows(now.frame)
    ]
    stopped = int(now.frame["count_stopped"].sum())
    cases = counted(count, "open zaak", "open zaken")
    return style.sentences(
        f"{when} {are if count != 1 else are.replace('zijn', 'is').replace('waren', 'was')} {cases}"
        f"{before}: {enumeration(levels)}.",
        f"In {style.number(stopped)} daarvan is het gestopt en loopt de nazorg." if stopped else "",
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers behind the picture, one row per level and one for all, with Dutch headings."""
    frame, before = computed.now.frame, computed.before
    columns = {
        "Open zaken": frame["count_cases"],
        "Loopt": frame["count_running"],
        "Gestopt, nazorg loopt": frame["count_stopped"],
    }
    if before:
        columns["Open vorig jaar"] = before.frame["count_cases"]
    return pd.DataFrame(
        {
            "Niveau": [*(str(level) for level in frame["level"]), "Alles samen"],
            "Erbij betrokken": [*(style.LEVEL_OWNER[level] for level in frame["level"]), ""],
            **{name: [*map(int, counts), int(counts.sum())] for name, counts in columns.items()},
        }
    )


def _before(before: FigureResult | None) -> str:
    return f" ({curves.BEFORE} {style.number(before.count)})" if before else ""


def _name(level: int) -> str:
    return f"{style.LEVEL_NAME[level]}<br>{style.LEVEL_OWNER[level]}"


def _bars(frame: pd.DataFrame, names: list[str], column: str) -> dict[str, Any]:
    words, pattern, state = _PARTS[column]
    colours = [style.LEVEL[level] for level in frame["level"]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": words,
        "x": [int(count) for count in frame[column]],
        "y": names,
        "marker": {
            "color": colours,
            "line": {"color": colours, "width": 1},
            "pattern": {"shape": pattern, "fillmode": "replace", "size": 7, "solidity": 0.35},
        },
        **style.PICKED,
        "customdata": [
            style.joined_subgroups(
                style.subgroup("level", str(level)), style.subgroup("state", state)
            )
            for level in frame["level"]
        ],
        "hovertext": [
            f"Niveau {level}: {style.number(count)} {words}"
            for level, count in zip(frame["level"], frame[column], strict=True)
        ],
        "hoverinfo": "text",
    }


def _year_before(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    counts = [int(count) for count in frame["count_cases"]]
    return bars.year_before_lines(names, counts, curves.BEFORE)
