"""Lines that rise with time: the share that has had it, as far as enough cases are followed."""

from collections.abc import Iterable
from typing import Any

from analytics.statistics.followed_curve import FollowedCurve
from casework.words import counted
from ui.charts import style

BEFORE = "vorig jaar rond deze tijd"
THIN = {"symbol": "diamond-open", "size": 11, "color": style.TEXT, "line": {"width": 1.5}}
"""The mark of the year before beside a dot."""

_BAND = style.faded(style.MAIN, 0.18)


def rising(
    line: FollowedCurve,
    name: str,
    colour: str = style.MAIN,
    dash: str = "solid",
    width: float = 3,
    unit: tuple[str, str] = ("zaak", "zaken"),
) -> dict[str, Any]:
    """The line from 0 up to the last day with enough followed; hover tells share, interval, n."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [0.0, *line.part["time"].tolist()],
        "y": [0.0, *(1 - line.part["survival"]).round(4).tolist()],
        "line": {"color": colour, "width": width, "dash": dash, "shape": "hv"},
        "cliponaxis": False,
        "hovertext": ["", *_hover(line, name, unit)],
        "hoverinfo": "text",
    }


def before(line: FollowedCurve, unit: tuple[str, str] = ("zaak", "zaken")) -> dict[str, Any]:
    """The year before, as a thin line."""
    return rising(line, BEFORE, style.QUIET, "dash", 1.5, unit)


def band(line: FollowedCurve) -> list[dict[str, Any]]:
    """Two lines without ink, filled in between: the 95 % interval, where there is one."""
    known = line.part.dropna(subset=["lower", "upper"])
    step: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": known["time"].tolist(),
        "line": {"width": 0, "shape": "hv"},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    filled = {"fill": "tonexty", "fillcolor": _BAND, "name": "95%-interval", "showlegend": True}
    low, high = (1 - known["upper"]).round(4).tolist(), (1 - known["lower"]).round(4).tolist()
    return [step | {"y": low}, step | {"y": high} | filled]


def end_of(line: FollowedCurve) -> list[dict[str, Any]]:
    """Words at the end of a line that stops while cases are still followed."""
    if not line.until or not line.count_beyond:
        return []
    share = 1 - float(line.part["survival"].iloc[-1])
    return [
        {
            "text": f"nog {style.number(line.count_beyond)} gevolgd",
            "x": line.until,
            "y": round(share, 4),
            "xanchor": "right",
            "yanchor": "bottom",
            "yshift": 4,
            "showarrow": False,
            "font": {"size": 12, "color": style.TEXT},
        }
    ]


def days_axis(title: str, *lines: FollowedCurve | None) -> dict[str, Any]:
    """An axis of school days from 0, with at most six round numbers."""
    last = float(max([20, *(line.until or 0 for line in lines if line)]))
    step = next(size for size in (5, 10, 20, 40, 60, 100, 200, 500, 1000) if last / size <= 6)
    marks = list(range(0, int(last) + 1, step))
    return style.axis(title, range=[0, last * 1.02], tickvals=marks)


def limits(lower: float | None, upper: float | None) -> str:
    """The interval of a median in school days: "22 tot 41" or "vanaf 22"; "" when there is none."""
    if lower is None:
        return ""
    if upper is None:
        return f"vanaf {style.number(lower)}"
    return style.interval(lower, upper, digits=0)


def milestone_rows(
    now: Iterable[Any], earlier: Iterable[Any] | None, words: str
) -> list[dict[str, str]]:
    """One row per milestone for a table; a dash where too few are followed for so long."""
    past = [style.percent(row.share) for row in earlier] if earlier else None
    return [
        {
            "": f"{words} {style.number(row.school_days)} schooldagen",
            "Nu": style.percent(row.share),
            "95%-interval": style.interval(row.lower, row.upper, "percent"),
            "Nog gevolgd": style.number(row.at_risk),
            "Vorig jaar": past[place] if past else style.NO_VALUE,
        }
        for place, row in enumerate(now)
    ]


def _hover(line: FollowedCurve, name: str, unit: tuple[str, str]) -> list[str]:
    return [
        f"{name}<br>na {style.number(row.time)} schooldagen "
        f"<b>{style.percent(1 - row.survival)}</b>"
        f"<br>95%-interval {style.interval(1 - row.upper, 1 - row.lower, 'percent')}"
        f"<br>{counted(row.at_risk, *unit)} nog gevolgd"
        for row in style.rows(line.part)
    ]
