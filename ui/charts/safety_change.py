"""How safe the gepeste feels: the first score in the case and the last, as two dots."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from casework.words import counted, enumeration
from ui.charts import shares, style

TITLE = "Hoe veilig de gepeste zich voelt"
UNIT = "gepesten met twee cijfers of meer"

DEFINITION = (
    "Gepesten die twee veiligheidscijfers of meer gaven, het laatste in de periode: het eerste "
    "cijfer in de zaak tegenover het laatste."
)

HOW_TO_READ = (
    "De gepeste geeft een cijfer van 1 tot en met 10 voor hoe veilig school voelt. De open stip is "
    "de mediaan van het eerste cijfer in de zaak, de dichte stip die van het laatste: de helft gaf "
    "dat cijfer of lager. Alleen wie twee cijfers of meer gaf, telt mee. Een mediaan zegt niets "
    "over ieder apart; daarom staat erbij hoeveel cijfers stegen, gelijk bleven en daalden. De "
    "dunne grijze rij is vorig jaar, zo ver."
)

_NOW, _BEFORE = "Nu", "Vorig jaar"


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """A dumbbell, and a thin one of the year before under it."""
    now = _medians(computed.now)
    before = _medians(computed.before) if computed.before else None
    rows = [_NOW, *([_BEFORE] if before else [])]
    return {
        "data": [
            *(_dots(now, _NOW) if now else []),
            *(_dots(before, _BEFORE, is_before=True) if before else []),
        ],
        "layout": style.layout(
            height=200 + 30 * (len(rows) - 1),
            showlegend=True,
            xaxis=style.axis(
                "cijfer", range=[0.7, 10.3], tickvals=list(range(1, 11)), rangemode="normal"
            ),
            yaxis=style.rows_axis(rows),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """From which median to which, and the share that rose with its interval; then the others."""
    result: FigureResult = computed.now
    if result.is_few:
        return (
            f"De cijfers staan hier vanaf {MINIMUM_N} gepesten met twee cijfers of meer: het zijn"
            f" er {style.number(result.count)}."
        )
    row = result.frame.iloc[0]
    before = computed.before.frame.iloc[0] if computed.before else None
    turns = [
        f"{style.number(row['count_same'])} even hoog",
        f"{style.number(row['count_fell'])} lager",
    ]
    one_score = result.left_out.get("one_score")
    return style.sentences(
        f"De mediaan ging van {_score(row['first_median'])} naar {_score(row['last_median'])}.",
        f"Bij {style.percent(row['share'])} was het laatste cijfer hoger dan het eerste"
        f" {shares.in_brackets(row, 'count_rose', 'count_pairs')}"
        f"{shares.beside(computed, before, 'count_rose', 'count_pairs')}; {enumeration(turns)}.",
        f"Met één cijfer: {counted(one_score, 'gepeste', 'gepesten')}, niet meegeteld."
        if one_score
        else "",
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row for now and one for the year before, with Dutch headings."""
    answers = {"Deze periode": computed.now}
    if computed.before:
        answers["Vorig jaar, zo ver"] = computed.before
    frame = pd.concat([result.frame for result in answers.values()], ignore_index=True)
    return pd.DataFrame(
        {
            "Gepesten met twee cijfers of meer": list(answers),
            "Aantal": frame["count_pairs"],
            "Eerste cijfer (mediaan)": [_score(value) for value in frame["first_median"]],
            "Laatste cijfer (mediaan)": [_score(value) for value in frame["last_median"]],
            "Gestegen": frame["count_rose"],
            "Gelijk": frame["count_same"],
            "Gedaald": frame["count_fell"],
        }
    )


def _medians(result: FigureResult) -> tuple[float, float] | None:
    """The first median and the last, where there is enough for them."""
    row = result.frame.iloc[0]
    if result.is_few:
        return None
    return float(row["first_median"]), float(row["last_median"])


def _score(value: float) -> str:
    return style.number(value, 0 if pd.isna(value) or value == int(value) else 1)


def _dots(
    medians: tuple[float, float], row: str, *, is_before: bool = False
) -> list[dict[str, Any]]:
    first, last = medians
    colour = style.QUIET if is_before else style.MAIN
    dots = [
        ("eerste cijfer", first, "circle-open", "bottom center"),
        ("laatste cijfer", last, "circle", "top center"),
    ]
    joined = {
        "type": "scatter",
        "mode": "lines",
        "x": [first, last],
        "y": [row] * 2,
        "line": {"color": style.QUIET, "width": 1.5 if is_before else 5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [
        joined,
        *(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": name,
                "x": [score],
                "y": [row],
                "text": [_score(score) if is_before else f"<b>{_score(score)}</b>"],
                "textposition": where,
                "textfont": {"color": style.TEXT},
                "marker": {
                    "color": colour,
                    "size": 9 if is_before else 16,
                    "symbol": symbol,
                    "line": {"width": 3, "color": colour},
                },
                "hoverinfo": "skip",
                "showlegend": not is_before,
            }
            for name, score, symbol, where in dots
        ),
    ]
