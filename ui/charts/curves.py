"""Lines that rise with time: the share that has had it, from a Kaplan-Meier curve."""

from typing import Any

import pandas as pd

from ui.charts import style


def rising(
    curve: pd.DataFrame, name: str, is_coarse: bool, colour: str = style.MAIN, dash: str = "solid"
) -> dict[str, Any]:
    """The share that has had it; where only some days are told, those days with a line between."""
    days, shares = [0.0, *curve["time"]], [0.0, *(1 - curve["survival"]).round(4)]
    base: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers" if is_coarse else "lines",
        "name": name,
        "x": days,
        "y": shares,
        "line": {
            "color": colour,
            "width": 3,
            "dash": dash,
            "shape": "linear" if is_coarse else "hv",
        },
        "cliponaxis": False,
        "hovertext": ["", *_hover(curve, name)],
        "hoverinfo": "text",
    }
    symbol = "circle" if dash == "solid" else "diamond"
    return base | {"marker": {"color": colour, "size": 9, "symbol": symbol}}


def band(curve: pd.DataFrame, is_coarse: bool) -> list[dict[str, Any]]:
    """Two lines without ink, filled in between: the 95 % interval."""
    known = curve.dropna(subset=["lower", "upper"])
    step: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": known["time"].tolist(),
        "line": {"width": 0, "shape": "linear" if is_coarse else "hv"},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    filled = {"fill": "tonexty", "fillcolor": "rgba(31, 111, 107, 0.22)", "name": "95%-interval"}
    low, high = (1 - known["upper"]).tolist(), (1 - known["lower"]).tolist()
    return [step | {"y": low}, step | {"y": high, "showlegend": True} | filled]


def days_axis(title: str, last: float) -> dict[str, Any]:
    """An axis of school days from 0, with at most six round numbers."""
    last = max(last, 20)
    step = next(size for size in (5, 10, 20, 40, 60, 100, 200, 500, 1000) if last / size <= 6)
    marks = list(range(0, int(last) + 1, step))
    return style.axis(title, range=[0, last * 1.02], tickvals=marks)


def longest(*curves: pd.DataFrame) -> float:
    """The last day of these curves."""
    return max((float(curve["time"].max()) for curve in curves if len(curve)), default=0.0)


def _hover(curve: pd.DataFrame, name: str) -> list[str]:
    return [
        f"{name}<br>na {style.number(row.time)} schooldagen<br>"
        f"<b>{style.percent(1 - row.survival)}</b>"
        for row in style.rows(curve)
    ]
