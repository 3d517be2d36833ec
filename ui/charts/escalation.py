"""Open cases by level now: one bar per level, split into running and stopped with nazorg."""

from typing import Any

import pandas as pd

from ui.charts import style

TITLE = "Open zaken per niveau"

HOW_TO_READ = (
    "Elke balk is een niveau van de handelingskaart: niveau 1 bij de eerste melding, niveau 2 bij "
    "de tweede, niveau 3 als het niet stopt. Een zaak staat bij het hoogste niveau dat zij heeft "
    "bereikt en zakt niet terug. Het effen deel van de balk loopt nog; in het gearceerde deel is "
    "het pesten gestopt, maar zijn de nazorg en de evaluatie nog niet klaar. Gesloten zaken staan "
    "er niet in."
)

_PARTS = {
    "count_running": ("loopt", ""),
    "count_stopped": ("gestopt, nog niet gesloten", "/"),
}


def figure(frame: pd.DataFrame) -> style.Figure:
    """The picture of analytics.escalation.open_cases_by_level."""
    names = [_name(level) for level in frame["level"]]
    most = max(int(frame["count_cases"].max()), 4)
    return {
        "data": [_bars(frame, names, column) for column in _PARTS],
        "layout": style.layout(
            height=270,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            xaxis=style.axis("open zaken", tickformat=",d", range=[0, most * 1.12]),
            yaxis=style.rows_axis(names),
            annotations=[
                _total(name, int(count))
                for name, count in zip(names, frame["count_cases"], strict=True)
            ],
        ),
    }


def description(frame: pd.DataFrame) -> str:
    """What the picture says, in words; n included."""
    total, stopped = int(frame["count_cases"].sum()), int(frame["count_stopped"].sum())
    if total == 0:
        return "Er zijn op dit moment geen open zaken."
    levels = [
        f"{style.number(count)} op niveau {level}"
        for level, count in zip(frame["level"], frame["count_cases"], strict=True)
    ]
    return style.sentences(
        f"Nu {style.counted(total, 'open zaak', 'open zaken')}:"
        f" {', '.join(levels[:-1])} en {levels[-1]}.",
        f"In {style.number(stopped)} daarvan is het gestopt en loopt de nazorg nog."
        if stopped
        else "",
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per level, with Dutch headings."""
    return pd.DataFrame(
        {
            "Niveau": frame["level"],
            "Erbij betrokken": [style.LEVEL_OWNER[level] for level in frame["level"]],
            "Open zaken": frame["count_cases"],
            "Loopt": frame["count_running"],
            "Gestopt, nog niet gesloten": frame["count_stopped"],
        }
    )


def _name(level: int) -> str:
    return f"{style.LEVEL_NAME[level]}<br>{style.LEVEL_OWNER[level]}"


def _bars(frame: pd.DataFrame, names: list[str], column: str) -> dict[str, Any]:
    words, pattern = _PARTS[column]
    colours = [style.LEVEL[level] for level in frame["level"]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": words,
        "x": frame[column].tolist(),
        "y": names,
        "marker": {
            "color": colours,
            "line": {"color": colours, "width": 1},
            "pattern": {"shape": pattern, "fillmode": "replace", "size": 7, "solidity": 0.35},
        },
        "hovertext": [
            f"Niveau {level}: {style.number(count)} {words}"
            for level, count in zip(frame["level"], frame[column], strict=True)
        ],
        "hoverinfo": "text",
    }


def _total(name: str, count: int) -> dict[str, Any]:
    place = {"x": count, "y": name, "xanchor": "left", "xshift": 6, "showarrow": False}
    return {"text": f"<b>{style.number(count)}</b>", **place}
