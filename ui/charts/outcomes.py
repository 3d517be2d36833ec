"""What the gepeste says at the last nazorg: it stopped, it is less, the same, or worse."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "Wat de gepeste zegt"

HOW_TO_READ = (
    "Bij elke nazorg zegt de gepeste hoe het gaat. Hier telt iedere gepeste één keer, met het "
    "antwoord van de laatste nazorg in de periode. De balk is het deel dat dit antwoord gaf, de "
    "streep het 95%-interval: hoe minder gepesten, hoe langer. Wie nog geen nazorg had, staat er "
    "niet in."
)

_SAID = {
    "stopped": ("gestopt", style.MAIN, ""),
    "less": ("minder", style.LEVEL[1], "/"),
    "same": ("gelijk", style.QUIET, "."),
    "worse": ("erger", style.OUTCOME["missed"], "x"),
}


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.outcomes.outcomes."""
    frame = answer.frame
    names = [_SAID[outcome][0].capitalize() for outcome in frame["outcome"]]
    shares, lower, upper = (frame[name].tolist() for name in ("share", "lower", "upper"))
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [0 if pd.isna(share) else share for share in shares],
                "y": names,
                "error_x": style.whiskers(shares, lower, upper),
                "marker": {
                    "color": [_SAID[outcome][1] for outcome in frame["outcome"]],
                    "pattern": {
                        "shape": [_SAID[outcome][2] for outcome in frame["outcome"]],
                        "fillmode": "replace",
                        "size": 7,
                        "solidity": 0.35,
                    },
                },
                **style.PICKED,
                "customdata": [style.part("outcome", said) for said in frame["outcome"]],
                "hovertext": [_hover(row) for row in style.rows(frame)],
                "hoverinfo": "text",
            }
        ],
        "layout": style.layout(
            height=270,
            bargap=0.45,
            xaxis=style.share_axis("van de gepesten met nazorg"),
            yaxis=style.rows_axis(names),
            annotations=_hidden(frame, names),
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    targets = style.of(answer.count, "gepeste", "gepesten")
    if answer.is_few:
        return style.too_few(f"{targets} met nazorg in deze periode")
    small = style.is_small(answer.frame, "count_targets")
    told = [
        _told(row, is_small) for row, is_small in zip(style.rows(answer.frame), small, strict=True)
    ]
    return f"Van {targets} met nazorg zei bij de laatste keer {style.listed(told)}."


def table(answer: Answer) -> pd.DataFrame:
    """One row per answer, with Dutch headings."""
    frame = answer.frame
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Het pesten is": [_SAID[outcome][0] for outcome in frame["outcome"]],
            "Gepesten": style.cells(frame, "count_targets"),
            "Aandeel": [style.percent(share) for share in frame["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
        }
    )


def _told(row: Any, is_small: bool) -> str:
    words = _SAID[row.outcome][0]
    if style.is_hidden(row.count_targets):
        return f"{style.told(row.count_targets, is_small)} {words}"
    if pd.isna(row.share):
        return f"{style.number(row.count_targets)} {words}"
    return f"{style.percent(row.share)} {words} ({style.number(row.count_targets)})"


def _hover(row: Any) -> str:
    if pd.isna(row.share):
        return ""
    return (
        f"<b>{_SAID[row.outcome][0]}</b>"
        f"<br>{style.counted(row.count_targets, 'gepeste', 'gepesten')}"
        f"<br>95%-interval {style.interval(row.lower, row.upper, 'percent')}"
    )


def _hidden(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    small = style.is_small(frame, "count_targets")
    return [
        bars.beside(name, style.SMALL_WORDS if is_small else style.HIDDEN)
        for name, count, is_small in zip(names, frame["count_targets"], small, strict=True)
        if style.is_hidden(count)
    ]
