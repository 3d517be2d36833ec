"""Meldingen per class: a dot and its interval for each class, in the order of the class names."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.reports import OverallRate, ReportsPerClass
from casework.words import counted
from ui.charts import class_rows, style

TITLE = "Meldingen per klas"
UNIT = "meldingen"

DEFINITION = (
    "Meldingen in de periode, in de klas van de melding, per 100 leerlingen die in de periode in "
    "die klas zaten; met het exacte 95%-interval van Poisson."
)

HOW_TO_READ = (
    "Elke regel is een klas, op naam en niet op aantal. De stip is het aantal meldingen per "
    "100 leerlingen; een open stip is een klas zonder meldingen. De streep eromheen laat zien "
    "hoe onzeker dat getal is: bij een kleine klas of een paar meldingen is de streep lang. "
    "De stippellijn is het cijfer van deze klassen samen. Het streepje is de klas die een jaar "
    "eerder zo heette: dezelfde plek, andere leerlingen. Meer meldingen betekent niet minder "
    "veilig: het kan ook zijn dat leerlingen daar eerder iets vertellen en de mentor het vaker "
    "vastlegt."
)


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The picture of analytics.figures.reports, with the line of all these classes together."""
    result: ReportsPerClass = computed.now
    frame = result.frame
    names = [style.plain(name) for name in class_rows.names(frame)]
    then = class_rows.year_before(frame, computed.before)
    rates = [None if row is None or pd.isna(row.rate_per_100) else row.rate_per_100 for row in then]
    earlier = class_rows.year_before_lines(rates, names, "klas met die naam vorig jaar, zo ver")
    lines, notes = _overall_line(result.overall if len(frame) > 1 else None)
    return {
        "data": [*earlier, _dots(frame, names)],
        "layout": style.layout(
            height=118 + class_rows.height(len(names)) + (26 if earlier else 0),
            xaxis=style.axis("meldingen per 100 leerlingen"),
            yaxis=style.rows_axis(names),
            shapes=lines,
            annotations=[*notes, *_without_pupils(frame, names)],
            showlegend=bool(earlier),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many, per how many pupils, and how many classes have none."""
    result: ReportsPerClass = computed.now
    if result.is_few:
        return "Er zijn in deze periode geen klassen."
    count = result.count or 0
    n_classes = counted(len(result.frame), "klas", "klassen")
    was = style.same_time_last_year(computed.before)
    if not count:
        return f"Geen meldingen in {n_classes}.{was}"
    silent = int((result.frame["count_reports"] == 0).sum())
    of_which = f", waarvan {silent} zonder melding" if silent else ""
    reports = counted(count, "melding", "meldingen")
    return style.sentences(
        f"{reports}{_rate(result.overall)}.{was}",
        f"{n_classes}{of_which}.",
        _no_class(result),
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers of the picture, one row per class, with Dutch headings."""
    frame = computed.now.frame
    columns: dict[str, Any] = {
        "Klas": class_rows.names(frame),
        "Leerjaar": class_rows.year_groups_of(frame),
        "Meldingen": [int(count) for count in frame["count_reports"]],
        "Leerlingen": frame["count_pupils"],
        "Per 100 leerlingen": [style.number(rate, 1) for rate in frame["rate_per_100"]],
        "95%-interval": style.intervals(frame),
    }
    then = class_rows.year_before(frame, computed.before)
    if any(row is not None for row in then):
        columns |= {
            "Meldingen vorig jaar": [
                style.number(row.count_reports) if row else "" for row in then
            ],
            "Vorig jaar per 100": [
                style.number(row.rate_per_100, 1) if row else "" for row in then
            ],
        }
    return pd.DataFrame(columns)


def _dots(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    rates, lower, upper = (frame[name].tolist() for name in ("rate_per_100", "lower", "upper"))
    symbols = ["circle-open" if count == 0 else "circle" for count in frame["count_reports"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "per 100 leerlingen, met 95%-interval",
        "x": [None if pd.isna(rate) else rate for rate in rates],
        "y": names,
        "error_x": style.whiskers(rates, lower, upper),
        "marker": {"color": style.MAIN, "size": 10, "symbol": symbols, "line": {"width": 2}},
        "cliponaxis": False,
        **style.PICKED,
        "customdata": [style.subgroup("class_id", class_id) for class_id in frame["class_id"]],
        "hovertext": _hover(frame, names),
        "hoverinfo": "text",
    }


def _hover(frame: pd.DataFrame, names: list[str]) -> list[str]:
    return [
        f"<b>{name}</b><br>{counted(row.count_reports, 'melding', 'meldingen')}"
        f" op {counted(row.count_pupils, 'leerling', 'leerlingen')}"
        f"<br>{style.number(row.rate_per_100, 1)} per 100"
        f"<br>95%-interval {style.interval(row.lower, row.upper)}"
        for name, row in zip(names, style.rows(frame), strict=True)
    ]


def _overall_line(
    overall: OverallRate | None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if overall is None or overall.rate_per_100 is None:
        return [], []
    rate = overall.rate_per_100
    line = {"color": style.WHISKER, "dash": "dot", "width": 2}
    ends = {"x0": rate, "x1": rate, "y0": 0, "y1": 1, "yref": "paper"}
    words = {"text": f"samen: {style.number(rate, 1)}", "showarrow": False}
    place = {"x": rate, "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return [{"type": "line", "layer": "below", "line": line, **ends}], [words | place]


def _without_pupils(frame: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "showarrow": False}
    rows = zip(names, style.rows(frame), strict=True)
    return [
        {"text": _pupils_words(row.count_reports), "y": name, "font": {"size": 12}, **place}
        for name, row in rows
        if row.count_pupils == 0
    ]


def _pupils_words(count_reports: int) -> str:
    reports = counted(count_reports, "melding", "meldingen")
    return f"{reports}, geen leerlingen in deze periode"


def _rate(overall: OverallRate) -> str:
    if overall.rate_per_100 is None:
        return ""
    pupils = counted(overall.count_pupils, "leerling", "leerlingen")
    return (
        f", {style.number(overall.rate_per_100, 1)} per 100 leerlingen"
        f" (95%-interval {style.interval(overall.lower, overall.upper)}; {pupils})"
    )


def _no_class(result: ReportsPerClass) -> str:
    count = result.left_out.get("no_class")
    if not count:
        return ""
    return f"{counted(count, 'melding hoort', 'meldingen horen')} bij geen klas."
