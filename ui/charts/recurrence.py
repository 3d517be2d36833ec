"""Does it come back: the share of gepesten with a next melding, by school days since closing."""

from typing import Any

import pandas as pd

from analytics.figure import ComputedFigure
from analytics.figures.recurrence import MILESTONES, Recurrence
from analytics.result import MINIMUM_N
from casework.words import counted
from ui.charts import curves, style

TITLE = "Komt het terug?"
UNIT = "gepesten"

HOW_TO_READ = (
    "De lijn begint op de dag dat een zaak met 'gestopt' is gesloten en stijgt als er voor "
    "dezelfde gepeste opnieuw een melding komt. De gekleurde strook is het 95%-interval. Wie nog "
    "geen nieuwe melding heeft, telt mee zolang die gevolgd is. De lijn houdt op waar nog minder "
    "dan 10 gepesten (of 15%) zo lang gevolgd zijn. Een lage lijn betekent dat het meestal "
    "wegblijft. De dunne lijn is vorig jaar, zoals het er toen rond deze tijd uitzag."
)

DEFINITION = (
    "Van elke gepeste in een zaak die in de periode met 'gestopt' werd gesloten: de schooldagen "
    "tot de volgende melding van die gepeste, in welke zaak ook."
)

_UNIT = ("gepeste", "gepesten")


def figure(computed: ComputedFigure, _words: style.Words) -> style.PlotlyFigure:
    """The curve with its band, and the year before as a thin line."""
    now, before = computed.now.followed, computed.before and computed.before.followed
    return {
        "data": [
            *curves.band(now),
            *([curves.before(before, _UNIT)] if before else []),
            curves.rising(now, "opnieuw gemeld", unit=_UNIT),
        ],
        "layout": style.layout(
            height=340,
            showlegend=True,
            xaxis=curves.days_axis("schooldagen na het sluiten", now, before),
            yaxis=style.share_axis("opnieuw gemeld"),
            annotations=curves.end_of(now),
        ),
    }


def description(computed: ComputedFigure, _words: style.Words) -> str:
    """The share that came back with its interval, on the last milestone that can be given; n."""
    now: Recurrence = computed.now
    if now.is_few or not now.followed.until:
        return (
            f"Of het terugkomt, staat hier vanaf {MINIMUM_N} gepesten van wie de zaak met "
            f"'gestopt' is gesloten en die lang genoeg gevolgd zijn: nu {style.number(now.count)}."
        )
    day = max((day for day in MILESTONES if day <= now.followed.until), default=now.followed.until)
    return style.sentences(_share(computed, day), _counts(now))


def table(computed: ComputedFigure, _words: style.Words) -> pd.DataFrame:
    """The share that came back after 60, 120 and 200 school days, with Dutch headings."""
    before = computed.before
    rows = curves.milestone_rows(
        style.rows(computed.now.milestones),
        style.rows(before.milestones) if before else None,
        "Opnieuw gemeld binnen",
    )
    return pd.DataFrame(rows)


def _share(computed: ComputedFigure, day: int) -> str:
    share, lower, upper = computed.now.followed.share_at(day)
    interval = style.interval(lower, upper, "percent")
    limits = "" if interval == style.NO_VALUE else f" (95%-interval {interval})"
    days = counted(day, "schooldag", "schooldagen")
    sentence = f"Binnen {days} kwam bij {style.percent(share)} opnieuw een melding{limits}"
    before: Any = computed.before and computed.before.followed.share_at(day)[0]
    if before is None or pd.isna(before):
        return f"{sentence}."
    return f"{sentence}; {curves.BEFORE} bij {style.percent(before)}."


def _counts(now: Recurrence) -> str:
    targets = counted(now.count, *_UNIT)
    back = style.number(now.count_returned) if now.count_returned else "niemand"
    sentence = f"{targets}, bij {back} kwam er een nieuwe melding"
    line = now.followed
    if not line.count_beyond:
        return f"{sentence}."
    days = counted(line.until or 0, "schooldag", "schooldagen")
    return (
        f"{sentence}; langer dan {days} gevolgd: {style.number(line.count_beyond)}, te weinig om "
        "verder te kijken."
    )
