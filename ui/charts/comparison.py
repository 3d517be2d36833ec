"""Two years side by side: how soon it stops, with the log-rank test in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.ends import Comparison
from analytics.resolution import Resolution
from ui.charts import curves, style

TITLE = "Stopt het sneller dan vorig jaar?"

HOW_TO_READ = (
    "Twee lijnen zoals bij Tijd tot gestopt: doorgetrokken is deze periode, gestreept is even ver "
    "in het vorige schooljaar. De hoogste lijn is de periode waarin het sneller stopte. Of het "
    "verschil meer is dan toeval, zegt de log-rangtoets: de p-waarde is de kans op zo'n groot "
    "verschil als er in werkelijkheid niets is veranderd. Onder 0,05 noemen we het verschil "
    "waarschijnlijk geen toeval. Nieuwe zaken van dit jaar zijn korter gevolgd; daar is in de "
    "toets rekening mee gehouden."
)

_LOOKS = [(style.MAIN, "solid"), (style.OUTCOME["late"], "dash")]
NO_CHANCE = 0.05
"""Below this p-value a difference is called more than chance."""


def figure(groups: Mapping[str, Resolution]) -> style.Figure:
    """The picture behind analytics.ends.compared: the curves that may be shown, by name."""
    lines = [
        curves.rising(group.curve, name, group.is_coarse, *look)
        for (name, group), look in zip(groups.items(), _LOOKS, strict=False)
    ]
    last = curves.longest(*(group.curve for group in groups.values()))
    return {
        "data": lines,
        "layout": style.layout(
            height=340,
            showlegend=True,
            xaxis=curves.days_axis("schooldagen sinds de eerste melding", last),
            yaxis=style.share_axis("gestopt"),
        ),
    }


def description(comparison: Comparison) -> str:
    """What the test says, in words; n and the median of each period included."""
    rows = [_of_group(row, comparison.is_hidden) for row in style.rows(comparison.frame)]
    if comparison.is_few:
        return f"{style.TOO_FEW}: {'; '.join(rows)}."
    return style.sentences(f"{_capital('; '.join(rows))}.", _test(comparison))


def table(comparison: Comparison) -> pd.DataFrame:
    """One row per period, with Dutch headings."""
    frame = comparison.frame
    limits = zip(frame["median_lower"], frame["median_upper"], strict=True)
    return pd.DataFrame(
        {
            "Periode": [_capital(str(group)) for group in frame["group"]],
            "Zaken": style.cells(frame, "count"),
            "Gestopt": style.cells(frame, "count_stopped"),
            "Mediaan (schooldagen)": [style.number(days) for days in frame["median"]],
            "95%-interval": [style.interval(low, high, digits=0) for low, high in limits],
        }
    )


def _of_group(row: Any, is_hidden: bool) -> str:
    cases = style.of(None if style.is_hidden(row.count) else int(row.count), "zaak", "zaken")
    if pd.isna(row.median) and is_hidden:
        return f"{row.group}: {cases}, hoe lang het bij de helft duurt is hier niet te zeggen"
    if pd.isna(row.median):
        return f"{row.group}: {cases}, de helft is nog niet bereikt"
    return f"{row.group}: {cases}, de helft gestopt binnen {style.number(row.median)} schooldagen"


def _test(comparison: Comparison) -> str:
    p_value = comparison.logrank.p_value
    if pd.isna(p_value):
        return "De twee perioden zijn niet te vergelijken: er is nog niets gestopt."
    told = "< 0,01" if p_value < 0.01 else f"= {style.number(p_value, 2)}"
    if p_value < NO_CHANCE:
        return f"Dat verschil is waarschijnlijk geen toeval (log-rangtoets, p {told})."
    return f"Dat verschil kan toeval zijn (log-rangtoets, p {told})."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
