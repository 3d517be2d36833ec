"""How long the school takes: a dot for half of the cases, a line for the middle half."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "Hoe snel de school handelt"

HOW_TO_READ = (
    "Elke rij is een stuk van de weg, in schooldagen. De stip is de mediaan: bij de helft van de "
    "zaken duurde het hoogstens zo lang. De streep is de middelste helft van de zaken. Een zaak "
    "waarin de volgende stap nog niet is gezet, telt mee als wachtend, zodat trage zaken niet "
    "wegvallen. Een datum die niemand weet, is geen nul: die zaken staan apart geteld. Een streep "
    "met een open eind betekent dat de laatste kwart nog niet zover is."
)

_LEGS = {
    "incident_to_report": ("Voorval tot melding", "van voorval tot melding"),
    "report_to_talk": ("Melding tot eerste gesprek", "van melding tot eerste gesprek"),
    "talk_to_measure": ("Gesprek tot maatregel", "van eerste gesprek tot maatregel"),
}


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.delays.delays."""
    frame = answer.frame
    names = [bars.wrapped(_LEGS[leg][0]) for leg in frame["leg"]]
    last = float(frame[["median", "third_quartile"]].max().max())
    end = max(last if last == last else 0.0, 5.0) * 1.25
    spreads = [_spread(name, row, end) for name, row in zip(names, style.rows(frame), strict=True)]
    return {
        "data": [*(one for one in spreads if one), _dots(frame, names)],
        "layout": style.layout(
            height=260,
            xaxis=style.axis("schooldagen", range=[0, end]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, "niet te zeggen")
                for name, row in zip(names, style.rows(frame), strict=True)
                if pd.isna(row.median)
            ],
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included, and what is missing counted."""
    cases = style.of(answer.count, "zaak", "zaken")
    if answer.is_few:
        return style.too_few(f"{cases} in deze periode")
    told = [
        f"{_LEGS[row.leg][1]} {_days(row.median)}"
        for row in style.rows(answer.frame)
        if not pd.isna(row.median)
    ]
    if not told:
        return f"Van {cases} is nog geen enkele doorlooptijd te zeggen."
    return style.sentences(
        f"Van {cases} duurt de helft hoogstens: {style.listed(told)}.",
        _missing(answer.frame),
    )


def table(answer: Answer) -> pd.DataFrame:
    """The numbers behind the picture, one row per leg, with Dutch headings."""
    frame = answer.frame
    quartiles = zip(frame["first_quartile"], frame["third_quartile"], strict=True)
    return pd.DataFrame(
        {
            "Van ... tot ...": [_LEGS[leg][0] for leg in frame["leg"]],
            "Mediaan (schooldagen)": [style.number(days) for days in frame["median"]],
            "Middelste helft": [
                f"{style.number(low)} tot {style.number(high)}"
                if not pd.isna(low) and not pd.isna(high)
                else style.NO_VALUE
                for low, high in quartiles
            ],
            "Gemeten": style.cells(frame, "count_seen"),
            "Wacht nog": style.cells(frame, "count_waiting"),
            "Datum onbekend": style.cells(frame, "count_missing"),
            "Datums kunnen niet": style.cells(frame, "count_impossible"),
        }
    )


def _days(days: float) -> str:
    return style.counted(int(days), "schooldag", "schooldagen")


def _missing(frame: pd.DataFrame) -> str:
    row = frame[frame["leg"] == "incident_to_report"].iloc[0]
    count, small = row["count_missing"], bool(row.get("is_small_count_missing", False))
    if style.is_hidden(count):
        if not small:
            return ""
        return f"In {style.SMALL_WORDS} zaken is de dag van het voorval onbekend."
    if not count:
        return ""
    return (
        f"In {style.counted(int(count), 'zaak', 'zaken')} is de dag van het voorval onbekend; die"
        " tellen bij het eerste stuk niet mee."
    )


def _spread(name: str, row: Any, end: float) -> dict[str, Any] | None:
    """The middle half of a row; dotted to the edge where its end is not reached."""
    if pd.isna(row.first_quartile):
        return None
    is_open = pd.isna(row.third_quartile)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row.first_quartile, end if is_open else row.third_quartile],
        "y": [name, name],
        "line": {"color": style.QUIET, "width": 8, "dash": "dot" if is_open else "solid"},
        "hoverinfo": "skip",
    }


def _dots(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    known = frame["median"].notna()
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": frame.loc[known, "median"].tolist(),
        "y": [name for name, is_known in zip(names, known, strict=True) if is_known],
        "text": [f"<b>{style.number(days)}</b>" for days in frame.loc[known, "median"]],
        "textposition": "top center",
        "textfont": {"color": style.TEXT},
        "marker": {"color": style.MAIN, "size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
