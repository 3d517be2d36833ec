"""The card by year group: the share of each step that was done in time."""

from typing import Any

import pandas as pd

from analytics.answer import Answer
from ui.charts import bars, heat_map, style

TITLE = "De stappen per leerjaar"

HOW_TO_READ = (
    "Elke rij is een stap van de kaart en elke kolom een leerjaar. Het getal is het percentage dat "
    "op tijd is gedaan; hoe donkerder, hoe vaker. Een leerjaar staat er niet om te vergelijken wie "
    "het best is, maar om te zien waar een stap hulp nodig heeft. Een streepje is te weinig om "
    "iets te zeggen."
)

FEW = 10
"""Of fewer steps no share is drawn."""


def figure(answer: Answer) -> style.Figure:
    """The picture of analytics.adherence.steps_per_year_group, with the words of the card."""
    frame = answer.frame
    rows, groups = _steps(frame), sorted({int(group) for group in frame["year_group"]})
    cells = {}
    for row in style.rows(frame):
        share = _share(row)
        place = (rows.index(row.step), groups.index(int(row.year_group)))
        words = style.NO_VALUE if share is None else style.percent(share)
        hover = "te weinig om iets te zeggen" if share is None else f"{words} op tijd"
        cells[place] = (share, words, hover)
    names = [bars.wrapped(name) for name in rows]
    return heat_map.figure(names, [f"leerjaar<br>{group}" for group in groups], cells)


def description(answer: Answer) -> str:
    """What the picture says, in words; n included."""
    steps = style.of(answer.count, "stap", "stappen")
    if answer.is_few:
        return style.too_few(f"{steps} aan de beurt in deze periode")
    groups = style.listed(f"{int(group)}" for group in sorted(set(answer.frame["year_group"])))
    known = sum(_share(row) is not None for row in style.rows(answer.frame))
    enough = f"In {known} van de {len(answer.frame)} vakken is er genoeg om iets te zeggen."
    if answer.is_hidden:
        return f"Stappen in leerjaar {groups}. {enough} De percentages staan in tienden."
    return f"{steps} aan de beurt in leerjaar {groups}. {enough}"


def table(answer: Answer) -> pd.DataFrame:
    """One row per step and one column per year group."""
    frame = answer.frame
    words = {
        (row.step, int(row.year_group)): style.percent(_share(row)) for row in style.rows(frame)
    }
    rows = _steps(frame)
    columns = {"Stap": rows}
    for group in sorted({int(group) for group in frame["year_group"]}):
        columns[f"Leerjaar {group}"] = [words.get((row, group), style.NO_VALUE) for row in rows]
    return pd.DataFrame(columns)


def _share(row: Any) -> float | None:
    """The share of a cell, when enough was due to say it."""
    share, due = row.share, row.count_due
    if pd.isna(share) or (not style.is_hidden(due) and due < FEW):
        return None
    return float(share)


def _steps(frame: pd.DataFrame) -> list[str]:
    """The steps that occur, in the order of the card."""
    values = frame["step"]
    order = values.cat.categories if hasattr(values, "cat") else values.unique()
    there = set(values)
    return [str(name) for name in order if name in there]
