"""Meldingen per class: a dot and its interval for each class, in the order of the class names."""

from typing import Any

import pandas as pd

from analytics.reports import SchoolRate, too_few
from ui.charts import style

TITLE = "Meldingen per klas"

HOW_TO_READ = (
    "Elke regel is een klas, op naam en niet op aantal. De stip is het aantal meldingen per "
    "100 leerlingen; een open stip is een klas zonder meldingen. De streep eromheen laat zien "
    "hoe onzeker dat getal is: bij een kleine klas of een paar meldingen is de streep lang. "
    "De stippellijn is het cijfer van alle klassen samen. Raakt de streep van een klas die "
    "lijn, dan kan het verschil toeval zijn. Meer meldingen betekent niet minder veilig: het "
    "kan ook zijn dat leerlingen daar eerder iets vertellen en de mentor het vaker vastlegt."
)

_HONEST = "Meer meldingen betekent niet dat een klas minder veilig is."


def figure(frame: pd.DataFrame, school: SchoolRate | None = None) -> style.Figure:
    """The picture of analytics.reports.reports_per_class, with the line of school_rate."""
    names = [style.plain(name) for name in _names(frame)]
    lines, notes = _school_line(school)
    return {
        "data": [_dots(frame, names)],
        "layout": style.layout(
            height=118 + 24 * max(len(names), 3),
            xaxis=style.axis("meldingen per 100 leerlingen"),
            yaxis=style.rows_axis(names),
            shapes=lines,
            annotations=[*notes, *_without_pupils(frame, names)],
        ),
    }


def description(frame: pd.DataFrame, school: SchoolRate | None = None) -> str:
    """What the picture says, in words; n included."""
    count = int(frame["count_reports"].sum())
    reports = style.counted(count, "melding", "meldingen")
    classes = style.counted(len(frame), "klas", "klassen")
    if count == 0:
        return f"In deze periode zijn er geen meldingen in {classes}."
    if too_few(frame):
        return f"{style.TOO_FEW}: {reports} in {classes} in deze periode."
    silent = int((frame["count_reports"] == 0).sum())
    return style.sentences(
        f"{reports} in {classes}, waarvan {silent} zonder melding.", _school_words(school), _HONEST
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per class, with Dutch headings."""
    limits = zip(frame["lower"], frame["upper"], strict=True)
    return pd.DataFrame(
        {
            "Klas": _names(frame),
            "Leerjaar": frame["year_group"],
            "Meldingen": frame["count_reports"],
            "Leerlingen": frame["count_pupils"],
            "Per 100 leerlingen": [style.number(rate, 1) for rate in frame["rate_per_100"]],
            "95%-interval": [style.interval(lower, upper) for lower, upper in limits],
        }
    )


def _names(frame: pd.DataFrame) -> list[str]:
    """Class names; with the school year where two classes bear the same name."""
    is_shared = frame["class_name"].duplicated(keep=False)
    rows = zip(frame["class_name"], frame["school_year"], is_shared, strict=True)
    return [f"{name} ({year})" if shared else str(name) for name, year, shared in rows]


def _dots(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    rates, lower, upper = (frame[name].tolist() for name in ("rate_per_100", "lower", "upper"))
    symbols = ["circle" if count else "circle-open" for count in frame["count_reports"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None if pd.isna(rate) else rate for rate in rates],
        "y": names,
        "error_x": style.whiskers(rates, lower, upper),
        "marker": {"color": style.MAIN, "size": 10, "symbol": symbols, "line": {"width": 2}},
        "cliponaxis": False,
        "hovertext": _hover(frame, names),
        "hoverinfo": "text",
    }


def _hover(frame: pd.DataFrame, names: list[str]) -> list[str]:
    return [
        f"<b>{name}</b><br>{style.counted(row.count_reports, 'melding', 'meldingen')}"
        f" op {style.counted(row.count_pupils, 'leerling', 'leerlingen')}"
        f"<br>{style.number(row.rate_per_100, 1)} per 100"
        f"<br>95%-interval {style.interval(row.lower, row.upper)}"
        for name, row in zip(names, style.rows(frame), strict=True)
    ]


def _school_line(school: SchoolRate | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if school is None or school.rate_per_100 is None:
        return [], []
    rate = school.rate_per_100
    line = {"color": style.WHISKER, "dash": "dot", "width": 2}
    ends = {"x0": rate, "x1": rate, "y0": 0, "y1": 1, "yref": "paper"}
    words = {"text": f"alle klassen: {style.number(rate, 1)}", "showarrow": False}
    place = {"x": rate, "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return [{"type": "line", "layer": "below", "line": line, **ends}], [words | place]


def _without_pupils(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    is_empty = frame["count_pupils"] == 0
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "showarrow": False}
    return [
        {"text": "geen leerlingen in deze periode", "y": name, "font": {"size": 12}, **place}
        for name, empty in zip(names, is_empty, strict=True)
        if empty
    ]


def _school_words(school: SchoolRate | None) -> str:
    if school is None or school.rate_per_100 is None:
        return ""
    pupils = style.counted(school.count_pupils, "leerling", "leerlingen")
    return (
        f"Over alle klassen samen is dat {style.number(school.rate_per_100, 1)} per 100 leerlingen"
        f" (95%-interval {style.interval(school.lower, school.upper)}; {pupils})."
    )
