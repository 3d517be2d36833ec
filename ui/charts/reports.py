"""Meldingen per class: a dot and its interval for each class, in the order of the class names."""

from typing import Any

import pandas as pd

from analytics.disclosure import SMALLEST
from analytics.reports import MINIMUM_N, SchoolRate
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
    lines, notes = _school_line(school if len(frame) > 1 else None)
    bands = _small_bands(frame, names)
    return {
        "data": [_dots(frame, names), *bands],
        "layout": style.layout(
            height=118 + 24 * max(len(names), 3) + (30 if bands else 0),
            xaxis=style.axis("meldingen per 100 leerlingen"),
            yaxis=style.rows_axis(names),
            shapes=lines,
            annotations=[*notes, *_without_pupils(frame, names), *_withheld(frame, names)],
            showlegend=bool(bands),
        ),
    }


def description(frame: pd.DataFrame, school: SchoolRate | None = None) -> str:
    """What the picture says, in words; n included."""
    count = _count(frame, school)
    classes = style.counted(len(frame), "klas", "klassen")
    if count is None:
        hidden = f"Het aantal meldingen in {classes} is verborgen."
        return style.sentences(hidden, _spread(frame), _HONEST)
    reports = style.counted(count, "melding", "meldingen")
    if count == 0:
        return f"In deze periode zijn er geen meldingen in {classes}."
    if count < MINIMUM_N:
        return f"{style.TOO_FEW}: {reports} in {classes} in deze periode."
    if len(frame) == 1:
        spread = f"{reports} in 1 klas."
    elif not style.has_hidden(frame):
        silent = int((frame["count_reports"] == 0).sum())
        spread = f"{reports} in {classes}, waarvan {silent} zonder melding."
    else:
        spread = style.sentences(f"{reports} in {classes}.", _spread(frame))
    return style.sentences(spread, _school_words(school, len(frame)), _HONEST)


def rate_in_words(school: SchoolRate | None) -> str:
    """The figure of all classes together, in one sentence; for a period that is not drawn."""
    if school is None or 0 < school.count_reports < MINIMUM_N:
        return f"{style.TOO_FEW}."
    if school.count_reports == 0:
        return "Geen meldingen."
    reports = style.counted(school.count_reports, "melding", "meldingen")
    if school.rate_per_100 is None:
        return f"{reports}."
    return (
        f"{reports}, dat is {style.number(school.rate_per_100, 1)} per 100 leerlingen"
        f" (95%-interval {style.interval(school.lower, school.upper)})."
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers behind the picture, one row per class, with Dutch headings."""
    known = frame["rate_per_100"].notna()
    limits = zip(frame["lower"].where(known), frame["upper"].where(known), strict=True)
    return pd.DataFrame(
        {
            "Klas": _names(frame),
            "Leerjaar": frame["year_group"],
            "Meldingen": style.cells(frame, "count_reports"),
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
    is_none = frame["count_reports"].eq(0).fillna(False)
    symbols = ["circle-open" if none else "circle" for none in is_none]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "meldingen per 100 leerlingen, met 95%-interval",
        "x": [None if pd.isna(rate) else rate for rate in rates],
        "y": names,
        "error_x": style.whiskers(rates, lower, upper),
        "marker": {"color": style.MAIN, "size": 10, "symbol": symbols, "line": {"width": 2}},
        "cliponaxis": False,
        **style.PICKED,
        "customdata": [style.part("class_id", class_id) for class_id in frame["class_id"]],
        "hovertext": _hover(frame, names),
        "hoverinfo": "text",
    }


def _hover(frame: pd.DataFrame, names: list[str]) -> list[str]:
    return [
        f"<b>{name}</b><br>{style.counted(row.count_reports, 'melding', 'meldingen')}"
        f" op {style.counted(row.count_pupils, 'leerling', 'leerlingen')}"
        f"<br>{style.number(row.rate_per_100, 1)} per 100"
        f"<br>95%-interval {style.interval(row.lower, row.upper)}"
        if not style.is_hidden(row.count_reports)
        else ""
        for name, row in zip(names, style.rows(frame), strict=True)
    ]


def _count(frame: pd.DataFrame, school: SchoolRate | None) -> int | None:
    """All meldingen of these classes; None when that is hidden."""
    if not style.has_hidden(frame):
        return int(frame["count_reports"].sum())
    return school.count_reports if school else None


def _spread(frame: pd.DataFrame) -> str:
    """How many classes have few meldingen, and how many none."""
    silent = int(frame["count_reports"].eq(0).fillna(False).sum())
    few = sum(style.is_small(frame, "count_reports"))
    parts = []
    if few:
        has = "heeft" if few == 1 else "hebben"
        parts.append(f"{style.counted(few, 'klas', 'klassen')} {has} minder dan 5 meldingen")
    if silent:
        has = "heeft" if silent == 1 else "hebben"
        parts.append(f"{style.counted(silent, 'klas', 'klassen')} {has} er geen")
    return f"{' en '.join(parts)}." if parts else ""


def _small_bands(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """For a class with 1 to 4 meldingen a band from the rate of 1 to the rate of 4."""
    small = style.is_small(frame, "count_reports")
    rows = [
        (name, row)
        for name, row, is_small in zip(names, style.rows(frame), small, strict=True)
        if is_small and not pd.isna(row.lower)
    ]
    if not rows:
        return []
    words = [
        f"<b>{name}</b><br>{style.SMALL_WORDS} meldingen"
        f" op {style.counted(row.count_pupils, 'leerling', 'leerlingen')}"
        for name, row in rows
    ]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{style.SMALL_WORDS} meldingen: ergens tussen 1 en {SMALLEST - 1}",
            "base": [row.lower for _, row in rows],
            "x": [row.upper - row.lower for _, row in rows],
            "y": [name for name, _ in rows],
            "width": 0.34,
            "marker": {"color": style.QUIET, "opacity": 0.5},
            "hovertext": words,
            "hoverinfo": "text",
        }
    ]


def _withheld(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    """A word in the place of a dot that is hidden so that another cannot be worked out."""
    small = style.is_small(frame, "count_reports")
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "showarrow": False}
    return [
        {"text": style.HIDDEN, "y": name, "font": {"size": 12}, **place}
        for name, count, is_small in zip(names, frame["count_reports"], small, strict=True)
        if style.is_hidden(count) and not is_small
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


def _school_words(school: SchoolRate | None, count_classes: int) -> str:
    if school is None or school.rate_per_100 is None:
        return ""
    pupils = style.counted(school.count_pupils, "leerling", "leerlingen")
    start = "Dat is" if count_classes == 1 else "Over alle klassen samen is dat"
    return (
        f"{start} {style.number(school.rate_per_100, 1)} per 100 leerlingen"
        f" (95%-interval {style.interval(school.lower, school.upper)}; {pupils})."
    )
