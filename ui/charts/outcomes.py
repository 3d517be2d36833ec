"""What the gepeste says at the last nazorg: it stopped, it is less, the same, or worse."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult, whole_percents
from casework.words import counted, enumeration
from ui.charts import bars, shares, style

TITLE = "Wat de gepeste zegt"
UNIT = "gepesten met nazorg"

DEFINITION = (
    "Iedere gepeste die in de periode een nazorggesprek had, één keer, met het antwoord in het "
    "laatste gesprek; ook als dat voor de termijn was."
)

HOW_TO_READ = (
    "Bij elke nazorg zegt de gepeste hoe het gaat. Hier telt iedere gepeste één keer, met het "
    "antwoord van de laatste nazorg in de periode. De balk is het deel dat dit antwoord gaf, met "
    "het aantal erin; de streep is het 95%-interval: hoe minder gepesten, hoe langer. Het streepje "
    "is het deel van vorig jaar, zo ver. Wie nog geen nazorg had, staat er niet in."
)

_COLOUR = {
    "stopped": style.MAIN,
    "less": style.SECOND,
    "same": style.QUIET,
    "worse": style.MARKED,
}
_WORDS = {"stopped": "gestopt", "less": "minder", "same": "gelijk", "worse": "erger"}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """A bar with its interval for each answer, and a thin line where the year before was."""
    frame = computed.now.frame
    names = [_WORDS[outcome].capitalize() for outcome in frame["outcome"]]
    before = computed.before.frame["share"] if computed.before else [None] * len(names)
    marks = bars.year_before_lines(
        names, [style.number_or_none(share) for share in before], "vorig jaar"
    )
    return {
        "data": [_bars(frame, names), *marks],
        "layout": style.layout(
            height=270,
            bargap=0.45,
            xaxis=style.share_axis("van de gepesten met nazorg"),
            yaxis=style.rows_axis(names),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The share that says it stopped, with its interval and the year before; then the others."""
    result: FigureResult = computed.now
    if result.is_few:
        return (
            f"Wat gepesten zeggen, staat hier vanaf {MINIMUM_N} gepesten met nazorg: het zijn er"
            f" {style.number(result.count)}."
        )
    frame = result.frame.assign(count_all=result.count)
    rows = frame.set_index("outcome")
    percents = dict(
        zip(frame["outcome"], whole_percents(frame["count_targets"].tolist()), strict=True)
    )
    others = [
        f"{percents[code]}% {_WORDS[code]} ({style.number(rows.loc[code, 'count_targets'])})"
        for code in frame["outcome"]
        if code != "stopped"
    ]
    limits = shares.in_brackets(rows.loc["stopped"], "count_targets", "count_all")
    return style.sentences(
        f"{percents['stopped']}% van de gepesten zei bij de laatste nazorg dat het is gestopt"
        f" {limits}{_beside(computed)}.",
        f"Verder {enumeration(others)}.",
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row per answer, with Dutch headings."""
    frame = computed.now.frame
    columns: dict[str, Any] = {
        "Het pesten is": [_WORDS[outcome] for outcome in frame["outcome"]],
        "Gepesten": frame["count_targets"],
        "Aandeel": _percents(computed.now),
        "95%-interval": style.intervals(frame, "percent"),
    }
    if computed.before:
        columns["Vorig jaar"] = computed.before.frame["count_targets"]
        columns["Aandeel vorig jaar"] = _percents(computed.before)
    return pd.DataFrame(columns)


def _percents(result: FigureResult) -> list[str]:
    """Whole percents that add up to 100."""
    if not result.count:
        return [style.NO_VALUE] * len(result.frame)
    return [f"{percent}%" for percent in whole_percents(result.frame["count_targets"].tolist())]


def _beside(computed: ComputedFigure) -> str:
    before: FigureResult | None = computed.before
    if before is None or not before.count:
        return ""
    row = before.frame.assign(count_all=before.count).set_index("outcome").loc["stopped"]
    return shares.beside(computed, row, "count_targets", "count_all")


def _bars(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    lengths, lower, upper = (frame[name].tolist() for name in ("share", "lower", "upper"))
    return {
        "type": "bar",
        "orientation": "h",
        "x": [style.number_or_none(share) or 0 for share in lengths],
        "y": names,
        "text": [style.number(count) if count else "" for count in frame["count_targets"]],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textfont": {"color": style.WHITE},
        "error_x": style.whiskers(lengths, lower, upper),
        "marker": {"color": [_COLOUR[outcome] for outcome in frame["outcome"]]},
        **style.PICKED,
        "customdata": [style.subgroup("outcome", outcome) for outcome in frame["outcome"]],
        "hovertext": [_hover(row) for row in style.rows(frame)],
        "hoverinfo": "text",
    }


def _hover(row: Any) -> str:
    return (
        f"<b>{_WORDS[row.outcome]}</b>"
        f"<br>{counted(row.count_targets, 'gepeste', 'gepesten')}"
        f"<br>95%-interval {style.interval(row.lower, row.upper, 'percent')}"
    )
