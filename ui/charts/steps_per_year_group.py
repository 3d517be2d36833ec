"""The card by year group: the share of each step that was done in time, with its counts."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import MINIMUM_N, FigureResult
from casework import year_groups
from casework.words import counted, enumeration
from ui.charts import bars, heat_map, style
from ui.charts.steps import OLD_STEP

TITLE = "De stappen per leerjaar"
UNIT = "stappen die aan de beurt waren"

DEFINITION = (
    "Dezelfde stappen als bij De stappen van de kaart, in het leerjaar van de zaak: op tijd gedaan "
    "van alle keren dat de stap aan de beurt was."
)

HOW_TO_READ = (
    "Elke rij is een stap van de kaart en elke kolom een leerjaar. In elk vak staat het deel dat "
    "op tijd is gedaan, met de aantallen; hoe donkerder, hoe vaker. Waar de stap minder dan "
    f"{MINIMUM_N} keer aan de beurt was, staan alleen de aantallen en geen kleur. Een leerjaar "
    "staat er niet om te vergelijken wie het best is, maar om te zien waar een stap hulp nodig "
    "heeft."
)


def figure(computed: ComputedFigure, words: style.Words) -> style.PlotlyFigure:
    """The cells of step by year group."""
    frame = computed.now.frame
    steps, groups = _steps(frame, words), _groups(frame)
    rows = list(steps)
    cells, pressed = {}, {}
    for row in style.rows(frame):
        place = (rows.index(row.step), groups.index(int(row.year_group)))
        cells[place] = (_shade(row), _cell(row), _hover(row))
        pressed[place] = style.joined_subgroups(
            style.subgroup("step", row.step), style.subgroup("year_group", str(row.year_group))
        )
    names = [bars.wrapped(name) for name in steps.values()]
    heads = [year_groups.words(group).replace(" ", "<br>", 1) for group in groups]
    return heat_map.figure(names, heads, cells, parts=pressed)


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many steps were due, in which year groups, and where there is enough to say something."""
    result: FigureResult = computed.now
    if result.is_few:
        return (
            f"De leerjaren staan hier vanaf {MINIMUM_N} stappen die aan de beurt waren: het zijn er"
            f" {style.number(result.count)}."
        )
    groups = enumeration(map(year_groups.short, _groups(result.frame)))
    enough = int((result.frame["count_due"] >= MINIMUM_N).sum())
    cells = counted(len(result.frame), "vak", "vakken")
    steps = counted(result.count or 0, "stap", "stappen")
    return (
        f"{steps} aan de beurt in leerjaar {groups}. In {style.number(enough)} van de {cells} was"
        f" een stap {MINIMUM_N} keer of vaker aan de beurt."
    )


def table(computed: ComputedFigure, words: style.Words) -> pd.DataFrame:
    """One row per step and one column per year group: the share and its counts."""
    frame = computed.now.frame
    cells = {(row.step, int(row.year_group)): row for row in style.rows(frame)}
    steps = _steps(frame, words)
    columns: dict[str, Any] = {"Stap": list(steps.values())}
    for group in _groups(frame):
        rows = [cells.get((step, group)) for step in steps]
        columns[_title(group)] = [_in_words(row) if row else style.NO_VALUE for row in rows]
    return pd.DataFrame(columns)


def _in_words(row: Any) -> str:
    return f"{style.percent(row.share)} ({_counts(row)})"


def _cell(row: Any) -> str:
    if _shade(row) is None:
        return f"{row.count_in_time}/{row.count_due}"
    return f"<b>{style.percent(row.share)}</b><br>{row.count_in_time}/{row.count_due}"


def _hover(row: Any) -> str:
    limits = style.interval(row.lower, row.upper, "percent")
    return f"{style.percent(row.share)} op tijd ({_counts(row)})<br>95%-interval {limits}"


def _counts(row: Any) -> str:
    return f"{style.number(row.count_in_time)} van {style.number(row.count_due)}"


def _shade(row: Any) -> float | None:
    """The share as a colour, where the step was due often enough for one."""
    return float(row.share) if row.count_due >= MINIMUM_N else None


def _groups(frame: pd.DataFrame) -> list[int]:
    return sorted({int(group) for group in frame["year_group"]}, key=year_groups.order)


def _title(group: int) -> str:
    words = year_groups.words(group)
    return words[:1].upper() + words[1:]


def _steps(frame: pd.DataFrame, words: style.Words) -> dict[str, str]:
    """The steps that occur, in the order of the card, in its words."""
    named = style.in_words(frame, "step", words["steps"], OLD_STEP)
    codes = dict(zip(frame["step"], named["step"].astype(str), strict=True))
    return {str(code): word for code, word in codes.items()}
