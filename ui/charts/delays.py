"""How long the school takes: a dot for half of the cases, a line for the middle half."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from casework.words import counted, enumeration
from ui.charts import bars, curves, style

TITLE = "Hoe snel de school handelt"
UNIT = "zaken"

HOW_TO_READ = (
    "Elke rij is een stuk van de weg, in schooldagen. De stip is de mediaan: bij de helft van de "
    "zaken duurde het hoogstens zo lang. De streep is de middelste helft van de zaken; een streep "
    "met een open eind betekent dat de laatste kwart nog niet zover is. Een zaak waarin de "
    "volgende stap nog niet is gezet, telt mee als wachtend, zodat trage zaken niet wegvallen. Een "
    "datum die niemand weet, is geen nul: die zaken staan apart geteld. De kleine ruit is vorig "
    "jaar, zoals het er toen rond deze tijd uitzag."
)

DEFINITION = (
    "Van de zaken die in de periode begonnen: de schooldagen tussen voorval en melding, tussen "
    "melding en eerste gesprek, en tussen eerste gesprek en eerste maatregel."
)

_LEGS = {
    "incident_to_report": ("Voorval tot melding", "van voorval tot melding"),
    "report_to_talk": ("Melding tot eerste gesprek", "van melding tot eerste gesprek"),
    "talk_to_measure": ("Gesprek tot maatregel", "van eerste gesprek tot maatregel"),
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The middle half and the median of each leg, and the median of the year before."""
    frame, before = computed.now.frame, computed.before
    names = [bars.wrapped(_LEGS[leg][0]) for leg in frame["leg"]]
    frames = [frame, *([before.frame] if before else [])]
    last = max(float(part[["median", "third_quartile"]].max().fillna(0).max()) for part in frames)
    end = max(last, 5.0) * 1.25
    spreads = [_spread(name, row, end) for name, row in zip(names, style.rows(frame), strict=True)]
    return {
        "data": [
            *(spread for spread in spreads if spread),
            *([_dots(before.frame, names, is_before=True)] if before else []),
            _dots(frame, names),
        ],
        "layout": style.layout(
            height=260,
            xaxis=style.axis("schooldagen", range=[0, end]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, "nog niet te zeggen")
                for name, row in zip(names, style.rows(frame), strict=True)
                if pd.isna(row.median) and pd.isna(row.first_quartile)
            ],
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The median of each leg with its middle half and that of the year before; then n."""
    now: FigureResult = computed.now
    if now.is_few:
        return (
            f"Hoe snel het gaat, staat hier vanaf {MINIMUM_N} zaken: in deze periode begonnen er "
            f"{style.number(now.count)}."
        )
    earlier = _medians(computed.before)
    medians = [_leg(row, earlier) for row in style.rows(now.frame) if not pd.isna(row.median)]
    cases = counted(now.count or 0, "zaak", "zaken")
    if not medians:
        return f"Van {cases} is nog geen enkele doorlooptijd te zeggen."
    return style.sentences(
        f"De helft duurt hoogstens, in schooldagen: {enumeration(medians)}.",
        f"{cases}{_waiting(now.frame)}.",
        _missing(now.frame),
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers behind the picture, one row per leg, with Dutch headings."""
    frame, earlier = computed.now.frame, _medians(computed.before)
    return pd.DataFrame(
        {
            "Van ... tot ...": [_LEGS[leg][0] for leg in frame["leg"]],
            "Mediaan (schooldagen)": [style.number(days) for days in frame["median"]],
            "Middelste helft": [_middle(row) or style.NO_VALUE for row in style.rows(frame)],
            "Gemeten": style.cells(frame, "count_seen"),
            "Wacht nog": style.cells(frame, "count_waiting"),
            "Datum onbekend": style.cells(frame, "count_missing"),
            "Datums kunnen niet": style.cells(frame, "count_impossible"),
            "Mediaan vorig jaar": [style.number(earlier.get(leg)) for leg in frame["leg"]],
        }
    )


def _medians(before: FigureResult | None) -> dict[str, float]:
    """The medians of the year before that can be given, by leg."""
    if before is None:
        return {}
    known = before.frame.dropna(subset=["median"])
    return dict(zip(known["leg"], known["median"].astype(float), strict=True))


def _leg(row: Any, earlier: dict[str, float]) -> str:
    middle = _middle(row)
    beside = [f"middelste helft {middle}"] if middle else []
    if row.leg in earlier:
        beside.append(f"vorig jaar {style.number(earlier[row.leg])}")
    words = f"{_LEGS[row.leg][1]} {style.number(row.median)}"
    return f"{words} ({', '.join(beside)})" if beside else words


def _middle(row: Any) -> str:
    low, high = row.first_quartile, row.third_quartile
    if pd.isna(low) or pd.isna(high):
        return ""
    return f"{style.number(low)} tot {style.number(high)}"


def _waiting(frame: pd.DataFrame) -> str:
    waiting = dict(zip(frame["leg"], frame["count_waiting"], strict=True))
    counts = [
        f"{style.number(waiting[leg])} zonder {words}"
        for leg, words in (("report_to_talk", "gesprek"), ("talk_to_measure", "maatregel"))
        if waiting[leg]
    ]
    return f", waarvan {enumeration(counts)}" if counts else ""


def _missing(frame: pd.DataFrame) -> str:
    count = int(frame.loc[frame["leg"] == "incident_to_report", "count_missing"].iloc[0])
    if not count:
        return ""
    return (
        f"In {counted(count, 'zaak', 'zaken')} is de dag van het voorval onbekend; die"
        f" {'telt' if count == 1 else 'tellen'} bij het eerste stuk niet mee."
    )


def _spread(name: str, row: Any, end: float) -> dict[str, Any] | None:
    """The middle half of a row; dotted to the edge where its end is not reached."""
    if pd.isna(row.first_quartile):
        return None
    is_open = pd.isna(row.third_quartile)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [float(row.first_quartile), float(end if is_open else row.third_quartile)],
        "y": [name, name],
        "line": {"color": style.QUIET, "width": 8, "dash": "dot" if is_open else "solid"},
        "hoverinfo": "skip",
    }


def _dots(frame: pd.DataFrame, names: list[str], *, is_before: bool = False) -> dict[str, Any]:
    known = frame["median"].notna()
    days = frame.loc[known, "median"].tolist()
    when = f"{curves.BEFORE}: " if is_before else ""
    dots: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers" if is_before else "markers+text",
        "x": days,
        "y": [name for name, is_known in zip(names, known, strict=True) if is_known],
        "hovertext": [f"{when}mediaan {style.number(day)} schooldagen" for day in days],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    if is_before:
        return dots | {"marker": curves.THIN}
    return dots | {
        "text": [f"<b>{style.number(day)}</b>" for day in days],
        "textposition": "top center",
        "textfont": {"color": style.TEXT},
        "marker": {"color": style.MAIN, "size": 13},
    }
