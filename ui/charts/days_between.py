"""The school days between one melding and the next, where meldingen are rare."""

import pandas as pd

from casework.words import counted, short_date
from ui.charts import control_chart, style

_MOST_TICKS = 6


def figure(gaps: pd.DataFrame) -> style.PlotlyFigure:
    """A dot per melding after the first: the school days since the one before."""
    places = list(range(len(gaps)))
    names = [short_date(row.reported_on) for row in style.rows(gaps)]
    every = max(1, -(-len(places) // _MOST_TICKS))
    words = [
        f"<b>{name}</b><br>{counted(int(row.gap), 'schooldag', 'schooldagen')} na de vorige"
        for name, row in zip(names, style.rows(gaps), strict=True)
    ]
    return {
        "data": [
            *control_chart.band(gaps, places),
            control_chart.dots(gaps, "gap", places, words) | {"name": "schooldagen ertussen"},
        ],
        "layout": control_chart.layout(
            {
                "title": "dag van de melding",
                "tickvals": places[::every],
                "ticktext": names[::every],
            },
            "schooldagen sinds de vorige melding",
            gaps["reported_on"],
            is_months=False,
        ),
    }


def table(gaps: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the picture, in the order of time, with Dutch headings."""
    return pd.DataFrame(
        {
            "Melding op": [short_date(day) for day in gaps["reported_on"]],
            "Schooldagen sinds de vorige": [style.number(gap) for gap in gaps["gap"]],
            "Grenzen": style.intervals(gaps),
            "Signaal": control_chart.sides(gaps, "gap"),
        }
    )


def beyond(gaps: pd.DataFrame) -> str:
    """How many times between lie beyond the limits, in words."""
    sides = control_chart.sides(gaps, "gap")
    short, long = sides.count("onder"), sides.count("boven")
    sentences = [
        f"{counted(short, 'keer', 'keer')} kwam een melding sneller dan eerder gewoon was."
        if short
        else "",
        f"{counted(long, 'keer', 'keer')} bleef het langer stil dan eerder gewoon was."
        if long
        else "",
    ]
    return style.sentences(*sentences) or "Geen tussentijd ligt buiten wat eerder gewoon was."
