"""How safe the gepeste feels: the first score in the case and the last, as two dots."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import style

TITLE = "Hoe veilig de gepeste zich voelt"

HOW_TO_READ = (
    "De gepeste geeft een cijfer van 1 tot en met 10 voor hoe veilig school voelt. De open stip is "
    "de mediaan van het eerste cijfer in de zaak, de dichte stip die van het laatste: de helft gaf "
    "dat cijfer of lager. Alleen wie twee cijfers of meer gaf, telt mee. Een mediaan zegt niets "
    "over ieder apart; daarom staat erbij hoeveel cijfers stegen, gelijk bleven en daalden."
)

_ROW = ["Mediaan van het cijfer"]


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.outcomes.safety_change: a dumbbell."""
    row = answer.frame.iloc[0]
    first, last = row["first_median"], row["last_median"]
    dots = [] if pd.isna(first) or pd.isna(last) else _dots(float(first), float(last))
    return {
        "data": dots,
        "layout": style.layout(
            height=200,
            showlegend=True,
            xaxis=style.axis(
                "cijfer", range=[0.7, 10.3], tickvals=list(range(1, 11)), rangemode="normal"
            ),
            yaxis=style.rows_axis(_ROW) | {"showticklabels": False},
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    pairs = style.of(answer.count, "gepeste", "gepesten")
    one_score = answer.left_out.get("one_score")
    if answer.is_few:
        return style.too_few(f"{pairs} met twee cijfers of meer in deze periode")
    row = answer.frame.iloc[0]
    medians = f"Van {pairs} met twee cijfers of meer"
    if not pd.isna(row["first_median"]):
        medians += (
            f" ging de mediaan van {_score(row['first_median'])} naar {_score(row['last_median'])}"
        )
    else:
        medians += " is de mediaan verborgen"
    turns = [
        f"{_told(row, 'count_rose')} hoger",
        f"{_told(row, 'count_same')} even hoog",
        f"{_told(row, 'count_fell')} lager",
    ]
    return style.sentences(
        f"{medians}. Vergeleken met het eerste was het laatste cijfer bij {style.listed(turns)}.",
        f"Met één cijfer: {style.counted(one_score, 'gepeste', 'gepesten')}, niet meegeteld."
        if one_score
        else "",
    )


def table(answer: Answer) -> pd.DataFrame:
    """One row, with Dutch headings."""
    frame = answer.frame
    return pd.DataFrame(
        {
            "Veiligheid": ["Gepesten met twee cijfers of meer"],
            "Aantal": style.cells(frame, "count_pairs"),
            "Eerste cijfer (mediaan)": [_score(value) for value in frame["first_median"]],
            "Laatste cijfer (mediaan)": [_score(value) for value in frame["last_median"]],
            "Gestegen": style.cells(frame, "count_rose"),
            "Gelijk": style.cells(frame, "count_same"),
            "Gedaald": style.cells(frame, "count_fell"),
        }
    )


def _score(value: float) -> str:
    return style.number(value, 0 if pd.isna(value) or value == int(value) else 1)


def _told(row: "pd.Series[Any]", column: str) -> str:
    return style.told(row[column], bool(row.get(f"is_small_{column}", False)))


def _dots(first: float, last: float) -> list[dict[str, Any]]:
    line = {"color": style.QUIET, "width": 5}
    dots = [
        ("eerste cijfer", first, "circle-open", "bottom center"),
        ("laatste cijfer", last, "circle", "top center"),
    ]
    joined = {"type": "scatter", "mode": "lines", "x": [first, last], "y": _ROW * 2, "line": line}
    return [
        joined | {"hoverinfo": "skip", "showlegend": False},
        *(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": name,
                "x": [score],
                "y": _ROW,
                "text": [f"<b>{_score(score)}</b>"],
                "textposition": where,
                "textfont": {"color": style.TEXT},
                "marker": {
                    "color": style.MAIN,
                    "size": 16,
                    "symbol": symbol,
                    "line": {"width": 3, "color": style.MAIN},
                },
                "hoverinfo": "skip",
            }
            for name, score, symbol, where in dots
        ),
    ]
