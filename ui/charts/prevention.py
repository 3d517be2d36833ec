"""What is done to prevent it: preventive mentor hours per class, by class name."""

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, style

TITLE = "Mentoruren over pesten"

HOW_TO_READ = (
    "Elke regel is een klas, op naam en niet op aantal: het aantal mentoruren over pesten in de "
    "periode. Een klas zonder uur staat er met 0 bij. Het kan ook zijn dat een uur wel is gegeven "
    "maar niet is vastgelegd. Achter dit cijfer zit geen zaak en geen leerling, dus er is niets "
    "verborgen."
)


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.prevention.hours_per_class."""
    frame = answer.frame
    names = [style.plain(str(name)) for name in _names(frame)]
    hours = [int(count) for count in frame["count_hours"]]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": hours,
                "y": names,
                "marker": {"color": style.MAIN},
                "hovertext": [style.counted(n, "uur", "uren") for n in hours],
                "hoverinfo": "text",
            }
        ],
        "layout": style.layout(
            height=110 + 24 * max(len(names), 3),
            bargap=0.5,
            xaxis=style.axis("mentoruren", tickformat=",d", range=[0, max([4, *hours]) * 1.1]),
            yaxis=style.rows_axis(names),
            annotations=[
                bars.beside(name, str(count), count)
                for name, count in zip(names, hours, strict=True)
            ],
        ),
    }


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    classes = len(answer.frame)
    in_classes = style.counted(classes, "klas", "klassen")
    if not answer.count:
        return f"In {in_classes} is in deze periode nog geen mentoruur over pesten vastgelegd."
    held = int((answer.frame["count_hours"] > 0).sum())
    hours = style.counted(answer.count, "mentoruur", "mentoruren")
    return f"{hours} over pesten, in {held} van {in_classes}."


def table(answer: Answer) -> pd.DataFrame:
    """One row per class by name, with Dutch headings."""
    frame = answer.frame
    return pd.DataFrame(
        {
            "Klas": _names(frame),
            "Leerjaar": frame["year_group"],
            "Mentoruren over pesten": frame["count_hours"],
        }
    )


def _names(frame: pd.DataFrame) -> list[str]:
    """Class names; with the school year where two classes bear the same name."""
    is_shared = frame["class_name"].duplicated(keep=False)
    rows = zip(frame["class_name"], frame["school_year"], is_shared, strict=True)
    return [f"{name} ({year})" if shared else str(name) for name, year, shared in rows]
