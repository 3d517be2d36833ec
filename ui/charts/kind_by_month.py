"""What: the kinds of bullying that meldingen name, month by month."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.kind_by_month import KindByMonth
from casework.words import counted, enumeration, month_and_year, short_month
from ui.charts import bars, heat_map, style

TITLE = "Wat er gebeurt, per maand"
UNIT = "meldingen"

DEFINITION = (
    "Meldingen in de periode, naar de soort pesten die ze noemen en de maand waarin ze zijn "
    "gedaan. Een melding van twee soorten telt bij allebei, dus de getallen tellen op tot meer "
    "dan het aantal meldingen."
)

HOW_TO_READ = (
    "Elke rij is een soort pesten en elke kolom een maand. Het getal is het aantal meldingen dat "
    "die soort noemt; hoe donkerder, hoe meer. Een lege cel is geen enkele melding. Onder de soort "
    "staat het aantal in de hele periode, met tussen haakjes dat van vorig jaar in dezelfde tijd. "
    "Een melding van twee soorten staat bij allebei. Let op een rij die langzaam donkerder wordt; "
    "één donkere cel kan toeval zijn."
)

_HIDDEN = (
    "De soorten staan er niet bij: bij zo weinig meldingen zou te zien zijn hoe vaak een gevoelige "
    "soort voorkomt. Kies een langere tijd of meer klassen."
)


def figure(computed: ComputedFigure, words: style.Words) -> style.PlotlyFigure:
    """The picture of analytics.figures.kind_by_month, with the words of the card."""
    result: KindByMonth = computed.now
    kinds, months = _kinds(computed, words), sorted(set(result.frame["month"]))
    ordered = result.frame[["kind", "month", *result.frame.columns[2:]]]
    cells = heat_map.count_cells(ordered, list(kinds), months, UNIT)
    codes = list(kinds)
    parts = {
        (row, column): style.joined_subgroups(
            style.subgroup("kind", codes[row]), style.subgroup("month", f"{months[column]:%Y-%m}")
        )
        for row, column in cells
    }
    names = [
        f"{bars.wrapped(word, 20)}<br>{style.plain(_total(computed, code))}"
        for code, word in kinds.items()
    ]
    heads = [short_month(day) for day in months]
    drawn = heat_map.figure(names, heads, cells, angle=-90, parts=parts)
    return drawn | {"layout": drawn["layout"] | style.timeline(months, is_months=True)}


def description(computed: ComputedFigure, words: style.Words) -> str:
    """How many name each kind, in the order of the card; and what is not named."""
    result: KindByMonth = computed.now
    was = style.same_time_last_year(computed.before)
    if result.is_hidden:
        return f"{_HIDDEN}{was}"
    if result.is_few:
        return f"Geen meldingen in deze periode.{was}"
    now = _per_kind(result)
    named = [
        f"{word} {now[code]}"
        for code, word in _kinds(computed, words).items()
        if code in now and code != style.UNKNOWN
    ]
    several, no_kind = (result.left_out.get(name) or 0 for name in ("several_kinds", "no_kind"))
    return style.sentences(
        f"{counted(result.count or 0, 'melding', 'meldingen')}.{was}",
        f"Genoemd: {enumeration(named)}." if 0 < len(named) <= heat_map.MOST_NAMED else "",
        heat_map.several_sentence(several, "soort"),
        heat_map.unnamed_sentence(no_kind, "soort"),
    )


def table(computed: ComputedFigure, words: style.Words) -> pd.DataFrame:
    """One row per kind and one column per month, with the words of the card."""
    frame = computed.now.frame
    kinds, months = _kinds(computed, words), sorted(set(frame["month"]))
    small = style.is_small(frame, "count_reports")
    cells = {
        (row.kind, row.month): style.cell(row.count_reports, is_small)
        for row, is_small in zip(style.rows(frame), small, strict=True)
    }
    now, then = _per_kind(computed.now), _per_kind(computed.before)
    columns: dict[str, Any] = {"Soort": list(kinds.values())}
    for day in months:
        columns[month_and_year(day).capitalize()] = [cells.get((code, day), "0") for code in kinds]
    columns["Meldingen met deze soort"] = [now.get(code, "0") for code in kinds]
    if computed.before is not None:
        columns["Vorig jaar"] = [then.get(code, "0") for code in kinds]
    return pd.DataFrame(columns)


def _kinds(computed: ComputedFigure, words: style.Words) -> dict[str, str]:
    """The kinds that are named now or a year ago, in the order of the card."""
    codes = [*computed.now.frame["kind"], *_per_kind(computed.before)]
    return heat_map.named(codes, words["kinds"])


def _per_kind(result: KindByMonth | None) -> dict[str, str]:
    """The number of each kind over the period, without what is suppressed."""
    if result is None:
        return {}
    small = style.is_small(result.totals, "count_reports")
    return {
        str(row.kind): style.cell(row.count_reports, is_small)
        for row, is_small in zip(style.rows(result.totals), small, strict=True)
    }


def _total(computed: ComputedFigure, kind: str) -> str:
    now = _per_kind(computed.now).get(kind, "0")
    if computed.before is None:
        return now
    return f"{now} ({_per_kind(computed.before).get(kind, '0')})"
