"""What: the kinds of bullying that meldingen name, month by month."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, heat_map, style

TITLE = "Wat er gebeurt, per maand"

HOW_TO_READ = (
    "Elke rij is een soort pesten en elke kolom een maand. Het getal is het aantal meldingen dat "
    "die soort noemt; hoe donkerder, hoe meer. Een lege cel is geen enkele melding. Een melding "
    "van twee soorten staat bij allebei. Let op een rij die langzaam donkerder wordt; één donkere "
    "cel kan toeval zijn."
)


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.places.kind_by_month, with the words of the card."""
    frame = answer.frame
    rows, months = _kinds(frame), sorted(set(frame["month"]))
    most = frame["count_reports"].max()
    cells = {}
    small = style.is_small(frame, "count_reports")
    for row, is_small in zip(style.rows(frame), small, strict=True):
        count = row.count_reports
        full = None if style.is_hidden(count) else float(count) / max(float(most), 1.0)
        words = style.cell(count, is_small)
        short = "&lt;5" if is_small else ("?" if full is None else words)
        place = (rows.index(row.kind), months.index(row.month))
        cells[place] = (full, short, f"{style.plain(words)} meldingen")
    names = [bars.wrapped(name, 14) for name in rows]
    drawn = heat_map.figure(names, [style.month(day) for day in months], cells, angle=-90)
    return drawn | {"layout": drawn["layout"] | style.timeline(months, is_months=True)}


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    reports = style.of(answer.count, "melding", "meldingen")
    if answer.is_few:
        return style.too_few(f"{reports} in deze periode")
    frame = answer.frame
    no_kind = answer.left_out.get("no_kind")
    said = [
        f"{name} ({style.number(total)})"
        for name in _kinds(frame)
        if not style.is_hidden(total := _total(frame, name)) and total
    ]
    return style.sentences(
        f"{reports[:1].upper()}{reports[1:]} in deze periode.",
        f"Genoemd: {style.listed(said)}." if said else "",
        "Van de andere soorten is een deel verborgen."
        if frame["count_reports"].isna().any()
        else "",
        f"{style.number(no_kind)} zonder soort." if no_kind else "",
    )


def table(answer: Answer) -> pd.DataFrame:
    """One row per month and one column per kind, with the words of the card."""
    frame = answer.frame
    small = style.is_small(frame, "count_reports")
    words = {
        (row.month, row.kind): style.cell(row.count_reports, is_small)
        for row, is_small in zip(style.rows(frame), small, strict=True)
    }
    months = sorted(set(frame["month"]))
    columns = {"Maand": [style.long_month(day) for day in months]}
    for name in _kinds(frame):
        columns[name[:1].upper() + name[1:]] = [words.get((day, name), "0") for day in months]
    return pd.DataFrame(columns)


def _total(frame: pd.DataFrame, kind: str) -> Any:
    return frame.loc[frame["kind"] == kind, "count_reports"].sum(skipna=False)


def _kinds(frame: pd.DataFrame) -> list[str]:
    """The kinds that occur, in the order of the card."""
    values = frame["kind"]
    order = values.cat.categories if hasattr(values, "cat") else values.unique()
    there = set(values)
    return [str(name) for name in order if name in there]
