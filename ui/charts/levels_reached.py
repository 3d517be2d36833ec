"""The share of followed cases that reached level 2, level 3 or the ondersteuningsteam."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from casework.cases.case_filter import FOLLOW_UP
from casework.words import counted, enumeration
from ui.charts import curves, style

TITLE = "Hoever zaken opschalen"
UNIT = f"zaken die {FOLLOW_UP} schooldagen gevolgd zijn"

HOW_TO_READ = (
    f"De stip is het deel van de zaken dat binnen {FOLLOW_UP} schooldagen na de eerste melding een "
    "hoger niveau bereikte of bij het ondersteuningsteam kwam. De streep is het 95%-interval: hoe "
    "minder zaken, hoe langer. Alleen zaken die al zo lang geleden begonnen tellen mee, zodat oude "
    "en nieuwe zaken dezelfde kans hadden; jongere zaken staan apart. De kleine ruit is vorig "
    "jaar, zoals het er toen rond deze tijd uitzag. Opschalen is geen falen: het laat zien dat de "
    "kaart gevolgd wordt als het pesten doorgaat."
)

DEFINITION = (
    f"Van de zaken die in de periode begonnen, minstens {FOLLOW_UP} schooldagen geleden: het deel "
    f"dat binnen {FOLLOW_UP} schooldagen zover kwam."
)

_NAMES = {
    "level_2": ("Niveau 2", "leerlingcoördinator"),
    "level_3": ("Niveau 3", "teamleider"),
    "support_team": ("Ondersteu-", "ningsteam"),
}
_COLOURS = {"level_2": style.LEVEL[2], "level_3": style.LEVEL[3], "support_team": style.MAIN}
_SYMBOLS = {"level_2": "circle", "level_3": "diamond", "support_team": "square"}
_PARTS = {"level_2": style.subgroup("level", "2"), "level_3": style.subgroup("level", "3")}
_WORDS = {
    "level_2": "niveau 2",
    "level_3": "niveau 3",
    "support_team": "het ondersteuningsteam",
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """A dot with its interval for each rung, and the year before as a small one."""
    frame, before = computed.now.frame, computed.before
    names = ["<br>".join(_NAMES[rung]) for rung in frame["rung"]]
    return {
        "data": [
            *([_thin(before.frame, names)] if before and not before.is_few else []),
            _dots(frame, names),
        ],
        "layout": style.layout(
            height=260,
            xaxis=style.share_axis(f"bereikt binnen {FOLLOW_UP} schooldagen"),
            yaxis=style.rows_axis(names),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The share of each rung with its interval and that of the year before; then n."""
    now: FigureResult = computed.now
    recent = now.left_out.get("too_recent") or 0
    if now.is_few:
        young = f"; {style.number(recent)} zijn daar nog te jong voor" if recent > 1 else ""
        return (
            f"Hoever zaken opschalen, staat hier vanaf {MINIMUM_N} zaken die {FOLLOW_UP} "
            f"schooldagen gevolgd zijn: nu {style.number(now.count)}{young}."
        )
    earlier = _earlier(computed.before)
    rungs = [_rung(row, earlier) for row in style.rows(now.frame)]
    cases = counted(now.count or 0, "zaak", "zaken")
    return style.sentences(
        f"Binnen {FOLLOW_UP} schooldagen bereikte {enumeration(rungs)}.",
        f"{cases} zo lang gevolgd{_too_recent(recent)}.",
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers behind the picture, one row per rung, with Dutch headings."""
    now, earlier = computed.now, _earlier(computed.before)
    frame = now.frame
    return pd.DataFrame(
        {
            "Bereikt": [_WORDS[rung].capitalize() for rung in frame["rung"]],
            "Zaken": style.cells(frame, "count_reached"),
            "Gevolgd": style.cells(frame, "count_followed"),
            "Aandeel": [style.percent(share) for share in frame["share"]],
            "95%-interval": style.intervals(frame, "percent"),
            "Vorig jaar": [style.percent(earlier.get(rung)) for rung in frame["rung"]],
        }
    )


def _earlier(before: FigureResult | None) -> dict[str, float]:
    """The shares of the year before that rest on enough cases, by rung."""
    if before is None or before.is_few:
        return {}
    return dict(zip(before.frame["rung"], before.frame["share"].astype(float), strict=True))


def _rung(row: Any, earlier: dict[str, float]) -> str:
    beside = [f"95%-interval {style.interval(row.lower, row.upper, 'percent')}"]
    if row.rung in earlier:
        beside.append(f"vorig jaar {style.percent(earlier[row.rung])}")
    return f"{style.percent(row.share)} {_WORDS[row.rung]} ({', '.join(beside)})"


def _too_recent(recent: int) -> str:
    if recent == 0:
        return ""
    return f"; {style.number(recent)} {'is' if recent == 1 else 'zijn'} daar nog te jong voor"


def _dots(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    known = frame.dropna(subset=["share"])
    places = [name for name, share in zip(names, frame["share"], strict=True) if not pd.isna(share)]
    shares, lower, upper = (known[name].tolist() for name in ("share", "lower", "upper"))
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": shares,
        "y": places,
        "text": [f"<b>{style.percent(share)}</b>" for share in shares],
        "textposition": "top center",
        "textfont": {"color": style.TEXT},
        "error_x": style.whiskers(shares, lower, upper),
        "marker": {
            "color": [_COLOURS[rung] for rung in known["rung"]],
            "symbol": [_SYMBOLS[rung] for rung in known["rung"]],
            "size": 13,
        },
        **style.PICKED,
        "customdata": [_PARTS.get(rung, "") for rung in known["rung"]],
        "cliponaxis": False,
        "hovertext": [
            f"<b>{_WORDS[row.rung].capitalize()}</b><br>{style.number(row.count_reached)} van"
            f" {counted(row.count_followed, 'zaak', 'zaken')}"
            f"<br>95%-interval {style.interval(row.lower, row.upper, 'percent')}"
            for row in style.rows(known)
        ],
        "hoverinfo": "text",
    }


def _thin(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": frame["share"].tolist(),
        "y": names,
        "marker": curves.THIN,
        "hovertext": [f"{curves.BEFORE}: {style.percent(share)}" for share in frame["share"]],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
