"""Nazorg done in its window: one bar per kind of talk, split by what became of the moments."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from ui.charts import bars, shares, style

TITLE = "Nazorg op tijd"
UNIT = "nazorggesprekken die aan de beurt waren"

DEFINITION = (
    "Nazorg die in de periode aan de beurt was: op tijd is een gesprek vanaf de afgesproken dag "
    "tot en met het einde van de termijn. Wat is verzet, telt op de nieuwe dag; wat met een reden "
    "niet van toepassing is, telt niet mee."
)

HOW_TO_READ = (
    "Elke balk is alle nazorg die in de periode aan de beurt was, verdeeld naar wat ervan werd; de "
    "delen zijn samen 100% en in de balk staan de aantallen. Te laat is gedaan na de termijn, niet "
    "gedaan is: de termijn is voorbij, nog open is: de termijn loopt. Te vroeg is een gesprek voor "
    "de afgesproken dag: dat is een extra gesprek en telt niet als nazorg op tijd. Het streepje is "
    "het deel dat vorig jaar zo ver op tijd was."
)

KINDS = {
    "target": "Gepeste",
    "displaying": "Pestende leerling",
    "parents": "Ouders",
    "all": "Alles samen",
}
OUTCOMES = {
    "in_window": "op tijd",
    "late": "te laat",
    "ahead": "te vroeg",
    "missed": "niet gedaan",
    "open": "nog open",
}
_PARTS = bars.outcome_segments(OUTCOMES)
_REST = {
    "count_missed": "niet gedaan",
    "count_late": "te laat",
    "count_ahead": "alleen te vroeg (een extra gesprek, geen nazorg)",
    "count_open": "nog open",
}
_APART = {
    "count_set_aside": "niet van toepassing",
    "count_to_come": "al gesproken voordat het aan de beurt is",
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The bars of each kind, and a thin line where the year before was on time."""
    frame = computed.now.frame
    names = [_name(kind, share) for kind, share in zip(frame["kind"], frame["share"], strict=True)]
    before = computed.before.frame["share"] if computed.before else [None] * len(names)
    marks = bars.year_before_lines(
        names, [style.number_or_none(share) for share in before], "vorig jaar op tijd"
    )
    return {
        "data": [
            *_bars(frame, names),
            *marks,
        ],
        "layout": style.layout(
            height=360,
            barmode="stack",
            bargap=0.45,
            showlegend=True,
            xaxis=style.share_axis("van de nazorg die aan de beurt was"),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, "niets aan de beurt")
                for name, due in zip(names, frame["count_due"], strict=True)
                if not due
            ],
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The share on time with its interval and that of the year before; then what was not."""
    result: FigureResult = computed.now
    row = _all(result)
    if not result.count:
        return style.sentences("Er was in deze periode geen nazorg aan de beurt.", _apart(row))
    if result.is_few:
        return (
            f"Het deel dat op tijd is, staat hier vanaf {MINIMUM_N} gesprekken die aan de beurt"
            f" waren: het zijn er {style.number(result.count)}, waarvan"
            f" {style.number(row['count_in_window'])} op tijd."
        )
    before = _all(computed.before) if computed.before else None
    return style.sentences(
        f"{style.percent(row['share'])} van de nazorg was op tijd"
        f" {shares.in_brackets(row, 'count_in_window', 'count_due')}"
        f"{shares.beside(computed, before, 'count_in_window', 'count_due')}.",
        shares.rest(row, _REST),
        _apart(row),
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers of the picture, one row per kind, with Dutch headings."""
    frame = computed.now.frame
    columns: dict[str, Any] = {
        "Nazorg voor": [KINDS[kind] for kind in frame["kind"]],
        "Aan de beurt": frame["count_due"],
        "Op tijd": frame["count_in_window"],
        "Aandeel op tijd": [style.percent(share) for share in frame["share"]],
        "95%-interval": style.intervals(frame, "percent"),
        "Te laat": frame["count_late"],
        "Te vroeg": frame["count_ahead"],
        "Niet gedaan": frame["count_missed"],
        "Nog open": frame["count_open"],
        "Niet van toepassing": frame["count_set_aside"],
    }
    if computed.before:
        before = computed.before.frame
        columns["Vorig jaar aan de beurt"] = before["count_due"]
        columns["Vorig jaar op tijd"] = [style.percent(share) for share in before["share"]]
    return pd.DataFrame(columns)


def _bars(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """Pressed by what became of it, and for whom; of all kinds together by the first alone."""
    kinds = ["" if kind == "all" else style.subgroup("concerns", kind) for kind in frame["kind"]]
    drawn = bars.stacked(frame, names, _PARTS, "count_due")
    for trace in drawn:
        pressed = zip(trace["customdata"], kinds, strict=True)
        trace["customdata"] = [style.joined_subgroups(*filter(None, both)) for both in pressed]
    return drawn


def _all(result: FigureResult) -> "pd.Series[Any]":
    return result.frame[result.frame["kind"] == "all"].iloc[0]


def _name(kind: str, share: float) -> str:
    name = f"<b>{KINDS[kind]}</b>" if kind == "all" else KINDS[kind]
    return name if pd.isna(share) else f"{name}<br>{style.percent(share)} op tijd"


def _apart(row: "pd.Series[Any]") -> str:
    apart = shares.rest(row, _APART)
    return f"Apart: {apart}" if apart else ""
