"""Two years side by side: how soon it stops, with how many are still followed."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.resolution import MILESTONES, Resolution
from analytics.figures.year_comparison import YearComparison
from analytics.result import MINIMUM_N
from casework.words import counted
from ui.charts import curves, resolution, style

TITLE = "Stopt het sneller dan vorig jaar?"
UNIT = "zaken"

HOW_TO_READ = (
    "Twee lijnen zoals bij Tijd tot gestopt: doorgetrokken is deze periode, gestreept is vorig "
    "jaar, zoals het er toen rond deze tijd uitzag. De hoogste lijn is de periode waarin het "
    "sneller stopte. Onder de as staat hoeveel zaken er op die dag nog gevolgd werden; waar dat er "
    "minder dan 10 (of 15%) zijn, houdt een lijn op. De log-rangtoets vergelijkt alle zaken van "
    "beide jaren: de p-waarde is de kans op minstens zo'n groot verschil als er in werkelijkheid "
    "niets is veranderd. Hoe kleiner, hoe zekerder het verschil; onder 0,05 is de gewone grens."
)

DEFINITION = (
    "De zaken die in de periode begonnen tegenover die van dezelfde dagen een jaar eerder, elk "
    "zoals bekend op dezelfde dag van het jaar: de schooldagen van de eerste melding tot gestopt."
)

_AXIS = "schooldagen sinds de eerste melding<br>(eronder: nog gevolgd, nu en vorig jaar)"
_NOW, _BEFORE = "deze periode", curves.BEFORE


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """Both curves, and under the axis how many are still followed in each."""
    both = _both(computed.now)
    looks = [(style.MAIN, "solid"), (style.TEXT, "dash")]
    axis = curves.days_axis(_AXIS, *(group.followed for group in both.values()))
    return {
        "data": [
            curves.rising(group.followed, name, *look)
            for (name, group), look in zip(both.items(), looks, strict=False)
        ],
        "layout": style.layout(
            height=360,
            showlegend=True,
            xaxis=axis | {"ticktext": [_mark(day, both) for day in axis["tickvals"]]},
            yaxis=style.share_axis("gestopt"),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """How far each year was, at the same school day with intervals; then n and the test."""
    now: YearComparison = computed.now
    if now.before is None or not now.before.count:
        return "Er is geen jaar om mee te vergelijken."
    if now.is_few:
        return (
            f"Vergelijken kan vanaf {MINIMUM_N} zaken in beide jaren: nu {now.now.count}, "
            f"{_BEFORE} {now.before.count}."
        )
    return style.sentences(_sizes(now.now, now.before), _medians(now.now, now.before), _test(now))


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """One row per period: n, stopped, the median, and the share after 20, 40 and 60 days."""
    return pd.DataFrame([_row(name, group) for name, group in _both(computed.now).items()])


def _both(comparison: YearComparison) -> dict[str, Resolution]:
    return {_NOW: comparison.now} | ({_BEFORE: comparison.before} if comparison.before else {})


def _mark(day: int, both: dict[str, Resolution]) -> str:
    """A day of the axis, and below it how many were followed until then, one line a period."""
    counts = (style.number(group.followed.at_risk([day])[0]) for group in both.values())
    return "<br>".join([str(day), *counts])


def _sizes(now: Resolution, before: Resolution) -> str:
    untils = [group.followed.until or 0 for group in (now, before)]
    day = max((day for day in MILESTONES if day <= min(untils)), default=min(untils))
    return (
        f"Na {counted(day, 'schooldag', 'schooldagen')} is {_share(now, day)} gestopt; "
        f"{_BEFORE} {_share(before, day)}."
    )


def _share(group: Resolution, day: int) -> str:
    share, lower, upper = group.followed.share_at(day)
    interval = style.interval(lower, upper, "percent")
    limits = "" if interval == style.NO_VALUE else f" (95%-interval {interval})"
    return style.percent(share) + limits


def _medians(now: Resolution, before: Resolution) -> str:
    earlier = before.followed.median
    median = "was zij nog niet bereikt" if earlier is None else style.number(earlier)
    return f"{resolution.half(now)}; {_BEFORE} {median}." if now.followed.median is not None else ""


def _test(comparison: YearComparison) -> str:
    counts = (
        f"{comparison.now.count} tegen {comparison.before.count if comparison.before else 0} zaken"
    )
    p_value = comparison.logrank.p_value if comparison.logrank else float("nan")
    if pd.isna(p_value):
        return f"{counts}."
    words = "< 0,01" if p_value < 0.01 else f"= {style.number(p_value, 2)}"
    return f"{counts}; log-rangtoets p {words}."


def _row(name: str, group: Resolution) -> dict[str, Any]:
    line = group.followed
    return {
        "Periode": name[:1].upper() + name[1:],
        "Zaken": group.count,
        "Gestopt": group.count_stopped,
        "Lopen nog": group.count_running,
        "De helft binnen (schooldagen)": style.number(line.median),
        "95%-interval": curves.limits(line.median_lower, line.median_upper) or style.NO_VALUE,
        **{
            f"Na {row.school_days}": style.percent(row.share)
            for row in style.rows(group.milestones)
        },
    }
