"""Lines over a figure: numbered marks on its time axis, and the target of a share."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from ui.charts import style

ROOM = 26


def has_timeline(figure: style.PlotlyFigure) -> bool:
    """Whether marks can be drawn in this figure."""
    return bool(figure.get("layout", {}).get("meta", {}).get("days"))


def within(figure: style.PlotlyFigure, days: Sequence[date]) -> list[date]:
    """Those of the days that lie on the time axis of this figure."""
    meta = figure["layout"]["meta"]
    places = [date.fromisoformat(day) for day in meta["days"]]
    first, last = places[0], places[-1]
    if meta["is_months"]:
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return [day for day in days if first <= day <= last]


def with_marks(figure: style.PlotlyFigure, days: Sequence[date]) -> style.PlotlyFigure:
    """The figure with a numbered line, from 1 on, at each of these days, which lie within it.

    The figure itself stays as it was. The words of a mark stand beside the picture.
    """
    layout = figure["layout"]
    at_bottom = layout["xaxis"].get("side") == "top"
    shapes, notes = [], []
    for number, day in enumerate(days, start=1):
        place = _place(layout["meta"], day)
        shapes.append(_vertical(place, "dot", style.WHISKER))
        notes.append(_number(place, number, at_bottom))
    drawn = _with(figure, shapes, notes)
    return _with_room_below(drawn) if at_bottom and notes else drawn


def with_target_across(figure: style.PlotlyFigure, share: float) -> style.PlotlyFigure:
    """The figure with the target as a line from left to right; shares stand upright."""
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": share, "y1": share}
    shape = _line("dash", style.TEXT) | ends
    words = _words(share) | {"xref": "paper", "x": 1, "xanchor": "right", "y": share}
    return _with(figure, [shape], [words | {"yanchor": "bottom"}])


def with_target_upright(figure: style.PlotlyFigure, share: float) -> style.PlotlyFigure:
    """The figure with the target as a line from top to bottom; shares lie flat."""
    shape = _vertical(share, "dash", style.TEXT)
    words = _words(share) | {"yref": "paper", "y": 1, "yanchor": "bottom", "x": share}
    return _with(figure, [shape], [words | {"xanchor": "right"}])


def _with(
    figure: style.PlotlyFigure, shapes: list[dict[str, Any]], notes: list[dict[str, Any]]
) -> style.PlotlyFigure:
    layout = figure["layout"]
    more = {
        "shapes": [*layout.get("shapes", []), *shapes],
        "annotations": [*layout.get("annotations", []), *notes],
    }
    return figure | {"layout": layout | more}


def _with_room_below(figure: style.PlotlyFigure) -> style.PlotlyFigure:
    layout = figure["layout"]
    margin = layout["margin"] | {"b": layout["margin"]["b"] + ROOM}
    return figure | {"layout": layout | {"height": layout["height"] + ROOM, "margin": margin}}


def _place(meta: dict[str, Any], day: date) -> float:
    """Where a day lies between the places of the axis; a month is one place wide."""
    places = [date.fromisoformat(text) for text in meta["days"]]
    before = sum(place <= day for place in places)
    if not meta["is_months"]:
        return before - 0.5
    month = places[before - 1]
    if (month.year, month.month) != (day.year, day.month):
        return before - 0.5
    return before - 1.5 + (day.day - 1) / monthrange(day.year, day.month)[1]


def _line(dash: str, colour: str) -> dict[str, Any]:
    return {"type": "line", "line": {"color": colour, "width": 1.5, "dash": dash}}


def _vertical(place: float, dash: str, colour: str) -> dict[str, Any]:
    ends = {"yref": "paper", "y0": 0, "y1": 1, "x0": place, "x1": place}
    return _line(dash, colour) | ends


def _number(place: float, number: int, at_bottom: bool) -> dict[str, Any]:
    """The number in a box of its own, so that it can be read over any picture."""
    return {
        "x": place,
        "yref": "paper",
        "y": 0 if at_bottom else 1,
        "yanchor": "top" if at_bottom else "bottom",
        "text": f"<b>{number}</b>",
        "showarrow": False,
        "bgcolor": style.INK,
        "borderpad": 3,
        "font": {"size": 12, "color": style.WHITE},
    }


def _words(share: float) -> dict[str, Any]:
    return {
        "text": f"doel {style.percent(share)}",
        "showarrow": False,
        "font": {"size": 12, "color": style.TEXT},
    }
