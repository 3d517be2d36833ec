"""Time until it stopped: the share of cases that has stopped, by school days since the melding."""

from typing import Any

import pandas as pd

from analytics.resolution import Resolution, too_few
from ui.charts import style

TITLE = "Tijd tot gestopt"

HOW_TO_READ = (
    "De lijn begint bij de eerste melding en stijgt bij elke zaak waarin het pesten is gestopt, "
    "gerekend in schooldagen. De gekleurde strook is het 95%-interval: hoe breder, hoe minder "
    "zeker. Een streepje op de lijn is een zaak die nog open is of anders eindigde; die telt mee "
    "zolang zij gevolgd is, niet als nul en niet als gestopt. De lijn is gestippeld waar nog "
    "minder dan 5 zaken gevolgd worden. Waar de lijn de helft passeert, ligt de mediaan: dan is "
    "het in de helft van de zaken gestopt. Haalt de lijn de helft niet, dan is de mediaan niet "
    "bereikt. Een zaak die later weer is geopend, geldt niet als gestopt."
)

HOW_TO_READ_COARSE = (
    "De lijn begint bij de eerste melding en stijgt naarmate het pesten in meer zaken is gestopt, "
    "gerekend in schooldagen. De gekleurde strook is het 95%-interval: hoe breder, hoe minder "
    "zeker. Een zaak die nog open is of anders eindigde, telt mee zolang zij gevolgd is, niet als "
    "nul en niet als gestopt. Alleen de stippen zijn gemeten; de lijn verbindt ze. Een stip staat "
    "er pas als er sinds de vorige stip minstens 5 zaken bij zijn gekomen, zodat niemand ziet op "
    "welke dag één zaak is gestopt. Waar de lijn de helft passeert, is het in de helft van de "
    "zaken gestopt. Een zaak die later weer is geopend, geldt niet als gestopt."
)

FIRM = 5
"""With fewer cases still followed than this, the line is dotted."""

_BAND = "rgba(31, 111, 107, 0.22)"


def figure(resolution: Resolution) -> style.Figure:
    """The picture of analytics.resolution.time_to_stopped."""
    curve = resolution.curve
    last = float(curve["time"].max()) if len(curve) else 0.0
    lines, notes = _median_line(resolution, max(last, 20))
    shape = "linear" if resolution.is_coarse else "hv"
    drawn = [_points(curve)] if resolution.is_coarse else [*_line(curve), _marks(curve)]
    return {
        "data": [*_band(curve, shape), *drawn],
        "layout": style.layout(
            height=360,
            showlegend=True,
            xaxis=style.axis(
                "schooldagen sinds de eerste melding",
                range=[0, max(last, 20) * 1.02],
                tickvals=_days_shown(max(last, 20)),
            ),
            yaxis=style.share_axis("gestopt"),
            shapes=lines,
            annotations=notes,
        ),
    }


def how_to_read(resolution: Resolution) -> str:
    """How to read the picture; other words where the steps are coarse."""
    return HOW_TO_READ_COARSE if resolution.is_coarse else HOW_TO_READ


def description(resolution: Resolution) -> str:
    """What the picture says, in words; n included."""
    if resolution.count == 0:
        return "In deze periode zijn geen zaken begonnen."
    if too_few(resolution):
        cases = style.counted(resolution.count or 0, "zaak", "zaken")
        return f"{style.TOO_FEW}: {cases} in deze periode, {resolution.count_stopped} gestopt."
    return style.sentences(
        _counts(resolution),
        _median_words(resolution),
        _milestone_words(resolution.milestones),
        _left_out_words(resolution),
    )


def table(resolution: Resolution) -> pd.DataFrame:
    """The share stopped after 20, 40 and 60 school days, with Dutch headings.

    Where the steps are coarse: after each of the days that is told.
    """
    shares = _shares_of(resolution.curve) if resolution.is_coarse else resolution.milestones
    limits = zip(shares["lower"], shares["upper"], strict=True)
    return pd.DataFrame(
        {
            "Schooldagen": shares["school_days"],
            "Gestopt": [style.percent(share) for share in shares["share"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
        }
    )


def _shares_of(curve: pd.DataFrame) -> pd.DataFrame:
    shares = {"share": 1 - curve["survival"], "lower": 1 - curve["upper"]}
    return pd.DataFrame(
        {"school_days": curve["time"].astype(int), **shares, "upper": 1 - curve["lower"]}
    )


def _counts(resolution: Resolution) -> str:
    def told(name: str) -> str:
        return style.told(getattr(resolution, name), name in resolution.small)

    stopped, waiting = told("count_stopped"), told("count_censored")
    others = told("count_other_ends")
    if resolution.count is None:
        return f"In {stopped} zaken is het gestopt; {waiting} nog open, {others} anders geëindigd."
    cases = style.counted(resolution.count, "zaak", "zaken")
    return (
        f"Van {cases} is het in {stopped} gestopt; {waiting} nog open, {others} anders geëindigd."
    )


def curve_table(resolution: Resolution) -> pd.DataFrame:
    """Every step of the curve, with Dutch headings: for the download."""
    curve = resolution.curve
    limits = zip(1 - curve["upper"], 1 - curve["lower"], strict=True)
    return pd.DataFrame(
        {
            "Schooldagen": curve["time"].astype(int),
            "Nog gevolgd": curve["at_risk"],
            "Gestopt": curve["events"],
            "Niet verder gevolgd": curve["censored"],
            "Deel gestopt": [style.percent(1 - left) for left in curve["survival"]],
            "95%-interval": [style.interval(low, high, "percent") for low, high in limits],
        }
    )


def _line(curve: pd.DataFrame) -> list[dict[str, Any]]:
    """A full line, and a dotted one from where too few cases are still followed."""
    days, shares = [0.0, *curve["time"]], [0.0, *(1 - curve["survival"])]
    words = ["bij de eerste melding", *_hover(curve)]
    firm = 1 + int((curve["at_risk"] >= FIRM).sum())
    base: dict[str, Any] = {"type": "scatter", "mode": "lines", "hoverinfo": "text"}
    line = {"color": style.MAIN, "width": 3, "shape": "hv"}
    full = {"x": days[:firm], "y": shares[:firm], "hovertext": words[:firm], "name": "gestopt"}
    rest = {"x": days[firm - 1 :], "y": shares[firm - 1 :], "hovertext": words[firm - 1 :]}
    return [
        base | full | {"line": line},
        base | rest | {"line": line | {"dash": "dot", "width": 2}, "showlegend": False},
    ]


def _hover(curve: pd.DataFrame) -> list[str]:
    return [
        f"na {style.number(row.time)} schooldagen<br><b>{style.percent(1 - row.survival)}</b>"
        f" gestopt<br>95%-interval {style.interval(1 - row.upper, 1 - row.lower, 'percent')}"
        f"<br>{style.counted(row.at_risk, 'zaak', 'zaken')} nog gevolgd"
        for row in style.rows(curve)
    ]


def _points(curve: pd.DataFrame) -> dict[str, Any]:
    """The days that are told, and a line that only joins them."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "gestopt",
        "x": [0.0, *curve["time"]],
        "y": [0.0, *(1 - curve["survival"]).round(2)],
        "line": {"color": style.MAIN, "width": 2, "shape": "linear"},
        "marker": {"color": style.MAIN, "size": 9},
        "cliponaxis": False,
        "hovertext": ["bij de eerste melding", *_coarse_hover(curve)],
        "hoverinfo": "text",
    }


def _coarse_hover(curve: pd.DataFrame) -> list[str]:
    return [
        f"na {style.number(row.time)} schooldagen<br><b>{style.percent(1 - row.survival)}</b>"
        f" gestopt<br>95%-interval {style.interval(1 - row.upper, 1 - row.lower, 'percent')}"
        for row in style.rows(curve)
    ]


def _band(curve: pd.DataFrame, shape: str) -> list[dict[str, Any]]:
    """Two lines without ink, filled in between; only where a band exists."""
    known = curve.dropna(subset=["lower", "upper"])
    start = [0.0] if shape == "linear" and len(known) else []
    step = {
        "type": "scatter",
        "mode": "lines",
        "x": [*start, *known["time"]],
        "line": {"width": 0, "shape": shape},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    low = step | {"y": [*start, *(1 - known["upper"])]}
    filled = {"fill": "tonexty", "fillcolor": _BAND, "name": "95%-interval", "showlegend": True}
    return [low, step | {"y": [*start, *(1 - known["lower"])]} | filled]


def _marks(curve: pd.DataFrame) -> dict[str, Any]:
    left = curve[curve["censored"] > 0]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "open of anders geëindigd",
        "x": left["time"].tolist(),
        "y": (1 - left["survival"]).tolist(),
        "marker": {"symbol": "line-ns-open", "size": 9, "color": style.MAIN, "line": {"width": 2}},
        "hoverinfo": "skip",
    }


def _median_line(
    resolution: Resolution, last: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if resolution.median is None:
        return [], []
    days = resolution.median
    line = {"type": "line", "line": {"color": style.WHISKER, "dash": "dot", "width": 2}}
    across = {"x0": 0, "x1": days, "y0": 0.5, "y1": 0.5}
    down = {"x0": days, "x1": days, "y0": 0, "y1": 0.5}
    within = "binnen " if resolution.is_coarse else ""
    words = {"text": f"mediaan {within}{style.number(days)}", "showarrow": False}
    side = (
        {"xanchor": "right", "xshift": -4} if days > last / 2 else {"xanchor": "left", "xshift": 4}
    )
    return [line | across, line | down], [words | side | {"x": days, "y": 0.03}]


def _days_shown(last: float) -> list[int]:
    """Round numbers of school days, at most six."""
    step = next(size for size in (5, 10, 20, 40, 60, 100, 200, 500, 1000) if last / size <= 6)
    return list(range(0, int(last) + 1, step))


def _median_words(resolution: Resolution) -> str:
    if resolution.median is None and resolution.is_coarse:
        return "Hoe lang het in de helft van de zaken duurt, is nog niet te zeggen."
    if resolution.median is None:
        return "De mediaan is niet bereikt: in minder dan de helft is het gestopt."
    days = style.counted(int(resolution.median), "schooldag", "schooldagen")
    if resolution.median_lower is None or not (resolution.median_lower or resolution.median_upper):
        return f"In de helft van de zaken was het binnen {days} gestopt."
    lower, upper = resolution.median_lower, resolution.median_upper
    limits = f"vanaf {style.number(lower)}, zonder bovengrens"
    if upper is not None:
        limits = style.interval(lower, upper, digits=0)
    return f"In de helft van de zaken was het binnen {days} gestopt (95%-interval {limits})."


def _milestone_words(milestones: pd.DataFrame) -> str:
    known = milestones.dropna(subset=["share"])
    if known.empty:
        return ""
    parts = [f"{style.percent(row.share)} na {row.school_days}" for row in style.rows(known)]
    return f"Gestopt: {', '.join(parts)} schooldagen."


def _left_out_words(resolution: Resolution) -> str:
    count, why = resolution.count_left_out, "weggelaten omdat de datums niet kunnen kloppen."
    if count is None:
        return f"{style.SMALL_WORDS.capitalize()} zaken zijn {why}"
    if count == 0:
        return ""
    are = "is" if count == 1 else "zijn"
    return f"{style.counted(count, 'zaak', 'zaken')} {are} {why}"
