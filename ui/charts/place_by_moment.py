"""Where and when: the places and moments that meldingen name, as a table that can be seen."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.result import FigureResult
from casework.words import counted, enumeration
from ui.charts import bars, heat_map, style

TITLE = "Waar en wanneer"
UNIT = "meldingen"

DEFINITION = (
    "Meldingen in de periode, naar de plek en het moment die ze noemen. Een melding met twee "
    "plekken telt bij allebei, dus de getallen tellen op tot meer dan het aantal meldingen."
)

HOW_TO_READ = (
    "Elke rij is een plek en elke kolom een moment. Het getal is het aantal meldingen dat beide "
    "noemt; hoe donkerder, hoe meer. Een lege cel is geen enkele melding. Onder de plek staat "
    "hoeveel meldingen hem noemen, met tussen haakjes het aantal van vorig jaar in dezelfde tijd. "
    "Een melding die twee plekken noemt, staat bij allebei. Wat niet is genoemd staat apart: dat "
    "kan overal zijn geweest."
)


def figure(computed: ComputedFigure, words: style.Words) -> style.PlotlyFigure:
    """The picture of analytics.figures.place_by_moment, with the words of the card."""
    places, moments = _places(computed, words), _moments(computed, words)
    cells = heat_map.count_cells(computed.now.frame, list(places), list(moments), UNIT)
    in_rows, in_columns = list(places), list(moments)
    parts = {
        (row, column): style.joined_subgroups(
            style.subgroup("place", in_rows[row]), style.subgroup("day_part", in_columns[column])
        )
        for row, column in cells
    }
    before = _per_place(computed.before)
    totals = _per_place(computed.now)
    names = [
        f"{bars.wrapped(word, 18)}<br>{_total(totals.get(code, 0), before, code)}"
        for code, word in places.items()
    ]
    heads = [bars.wrapped(word, 9) for word in moments.values()]
    return heat_map.figure(names, heads, cells, angle=-90, parts=parts)


def description(computed: ComputedFigure, words: style.Words) -> str:
    """How many name each place, in the order of the card; and what is not named."""
    result: FigureResult = computed.now
    was = style.same_time_last_year(computed.before)
    if result.is_few:
        return f"Geen meldingen in deze periode.{was}"
    totals = _per_place(result)
    named = [
        f"{word} {style.number(totals[code])}"
        for code, word in _places(computed, words).items()
        if code in totals and code != style.UNKNOWN
    ]
    return style.sentences(
        f"{counted(result.count or 0, 'melding', 'meldingen')}.{was}",
        f"Genoemd: {enumeration(named)}." if 0 < len(named) <= heat_map.MOST_NAMED else "",
        heat_map.several_sentence(result.left_out.get("several_places") or 0, "plek"),
        heat_map.unnamed_sentence(result.left_out.get("no_place"), "plek"),
        heat_map.unnamed_sentence(result.left_out.get("no_day_part"), "moment"),
    )


def table(computed: ComputedFigure, words: style.Words) -> pd.DataFrame:
    """One row per place and one column per moment, with the words of the card."""
    frame = computed.now.frame
    places, moments = _places(computed, words), _moments(computed, words)
    counts = {(row.place, row.day_part): row.count_reports for row in style.rows(frame)}
    totals, before = _per_place(computed.now), _per_place(computed.before)
    columns: dict[str, Any] = {"Plek": list(places.values())}
    for code, word in moments.items():
        columns[word[:1].upper() + word[1:]] = [counts.get((place, code), 0) for place in places]
    columns["Meldingen met deze plek"] = [totals.get(place, 0) for place in places]
    if computed.before is not None:
        columns["Vorig jaar"] = [before.get(place, 0) for place in places]
    return pd.DataFrame(columns)


def _places(computed: ComputedFigure, words: style.Words) -> dict[str, str]:
    """The places that are named now or a year ago, in the order of the card."""
    codes = [*computed.now.frame["place"], *_per_place(computed.before)]
    return heat_map.named(codes, words["places"])


def _moments(computed: ComputedFigure, words: style.Words) -> dict[str, str]:
    return heat_map.named(computed.now.frame["day_part"], words["day_parts"])


def _per_place(result: FigureResult | None) -> dict[str, int]:
    """How many meldingen name each place: a melding has one moment, so the cells add up."""
    if result is None:
        return {}
    totals = result.frame.groupby("place")["count_reports"].sum()
    return {str(place): int(count) for place, count in totals.items()}


def _total(count: int, before: dict[str, int], place: str) -> str:
    return f"{style.number(count)} ({style.number(before.get(place, 0))})" if before else str(count)
