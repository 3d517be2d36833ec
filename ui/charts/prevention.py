"""What is done to prevent it: preventive mentor hours per class, by class name."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import FigureResult
from casework.words import counted
from ui.charts import bars, class_rows, style

TITLE = "Mentoruren over pesten"
UNIT = "mentoruren"

DEFINITION = (
    "Mentoruren over pesten die in de periode zijn vastgelegd, per klas. Een klas zonder uur staat "
    "er met 0 bij."
)

HOW_TO_READ = (
    "Elke regel is een klas, op naam en niet op aantal: het aantal mentoruren over pesten in de "
    "periode. Een klas zonder uur staat er met 0 bij. Het streepje is de klas die een jaar eerder "
    "zo heette. Het kan ook zijn dat een uur wel is gegeven maar niet is vastgelegd."
)


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The picture of analytics.figures.prevention."""
    frame = computed.now.frame
    names = [style.plain(name) for name in class_rows.names(frame)]
    hours = [int(count) for count in frame["count_hours"]]
    then = class_rows.year_before(frame, computed.before)
    before = [None if row is None else float(row.count_hours) for row in then]
    earlier = class_rows.year_before_lines(before, names, "klas met die naam vorig jaar, zo ver")
    most = max([4.0, *hours, *(count for count in before if count is not None)])
    return {
        "data": [_bars(names, hours), *earlier],
        "layout": style.layout(
            height=110 + class_rows.height(len(names)) + (26 if earlier else 0),
            bargap=0.5,
            xaxis=style.axis("mentoruren", tickformat=",d", range=[0, most * 1.1]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, str(count), max(count, was or 0))
                for name, count, was in zip(names, hours, before, strict=True)
            ],
            showlegend=bool(earlier),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many hours, in how many of the classes, and how many a year before."""
    result: FigureResult = computed.now
    if result.is_few:
        return "Er zijn in deze periode geen klassen."
    n_classes = counted(len(result.frame), "klas", "klassen")
    was = style.same_time_last_year(computed.before)
    if not result.count:
        return f"Nog geen mentoruur over pesten vastgelegd in {n_classes}.{was}"
    held = int((result.frame["count_hours"] > 0).sum())
    hours = counted(result.count, "mentoruur", "mentoruren")
    return f"{hours} over pesten, in {held} van {n_classes}.{was}"


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row per class by name, with Dutch headings."""
    frame = computed.now.frame
    columns: dict[str, Any] = {
        "Klas": class_rows.names(frame),
        "Leerjaar": class_rows.year_groups_of(frame),
        "Mentoruren over pesten": frame["count_hours"],
    }
    then = class_rows.year_before(frame, computed.before)
    if any(row is not None for row in then):
        columns["Vorig jaar"] = [style.number(row.count_hours) if row else "" for row in then]
    return pd.DataFrame(columns)


def _bars(names: list[str], hours: list[int]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "mentoruren",
        "x": hours,
        "y": names,
        "marker": {"color": style.MAIN},
        "hovertext": [counted(n, "uur", "uren") for n in hours],
        "hoverinfo": "text",
    }
