"""The third chart of the board: the share of cases that has stopped, by school days."""

from typing import Any

from analytics.figure import ComputedFigure
from analytics.figures.resolution import Resolution
from analytics.statistics.followed_curve import FollowedCurve
from casework.words import counted
from ui.charts import curves, resolution, style
from ui.charts.board_chart import no_picture

TITLE = "Tijd tot gestopt"
INFO = resolution.HOW_TO_READ
_BAND = style.faded(style.MAIN, 0.2)


def layout() -> dict[str, Any]:
    """What is the same for every view."""
    marks = [0, 0.25, 0.5, 0.75, 1]
    return {
        "showlegend": True,
        "legend": style.legend(),
        "template": {"data": {"scatter": _TRACES}},
        "yaxis": {
            "range": [0, 1.03],
            "tickvals": marks,
            "ticktext": [style.percent(mark) for mark in marks],
            "zeroline": False,
        },
        "margin": {"l": 8, "r": 14, "t": 6, "b": 30, "pad": 4},
    }


_TRACES: list[dict[str, Any]] = [
    {"mode": "lines", "line": {"width": 0, "shape": "hv"}, "showlegend": False},
    {
        "mode": "lines",
        "line": {"width": 0, "shape": "hv"},
        "fill": "tonexty",
        "fillcolor": _BAND,
        "showlegend": False,
    },
    {
        "mode": "lines",
        "line": {"width": 1.5, "dash": "dot", "shape": "hv", "color": style.QUIET},
        "hovertemplate": "vorig jaar: %{y:.0%} na %{x} schooldagen<extra></extra>",
    },
    {
        "mode": "lines",
        "line": {"width": 3, "shape": "hv", "color": style.MAIN},
        "cliponaxis": False,
        "hovertemplate": "%{y:.0%} gestopt na %{x} schooldagen<extra></extra>",
    },
    {
        "mode": "markers",
        "marker": {"size": 11, "color": style.MAIN, "line": {"width": 2, "color": style.WHITE}},
        "showlegend": False,
        "cliponaxis": False,
        "hovertemplate": "de helft is gestopt binnen %{x} schooldagen<extra></extra>",
    },
]


def chart(computed: ComputedFigure, words: style.Words) -> dict[str, Any]:
    """The chart for one view; no picture when too few cases are followed to draw a line."""
    now: Resolution = computed.now
    line = now.followed
    if now.is_few or not line.until:
        return no_picture(resolution.description(computed, words))
    before = computed.before.followed if computed.before else None
    return {
        "subtitle": _subtitle(now),
        "data": _lines(line, before),
        "layout": _layout(line, before),
        "alt": resolution.description(computed, words),
        "table": _table(computed),
        "presses": {},
    }


def _lines(line: FollowedCurve, before: FollowedCurve | None) -> list[dict[str, Any]]:
    known = line.part.dropna(subset=["lower", "upper"])
    days = _days(known["time"])
    past = before.part if before is not None else line.part.iloc[:0]
    is_reached = line.median is not None
    silent = {"type": "scatter", "x": days, "hoverinfo": "skip"}
    return [
        silent | {"y": _shares(known["upper"])},
        silent | {"y": _shares(known["lower"])},
        _curve("vorig jaar", past["time"], past["survival"]),
        _curve(
            "dit jaar" if before is not None else "gestopt",
            line.part["time"],
            line.part["survival"],
        ),
        {"type": "scatter", "x": [int(line.median or 0)] * is_reached, "y": [0.5] * is_reached},
    ]


def _curve(name: str, times: Any, survival: Any) -> dict[str, Any]:
    """A line that starts at nothing on the first day."""
    days, shares = _days(times), _shares(survival)
    return {
        "type": "scatter",
        "name": name,
        "x": [0, *days] if days else [],
        "y": [0, *shares] if days else [],
        **({} if days else {"showlegend": False}),
    }


def _days(times: Any) -> list[int]:
    return [int(time) for time in times]


def _shares(survival: Any) -> list[float]:
    return [round(1 - float(left), 3) for left in survival]


def _layout(line: FollowedCurve, before: FollowedCurve | None) -> dict[str, Any]:
    last = max([20, *(curve.until or 0 for curve in (line, before) if curve is not None)])
    step = next(size for size in (5, 10, 20, 40, 60, 100, 200, 500, 1000) if last / size <= 6)
    marks = list(range(0, last + 1, step))
    followed = _still_followed(line, marks)
    # The word once: on a phone there is no room for more.
    below = {mark: str(count) for mark, count in followed.items()}
    below |= {mark: f"{followed[mark]} gevolgd" for mark in list(followed)[:1]}
    texts = [f"{mark}<br>{below[mark]}" if mark in below else str(mark) for mark in marks]
    drop = {"type": "line", "x0": line.median, "x1": line.median, "y0": 0, "y1": 0.5}
    ink = {"color": style.QUIET, "width": 1, "dash": "dot"}
    return {
        "xaxis": {"range": [0, round(1.03 * last)], "tickvals": marks, "ticktext": texts},
        "shapes": [drop | {"line": ink}] if line.median is not None else [],
        "annotations": [_median_words(line.median)] if line.median is not None else [],
    }


def _still_followed(line: FollowedCurve, marks: list[int]) -> dict[int, int]:
    """How many are still followed at three of the marks at most, the last one that is drawn too."""
    drawn = [mark for mark in marks if 0 < mark <= (line.until or 0)]
    chosen = (
        sorted({drawn[round(len(drawn) * part / 3) - 1] for part in (1, 2, 3)}) if drawn else []
    )
    return dict(zip(chosen, line.at_risk(chosen), strict=True))


def _median_words(median: float) -> dict[str, Any]:
    """At the foot of the line that drops from the median, under the curve and so off the band."""
    return {
        "x": median,
        "y": 0,
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": 4,
        "text": f"helft binnen {style.number(median)}",
        "showarrow": False,
        "font": {"size": 12, "color": style.TEXT},
    }


def _subtitle(now: Resolution) -> str:
    cases = counted(now.count, "zaak", "zaken")
    runs = "loopt" if now.count_running == 1 else "lopen"
    return f"schooldagen sinds de melding; {cases}, {style.number(now.count_running)} {runs} nog"


def _table(computed: ComputedFigure) -> dict[str, Any]:
    now, before = computed.now, computed.before
    past = list(style.rows(before.milestones)) if before else []
    rows = [
        [
            f"Gestopt na {row.school_days} schooldagen",
            style.percent(row.share),
            style.interval(row.lower, row.upper, "percent"),
            style.number(row.at_risk),
            *([style.percent(past[place].share)] if past else []),
        ]
        for place, row in enumerate(style.rows(now.milestones))
    ]
    line = now.followed
    half = [
        "De helft gestopt binnen (schooldagen)",
        style.number(line.median),
        curves.limits(line.median_lower, line.median_upper) or style.NO_VALUE,
        style.number(now.count),
        *([style.number(before.followed.median)] if before else []),
    ]
    head = ["", "Nu", "95%-interval", "Nog gevolgd", *(["Vorig jaar"] if before else [])]
    return {"head": head, "rows": [half, *(row for row in rows if _is_known(row))]}


def _is_known(row: list[str]) -> bool:
    return any(value != style.NO_VALUE for value in (row[1], *row[4:]))
