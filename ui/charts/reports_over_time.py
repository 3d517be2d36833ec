"""Meldingen over time: a rate per month, or the days between where meldingen are rare."""

from typing import Any

import pandas as pd

from analytics.reports_over_time import OverTime
from ui.charts import style

TITLE = "Meldingen door het jaar"

HOW_TO_READ = (
    "Elke stip is een maand: het aantal meldingen per 100 leerlingen en per 20 schooldagen, zodat "
    "een maand met vakantie naast een volle maand kan staan. De lijn is het gemiddelde. Tussen de "
    "streeplijnen blijft een maand bijna altijd als er niets verandert; een ruit erbuiten is een "
    "signaal. Ook een lange reeks maanden aan dezelfde kant van het gemiddelde is een signaal. "
    "Zijn meldingen zeldzaam, dan is elke stip een melding en staat er hoeveel schooldagen "
    "ertussen lagen: hoe hoger, hoe langer het stil was. Meer meldingen betekent niet minder "
    "veilig: het kan ook zijn dat er beter wordt gemeld."
)

_HONEST = "Meer meldingen betekent niet minder veilig."


def figure(answer: OverTime) -> style.Figure:
    """The picture of reports_over_time or of days_between; a hidden month has no dot."""
    value, title = ("gap", "schooldagen sinds de vorige") if answer.is_rare else _RATE
    frame = answer.frame
    places = list(range(len(frame)))
    names = [_axis_name(answer, row) for row in style.rows(frame)]
    every = max(1, -(-len(places) // 6)) if answer.is_rare else 1
    return {
        "data": [*_limits(frame, places), _dots(answer, value, places)],
        "layout": style.layout(
            height=360,
            showlegend=True,
            xaxis=style.axis(
                range=[-0.5, len(places) - 0.5],
                tickvals=places[::every],
                ticktext=names[::every],
                showgrid=False,
            ),
            yaxis=style.axis(title),
            annotations=_hidden(frame, value, places),
            **style.timeline(
                frame["reported_on" if answer.is_rare else "starts_on"],
                is_months=not answer.is_rare,
            ),
        ),
    }


def description(answer: OverTime) -> str:
    """What the picture says, in words; n included, and what chance has to do with it."""
    reports = style.of(answer.count, "melding", "meldingen")
    if answer.is_few:
        return style.too_few(f"{reports} in deze periode")
    rare = "Meldingen zijn hier zeldzaam, daarom gaat het om de tijd ertussen."
    return style.sentences(
        f"{reports[:1].upper()}{reports[1:]} in deze periode.",
        rare if answer.is_rare else _usual(answer),
        _points_beyond(answer),
        _runs(answer),
        _outside_school(answer),
        _HONEST,
    )


def table(answer: OverTime) -> pd.DataFrame:
    """The numbers behind the picture, in the order of time, with Dutch headings."""
    frame = answer.frame
    if answer.is_rare:
        return pd.DataFrame(
            {
                "Melding op": [style.day_in_words(day) for day in frame["reported_on"]],
                "Schooldagen sinds de vorige": [style.number(gap) for gap in frame["gap"]],
                "Signaal": _signals(frame),
            }
        )
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Maand": [style.long_month(day) for day in frame["starts_on"]],
            "Schooldagen": frame["school_days"],
            "Meldingen": style.cells(frame, "count_reports"),
            "Per 100 leerlingen en 20 schooldagen": [style.number(r, 1) for r in frame["rate"]],
            "Bij toeval": [style.interval(low, high) for low, high in limits],
            "Signaal": _signals(frame),
        }
    )


_RATE = ("rate", "per 100 leerlingen en 20 schooldagen")


def _axis_name(answer: OverTime, row: Any) -> str:
    return style.day_in_words(row.reported_on) if answer.is_rare else style.month(row.starts_on)


def _signals(frame: pd.DataFrame) -> list[str]:
    return ["ja" if signal else "" for signal in frame["signal"]]


def _limits(frame: pd.DataFrame, places: list[int]) -> list[dict[str, Any]]:
    looks = {"centre": ("gemiddeld", "solid"), "upper": ("grens van toeval", "dash")}
    looks["lower"] = looks["upper"]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": words,
            "x": places,
            "y": [None if pd.isna(value) else value for value in frame[column]],
            "line": {"color": style.QUIET, "width": 2, "dash": dash},
            "hoverinfo": "skip",
            "showlegend": column != "lower",
        }
        for column, (words, dash) in looks.items()
        if frame[column].notna().any()
    ]


def _dots(answer: OverTime, value: str, places: list[int]) -> dict[str, Any]:
    frame = answer.frame
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "meldingen" if not answer.is_rare else "schooldagen ertussen",
        "x": places,
        "y": [None if pd.isna(found) else found for found in frame[value]],
        "line": {"color": style.MAIN, "width": 2},
        "marker": {
            "color": style.MAIN,
            "size": [14 if signal else 9 for signal in frame["signal"]],
            "symbol": ["diamond" if signal else "circle" for signal in frame["signal"]],
        },
        "cliponaxis": False,
        **style.PICKED,
        "customdata": [
            style.part("month", f"{row.starts_on:%Y-%m}") if not answer.is_rare else ""
            for row in style.rows(frame)
        ],
        "hovertext": [_hover(answer, row) for row in style.rows(frame)],
        "hoverinfo": "text",
    }


def _hover(answer: OverTime, row: Any) -> str:
    signal = "<br>buiten de grens van toeval" if row.signal else ""
    if answer.is_rare:
        days = style.counted(int(row.gap), "schooldag", "schooldagen")
        return f"<b>{style.day_in_words(row.reported_on)}</b><br>{days} na de vorige{signal}"
    if style.is_hidden(row.count_reports):
        return ""
    reports = style.counted(row.count_reports, "melding", "meldingen")
    return f"<b>{style.long_month(row.starts_on)}</b><br>{reports}{signal}"


def _hidden(frame: pd.DataFrame, value: str, places: list[int]) -> list[dict[str, Any]]:
    if value == "gap":
        return []
    small = style.is_small(frame, "count_reports")
    place = {"y": 0, "yanchor": "bottom", "showarrow": False, "font": {"size": 12}}
    return [
        {"x": at, "text": "&lt;5" if is_small else "?", **place}
        for at, count, is_small in zip(places, frame["count_reports"], small, strict=True)
        if style.is_hidden(count)
    ]


def _usual(answer: OverTime) -> str:
    centre = answer.frame["centre"].dropna()
    if centre.empty:
        return ""
    return (
        f"Gemiddeld {style.number(float(centre.iloc[0]), 1)} per 100 leerlingen en 20 schooldagen."
    )


def _points_beyond(answer: OverTime) -> str:
    beyond = answer.frame[answer.frame["signal"]]
    if answer.frame.empty:
        return ""
    if beyond.empty:
        return "Geen enkele stip ligt buiten de grenzen van toeval."
    if answer.is_rare:
        many = style.counted(len(beyond), "tussentijd ligt", "tussentijden liggen")
        return f"{many} buiten de grenzen van toeval."
    names = [style.long_month(day) for day in beyond["starts_on"]]
    lie = "ligt" if len(names) == 1 else "liggen"
    return f"Buiten de grenzen van toeval {lie} {style.listed(names)}."


def _runs(answer: OverTime) -> str:
    found = answer.runs
    if found is None:
        return ""
    if not found.signal:
        return "Ook de volgorde past bij toeval."
    if found.longest > found.longest_limit:
        return (
            f"Er liggen er {found.longest} achter elkaar aan dezelfde kant van het gemiddelde; bij "
            f"toeval zijn dat er zelden meer dan {found.longest_limit}. Er is iets verschoven."
        )
    return (
        f"De lijn kruist het gemiddelde maar {style.number(found.crossings)} keer; bij toeval is "
        f"dat meestal {found.crossings_limit} keer of vaker. Er is iets verschoven."
    )


def _outside_school(answer: OverTime) -> str:
    count = answer.left_out.get("no_school")
    if not count:
        return ""
    are = "melding viel" if count == 1 else "meldingen vielen"
    return f"{style.number(count)} {are} in een maand zonder schooldagen en staat er niet in."
