"""Meldingen per class as a funnel: the rate against the size, with what chance alone allows."""

from typing import Any

import numpy as np
import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.funnel import LEVELS, MINIMUM_CLASSES, MINIMUM_REPORTS, Funnel
from analytics.statistics import funnel_limits
from casework.words import counted, enumeration
from ui.charts import class_rows, style

TITLE = "Wijkt een klas af?"
UNIT = "meldingen"

DEFINITION = (
    "Meldingen per 100 leerlingen van elke klas tegen het aantal leerlingen, met de grenzen waar "
    "een klas van die grootte bij toeval in 95% en in 99,9% van de gevallen binnen blijft "
    "(Poisson, rond het cijfer van deze klassen samen)."
)

HOW_TO_READ = (
    "Elke stip is een klas: hoe verder naar rechts, hoe meer leerlingen; hoe hoger, hoe meer "
    "meldingen per 100 leerlingen. De lijn is het cijfer van deze klassen samen. Tussen de "
    "gestreepte lijnen ligt 95% van de klassen als alleen toeval een rol speelt, tussen de "
    "gestippelde 99,9%. Van 20 klassen ligt er dus gewoon af en toe één buiten de eerste lijn. "
    "Een ruit is een klas buiten 95%, een ster een klas buiten 99,9%. Zo'n klas is een vraag "
    "waard, geen oordeel: meer meldingen kan ook betekenen dat er beter wordt gemeld."
)

_LINE = {"95": ("95%", "dash"), "99_9": ("99,9%", "dot")}
_SYMBOL = {"": "circle", "95": "diamond", "99_9": "star"}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The picture of analytics.figures.funnel; a class without pupils has no dot."""
    result: Funnel = computed.now
    known = result.frame.assign(shown_name=class_rows.names(result.frame))
    known = known.dropna(subset=["rate_per_100"])
    rate = result.overall.rate_per_100
    most = int(known["count_pupils"].max()) if len(known) else 0
    lines = [] if rate is None or not most else _lines(rate, most)
    return {
        "data": [*lines, _dots(known)],
        "layout": style.layout(
            height=400,
            showlegend=True,
            xaxis=style.axis("leerlingen in de klas", range=[0, max(most, 10) * 1.06]),
            yaxis=style.axis("meldingen per 100 leerlingen", range=[0, _top(known, rate)]),
            annotations=_names_beyond(known),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """Which classes lie beyond, by name; never which has the most."""
    result: Funnel = computed.now
    if result.is_few:
        return (
            f"Dit is te zien bij {MINIMUM_REPORTS} meldingen of meer in {MINIMUM_CLASSES} klassen"
            f" of meer; nu {counted(result.count or 0, 'melding', 'meldingen')}."
        )
    reports = counted(result.count or 0, "melding", "meldingen")
    rate = style.number(result.overall.rate_per_100, 1)
    known = result.frame["rate_per_100"].notna()
    inside = int((known & (result.frame["beyond"] == "")).sum())
    lie = counted(inside, "klas ligt", "klassen liggen")
    return style.sentences(
        _beyond_words(result.frame),
        f"{lie} binnen de 95%-grenzen.",
        f"{reports}, {rate} per 100 leerlingen.",
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers of the picture, one row per class by name, with Dutch headings."""
    frame = computed.now.frame

    def limits(level: str) -> list[str]:
        pairs = zip(frame[f"lower_{level}"], frame[f"upper_{level}"], strict=True)
        return [style.interval(low, high) for low, high in pairs]

    return pd.DataFrame(
        {
            "Klas": class_rows.names(frame),
            "Leerlingen": frame["count_pupils"],
            "Meldingen": [int(count) for count in frame["count_reports"]],
            "Per 100 leerlingen": [style.number(rate, 1) for rate in frame["rate_per_100"]],
            "Bij toeval (95%)": limits("95"),
            "Bij toeval (99,9%)": limits("99_9"),
        }
    )


def _lines(rate: float, most: int) -> list[dict[str, Any]]:
    """The rate of all classes and the limits around it, from a class of 5 on."""
    sizes = np.arange(min(5, most), int(most * 1.06) + 1)
    base: dict[str, Any] = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    middle = base | {
        "name": f"deze klassen samen: {style.number(rate, 1)}",
        "x": [0, int(most * 1.06) + 1],
        "y": [rate, rate],
        "line": {"color": style.QUIET, "width": 2},
    }
    lines = [middle]
    for level, share in LEVELS.items():
        limits = 100 * funnel_limits(sizes, rate / 100, share)[["lower", "upper"]]
        words, dash = _LINE[level]
        line = {"color": style.QUIET, "width": 2, "dash": dash, "shape": "hvh"}
        for name in ("lower", "upper"):
            lines.append(
                base
                | {"name": f"{words} bij toeval", "x": sizes.tolist(), "y": limits[name].tolist()}
                | {"line": line, "showlegend": name == "upper"}
            )
    return lines


def _dots(known: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "een klas",
        "x": known["count_pupils"].tolist(),
        "y": known["rate_per_100"].tolist(),
        "marker": {
            "color": style.MAIN,
            "size": [10 if not beyond else 14 for beyond in known["beyond"]],
            "symbol": [_SYMBOL[beyond] for beyond in known["beyond"]],
        },
        "cliponaxis": False,
        **style.PICKED,
        "customdata": [style.subgroup("class_id", class_id) for class_id in known["class_id"]],
        "hovertext": [
            f"<b>{style.plain(row.shown_name)}</b><br>"
            f"{counted(row.count_reports, 'melding', 'meldingen')} op "
            f"{counted(row.count_pupils, 'leerling', 'leerlingen')}"
            for row in style.rows(known)
        ],
        "hoverinfo": "text",
    }


def _top(known: pd.DataFrame, rate: float | None) -> float:
    highest = [rate or 1.0, *known["rate_per_100"], *known["upper_99_9"].dropna()]
    return 1.12 * float(max(highest))


def _names_beyond(known: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "x": row.count_pupils,
            "y": row.rate_per_100,
            "text": style.plain(row.shown_name),
            "showarrow": False,
            "yshift": 16,
        }
        for row in style.rows(known[known["beyond"] != ""])
    ]


def _beyond_words(frame: pd.DataFrame) -> str:
    names, parts = class_rows.names(frame), []
    for level, words in (("99_9", "99,9%"), ("95", "95%")):
        pairs = zip(names, frame["beyond"], strict=True)
        beyond = [name for name, one in pairs if one == level]
        if beyond:
            lie = "ligt" if len(beyond) == 1 else "liggen"
            parts.append(f"Buiten de {words}-grenzen {lie} {enumeration(beyond)}.")
    return style.sentences(*parts)
