"""Whether the parents of both sides were informed in time."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from casework.words import enumeration
from ui.charts import bars, shares, style

TITLE = "Ouders van beide kanten op tijd geïnformeerd"
UNIT = "zaken"

DEFINITION = (
    "Zaken waarin de laatste van de ouders van beide kanten in de periode aan de beurt kwamen; op "
    "tijd is een zaak als alle ouders voor hun afgesproken dag zijn geïnformeerd."
)

HOW_TO_READ = (
    "De balk is alle zaken waarin de ouders van de gepeste en van de pestende leerling aan de "
    "beurt waren. Op tijd is een zaak pas als de ouders van alle betrokkenen aan beide kanten op "
    "tijd zijn geïnformeerd; anders telt het ergste: niet gedaan, nog open of te laat. Zaken met "
    "één bekende kant, zaken waarin ouders met een reden niet zijn geïnformeerd en zaken die "
    "eerder zijn gesloten, tellen niet mee. Het streepje is het deel dat vorig jaar zo ver op tijd "
    "was."
)

_WORDS = {
    "in_time": "beide kanten op tijd",
    "late": "te laat",
    "missed": "niet gedaan",
    "open": "nog open",
}
_PARTS = bars.outcome_segments(_WORDS)
_REST = {
    "count_missed": "niet gedaan",
    "count_late": "te laat",
    "count_open": "nog open",
}
_LEFT_OUT = {
    "one_side": "met één bekende kant",
    "set_aside": "met een reden niet geïnformeerd",
    "not_asked": "eerder gesloten",
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """One bar of all cases, and a thin line where the year before was in time."""
    frame = computed.now.frame
    share = frame["share"].iloc[0]
    names = ["" if pd.isna(share) else f"<b>{style.percent(share)}</b><br>op tijd"]
    before = (
        [style.number_or_none(computed.before.frame["share"].iloc[0])]
        if computed.before
        else [None]
    )
    return {
        "data": [
            *bars.stacked(frame, names, _PARTS, "count_cases"),
            *bars.year_before_lines(names, before, "vorig jaar op tijd"),
        ],
        "layout": style.layout(
            height=200,
            barmode="stack",
            showlegend=True,
            xaxis=style.share_axis("van de zaken"),
            yaxis=style.rows_axis(names),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The share in time with its interval and that of the year before; then what was not."""
    result: FigureResult = computed.now
    row = result.frame.iloc[0]
    if result.is_few:
        return (
            f"Het deel dat op tijd is, staat hier vanaf {MINIMUM_N} zaken: het zijn er"
            f" {style.number(result.count)}."
        )
    before = computed.before.frame.iloc[0] if computed.before else None
    return style.sentences(
        f"In {style.percent(row['share'])} van de zaken zijn de ouders van beide kanten op tijd"
        f" geïnformeerd {shares.in_brackets(row, 'count_in_time', 'count_cases')}"
        f"{shares.beside(computed, before, 'count_in_time', 'count_cases')}.",
        shares.rest(row, _REST),
        _left_out(result),
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row for each outcome and for each reason to leave a case out."""
    rows = _counts(computed.now)
    columns: dict[str, Any] = {"Zaken": list(rows), "Aantal": list(rows.values())}
    if computed.before:
        columns["Vorig jaar"] = list(_counts(computed.before).values())
    return pd.DataFrame(columns)


def _counts(result: FigureResult) -> dict[str, int]:
    row = result.frame.iloc[0]
    counts = {"Zaken die meetellen": int(row["count_cases"])}
    counts |= {word.capitalize(): int(row[f"count_{code}"]) for code, word in _WORDS.items()}
    left_out = result.left_out.items()
    return counts | {f"Niet meegeteld: {_LEFT_OUT[code]}": count or 0 for code, count in left_out}


def _left_out(result: FigureResult) -> str:
    counted = [
        f"{style.number(count)} {_LEFT_OUT[reason]}"
        for reason, count in result.left_out.items()
        if count
    ]
    return f"Niet meegeteld: {enumeration(counted)}." if counted else ""
