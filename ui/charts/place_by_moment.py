"""Where and when: the places and moments that meldingen name, as a table that can be seen."""

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, heat_map, style

TITLE = "Waar en wanneer"

HOW_TO_READ = (
    "Elke rij is een plek en elke kolom een moment. Het getal is het aantal meldingen dat beide "
    "noemt; hoe donkerder, hoe meer. Een lege cel is geen enkele melding. Een melding die twee "
    "plekken noemt, staat bij allebei, dus de getallen tellen op tot meer dan het aantal "
    "meldingen. Zo zie je waar toezicht of een andere inrichting het meest kan helpen."
)


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.places.place_by_moment, with the words of the card."""
    frame = answer.frame
    rows, columns = _in_order(frame, "place"), _in_order(frame, "day_part")
    most = frame["count_reports"].max()
    cells = {}
    small = style.is_small(frame, "count_reports")
    for row, is_small in zip(style.rows(frame), small, strict=True):
        count = row.count_reports
        full = None if style.is_hidden(count) else float(count) / max(float(most), 1.0)
        words = style.cell(count, is_small)
        short = "&lt;5" if is_small else ("?" if full is None else words)
        place = (rows.index(row.place), columns.index(row.day_part))
        cells[place] = (full, short, f"{style.plain(words)} meldingen")
    names = [bars.wrapped(name, 14) for name in rows]
    return heat_map.figure(names, [bars.wrapped(name, 9) for name in columns], cells, angle=-90)


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    reports = style.of(answer.count, "melding", "meldingen")
    if answer.is_few:
        return style.too_few(f"{reports} in deze periode")
    no_place, no_moment = answer.left_out.get("no_place"), answer.left_out.get("no_day_part")
    return style.sentences(
        f"{reports[:1].upper()}{reports[1:]} in deze periode.",
        _most(answer.frame),
        _unknown(no_place, "plek"),
        _unknown(no_moment, "moment"),
    )


def table(answer: Answer) -> pd.DataFrame:
    """One row per place and one column per moment, with the words of the card."""
    frame = answer.frame
    small = style.is_small(frame, "count_reports")
    words = {
        (row.place, row.day_part): style.cell(row.count_reports, is_small)
        for row, is_small in zip(style.rows(frame), small, strict=True)
    }
    rows = _in_order(frame, "place")
    columns = {"Plek": rows}
    for name in _in_order(frame, "day_part"):
        columns[name[:1].upper() + name[1:]] = [words.get((row, name), "0") for row in rows]
    return pd.DataFrame(columns)


def _in_order(frame: pd.DataFrame, column: str) -> list[str]:
    """The words that occur, in the order of the card."""
    values = frame[column]
    order = values.cat.categories if hasattr(values, "cat") else values.unique()
    there = set(values)
    return [str(name) for name in order if name in there]


def _most(frame: pd.DataFrame) -> str:
    known = frame.dropna(subset=["count_reports"])
    if known.empty or known["count_reports"].max() < 1:
        return ""
    most = known["count_reports"].max()
    named = [
        f"{row.place} ({row.day_part})" for row in style.rows(known[known["count_reports"] == most])
    ]
    if len(named) > 2:
        return ""
    hidden = " van wat hier te zien is" if frame["count_reports"].isna().any() else ""
    return f"Het vaakst genoemd{hidden}: {style.listed(named)}, {style.number(most)} keer."


def _unknown(count: int | None, what: str) -> str:
    if not count:
        return ""
    name = "noemt" if count == 1 else "noemen"
    return f"{style.number(count)} {name} geen {what}."
