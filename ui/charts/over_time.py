"""Meldingen over time: a rate per month, or the days between where meldingen are rare."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.over_time import MINIMUM_GAPS, MINIMUM_MONTHS, NoBaselineReason, OverTime
from analytics.statistics import poisson_interval
from casework.words import counted, enumeration, month_and_year, short_date, short_month
from ui.charts import control_chart, days_between, style

TITLE = "Meldingen door het jaar"
UNIT = "meldingen"

DEFINITION = (
    "Meldingen op de dag dat ze zijn gedaan, per maand: het aantal per 100 leerlingen en per 20 "
    "schooldagen. Een maand met minder dan 5 schooldagen heeft geen stip; het aantal staat er wel. "
    "Het gemiddelde en de grenzen komen uit het hele schooljaar ervoor, of uit de tijd sinds een "
    "verandering die op de tijdlijn staat, en nooit uit de maanden die ermee worden vergeleken."
)

HOW_TO_READ = (
    "Elke stip is een maand: het aantal meldingen per 100 leerlingen en per 20 schooldagen, zodat "
    "een maand met vakantie naast een volle maand kan staan. Onder de maand staat het aantal "
    "meldingen zelf. De dunne lijn is dezelfde maand een jaar eerder. Het vlak is wat past bij "
    "het schooljaar ervoor: daarbinnen blijft een maand bijna altijd als er niets verandert. Een "
    "ruit erbuiten is een signaal, en een lange reeks maanden aan dezelfde kant van het "
    "gemiddelde ook. Zijn meldingen zeldzaam, dan is elke stip een melding en staat er hoeveel "
    "schooldagen ertussen lagen: hoe hoger, hoe langer het stil was. Meer meldingen betekent niet "
    "minder veilig: het kan ook zijn dat er beter wordt gemeld."
)

_PER = "per 100 leerlingen en 20 schooldagen"


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The months of analytics.figures.over_time beside last year's, or the days between."""
    result: OverTime = computed.now
    return days_between.figure(result.gaps) if result.gaps is not None else _months_figure(computed)


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How many, how that is against the year before, and what lies beyond the limits."""
    result: OverTime = computed.now
    if result.is_few:
        return _too_early(result)
    return style.sentences(
        _size(computed),
        "Meldingen zijn hier zeldzaam, daarom gaat het om de tijd ertussen."
        if result.is_rare
        else "",
        _beyond(result),
        _runs(result),
        _no_limits_sentence(result),
    )


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The numbers of the picture, in the order of time, with Dutch headings."""
    result: OverTime = computed.now
    if result.gaps is not None:
        return days_between.table(result.gaps)
    frame, earlier = result.frame, _by_month(computed.before)
    columns = {
        "Maand": [month_and_year(day) for day in frame["starts_on"]],
        "Schooldagen": [int(days) for days in frame["school_days"]],
        "Meldingen": [int(count) for count in frame["count_reports"]],
        f"Meldingen {_PER}": [style.number(rate, 1) for rate in frame["rate"]],
        "Grenzen": style.intervals(frame),
        "Signaal": control_chart.sides(frame, "rate"),
    }
    if earlier:
        rows = [earlier.get(day.month) for day in frame["starts_on"]]
        columns |= {
            "Meldingen vorig jaar": [str(row.count_reports) if row else "" for row in rows],
            f"Vorig jaar {_PER}": [style.number(row.rate, 1) if row else "" for row in rows],
        }
    return pd.DataFrame(columns)


# --- months ---------------------------------------------------------------------------------------


def _months_figure(computed: ComputedFigure) -> style.PlotlyFigure:
    result: OverTime = computed.now
    frame, places = result.frame, list(range(len(result.frame)))
    ticks = [
        f"{short_month(row.starts_on)}<br>{style.number(row.count_reports)}"
        for row in style.rows(frame)
    ]
    return {
        "data": [
            *control_chart.band(frame, places),
            *_year_before(computed, places),
            control_chart.dots(frame, "rate", places, _month_words(computed))
            | {"name": "dit jaar"},
        ],
        "layout": control_chart.layout(
            {"title": "maand, met het aantal meldingen", "tickvals": places, "ticktext": ticks},
            _PER,
            frame["starts_on"],
            is_months=True,
        ),
    }


def _month_words(computed: ComputedFigure) -> list[str]:
    earlier = _by_month(computed.before)
    words = []
    for row in style.rows(computed.now.frame):
        before = earlier.get(row.starts_on.month)
        was = f"<br>vorig jaar {style.number(before.count_reports)}" if before else ""
        rate = "" if pd.isna(row.rate) else f"<br>{style.number(row.rate, 1)} {_PER}"
        count = counted(row.count_reports, "melding", "meldingen")
        words.append(f"<b>{month_and_year(row.starts_on)}</b><br>{count}{rate}{was}")
    return words


def _year_before(computed: ComputedFigure, places: list[int]) -> list[dict[str, Any]]:
    """The same months a year ago as a thin line; nothing when there are none."""
    earlier = _by_month(computed.before)
    rates = [
        style.number_or_none(earlier[day.month].rate) if day.month in earlier else None
        for day in computed.now.frame["starts_on"]
    ]
    if not any(rate is not None for rate in rates):
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": "vorig jaar, zo ver",
            "x": places,
            "y": rates,
            "line": {"color": style.QUIET, "width": 1.5},
            "marker": {"color": style.QUIET, "size": 4},
            "hoverinfo": "skip",
        }
    ]


def _by_month(before: OverTime | None) -> dict[int, Any]:
    """The months of the year before by their number; the last, where a year has one twice."""
    if before is None:
        return {}
    return {row.starts_on.month: row for row in style.rows(before.frame)}


# --- in words -------------------------------------------------------------------------------------


def _size(computed: ComputedFigure) -> str:
    result: OverTime = computed.now
    before: OverTime | None = computed.before
    count = result.count or 0
    reports = counted(count, "melding", "meldingen") if count else "Geen meldingen"
    was = f"; vorig jaar in dezelfde tijd {style.number(before.count)}" if before else ""
    exposure = float(result.frame["exposure"].sum())
    if not exposure or not count:
        return f"{reports}{was}."
    low, high = (limit / exposure for limit in poisson_interval(count))
    rate = style.number(count / exposure, 1)
    return f"{reports}, {rate} {_PER} (95%-interval {style.interval(low, high)}){was}."


def _too_early(result: OverTime) -> str:
    reports = counted(result.count or 0, "melding", "meldingen")
    return f"{reports}. De lijn begint bij de eerste maand met 5 schooldagen en leerlingen."


def _beyond(result: OverTime) -> str:
    if result.gaps is not None:
        return days_between.beyond(result.gaps)
    frame = result.frame
    if not frame["centre"].notna().any():
        return ""
    sides = control_chart.sides(frame, "rate")
    sentences = [
        f"{enumeration(names).capitalize()} {'ligt' if len(names) == 1 else 'liggen'} {side} de"
        f" grens van wat past bij {_basis(result)}."
        for side in ("boven", "onder")
        if (names := _names(frame["starts_on"], sides, side))
    ]
    return style.sentences(*sentences) or f"Geen maand ligt buiten wat past bij {_basis(result)}."


def _names(days: "pd.Series[Any]", sides: list[str], side: str) -> list[str]:
    return [
        month_and_year(day).split()[0]
        for day, own_side in zip(days, sides, strict=True)
        if own_side == side
    ]


def _basis(result: OverTime) -> str:
    """What the months that are judged are held beside."""
    if result.since is None:
        return "het schooljaar ervoor"
    judged = result.frame.loc[result.frame["centre"].notna(), "starts_on"]
    if judged.iloc[0] >= pd.Timestamp(result.since):
        return f"de tijd sinds {short_date(result.since)}"
    return "de tijd ervoor"


def _runs(result: OverTime) -> str:
    """A pattern around the mean of the baseline that seldom comes when nothing changes."""
    pattern = result.runs
    if pattern is None or not pattern.signal:
        return ""
    if pattern.longest <= pattern.longest_limit:
        times = counted(pattern.crossings, "keer", "keer")
        return f"De lijn kruist het gemiddelde van eerder maar {times}."
    points = result.frame["rate"] if result.gaps is None else result.gaps["gap"]
    is_above = control_chart.is_longest_run_above(
        points, result.baseline.centre if result.baseline else 0
    )
    if result.is_rare:
        pace = "langzamer" if is_above else "sneller"
        return f"{pattern.longest} keer achter elkaar kwam een melding {pace} dan eerder gemiddeld."
    side = "boven" if is_above else "onder"
    return f"{pattern.longest} maanden achter elkaar liggen {side} het gemiddelde van eerder."


def _no_limits_sentence(result: OverTime) -> str:
    """When there will be limits, in one line."""
    if result.no_baseline_reason is None:
        return ""
    since = "" if result.since is None else short_date(result.since)
    count = result.count_so_far
    months = "is er nog geen hele maand"
    if count:
        months = f"{'is' if count == 1 else 'zijn'} er {counted(count, 'maand', 'maanden')}"
    sentences = {
        NoBaselineReason.YEAR: "Grenzen staan erbij zodra er een schooljaar achter ligt.",
        NoBaselineReason.PUPILS: "Grenzen zijn er niet: van deze leerlingen is er geen schooljaar "
        "ervoor.",
        NoBaselineReason.CHANGE: f"Sinds de verandering op {since} {months}; bij {MINIMUM_MONTHS}"
        " hele maanden komen er nieuwe grenzen.",
        NoBaselineReason.EVENTS: f"Grenzen komen er bij {MINIMUM_GAPS + 1} meldingen of meer in de"
        " tijd waarmee wordt vergeleken.",
    }
    return sentences[result.no_baseline_reason]
