"""How cases end: each end beside the others, as areas on top of each other over time."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.endings import ENDS, Endings
from analytics.result import MINIMUM_N, whole_percents
from casework.words import counted, enumeration
from ui.charts import curves, style

TITLE = "Hoe zaken eindigen"
UNIT = "zaken"

HOW_TO_READ = (
    "Van links naar rechts lopen de schooldagen sinds de eerste melding. De hoogte van een vlak is "
    "het deel van de zaken dat na zoveel dagen zo geëindigd is; wat boven de vlakken leeg blijft, "
    "loopt nog. Een zaak eindigt maar op één manier, dus samen is het altijd 100%. Zaken die nog "
    "lopen tellen mee zolang ze gevolgd zijn, en de vlakken houden op waar nog minder dan 10 zaken "
    "(of 15%) zo lang gevolgd zijn. Gestopt is hier iets lager dan bij Tijd tot gestopt: daar telt "
    "een zaak die anders eindigde alleen mee tot dan, hier voor altijd als anders "
    "geëindigd. De dunne lijn is wat er vorig jaar rond deze tijd was gestopt."
)

DEFINITION = (
    "Van de zaken die in de periode begonnen: het deel dat binnen zoveel schooldagen eindigde als "
    "gestopt, geen pesten, van school of anders, elk naast de andere (Aalen-Johansen)."
)

_ENDS = {
    "stopped": ("gestopt", style.MAIN, ""),
    "no_bullying": ("geen pesten", style.SECOND, "/"),
    "left_school": ("van school", style.MARKED, "x"),
    "other": ("anders", style.QUIET, "."),
}


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The areas, and the share that had stopped in the year before as a thin line."""
    now, before = computed.now, computed.before
    last = max([20.0, *(float(endings.until or 0) for endings in (now, before) if endings)])
    axis = style.axis("schooldagen sinds de eerste melding", range=[0, last * 1.02])
    return {
        "data": [*(_area(now, end) for end in ENDS), *([_thin(before)] if before else [])],
        "layout": style.layout(
            height=340, showlegend=True, xaxis=axis, yaxis=style.share_axis("deel van de zaken")
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The shares on the last day that can be given, adding up to 100; then n and what runs."""
    now: Endings = computed.now
    if not now.count:
        return "In deze periode zijn geen zaken begonnen."
    if now.is_few or now.until is None:
        return (
            f"Hoe zaken eindigen, staat hier vanaf {MINIMUM_N} zaken: in deze periode begonnen er "
            f"{style.number(now.count)}."
        )
    return style.sentences(_shares(now), _before(computed), _running(now), _left_out(now))


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The share per end on the last day that can be given, and of the year before on that day."""
    now, before = computed.now, computed.before
    day = _common(now, before)
    names = {end: name.capitalize() for end, (name, _, _) in _ENDS.items()} | {"open": "Loopt nog"}
    columns: dict[str, Any] = {"Einde": list(names.values())}
    if now.shares:
        columns[f"Na {now.until} schooldagen"] = _column(now.shares, now)
    if before and day is not None:
        columns[f"Vorig jaar na {day} schooldagen"] = _column(before.shares_at(day), before)
    return pd.DataFrame(columns)


def _column(shares: Mapping[str, float], endings: Endings) -> list[str]:
    """The shares in words; "0%" that run is left out while cases followed for shorter still run."""
    percents = whole_percents([shares[end] for end in (*ENDS, "open")])
    *ended, left = [
        _percent(percent, shares[end])
        for end, percent in zip((*ENDS, "open"), percents, strict=True)
    ]
    return [*ended, style.NO_VALUE if left == "0%" and endings.count_running else left]


def _percent(percent: int, share: float) -> str:
    """Whole percents; what is above 0 and rounds to 0 is "minder dan 1%"."""
    return "minder dan 1%" if percent == 0 and share > 1e-9 else f"{percent}%"


def _shares(now: Endings) -> str:
    words = dict(zip((*ENDS, "open"), _column(now.shares, now), strict=True))
    ended = [f"{words[end]} {_ENDS[end][0]}" for end in ENDS if now.shares[end] > 0]
    days = counted(now.until or 0, "schooldag", "schooldagen")
    left = f"{words['open']} loopt dan nog" if now.shares["open"] > 1e-9 else ""
    if not ended:
        return f"Na {days} is nog geen zaak geëindigd."
    return f"Na {days} is naar schatting {enumeration(ended)}{'; ' if left else ''}{left}."


def _common(now: Endings, before: Endings | None) -> int | None:
    if before is None or before.is_few or now.until is None or before.until is None:
        return None
    return min(now.until, before.until)


def _before(computed: ComputedFigure) -> str:
    day = _common(computed.now, computed.before)
    if day is None:
        return ""
    then, now = (endings.shares_at(day)["stopped"] for endings in (computed.before, computed.now))
    days = "" if day == computed.now.until else f" na {style.number(day)} schooldagen"
    beside = f" (nu {style.percent(now)})" if days else ""
    return f"{curves.BEFORE.capitalize()} was{days} {style.percent(then)} gestopt{beside}."


def _running(now: Endings) -> str:
    cases = counted(now.count or 0, "zaak", "zaken")
    runs = "loopt" if now.count_running == 1 else "lopen"
    more = (
        f"; {style.number(now.count_beyond)} zijn langer gevolgd, te weinig om verder te kijken"
        if now.count_beyond > 1
        else ""
    )
    return f"{cases}, waarvan er nu nog {style.number(now.count_running)} {runs}{more}."


def _left_out(now: Endings) -> str:
    undated = now.left_out.get("undated")
    if not undated:
        return ""
    count = "telt" if undated == 1 else "tellen"
    return f"{counted(undated, 'zaak', 'zaken')} met onmogelijke datums {count} niet mee."


def _area(now: Endings, end: str) -> dict[str, Any]:
    name, colour, pattern = _ENDS[end]
    days, shares = _steps(now, end)
    return {
        "type": "scatter",
        "mode": "lines",
        "stackgroup": "ends",
        "name": name,
        "x": days,
        "y": shares,
        "line": {"color": colour, "width": 1, "shape": "hv"},
        "fillpattern": {"shape": pattern, "fgcolor": colour, "size": 8, "solidity": 0.35},
        "hovertext": ["", *(f"{name}: {style.percent(share)}" for share in shares[1:])],
        "hoverinfo": "text",
    }


def _thin(before: Endings) -> dict[str, Any]:
    days, shares = _steps(before, "stopped")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"gestopt, {curves.BEFORE}",
        "x": days,
        "y": shares,
        "line": {"color": style.TEXT, "width": 1.5, "dash": "dash", "shape": "hv"},
        "hoverinfo": "skip",
    }


def _steps(endings: Endings, end: str) -> tuple[list[float], list[float]]:
    """The days and the shares of an end; none when it never came within what is followed."""
    rows = endings.frame[endings.frame["end"] == end]
    last = [] if endings.until is None else [float(endings.until)]
    if rows.empty:
        return [0.0, *last], [0.0, *[0.0 for _ in last]]
    shares = rows["incidence"].round(4).tolist()
    return [0.0, *rows["time"].tolist(), *last], [0.0, *shares, *[shares[-1] for _ in last]]
